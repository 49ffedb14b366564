import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { declaring, keeping, mayKeepSeals } from '../sealPolicy.ts'
import { askOfSeal, listSeals } from '../store/seals.ts'
import type { SealAsked } from '../store/seals.ts'
import { absent } from './laySeal.ts'

/** Asks for a seal to be lifted or opened for one colleague; whoever keeps it signs by asking. */
export async function askForStep(
  kernel: Kernel, viewer: Viewer, asked: SealAsked & { key: string },
): Promise<Outcome<'asked'>> {
  if (!mayKeepSeals(viewer)) return refused(absent)
  const { key, ...step } = asked
  return carryOut<'asked'>(kernel, keeping(viewer), { name: 'ask for a step of a seal', key }, async (tx, record) => {
    const [seal] = await listSeals(tx, step.sealId)
    if (!seal || await askOfSeal(tx, step) === undefined) return refused(absent)
    if (seal.covers !== 'from_one')
      record({ verb: 'seal.step_asked', personId: seal.personId, cell: seal.cell, subjectId: seal.id })
    return done('asked')
  })
}

/** Somebody with a conflict of interest asks to see the person all the same; a colleague decides. */
export async function askForOneself(
  kernel: Kernel, viewer: Viewer, asked: Omit<SealAsked, 'step' | 'forStaff'> & { key: string },
): Promise<Outcome<'asked'>> {
  const { key, ...rest } = asked
  return carryOut<'asked'>(kernel, declaring(viewer), { name: 'ask a colleague to sign', key }, async tx => {
    const request = await askOfSeal(tx, { ...rest, step: 'open', forStaff: viewer.staffId })
    return request === undefined ? refused(absent) : done('asked')
  })
}
