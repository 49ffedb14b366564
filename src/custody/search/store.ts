import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { listEntries } from '../../practice/store/entries.ts'
import { episodeFrom } from '../../practice/store/episodes.ts'
import type { Settings } from '../../practice/settings.ts'
import { countedFrom } from './counting.ts'
import type { CountedSearch } from './counting.ts'
import { searchRules } from './settings.ts'

/** More than any force makes of children in a year. */
const mostCounted = 2000

/** Searches that were asked for since then and made, as this scope may see them, newest first. */
export async function listCountedSearches(tx: Tx, kernel: Kernel, since: Date, settings: Settings): Promise<CountedSearch[]> {
  const rows = await tx.selectFrom('episode').selectAll().where('kind', '=', 'strip_search').where('opened_at', '>=', since)
    .orderBy('opened_at', 'desc').limit(mostCounted).execute()
  const entries = await listEntries(tx, rows.map(({ id }) => id))
  const ethnicities = await listEthnicities(tx, [...new Set(rows.map(row => row.person_id))])
  const rules = settings.valueOf(searchRules)
  return rows.flatMap(row => countedFrom({
    episode: episodeFrom(kernel, row), entries: entries.get(row.id) ?? [], ethnicity: ethnicities.get(row.person_id), rules,
  }) ?? [])
}

async function listEthnicities(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ person_id: string; ethnicity: string }>`
    select distinct on (person_id) person_id, ethnicity from source_record
    where person_id = any (${personIds}::uuid[]) and ethnicity is not null order by person_id, recorded_at desc`.execute(tx)
  return new Map(rows.map(row => [row.person_id, row.ethnicity]))
}
