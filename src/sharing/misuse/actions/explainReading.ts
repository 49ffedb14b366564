import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { asOneself } from '../policy.ts'
import { keepExplanation, keepParticulars } from '../store.ts'
import type { Particulars } from '../store.ts'
import { absent, movedOn } from './reviewSign.ts'

export type Explaining = { signId: string; words: string; key: string }

/** The reader's own account of why they opened what they opened; whoever reviews is told that it is there. */
export async function explainReading(kernel: Kernel, viewer: Viewer,
  { signId, words, key }: Explaining): Promise<Outcome<'explained'>> {
  return carryOut<'explained'>(kernel, asOneself(viewer), { name: 'explain a reading', key }, async tx => {
    const answer = await keepExplanation(tx, signId, words)
    return answer === 'done' ? done('explained') : refused(answer === 'moved_on' ? movedOn : absent)
  })
}

/** What somebody declares of themselves replaces what they declared before; nothing at all takes it away. */
export async function declareParticulars(
  kernel: Kernel, viewer: Viewer, { key, ...particulars }: Particulars & { key: string },
): Promise<Outcome<'declared'>> {
  return carryOut<'declared'>(kernel, asOneself(viewer), { name: 'declare particulars', key }, async tx => {
    await keepParticulars(tx, particulars)
    return done('declared')
  })
}
