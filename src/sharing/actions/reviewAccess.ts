import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { lifeOfAReview } from '../breakGlass.ts'
import type { ReviewStep } from '../breakGlass.ts'
import { mayReview } from '../breakGlassPolicy.ts'
import { keeping } from '../sealPolicy.ts'
import { listReviews, reviewBreakGlass } from '../store/breakGlass.ts'
import { absent } from './laySeal.ts'

export type Reviewing = { reviewId: string; step: ReviewStep; words: string; key: string }

export const alreadyReviewed = 'This has already been reviewed'
export const ownAccess = 'You cannot review your own access: a colleague has to'

export async function reviewAccess(
  kernel: Kernel, viewer: Viewer, { reviewId, step, words, key }: Reviewing,
): Promise<Outcome<'reviewed'>> {
  if (!mayReview(viewer)) return refused(absent)
  const command = { name: 'review an emergency access', key }
  return carryOut<'reviewed'>(kernel, keeping(viewer), command, async (tx, record) => {
    const review = (await listReviews(tx, reviewId)).find(({ id }) => id === reviewId)
    if (!review) return refused(absent)
    const finding = lifeOfAReview[review.state][step]
    if (finding === undefined) return refused(alreadyReviewed)
    const answer = await reviewBreakGlass(tx, reviewId, finding, words)
    if (answer === 'own') return refused(ownAccess)
    if (answer !== 'done') return refused(answer === 'settled' ? alreadyReviewed : absent)
    const { personId, cell } = review
    record({ verb: 'break_glass.reviewed', personId, cell, subjectId: reviewId, detail: { finding } })
    return done('reviewed')
  })
}
