import { validIdentifier, normalIdentifier } from '../../src/people/identifiers.ts'
import type { Identifier } from '../../src/people/identifiers.ts'
import type { Chance } from '../chance.ts'
import type { Community, Sex, SourceIdentifier, SourceNeed, SourceRecord, Uuid } from '../types.ts'
import type { Ground } from './ground.ts'
import { ownSystem, personIn, recordIn } from './ground.ts'

/** Links what the index already knows to belong together; every other record is a person of its own. */
export function linkRecords({ truth }: Community, chance: Chance): Map<Uuid, Uuid> {
  const persons = new Map<Uuid, Uuid>()
  const known = new Map<Uuid, Uuid>()
  for (const { recordId, personId, knownToIndex } of truth.owners) {
    const linked = knownToIndex ? known.get(personId) : undefined
    const person = linked ?? chance.uuid()
    if (knownToIndex) known.set(personId, person)
    persons.set(recordId, person)
  }
  return persons
}

/** Who the agencies say that people are, how to reach them, and what helps in talking with them. */
export function addPeople(ground: Ground): void {
  const numbers = Map.groupBy(ground.community.identifiers, ({ recordId }) => recordId)
  const isFirst = new Set(ground.persons.values())
  for (const id of isFirst) ground.tables.person.add({ id })
  for (const record of ground.community.records) {
    const personId = personIn(ground, record.id)
    const own = numbers.get(record.id) ?? []
    addRecord(ground, record, { own, isFirst: isFirst.delete(personId) })
  }
  addAddresses(ground)
  for (const need of ground.community.needs) addNeed(ground, need)
  addRelationships(ground)
}

const sexes: Record<Sex, string> = { F: 'female', M: 'male' }

function addRecord(
  ground: Ground, record: SourceRecord, { own, isFirst }: { own: readonly SourceIdentifier[]; isFirst: boolean },
): void {
  const { tables, book } = ground
  const personId = personIn(ground, record.id)
  const cell = book.cell(record.agencyId, 'identity', 0)
  const otherNames = [record.knownAs, record.formerFamilyName].filter(name => name !== null).join(', ')
  const identifiers = own.map(({ kind, value }): Identifier => ({ kind, value: normalIdentifier(value) }))
  tables.sourceRecord.add({
    id: record.id, person_id: personId, cell, source: ownSystem, source_id: record.agencyReference,
    version: record.version, given_name: record.givenName, family_name: record.familyName, other_names: otherNames,
    birth_on: record.bornOn, sex: record.sex ? sexes[record.sex] : 'not known', ethnicity: record.ethnicity,
    recorded_at: record.heldSinceOn, linked_because: isFirst ? 'new person' : whyLinked(identifiers),
  })
  for (const [place, { id }] of own.entries()) {
    const identifier = identifiers[place]
    if (identifier) tables.identifier.add({
      id, person_id: personId, cell: book.cell(record.agencyId, 'identifier', 1), source_record_id: record.id,
      ...identifier, is_valid: validIdentifier(identifier),
    })
  }
}

function whyLinked(identifiers: readonly Identifier[]): string {
  const [strongest] = identifiers.toSorted((one, other) => one.kind.localeCompare(other.kind))
  if (!strongest) return 'linked by hand: both agencies recognised the same person'
  return strongest.kind === 'nhs_number' ? 'same NHS number' : 'same unique pupil number'
}

function addAddresses(ground: Ground): void {
  const { tables, book } = ground
  for (const address of ground.community.addresses) {
    const { agencyId } = recordIn(ground, address.recordId)
    tables.contactPoint.add({
      id: address.id, person_id: personIn(ground, address.recordId), source_record_id: address.recordId,
      cell: book.cell(agencyId, 'contact', address.isSealed ? 3 : 1), kind: 'address',
      value: `${address.line}, ${address.town}`, postcode: address.postcode, valid_from: address.fromOn,
      valid_until: address.untilOn, is_protected: address.isSealed,
    })
  }
}

function addNeed(ground: Ground, need: SourceNeed): void {
  const { agencyId, heldSinceOn } = recordIn(ground, need.recordId)
  const how = [
    need.howToHelp,
    need.waitingSinceOn === null ? '' : `Waiting for an assessment since ${need.waitingSinceOn}.`,
    need.interpreterLanguage === null ? '' : `Interpreter: ${need.interpreterLanguage}.`,
  ].filter(Boolean).join(' ')
  ground.tables.need.add({
    id: need.id, person_id: personIn(ground, need.recordId), source_record_id: need.recordId,
    cell: ground.book.cell(agencyId, 'needs', 1), kind: need.need, how, recorded_at: heldSinceOn,
  })
}

/** Read from the side of the child: this person is the child's parent, brother or sister. */
function addRelationships(ground: Ground): void {
  const { tables, book } = ground
  for (const relationship of ground.community.relationships) {
    const other = recordIn(ground, relationship.recordId)
    tables.relationship.add({
      id: relationship.id, person_id: personIn(ground, relationship.relatedRecordId),
      cell: book.cell(relationship.agencyId, 'family', 1), source_record_id: relationship.relatedRecordId,
      kind: relationship.kind, other_person_id: personIn(ground, relationship.recordId),
      other_name: `${other.givenName} ${other.familyName}`,
    })
  }
}
