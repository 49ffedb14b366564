import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'

export type Pause = { workId: string; rules: readonly string[]; why: string }

/** Holds the running clocks of these rules; what the law does not let wait goes on running. */
export async function pauseClocks(tx: Tx, kernel: Kernel, { workId, rules, why }: Pause): Promise<void> {
  await sql`select authz.pause_clocks(${workId}::uuid, ${rules}::text[], ${why}, ${kernel.now()}::timestamptz)`.execute(tx)
}

/** Lets them run on; each is due later by as long as it was held. */
export async function resumeClocks(
  tx: Tx, kernel: Kernel, { workId, rules }: Omit<Pause, 'why'>,
): Promise<void> {
  await sql`select authz.resume_clocks(${workId}::uuid, ${rules}::text[], ${kernel.now()}::timestamptz)`.execute(tx)
}
