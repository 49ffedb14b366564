import type { Fields } from '../fields.ts'
import { importKind } from '../importKind.ts'
import { validNhsNumber, validUpn } from '../../people/identifiers.ts'
import type { Identifier } from '../../people/identifiers.ts'
import { storePeople } from '../storePeople.ts'
import type { ImportedPerson } from '../storePeople.ts'

/** Under this name the council's own numbers are known, in every file of the Standard Safeguarding Dataset. */
export const safeguardingSource = 'safeguarding dataset'

const sexOf = { F: 'female', M: 'male', I: 'other', U: 'not known', '': 'not known' } as const
const upnUnknown = /^UN[1-9]\d?$/

/** Standard Safeguarding Dataset, table of persons; `pers_common_child_id` is the NHS number (Data to Insight). */
export const safeguardingPersons = importKind<ImportedPerson>({
  code: 'safeguarding-persons',
  title: 'Standard Safeguarding Dataset: persons',
  about: 'Who the children and adults are whom the council knows.',
  agencyKinds: ['council'],
  purpose: 'safeguard_child',
  columns: [
    { name: 'pers_legacy_id', optional: true }, { name: 'pers_person_id' }, { name: 'pers_upn' },
    { name: 'pers_forename' },
    { name: 'pers_surname' }, { name: 'pers_sex' }, { name: 'pers_gender', optional: true }, { name: 'pers_ethnicity' },
    { name: 'pers_dob' }, { name: 'pers_common_child_id' }, { name: 'pers_upn_unknown', optional: true },
    { name: 'pers_send_flag', optional: true }, { name: 'pers_expected_dob', optional: true },
    { name: 'pers_death_date', optional: true }, { name: 'pers_is_mother', optional: true },
    { name: 'pers_nationality', optional: true },
  ],
  begin: () => readPerson,
  store: (store, people) => storePeople(store, safeguardingSource, people),
})

function readPerson(fields: Fields): ImportedPerson {
  const sourceId = fields.needed('pers_person_id')
  const born = fields.day('pers_dob')
  const expected = fields.day('pers_expected_dob')
  return {
    sourceId,
    givenName: fields.name('pers_forename'),
    familyName: fields.name('pers_surname'),
    birthOn: born ?? expected,
    birthIsEstimate: born === undefined && expected !== undefined,
    diedOn: fields.day('pers_death_date'),
    sex: sexOf[fields.oneOf('pers_sex', ['F', 'M', 'I', 'U', ''], 'U')],
    ethnicity: fields.text('pers_ethnicity') || undefined,
    numbers: [
      { kind: 'local_id', value: sourceId },
      ...nhsNumber(fields, 'pers_common_child_id'), ...pupilNumber(fields, 'pers_upn'),
    ],
  }
}

function nhsNumber(fields: Fields, column: string): Identifier[] {
  const value = fields.text(column)
  if (value !== '' && !validNhsNumber(value)) fields.wrong(column, 'is not an NHS number: its check digit is wrong')
  return value === '' ? [] : [{ kind: 'nhs_number', value }]
}

export function pupilNumber(fields: Fields, column: string): Identifier[] {
  const value = fields.text(column)
  if (value === '' || upnUnknown.test(value.toUpperCase())) return []
  if (!validUpn(value)) fields.wrong(column, 'is not a unique pupil number: its check letter is wrong')
  return [{ kind: 'upn', value }]
}
