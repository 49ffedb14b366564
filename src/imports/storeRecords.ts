import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Result, Store } from './importKind.ts'
import { versionOf } from './storePeople.ts'

export type Role = 'victim' | 'witness' | 'suspected' | 'arrested' | 'convicted' | 'exploited' | 'subject_of_concern'
  | 'reporting_person' | 'parent_or_carer' | 'professional' | 'other'

export type ImportedRecord = {
  sourceId: string
  /** The number under which the agency's own file of people knows the person. */
  personSourceId: string
  kind: string
  category: string
  tier?: number | undefined
  occurredAt: string
  precision: 'minute' | 'day'
  role?: Role | undefined
  assertion: 'fact' | 'allegation' | 'opinion'
  eventId?: string | undefined
  headline: string
  body?: string | undefined
  detail?: Readonly<Record<string, string | number | boolean>> | undefined
}

type Answer = { n: number; result: 'added' | 'changed' | 'unchanged' | 'unknown person'; person_id: string | null }

export type Sources = { records: string; people: string }

/**
 * Lays down entries about people whom the agency has recorded. One row of a file may come to several entries (what
 * happened, where, the account), each in the category that an agreement may open by itself.
 */
export async function storeRecords(
  store: Store, sources: Sources, rows: readonly (readonly ImportedRecord[])[],
): Promise<Result[]> {
  const last = new Map<string, { place: number; record: ImportedRecord }>()
  rows.forEach((records, place) => { for (const record of records) last.set(record.sourceId, { place, record }) })
  const sent = [...last.values()]
  const answers = await importRecords(store, sources, sent.map(({ record }) => record))
  const resultOf = new Map(sent.map(({ record }, n) => [record.sourceId, answers.get(n)]))
  return rows.map(records => oneResult(records.map(({ sourceId }) => resultOf.get(sourceId))))
}

function oneResult(results: readonly (Answer['result'] | undefined)[]): Result {
  if (results.includes('unknown person')) return { rejected: 'The person with this number has not been imported' }
  return results.every(result => result === 'unchanged') ? 'unchanged' : 'accepted'
}

async function importRecords(
  { tx, kernel, scope, record: act }: Store, sources: Sources, records: readonly ImportedRecord[],
): Promise<Map<number, Answer['result']>> {
  if (records.length === 0) return new Map()
  const { agencyId } = scope.viewer
  const cellOf = ({ category, tier = 1 }: ImportedRecord) => kernel.cells.id(agencyId, category, tier)
  const given = JSON.stringify(records.map((record, n) => ({
    n, id: randomUUID(), source_id: record.sourceId, version: versionOf(record),
    person_source_id: record.personSourceId,
    kind: record.kind, cell: cellOf(record), occurred_at: record.occurredAt, precision: record.precision,
    role: record.role ?? null,
    assertion: record.assertion, event_id: record.eventId ?? null, headline: record.headline, body: record.body ?? null,
    detail: record.detail ?? {},
  })))
  const identityCell = kernel.cells.id(agencyId, 'identity', 0)
  const { rows } = await sql<Answer>`
    select n, result, person_id from authz.import_records(${sources.records}, ${sources.people}, ${identityCell}, ${given}::json)`.execute(tx)
  for (const { n, result, person_id: personId } of rows) {
    const record = records[n]
    if (record && personId !== null && (result === 'added' || result === 'changed'))
      act({ verb: 'record.imported', personId, cell: cellOf(record) })
  }
  return new Map(rows.map(({ n, result }) => [n, result]))
}

/** The same event has the same id in every row and every file of one agency. */
export function eventIdOf(agencyId: string, reference: string): string {
  const hash = createHash('sha256').update(`${agencyId} ${reference}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
