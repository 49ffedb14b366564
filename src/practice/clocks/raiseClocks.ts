import { sql } from 'kysely'
import type { Kernel } from '../../kernel/kernel.ts'

type Raised = Pick<Kernel, 'db' | 'now' | 'poke' | 'log'>

/** In one transaction: short enough that nobody who writes at the same moment waits for it. */
const atOnce = 250
const hour = 3_600_000

/**
 * Marks every clock that has become at risk or overdue, tells whoever has the work, and writes one act for each. Several
 * processes may do so at once: each takes what the others have not. Returns how many.
 */
export async function raiseClocks(kernel: Raised): Promise<number> {
  const partnerships = await kernel.db.service(tx => tx.selectFrom('partnership').select('id').execute())
  let all = 0
  for (const { id } of partnerships) {
    for (let raised = atOnce; raised >= atOnce;) {
      raised = await kernel.db.service(async tx => {
        const { rows: [row] } = await sql<{ n: number }>`
          select authz.raise_clocks(${id}::uuid, ${kernel.now()}::timestamptz, ${atOnce}::int) as n`.execute(tx)
        return row?.n ?? 0
      })
      if (raised > 0) kernel.poke()
      all += raised
    }
  }
  return all
}

/** How long tasks usually take, measured anew. */
export async function measureUsualTimes(kernel: Raised): Promise<void> {
  await kernel.db.service(tx => sql`select authz.measure_usual_times(${kernel.now()}::timestamptz)`.execute(tx))
}

/** Every five seconds; what is usual once an hour. Returns what stops it, after what is under way. */
export function watchClocks(kernel: Raised, every = 5_000): () => Promise<void> {
  let measuredAt = 0
  let under: Promise<unknown> | undefined
  const turn = async () => {
    await raiseClocks(kernel)
    if (kernel.now().getTime() - measuredAt < hour) return
    measuredAt = kernel.now().getTime()
    await measureUsualTimes(kernel)
  }
  const timer = setInterval(() => {
    // A turn that is not over yet has the next one wait for the one after.
    under ??= turn().catch((error: unknown) => {
      kernel.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'clocks could not be raised')
    }).finally(() => { under = undefined })
  }, every).unref()
  return async () => {
    clearInterval(timer)
    await under
  }
}
