import { dateText } from '../../language/format.ts'
import { londonInstant } from '../fields.ts'
import type { Fields } from '../fields.ts'
import { importKind } from '../importKind.ts'
import type { Store } from '../importKind.ts'
import { storePeople } from '../storePeople.ts'
import type { ImportedPerson } from '../storePeople.ts'
import { storeRecords } from '../storeRecords.ts'
import type { ImportedRecord } from '../storeRecords.ts'
import { pupilNumber } from './safeguardingPersons.ts'

const source = 'school register'
const people = 'school pupils'

/** Reasons for suspension as the school census codes them (Department for Education). */
const reasonWords: Readonly<Record<string, string>> = {
  PP: 'physical assault against a pupil', PA: 'physical assault against an adult', VP: 'verbal abuse against a pupil',
  VA: 'verbal abuse against an adult', OW: 'use or threat of a weapon', BU: 'bullying', RA: 'racist abuse',
  LG: 'abuse about sexual orientation or gender', DS: 'abuse about disability', SM: 'sexual misconduct',
  DA: 'drugs or alcohol', DM: 'damage', TH: 'theft', MT: 'misuse of social media',
  DB: 'persistent disruptive behaviour',
  PH: 'breach of public health rules',
}

type Entry = { pupil: ImportedPerson; record: ImportedRecord }

/** Suspensions and attendance from a school's own system, for its own pupils. */
export const schoolRegister = importKind<Entry>({
  code: 'school-register',
  title: 'School suspensions and attendance',
  about: 'Suspensions with their reason, and attendance over a period, for the pupils of this school.',
  agencyKinds: ['school'],
  purpose: 'safeguard_child',
  columns: [
    { name: 'record_id' }, { name: 'kind' }, { name: 'admission_number' }, { name: 'upn' }, { name: 'given_name' },
    { name: 'family_name' }, { name: 'date_of_birth' }, { name: 'from_date' }, { name: 'to_date' },
    { name: 'reason_code' },
    { name: 'sessions' }, { name: 'attendance_percentage' },
  ],
  begin: () => readEntry,
  store: storeEntries,
})

async function storeEntries(store: Store, entries: readonly Entry[]) {
  await storePeople(store, people, entries.map(({ pupil }) => pupil))
  return storeRecords(store, { records: source, people }, entries.map(({ record }) => [record]))
}

function readEntry(fields: Fields): Entry {
  const pupil = readPupil(fields)
  const kind = fields.oneOf('kind', ['suspension', 'attendance'], 'attendance')
  const from = fields.neededDay('from_date')
  const until = fields.day('to_date')
  if (until !== undefined && until < from) fields.wrong('to_date', 'is before from_date')
  const about = kind === 'suspension' ? readSuspension(fields) : readAttendance(fields, from, until)
  return {
    pupil,
    record: {
      ...about, kind, category: 'education', sourceId: `${kind} ${fields.needed('record_id')}`,
      personSourceId: pupil.sourceId,
      occurredAt: londonInstant(`${from}T12:00:00`), precision: 'day', assertion: 'fact',
    },
  }
}

function readPupil(fields: Fields): ImportedPerson {
  const sourceId = fields.needed('admission_number')
  return {
    sourceId, givenName: fields.name('given_name'), familyName: fields.name('family_name'),
    birthOn: fields.day('date_of_birth'),
    sex: 'not known', numbers: [{ kind: 'local_id', value: sourceId }, ...pupilNumber(fields, 'upn')],
  }
}

function readSuspension(fields: Fields): Pick<ImportedRecord, 'headline' | 'detail'> {
  const code = fields.text('reason_code').toUpperCase()
  const sessions = fields.number('sessions', { least: 0, most: 500 })
  const lasting = sessions === undefined ? '' : ` for ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`
  return { headline: `Suspended${lasting}: ${reasonWords[code] ?? 'reason not recorded'}`, detail: { reasonCode: code } }
}

function readAttendance(
  fields: Fields, from: string, until: string | undefined,
): Pick<ImportedRecord, 'headline' | 'detail'> {
  const share = fields.number('attendance_percentage', { least: 0, most: 100 })
  if (share === undefined && fields.text('attendance_percentage') === '')
    fields.wrong('attendance_percentage', 'is missing')
  const period = until === undefined ? `from ${dateText(from)}` : `from ${dateText(from)} to ${dateText(until)}`
  return { headline: `Attended ${share ?? 0} % of sessions ${period}`, detail: { percentage: share ?? 0 } }
}
