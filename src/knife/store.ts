import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import type { KnifeFact } from './carrier.ts'

/** The knife possessions of a child that this scope sees, newest first. */
export async function listKnifeFacts(tx: Tx, personId: string): Promise<KnifeFact[]> {
  const { rows } = await sql<KnifeFact>`
    select r.id, r.occurred_at as "occurredAt", r.recorded_at as "recordedAt", k.title, g.short_name as agency
    from record r join cell c on c.id = r.cell join agency g on g.partnership_id = r.partnership_id and g.id = c.agency_id
    join lateral (select n.title from knife_event_rule n where not n.needs_person and n.code = authz.knife_rule_of(
      r.kind, r.headline, r.detail, r.role, (r.occurred_at at time zone 'Europe/London')::date)
      order by n.version desc limit 1) k on true
    where r.person_id = ${personId}::uuid and r.withdrawn_at is null order by r.occurred_at desc limit 200`.execute(tx)
  return rows
}

export type OpenEvent = {
  recordId: string; personId: string; cell: number; title: string; occurredAt: Date; recordedAt: Date; state: string; why: string | null
}

/** What one's own agency recorded and nobody has referred; those of oneself, or all for whoever supervises. */
export async function listUnreferred(tx: Tx): Promise<OpenEvent[]> {
  const { rows } = await sql<OpenEvent>`
    select record_id as "recordId", person_id as "personId", cell, title, occurred_at as "occurredAt",
      recorded_at as "recordedAt", state, why from authz.my_knife_events()`.execute(tx)
  return rows
}

export async function settleByHand(
  tx: Tx, recordId: string, settled: { state: 'referred' | 'dismissed'; episodeId?: string; why?: string },
): Promise<boolean> {
  const { rows } = await sql<{ settled: boolean }>`select authz.settle_my_knife_event(${recordId}::uuid, ${settled.state},
    ${settled.episodeId ?? null}::uuid, ${settled.why ?? null}) as settled`.execute(tx)
  return rows[0]?.settled ?? false
}

/** A number alone, for youth justice; nothing for anybody else. */
export async function countUnreferred(tx: Tx): Promise<number | undefined> {
  const { rows } = await sql<{ n: number | null }>`select authz.count_unreferred() as n`.execute(tx)
  return rows[0]?.n ?? undefined
}
