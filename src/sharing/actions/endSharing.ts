import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mayEndSharing, overseeing } from '../policy.ts'
import { endAgreement, endClause } from '../store/agreements.ts'

export type Ending = { agreementId: string; clauseId?: string | undefined; why: string; key: string }

export const notTheLead = 'Only the information governance lead ends what was agreed'
export const alreadyEnded = 'Somebody has already ended this'

/**
 * Ends a clause or a whole agreement. Sight ends with the commit: the next statement of everybody sees the new grants,
 * and the poke lets open pages ask again.
 */
export async function endSharing(kernel: Kernel, viewer: Viewer, ending: Ending): Promise<Outcome<'ended'>> {
  if (!mayEndSharing(viewer)) return refused(notTheLead)
  const { agreementId, clauseId, why, key } = ending
  return carryOut(kernel, overseeing(viewer), { name: 'end sharing', key }, async tx => {
    const hasEnded =
      clauseId === undefined
        ? await endAgreement(tx, agreementId, why)
        : await endClause(tx, { agreementId, clauseId }, why)
    return hasEnded ? done('ended' as const) : refused(alreadyEnded)
  })
}
