import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Episode } from '../../practice/episode.ts'
import { listEntries } from '../../practice/store/entries.ts'
import { episodeFrom } from '../../practice/store/episodes.ts'
import { countedFrom } from '../counting.ts'
import type { Asked, Counted } from '../counting.ts'

/** More than any force holds of children in a year; a page that reaches it says so. */
export const mostCounted = 5000

/** Detentions that began since then, as this scope may see them, newest first. */
export async function listCounted(tx: Tx, kernel: Kernel, since: Date): Promise<Counted[]> {
  const rows = await tx.selectFrom('episode').selectAll().where('kind', '=', 'detention').where('opened_at', '>=', since)
    .orderBy('opened_at', 'desc').limit(mostCounted).execute()
  const detentions = rows.map(row => episodeFrom(kernel, row))
  const entries = await listEntries(tx, detentions.map(({ id }) => id))
  const asked = await listAsked(tx, kernel, detentions.map(({ id }) => id))
  const ethnicities = await listEthnicities(tx, detentions.map(({ personId }) => personId))
  const now = kernel.now()
  return detentions.map(detention => countedFrom({
    detention, now, entries: entries.get(detention.id) ?? [], asked: asked.get(detention.id) ?? [],
    ethnicity: ethnicities.get(detention.personId),
  }))
}

/** Those who are in the building now. */
export async function listInNow(tx: Tx, kernel: Kernel): Promise<Episode[]> {
  const rows = await tx.selectFrom('episode').selectAll().where('kind', '=', 'detention').where('closed_at', 'is', null)
    .orderBy('opened_at').limit(500).execute()
  return rows.map(row => episodeFrom(kernel, row))
}

/** Adults, beds and offers that detentions began, by detention. */
export async function listAsked(tx: Tx, kernel: Kernel, detentionIds: readonly string[]): Promise<Map<string, Asked[]>> {
  if (detentionIds.length === 0) return new Map()
  const rows = await tx.selectFrom('episode').selectAll().where('parent_id', 'in', detentionIds)
    .orderBy('opened_at', 'desc').execute()
  const late = new Set((await tx.selectFrom('clock').select('work_id')
    .where('work_id', 'in', [...rows.map(({ id }) => id), ...detentionIds]).where('stopped_at', 'is', null)
    .where('due_at', '<', kernel.now()).execute()).map(({ work_id }) => work_id))
  return new Map([...Map.groupBy(rows, ({ parent_id: parent }) => parent ?? '')]
    .map(([parent, those]) => [parent, those.map(row => ({ ...episodeFrom(kernel, row), isLate: late.has(row.id) }))]))
}

async function listEthnicities(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ person_id: string; ethnicity: string }>`
    select distinct on (person_id) person_id, ethnicity from source_record
    where person_id = any (${[...new Set(personIds)]}::uuid[]) and ethnicity is not null
    order by person_id, recorded_at desc`.execute(tx)
  return new Map(rows.map(row => [row.person_id, row.ethnicity]))
}
