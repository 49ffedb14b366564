import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** That a clock was held: why, by whom, and how far its deadline moved. */
export type Pause = {
  clockId: string; workId: string; title: string; why: string; pausedAt: Date; pausedBy: string
  resumedAt: Date | null; resumedBy: string | null; dueBefore: Date; dueAfter: Date | null
}

/** The history of pauses of these pieces of work, as far as the viewer may see it, the oldest first. */
export async function listPauses(tx: Tx, workIds: readonly string[]): Promise<Pause[]> {
  if (workIds.length === 0) return []
  const { rows } = await sql<Pause>`
    select p.clock_id as "clockId", p.work_id as "workId", coalesce(r.title, k.rule, '') as title, p.why,
      p.paused_at as "pausedAt", p.paused_by as "pausedBy", p.resumed_at as "resumedAt", p.resumed_by as "resumedBy",
      p.due_before as "dueBefore", p.due_after as "dueAfter"
    from clock_pause p
    left join clock k on k.partnership_id = p.partnership_id and k.id = p.clock_id
    left join clock_rule r on r.code = k.rule and r.version = k.rule_version
    where p.work_id = any (${workIds}::uuid[]) order by p.paused_at, p.id`.execute(tx)
  return rows
}
