import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { keeping, mayLaySeals } from '../sealPolicy.ts'
import { settleConflict } from '../store/conflicts.ts'
import { listSeals, noteAttempt, proposeSeal } from '../store/seals.ts'
import type { NewSeal } from '../store/seals.ts'

/** `declaredAs`: the declaration in words that this seal answers. */
export type Laying = NewSeal & { declaredAs?: string | undefined; key: string }

/** One word for somebody who is not there, not this keeper's, or hidden from them. */
export const absent = 'absent'

/** Proposes a seal and signs it; kinds that one person lays are in force with the commit. */
export async function laySeal(kernel: Kernel, viewer: Viewer, laying: Laying): Promise<Outcome<{ sealId: string }>> {
  if (!mayLaySeals(viewer)) return refused(absent)
  const { declaredAs, key, ...seal } = laying
  const scope = keeping(viewer)
  const command = { name: 'lay a seal', key, about: seal.personId }
  const outcome = await carryOut<{ sealId: string }>(kernel, scope, command, async (tx, record) => {
    const sealId = await proposeSeal(tx, seal)
    if (sealId === undefined) return refused(absent)
    if (declaredAs !== undefined && !await settleConflict(tx, declaredAs, sealId)) return refused(absent)
    const [laid] = await listSeals(tx, sealId)
    if (laid && laid.covers !== 'from_one') record({
      verb: laid.state === 'in_force' ? 'seal.laid' : 'seal.proposed', personId: laid.personId, cell: laid.cell,
      subjectId: sealId,
    })
    return done({ sealId })
  })
  // A refusal has undone its transaction: what was asked for is noted in one of its own.
  if (!outcome.done) await kernel.db.as(scope, tx => noteAttempt(tx, seal.personId))
  return outcome
}
