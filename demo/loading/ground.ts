import type { Moment } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Community, SourceRecord, Uuid } from '../types.ts'
import type { Numbered } from './numbered.ts'
import type { OfficeBook } from './officeBook.ts'
import type { Tables } from './tables.ts'

/** What the loading of one community shares. */
export type Ground = {
  community: Community
  book: OfficeBook
  tables: Tables
  numbered: Numbered
  chance: Chance
  /** The beginning of today: nothing happens on or after it. */
  until: Moment
  records: ReadonlyMap<Uuid, SourceRecord>
  /** The person of the index whom a record is linked to. */
  persons: ReadonlyMap<Uuid, Uuid>
  /** Social workers by the person whose case they hold. */
  caseHolders: Map<Uuid, Uuid>
}

/** Where the demo's entries come from: each agency's own system. */
export const ownSystem = 'own system'
export const purpose = 'safeguard_child'

export function recordIn(ground: Ground, recordId: Uuid): SourceRecord {
  const record = ground.records.get(recordId)
  if (!record) throw new Error('no such record in this community')
  return record
}

export function personIn(ground: Ground, recordId: Uuid): Uuid {
  const person = ground.persons.get(recordId)
  if (person === undefined) throw new Error('a record without a person')
  return person
}
