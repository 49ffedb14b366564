import { carryOut } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mayClaim, mayReviewClaims } from '../sharePolicy.ts'
import { allocateLinkRow, claimLinkRow, endLinkRow, reviewClaimRow } from '../store/links.ts'
import type { Claim, LinkEnding } from '../store/links.ts'

export const mayNotAllocate =
  'Only whoever is allocated to this person, or the manager of the desk, allocates a colleague'
export const mayNotEnd = 'This reason is not yours to end, or it has ended already'
export const mayNotClaim = 'You cannot take this person on'
export const isReviewed = 'Somebody has reviewed this claim already'

type AboutPerson = { personId: string; key: string }

/** Acts about links stay within the agency: that somebody is allocated is nobody else's business. */
const cellOf = (kernel: Kernel, { viewer }: Scope) => kernel.cells.id(viewer.agencyId, 'disclosure', 2)

export type Allocating = AboutPerson & { staffId: string; until?: Date | undefined; handOver?: string | undefined }

/** Allocates a colleague; handing over ends one's own link in the same transaction. */
export async function allocateColleague(
  kernel: Kernel,
  scope: Scope,
  { personId, staffId, until, handOver, key }: Allocating,
): Promise<Outcome<string>> {
  return carryOut(kernel, scope, { name: 'allocate a colleague', key, about: personId }, async (tx, record) => {
    const id = await allocateLinkRow(tx, personId, staffId, until)
    if (id === undefined) return refused(mayNotAllocate)
    record({ verb: 'link.allocated', personId, cell: cellOf(kernel, scope), subjectId: id })
    if (handOver !== undefined) {
      if (!(await endLinkRow(tx, handOver, 'handed_over'))) return refused(mayNotEnd)
      record({ verb: 'link.handed_over', personId, cell: cellOf(kernel, scope), subjectId: handOver })
    }
    return done(id)
  })
}

export async function endLink(
  kernel: Kernel,
  scope: Scope,
  { personId, linkId, because, key }: AboutPerson & { linkId: string; because: LinkEnding },
): Promise<Outcome<'ended'>> {
  return carryOut(kernel, scope, { name: 'end a link', key, about: personId }, async (tx, record) => {
    if (!(await endLinkRow(tx, linkId, because))) return refused(mayNotEnd)
    record({ verb: 'link.ended', personId, cell: cellOf(kernel, scope), subjectId: linkId })
    return done('ended')
  })
}

/** Takes on somebody who was found by search; those who answer for the records are told in the same transaction. */
export async function claimLink(
  kernel: Kernel,
  scope: Scope,
  { personId, because, words, key }: AboutPerson & { because: string; words: string },
): Promise<Outcome<string>> {
  if (!mayClaim(scope.viewer)) return refused(mayNotClaim)
  return carryOut(kernel, scope, { name: 'claim a link', key, about: personId }, async (tx, record) => {
    const id = await claimLinkRow(tx, personId, because, words)
    if (id === undefined) return refused(mayNotClaim)
    record({ verb: 'link.claimed', personId, cell: cellOf(kernel, scope), subjectId: id })
    return done(id)
  })
}

export async function reviewClaim(
  kernel: Kernel,
  scope: Scope,
  claim: Claim,
  { outcome, why, key }: { outcome: 'kept' | 'ended'; why: string; key: string },
): Promise<Outcome<'done'>> {
  if (!mayReviewClaims(scope.viewer)) return refused(isReviewed)
  const { id, personId, cell } = claim
  return carryOut(kernel, scope, { name: 'review a claim', key, about: personId }, async (tx, record) => {
    if (!(await reviewClaimRow(tx, id, outcome, why))) return refused(isReviewed)
    record({ verb: 'link.claim_reviewed', personId, cell, subjectId: id })
    return done('done')
  })
}
