import { normalIdentifier } from '../../people/identifiers.ts'
import type { Fields } from '../fields.ts'
import { importKind } from '../importKind.ts'
import type { Store } from '../importKind.ts'
import { storePeople } from '../storePeople.ts'
import type { ImportedPerson } from '../storePeople.ts'
import { eventIdOf, storeRecords } from '../storeRecords.ts'
import type { ImportedRecord, Role } from '../storeRecords.ts'

const source = 'police occurrences'
const people = 'police people'
const sexOf = { F: 'female', M: 'male', X: 'other', U: 'not known', '': 'not known' } as const
const roles: readonly Role[] = ['victim', 'witness', 'suspected', 'arrested', 'convicted', 'exploited', 'subject_of_concern',
  'reporting_person', 'parent_or_carer', 'professional', 'other']

type Occurrence = { person: ImportedPerson; reference: string; records: readonly ImportedRecord[] }

/** One row for each person in each occurrence: a role belongs to an event, never to a person. */
export const policeOccurrences = importKind<Occurrence>({
  code: 'police-occurrences',
  title: 'Police occurrences',
  about: 'What was reported to the police: who was there and in which role, where, and the officers’ summary.',
  agencyKinds: ['police'],
  purpose: 'safeguard_child',
  columns: [
    { name: 'occurrence_reference' }, { name: 'kind' }, { name: 'happened_at' }, { name: 'recorded_at' },
    { name: 'place' },
    { name: 'postcode' }, { name: 'weapon' }, { name: 'person_reference' }, { name: 'given_name' },
    { name: 'family_name' },
    { name: 'date_of_birth' }, { name: 'sex' }, { name: 'role_in_event' }, { name: 'summary' },
  ],
  begin: () => readOccurrence,
  store: storeOccurrences,
})

async function storeOccurrences(store: Store, rows: readonly Occurrence[]) {
  await storePeople(store, people, rows.map(({ person }) => person))
  const { agencyId } = store.scope.viewer
  return storeRecords(store, { records: source, people }, rows.map(({ records, reference }) =>
    records.map(record => ({ ...record, eventId: eventIdOf(agencyId, reference) }))))
}

function readOccurrence(fields: Fields): Occurrence {
  const reference = fields.needed('occurrence_reference')
  const person = readPerson(fields)
  const recordedAt = fields.text('recorded_at') === '' ? undefined : fields.instant('recorded_at')
  const common = {
    personSourceId: person.sourceId, occurredAt: fields.instant('happened_at'), precision: 'minute', assertion: 'fact',
    role: fields.oneOf('role_in_event', roles, 'other'),
  } as const
  const id = `${reference}/${person.sourceId}`
  const weapon = fields.text('weapon')
  const hasWeapon = weapon !== '' && weapon !== 'none'
  const place = fields.text('place')
  const postcode = fields.postcode('postcode')
  const summary = fields.text('summary')
  const headline = `${sentence(fields.needed('kind'))}${hasWeapon ? `, weapon: ${weapon.replaceAll('_', ' ')}` : ''}`
  return {
    person, reference,
    records: [
      { ...common, sourceId: id, kind: 'occurrence', category: 'police', headline, detail: recordedAt ? { reference, recordedAt } : { reference } },
      ...place || postcode ? [{
        ...common, sourceId: `${id}#place`, kind: 'event_place', category: 'place',
        headline: place || 'Place without a name',
        detail: postcode === undefined ? {} : { postcode },
      }] : [],
      ...summary ? [{
        ...common, sourceId: `${id}#account`, kind: 'account', category: 'narrative', tier: 2,
        headline: 'Summary by the police', body: summary,
      }] : [],
    ],
  }
}

function readPerson(fields: Fields): ImportedPerson {
  const sourceId = normalIdentifier(fields.needed('person_reference'))
  return {
    sourceId, givenName: fields.name('given_name'), familyName: fields.name('family_name'),
    birthOn: fields.day('date_of_birth'),
    sex: sexOf[fields.oneOf('sex', ['F', 'M', 'X', 'U', ''], 'U')], numbers: [{ kind: 'local_id', value: sourceId }],
  }
}

function sentence(words: string): string {
  const plain = words.replaceAll('_', ' ')
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`
}
