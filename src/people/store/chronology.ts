import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { DisputeMark } from '../disputeMark.tsx'
import { about, listOf, marked, owned, withThoseBehind } from './pieces.ts'

export type Entry = {
  id: string; kind: string; title: string; category: string; agency: string; source: string
  occurredAt: string; precision: 'minute' | 'day' | 'month'; role: string | null
  assertion: 'fact' | 'opinion' | 'allegation' | 'intelligence' | 'own_words'
  eventId: string | null; headline: string; body: string | null; dispute: DisputeMark | null
}

export type Asked = {
  kind?: string | undefined; agencyId?: string | undefined; year?: number | undefined; from: number; most: number
}

export type Chronology = {
  entries: Entry[]; isMore: boolean
  kinds: { code: string; title: string }[]; agencies: { id: string; name: string }[]; years: number[]
}

/** What happened, newest first, and by what it may be narrowed: only what is open is counted or offered. */
export async function getChronology(tx: Tx, scope: Scope, personId: string, asked: Asked): Promise<Chronology> {
  const chosen = [
    asked.kind ? sql`and t.kind = ${asked.kind}` : sql``,
    asked.agencyId ? sql`and t."agencyId" = ${asked.agencyId}::uuid` : sql``,
    asked.year ? sql`and t.year <= ${asked.year}` : sql``,
  ]
  const { rows: [row] } = await sql<Omit<Chronology, 'isMore'>>`
    ${withThoseBehind(scope.viewer.partnershipId, personId)}, open as materialized (
      select t.partnership_id, t.id, t.kind, k.title, k.category, g.name as agency, g.id as "agencyId", t.source,
        t.occurred_at as "occurredAt", extract(year from t.occurred_at at time zone 'Europe/London')::int as year,
        t.precision, t.role, t.assertion, t.event_id as "eventId", t.headline, t.body
      from record t join record_kind k on k.code = t.kind ${owned}
      where ${about(scope.viewer.partnershipId)} and t.withdrawn_at is null)
    select ${listOf(sql`
      select t.id, t.kind, t.title, t.category, t.agency, t.source, t."occurredAt", t.precision, t.role, t.assertion,
        t."eventId", t.headline, t.body, ${marked} as dispute
      from open t where true ${sql.join(chosen, sql` `)}
      order by t."occurredAt" desc, t.id offset ${asked.from} limit ${asked.most + 1}`)} as entries,
    ${listOf(sql`select distinct t.kind as code, t.title from open t order by t.title`)} as kinds,
    ${listOf(sql`select distinct t."agencyId" as id, t.agency as name from open t order by t.agency`)} as agencies,
    coalesce((select json_agg(y order by y desc) from (select distinct t.year as y from open t) years), '[]')
      as years`.execute(tx)
  if (!row) throw new Error('no answer about a person')
  return { ...row, entries: row.entries.slice(0, asked.most), isMore: row.entries.length > asked.most }
}
