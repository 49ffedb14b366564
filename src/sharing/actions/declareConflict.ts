import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { declaring, keeping, mayLaySeals, mayLookFor } from '../sealPolicy.ts'
import { declareConflict, isSeen, settleConflict } from '../store/conflicts.ts'
import type { Declaring } from '../store/conflicts.ts'
import { absent } from './laySeal.ts'

/** Says whom one knows privately. Only somebody whom one's own search shows can be chosen by id. */
export async function sayWhomOneKnows(
  kernel: Kernel, viewer: Viewer, said: Declaring & { key: string },
): Promise<Outcome<'declared'>> {
  const { key, ...declaration } = said
  const { personId } = declaration
  const command = { name: 'declare a conflict of interest', key, ...(personId !== undefined && { about: personId }) }
  return carryOut<'declared'>(kernel, declaring(viewer), command, async tx => {
    if (personId !== undefined && !(mayLookFor(viewer) && await isSeen(tx, personId))) return refused(absent)
    return await declareConflict(tx, declaration) === undefined ? refused(absent) : done('declared')
  })
}

/** The keeper has looked, and nobody like that is recorded. */
export async function sayNobodyFound(
  kernel: Kernel, viewer: Viewer, said: { declarationId: string; key: string },
): Promise<Outcome<'settled'>> {
  if (!mayLaySeals(viewer)) return refused(absent)
  return carryOut<'settled'>(kernel, keeping(viewer), { name: 'settle a declaration', key: said.key }, async tx =>
    await settleConflict(tx, said.declarationId, undefined) ? done('settled') : refused(absent))
}
