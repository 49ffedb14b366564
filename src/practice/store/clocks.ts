import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** A clock with the rule that set it, and what holds it. */
export type ShownClock = {
  id: string; workId: string; rule: string; version: number; title: string; source: string; verified: boolean
  startsAt: Date; dueAt: Date; atRiskAt: Date; stoppedAt?: Date; stoppedWhy?: string; pausedAt?: Date; pausedWhy?: string
}

type Row = {
  id: string; work_id: string; rule: string; rule_version: number; title: string; source: string; verified: boolean
  starts_at: Date; due_at: Date; at_risk_at: Date; stopped_at: Date | null; stopped_why: string | null
  paused_at: Date | null; paused_why: string | null
}

/** The clocks of these pieces of work that the viewer may see, soonest first, stopped ones last. */
export async function listClocks(tx: Tx, workIds: readonly string[]): Promise<ShownClock[]> {
  if (workIds.length === 0) return []
  const { rows } = await sql<Row>`
    select k.id, k.work_id, k.rule, k.rule_version, r.title, r.source, r.verified, k.starts_at, k.due_at, k.at_risk_at,
      k.stopped_at, k.stopped_why, k.paused_at, k.paused_why
    from clock k join clock_rule r on r.code = k.rule and r.version = k.rule_version
    where k.work_id = any (${workIds}::uuid[]) order by k.stopped_at nulls first, k.due_at, k.id`.execute(tx)
  return rows.map(row => ({
    id: row.id, workId: row.work_id, rule: row.rule, version: row.rule_version, title: row.title, source: row.source,
    verified: row.verified, startsAt: row.starts_at, dueAt: row.due_at, atRiskAt: row.at_risk_at,
    ...(row.stopped_at && { stoppedAt: row.stopped_at }), ...(row.stopped_why && { stoppedWhy: row.stopped_why }),
    ...(row.paused_at && { pausedAt: row.paused_at }), ...(row.paused_why && { pausedWhy: row.paused_why }),
  }))
}
