import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { exactMatcher, groundOf, linkingNumbers } from './matcher.ts'
import type { Matcher } from './matcher.ts'
import type { SourceFacts } from './sourceFacts.ts'
import { columnsOf, insertRecords, insertTokens } from './store/writing.ts'

export type AddedRecord = { personId: string; sourceRecordId: string; because: string }

/** Adds what the viewer's own agency says about one person, and links it to the person whom it is about. */
export async function addSourceRecord(
  tx: Tx, kernel: Kernel, scope: Scope, facts: SourceFacts,
): Promise<AddedRecord> {
  const sourceRecordId = randomUUID()
  const { personId, because } = await personFor(tx, facts, sourceRecordId)
  await insertRecords(tx, kernel, scope, [{ id: sourceRecordId, personId, because, facts }])
  return { personId, sourceRecordId, because }
}

/** Several records, one after the other, so that two with the same number meet. */
export async function addSourceRecords(
  tx: Tx, kernel: Kernel, scope: Scope, many: readonly SourceFacts[],
): Promise<AddedRecord[]> {
  const added: AddedRecord[] = []
  for (const facts of many) added.push(await addSourceRecord(tx, kernel, scope, facts))
  return added
}

async function personFor(
  tx: Tx, facts: SourceFacts, sourceRecordId: string, matcher: Matcher = exactMatcher,
): Promise<{ personId: string; because: string }> {
  if (facts.personId !== undefined) return { personId: facts.personId, because: 'chosen by hand' }
  const identifiers = facts.identifiers ?? []
  const match = await matcher.match(tx, { identifiers })
  const personId = match?.personId ?? await newPerson(tx)
  const { kinds, values } = linkingNumbers(identifiers)
  if (kinds.length > 0) {
    await sql`select authz.note_match(${sourceRecordId}::uuid, ${kinds}::text[], ${values}::text[], ${personId}::uuid)`
      .execute(tx)
  }
  return { personId, because: match?.because ?? groundOf(identifiers) }
}

export async function newPerson(tx: Tx): Promise<string> {
  const { rows: [made] } = await sql<{ id: string | null }>`select authz.new_person() as id`.execute(tx)
  if (!made?.id) throw new Error('no context in which to make a person')
  return made.id
}

export type ChangedRecord = { id: string; personId: string; facts: SourceFacts }

/** Writes newer facts of the agency's own records: names, days, and the tokens by which they are found. */
export async function changeSourceRecords(
  tx: Tx, kernel: Kernel, scope: Scope, changes: readonly ChangedRecord[],
): Promise<void> {
  const { partnershipId } = scope.viewer
  for (const { id, facts } of changes) {
    await tx.updateTable('source_record').set({ ...columnsOf(facts), recorded_at: kernel.now() })
      .where('partnership_id', '=', partnershipId).where('id', '=', id).execute()
  }
  if (changes.length === 0) return
  await tx.deleteFrom('name_token').where('partnership_id', '=', partnershipId)
    .where('source_record_id', 'in', changes.map(({ id }) => id)).execute()
  await insertTokens(tx, kernel, scope, changes.map(change => ({ ...change, because: '' })))
}

/** The viewer's agency's records of one source, by the source's own ids. */
export async function findSourceRecords(
  tx: Tx, kernel: Kernel, scope: Scope, asked: { source: string; sourceIds: readonly string[] },
): Promise<Map<string, { id: string; version: string; personId: string }>> {
  const { partnershipId, agencyId } = scope.viewer
  if (asked.sourceIds.length === 0) return new Map()
  const rows = await tx.selectFrom('source_record').select(['id', 'source_id', 'version', 'person_id'])
    .where('partnership_id', '=', partnershipId).where('cell', '=', kernel.cells.id(agencyId, 'identity', 0))
    .where('source', '=', asked.source).where('source_id', 'in', [...asked.sourceIds]).execute()
  return new Map(rows.map(row => [row.source_id, { id: row.id, version: row.version, personId: row.person_id }]))
}
