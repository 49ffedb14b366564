import { sql } from 'kysely'
import { clockBook } from '../../kernel/clocks.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { afterPause } from '../clocks/afterPause.ts'

export type Pause = { workId: string; rules: readonly string[]; why: string }

/** Holds the running clocks of these rules; what the law does not let wait goes on running. */
export async function pauseClocks(tx: Tx, kernel: Kernel, { workId, rules, why }: Pause): Promise<void> {
  await sql`select authz.pause_clocks(${workId}::uuid, ${rules}::text[], ${why}, ${kernel.now()}::timestamptz)`.execute(tx)
}

/** Lets them run on; each is due as its rule says of what was left when it was held. */
export async function resumeClocks(
  tx: Tx, kernel: Kernel, { workId, rules }: Omit<Pause, 'why'>,
): Promise<void> {
  if (rules.length === 0) return
  const now = kernel.now()
  const book = await clockBook(kernel)
  const held = await tx.selectFrom('clock').select(['id', 'rule', 'rule_version', 'due_at', 'at_risk_at', 'paused_at'])
    .where('work_id', '=', workId).where('rule', 'in', rules).where('paused_at', 'is not', null)
    .where('stopped_at', 'is', null).execute()
  const times = Object.fromEntries(held.flatMap(row => {
    const rule = book.rules.find(each => each.code === row.rule && each.version === row.rule_version)
    if (!rule || !row.paused_at) return []
    const clock = { dueAt: row.due_at, atRiskAt: row.at_risk_at, pausedAt: row.paused_at }
    const { dueAt, atRiskAt } = afterPause(rule, clock, now, book.isHoliday)
    return [[row.id, [dueAt, atRiskAt]]]
  }))
  await sql`select authz.resume_clocks_at(${workId}::uuid, ${rules}::text[], ${now}::timestamptz,
    ${JSON.stringify(times)}::jsonb)`.execute(tx)
}
