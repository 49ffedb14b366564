import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { WhyNot } from '../store/agreementDrafts.ts'

/** Why a step was not taken, as the page says it. */
export const stepWords: Record<WhyNot, string> = {
  absent: 'This is not there any more. Look at the agreement again.',
  not_a_draft: 'This version is no longer a draft: it stays as it was proposed.',
  changed: 'Somebody changed this meanwhile. Nothing was saved: look at it again first.',
  review_passed: 'The review date or the end has passed. Set a new one first: until then nothing is added.',
  refused_by_gateway: 'The power that is named does not allow this. Check the clause against the law.',
  incomplete: 'An agreement needs two parties and a clause before it can be proposed.',
  not_assessed: 'An impact assessment or equality assessment is missing or out of date.',
  moved_on: 'Somebody has taken another step meanwhile. Look at the agreement again.',
  already_signed: 'Your agency has already signed in your role, or you have signed in another.',
  unsigned: 'A signature is missing, or what was signed is not what stands here.',
}

export const stepTaken = (why: WhyNot | undefined): Outcome<'done'> =>
  why === undefined ? done('done' as const) : refused(stepWords[why])

export const notYours = 'Only the information governance lead drafts agreements'
