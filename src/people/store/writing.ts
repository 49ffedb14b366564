import type { Insertable } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { DB } from '../../kernel/schema.ts'
import { normalIdentifier, validIdentifier } from '../identifiers.ts'
import { tokensOf } from '../nameTokens.ts'
import { postcodeOf } from '../postcode.ts'
import type { SourceFacts } from '../sourceFacts.ts'

/** One source record on its way into the tables, in the cells of the agency that writes it. */
export type Written = { id: string; personId: string; because: string; facts: SourceFacts }

type Rows<Table extends keyof DB> = Insertable<DB[Table]>[]

/** The names and days of a record, as columns; `version` and the time come with every change. */
export function columnsOf(facts: SourceFacts) {
  return {
    given_name: facts.givenName.trim(), family_name: facts.familyName.trim(), other_names: facts.otherNames?.trim()
      ?? '',
    birth_on: facts.birthOn ?? null, birth_is_estimate: facts.birthIsEstimate ?? false, died_on: facts.diedOn ?? null,
    sex: facts.sex ?? 'not known', ethnicity: facts.ethnicity ?? null, version: facts.version ?? '1',
  }
}

/** All rows of some source records, one statement for each table. */
export async function insertRecords(tx: Tx, kernel: Kernel, scope: Scope, written: readonly Written[]): Promise<void> {
  const { partnershipId, staffId, agencyId } = scope.viewer
  const cell = (category: string, tier = 1) => kernel.cells.id(agencyId, category, tier)
  const head = (record: Written, category: string, tier = 1) =>
    ({
      partnership_id: partnershipId, person_id: record.personId, cell: cell(category, tier),
      source_record_id: record.id,
    })
  const records: Rows<'source_record'> = written.map(({ id, personId, because, facts }) => ({
    partnership_id: partnershipId, id, person_id: personId, cell: cell('identity', 0), source: facts.source,
    source_id: facts.sourceId, recorded_by: staffId, linked_because: because, ...columnsOf(facts),
  }))
  await tx.insertInto('source_record').values(records).execute()
  await insertTokens(tx, kernel, scope, written)
  const each = <T, R>(of: (facts: SourceFacts) => readonly T[] | undefined, row: (value: T, record: Written) =>
    R): R[] =>
    written.flatMap(record => (of(record.facts) ?? []).map(value => row(value, record)))
  await insertMany(tx, 'identifier', each(facts => facts.identifiers, (number, record) => ({
    ...head(record, 'identifier'), kind: number.kind, value: normalIdentifier(number.value),
    is_valid: validIdentifier(number),
  })))
  await insertMany(tx, 'contact_point', each(facts => facts.contactPoints, (point, record) => ({
    ...head(record, 'contact'), kind: point.kind, value: point.value, is_protected: point.isProtected ?? false,
    postcode: point.postcode === undefined ? null : postcodeOf(point.postcode) ?? null,
  })))
  await insertMany(tx, 'need', each(facts => facts.needs, (need, record) =>
    ({ ...head(record, 'needs'), kind: need.kind, how: need.how, recorded_by: staffId })))
  await insertMany(tx, 'relationship', each(facts => facts.relationships, (one, record) => ({
    ...head(record, 'family'), kind: one.kind, other_name: one.otherName, other_person_id: one.otherPersonId ?? null,
  })))
  await insertMany(tx, 'involvement', each(facts => facts.involvements, (one, record) => ({
    ...head(record, 'involvement', 0), service: one.service, worker: one.worker ?? null, reach: one.reach ?? null,
  })))
}

export async function insertTokens(tx: Tx, kernel: Kernel, scope: Scope, written: readonly Written[]): Promise<void> {
  const { partnershipId, agencyId } = scope.viewer
  const cell = kernel.cells.id(agencyId, 'identity', 0)
  await insertMany(tx, 'name_token', written.flatMap(({ id, personId, facts }) => tokensOf(facts).map(token => ({
    partnership_id: partnershipId, token, person_id: personId, source_record_id: id, cell,
  }))))
}

type Filled = 'identifier' | 'contact_point' | 'need' | 'relationship' | 'involvement' | 'name_token'

/** PostgreSQL takes 65,535 parameters a statement. */
const rowsAStatement = 5_000

async function insertMany<Table extends Filled>(tx: Tx, table: Table, rows: Rows<Table>): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAStatement)
    await tx.insertInto(table).values(rows.slice(from, from + rowsAStatement)).execute()
}
