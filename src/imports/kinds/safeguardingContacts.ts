import { londonInstant } from '../fields.ts'
import type { Fields } from '../fields.ts'
import { importKind } from '../importKind.ts'
import { storeRecords } from '../storeRecords.ts'
import type { ImportedRecord } from '../storeRecords.ts'
import { safeguardingSource } from './safeguardingPersons.ts'

/** What the flags of an outcome say, in words; the names are those of the dataset. */
const outcomeWords: Readonly<Record<string, string>> = {
  NEW_REFERRAL_FLAG: 'a new referral', EXISTING_REFERRAL_FLAG: 'added to an open referral',
  CP_ENQUIRY_FLAG: 'a child protection enquiry', NFA_FLAG: 'no further action',
  NON_AGENCY_ADOPTION_FLAG: 'a non-agency adoption', PRIVATE_FOSTERING_FLAG: 'private fostering', ADVICE_FLAG: 'advice',
  MISSING_FLAG: 'a missing episode', OLA_CP_FLAG: 'a plan of another authority',
  OTHER_OUTCOMES_EXIST_FLAG: 'another outcome',
}

/** Standard Safeguarding Dataset, table of contacts. */
export const safeguardingContacts = importKind<ImportedRecord>({
  code: 'safeguarding-contacts',
  title: 'Standard Safeguarding Dataset: contacts',
  about: 'Contacts with the council about a person, from whom, and what came of them. Import the persons first.',
  agencyKinds: ['council'],
  purpose: 'safeguard_child',
  columns: [
    { name: 'cont_contact_id' }, { name: 'cont_person_id' }, { name: 'cont_contact_date' },
    { name: 'cont_contact_source_code' }, { name: 'cont_contact_source_desc' }, { name: 'cont_contact_outcome_json' },
  ],
  begin: () => readContact,
  store: (store, contacts) => storeRecords(
    store, { records: `${safeguardingSource} contacts`, people: safeguardingSource }, contacts.map(contact => [contact])),
})

function readContact(fields: Fields): ImportedRecord {
  const from = fields.text('cont_contact_source_desc')
  const outcome = outcomeOf(fields, 'cont_contact_outcome_json')
  return {
    sourceId: fields.needed('cont_contact_id'),
    personSourceId: fields.needed('cont_person_id'),
    kind: 'social_care_contact', category: 'social_care',
    occurredAt: londonInstant(`${fields.neededDay('cont_contact_date')}T12:00:00`),
    precision: 'day', assertion: 'fact',
    headline: `Contact from ${from || 'a source that is not recorded'}${outcome ? `: ${outcome}` : ''}`,
    detail: { sourceCode: fields.text('cont_contact_source_code') },
  }
}

function outcomeOf(fields: Fields, column: string): string {
  const text = fields.text(column)
  if (text === '') return ''
  const flags = parsed(text)
  if (!flags) {
    fields.wrong(column, 'is not JSON')
    return ''
  }
  return Object.entries(flags).filter(([, value]) => value === 'Y' || value === true)
    .map(([flag]) => outcomeWords[flag] ?? 'another outcome').join(', ')
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
