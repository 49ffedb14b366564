import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { lifeOfADispute } from '../dispute.ts'
import type { DisputeState, DisputeStep } from '../dispute.ts'
import { findDispute } from '../disputeStore.ts'
import { answering, mayAnswerForData } from '../policy.ts'

export type Settling = { id: string; step: DisputeStep; why: string; note: string; takesOut: boolean; key: string }

export const noDispute = 'There is no such dispute'
export const answeredBefore = 'Somebody has answered this already'

/** The owner's answer; what every reader sees beside the record changes with the commit. */
export async function settleDispute(kernel: Kernel, viewer: Viewer, asked: Settling): Promise<Outcome<DisputeState>> {
  if (!mayAnswerForData(viewer)) return refused(noDispute)
  return carryOut<DisputeState>(kernel, answering(viewer), { name: 'settle dispute', key: asked.key }, async tx => {
    const dispute = await findDispute(tx, asked.id)
    if (!dispute) return refused(noDispute)
    const to = lifeOfADispute[dispute.state][asked.step]
    if (!to) return refused(answeredBefore)
    const {
      rows: [row],
    } = await sql<{ result: string }>`
      select authz.settle_dispute(${asked.id}::uuid, ${to}, ${asked.why}, ${asked.note || null},
        ${asked.takesOut}) as result`.execute(tx)
    if (row?.result === 'done') return done(to)
    return refused(row?.result === 'settled' ? answeredBefore : noDispute)
  })
}
