import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { mayReviewSigns, reviewing } from '../policy.ts'
import { lifeOfASign } from '../sign.ts'
import type { SignOutcome } from '../sign.ts'
import { askReader, listSigns, releaseHold, setOutcome } from '../store.ts'
import type { StepAnswer } from '../store.ts'

export const absent = 'absent'
export const movedOn = 'Somebody has taken this step already: look at it again.'

type Step = 'ask' | 'settle' | 'release'
export type Reviewing = { signId: string; key: string; step: Step; settled?: { outcome: SignOutcome; words: string } }

/** Asks the reader, settles the sign, or lets a reader who was held go on: only by whoever reviews it. */
export async function reviewSign(kernel: Kernel, viewer: Viewer,
  { signId, key, step, settled }: Reviewing): Promise<Outcome<Step>> {
  if (!mayReviewSigns(viewer)) return refused(absent)
  return carryOut<Step>(kernel, reviewing(viewer), { name: `review a sign of misuse: ${step}`, key },
    async (tx, record) => {
    const [sign] = await listSigns(tx, signId)
    if (!sign) return refused(absent)
    if (step !== 'release' && lifeOfASign[sign.state][step] === undefined) return refused(movedOn)
    const answer: StepAnswer = step === 'ask' ? await askReader(tx, signId)
      : step === 'release' ? await releaseHold(tx, signId)
        : settled ? await setOutcome(tx, signId, settled) : 'absent'
    if (answer !== 'done') return refused(answer === 'moved_on' ? movedOn : absent)
    record({
      verb: acts[step], personId: sign.personId, cell: sign.cell, subjectId: signId,
      ...(settled && { detail: { outcome: settled.outcome } }),
    })
    return done(step)
  })
}

const acts = { ask: 'misuse.asked', settle: 'misuse.settled', release: 'misuse.released' } as const
