import type { Row } from './csv.ts'

const badAssault = ['2026-01-01', '2026-01-31', 'RWX01', '2026-01-09', '23:10'] as const

function badOccurrence(
  reference: string, kind: string, at: string, { postcode, role }: { postcode: string; role: string },
): Row {
  const person = ['WXP9', 'Some', 'Body', '2011-01-01', 'F', role]
  return [reference, kind, at, at, '', postcode, 'none', ...person, 'A row to be refused.']
}

/** Headers as each file has them, and the rows that an import must refuse one by one. */
export const fileShapes = {
  safeguardingPersons: {
    header: [
      'pers_legacy_id', 'pers_person_id', 'pers_upn', 'pers_forename', 'pers_surname', 'pers_sex', 'pers_gender',
      'pers_ethnicity', 'pers_dob', 'pers_common_child_id', 'pers_upn_unknown', 'pers_send_flag', 'pers_expected_dob',
      'pers_death_date', 'pers_is_mother', 'pers_nationality',
    ],
    badRows: [
      ['', '', '', 'Nobody', 'Without-Number', 'F', '', 'WBRI', '2012-04-03', '', 'UN4', 'N', '', '', 'N', ''],
      ['', '4900001', '', 'Impossible', 'Birthday', 'M', '', 'WBRI', '2011-02-30', '', 'UN4', 'N', '', '', 'N', ''],
      ['', '4900002', '', 'Wrong', 'Digit', 'M', '', 'WBRI', '2010-05-05', '9990000019', 'UN4', 'N', '', '', 'N', ''],
      ['', '4900003', '', '=HYPERLINK("http://x.example")', 'Formula', 'F', '', 'WBRI', '2010-05-05',
        '', 'UN4', 'N', '', '', 'N', ''],
      ['', '4900004', '', 'Too', 'Short'],
    ],
  },
  safeguardingContacts: {
    header: [
      'cont_contact_id', 'cont_person_id', 'cont_contact_date', 'cont_contact_source_code', 'cont_contact_source_desc',
      'cont_contact_outcome_json',
    ],
    badRows: [
      ['', '4000001', '2026-01-05', '6', 'the police', '{}'],
      ['C-bad-2', '', '2026-01-05', '6', 'the police', '{}'],
      ['C-bad-3', '4000001', 'last Tuesday', '6', 'the police', '{}'],
      ['C-bad-4', '4000001', '2026-01-05', '6', 'the police', '{"NFA_FLAG":'],
    ],
  },
  safeguardingMissing: {
    header: [
      'miss_table_id', 'miss_la_person_id', 'miss_mis_epi_start', 'miss_mis_epi_type', 'miss_mis_epi_end',
      'miss_mis_epi_rhi_offered', 'miss_mis_epi_rhi_accepted',
    ],
    badRows: [
      ['MP-bad-1', '4000001', '2026-01-05', 'X', '2026-01-06', 'Y', 'N'],
      ['MP-bad-2', '4000001', '2026-01-07', 'M', '2026-01-05', 'Y', 'N'],
      ['MP-bad-3', '', '2026-01-07', 'M', '2026-01-08', 'Y', 'N'],
    ],
  },
  policeOccurrences: {
    header: [
      'occurrence_reference', 'kind', 'happened_at', 'recorded_at', 'place', 'postcode', 'weapon', 'person_reference',
      'given_name', 'family_name', 'date_of_birth', 'sex', 'role_in_event', 'summary',
    ],
    badRows: [
      badOccurrence('', 'assault', '2026-01-05T18:00:00+00:00', { postcode: '', role: 'victim' }),
      badOccurrence('WX-bad-2', 'assault', '2026-13-05T18:00:00+00:00', { postcode: '', role: 'victim' }),
      badOccurrence('WX-bad-3', 'assault', '2026-01-05T18:00:00+00:00', { postcode: '', role: 'nominal' }),
      badOccurrence('WX-bad-4', 'robbery', '2026-01-05T18:00:00+00:00', { postcode: 'NOT A POSTCODE', role: 'victim' }),
    ],
  },
  schoolRegister: {
    header: [
      'record_id', 'kind', 'admission_number', 'upn', 'given_name', 'family_name', 'date_of_birth', 'from_date',
      'to_date', 'reason_code', 'sessions', 'attendance_percentage',
    ],
    badRows: [
      ['S-bad-1', 'suspension', 'AB1', 'A123456789013', 'Bad', 'Upn', '2012-01-01', '2026-01-12', '', 'DB', 4, ''],
      ['S-bad-2', 'attendance', 'AB2', '', 'Over', 'Hundred', '2012-01-01', '2026-01-05', '2026-02-13', '', '', 140],
      ['S-bad-3', 'holiday', 'AB3', '', 'Unknown', 'Kind', '2012-01-01', '2026-01-05', '2026-02-13', '', '', 90],
    ],
  },
  emergencyAssaults: {
    header: [
      'Reporting Period Start Date', 'Reporting Period End Date', 'Site Code', 'Arrival Date', 'Arrival Time',
      'Assault Date', 'Assault Time', 'Assault Method', 'Assault Method Other Description', 'Assault Location Type',
      'Assault Location Description',
    ],
    badRows: [
      [...badAssault, '2026-01-10', '01:00', 'Body part', '', 'Street', 'High Street'],
      [...badAssault, '2026-01-09', '25:00', 'Body part', '', 'Street', 'High Street'],
      [...badAssault, '2026-01-09', '22:00', '', '', 'Street', 'High Street'],
      [...badAssault, '2026-01-09', '22:00', 'Body part', '', 'Home', '4 Larkbeck Road'],
    ],
  },
} as const
