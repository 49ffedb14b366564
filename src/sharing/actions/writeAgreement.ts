import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mayDraft } from '../agreementPolicy.ts'
import { overseeing } from '../policy.ts'
import { changeDraft, draftAgreement } from '../store/agreementDrafts.ts'
import type { Facts, Seen } from '../store/agreementDrafts.ts'
import { notYours, stepTaken } from './stepWords.ts'

/** Begins the draft of an agreement and gives its id. */
export async function beginAgreement(
  kernel: Kernel,
  viewer: Viewer,
  command: { facts: Facts; key: string },
): Promise<Outcome<string>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'draft an agreement', key: command.key }, async tx =>
    done(await draftAgreement(tx, command.facts)),
  )
}

type Change = Seen & { facts: Facts; key: string }

/** Changes what a draft says of itself; the law is told on the page, and refuses only when it is proposed. */
export async function changeAgreement(kernel: Kernel, viewer: Viewer, change: Change): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'change an agreement', key: change.key }, async tx =>
    stepTaken(await changeDraft(tx, change, change.facts)),
  )
}
