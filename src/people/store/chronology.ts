import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { about, listOf, owned } from './pieces.ts'

export type Entry = {
  id: string; kind: string; title: string; category: string; agency: string; source: string
  occurredAt: string; precision: 'minute' | 'day' | 'month'; role: string | null
  assertion: 'fact' | 'opinion' | 'allegation' | 'intelligence' | 'own_words'
  eventId: string | null; headline: string; body: string | null
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
  const here = sql`${about(scope.viewer.partnershipId, personId)} and t.withdrawn_at is null`
  const year = sql`extract(year from t.occurred_at at time zone 'Europe/London')::int`
  const chosen = [
    asked.kind ? sql`and t.kind = ${asked.kind}` : sql``,
    asked.agencyId ? sql`and c.agency_id = ${asked.agencyId}::uuid` : sql``,
    asked.year ? sql`and ${year} <= ${asked.year}` : sql``,
  ]
  const { rows: [row] } = await sql<Omit<Chronology, 'isMore'>>`
    select ${listOf(sql`
      select t.id, t.kind, k.title, k.category, g.name as agency, t.source, t.occurred_at as "occurredAt", t.precision,
        t.role, t.assertion, t.event_id as "eventId", t.headline, t.body
      from record t join record_kind k on k.code = t.kind ${owned}
      where ${here} ${sql.join(chosen, sql` `)}
      order by t.occurred_at desc, t.id offset ${asked.from} limit ${asked.most + 1}`)} as entries,
    ${listOf(sql`
      select distinct k.code, k.title from record t join record_kind k on k.code = t.kind
      where ${here} order by k.title`)} as kinds,
    ${listOf(sql`select distinct g.id, g.name from record t ${owned} where ${here} order by g.name`)} as agencies,
    coalesce((select json_agg(y order by y desc) from (select distinct ${year} as y from record t
      where ${here}) years), '[]')
      as years`.execute(tx)
  if (!row) throw new Error('no answer about a person')
  return { ...row, entries: row.entries.slice(0, asked.most), isMore: row.entries.length > asked.most }
}
