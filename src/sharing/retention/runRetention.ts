import { sql } from 'kysely'
import type { Kernel } from '../../kernel/kernel.ts'
import { dayOf } from '../../language/format.ts'

export type Retained = { found: number; purged: number }

/** Lists what is due today and lets go what goes by itself; holds beat both. Run once a day, and from the page. */
export async function runRetention(kernel: Pick<Kernel, 'db' | 'log'>, now: Date): Promise<Retained> {
  return kernel.db.service(async tx => {
    const partnerships = await tx.selectFrom('partnership').select('id').execute()
    const sum: Retained = { found: 0, purged: 0 }
    for (const { id } of partnerships) {
      const {
        rows: [row],
      } = await sql<Retained>`select authz.find_due(${id}::uuid, ${dayOf(now)}::date) as found,
        authz.purge_private(${id}::uuid, ${now}) as purged`.execute(tx)
      sum.found += row?.found ?? 0
      sum.purged += row?.purged ?? 0
    }
    return sum
  })
}
