import { randomUUID } from 'node:crypto'
import { carryOut } from '../../kernel/action.ts'
import type { NewAct } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mayTake } from '../share.ts'
import type { RefusedBecause, Share } from '../share.ts'
import { isRecipient, mayRecall, mayReviewVital } from '../sharePolicy.ts'
import { addRefusal } from '../store/refusals.ts'
import {
  categoriesIn,
  recallShareRow,
  receiveShareRow,
  refuseRequestRow,
  reviewShareRow,
} from '../store/shares.ts'

export const notYours = 'This share is not yours to decide about'
export const isOver = 'It is over already'

type Taking = { name: string; verb: string; key: string }

/** One step of a share in one transaction; the database looks again at who takes it and whether it can be taken. */
function take(
  kernel: Kernel,
  scope: Scope,
  share: Share,
  taking: Taking & { write: (tx: Tx) => Promise<boolean> },
): Promise<Outcome<'done'>> {
  const command = { name: `${taking.name} ${share.id}`, key: taking.key, about: share.personId }
  return carryOut(kernel, scope, command, async (tx, record) => {
    if (!(await taking.write(tx))) return refused(isOver)
    record(actOf(share, taking.verb))
    return done('done')
  })
}

const actOf = ({ id, personId, cell, kind }: Share, verb: string): NewAct => ({
  verb: `${kind === 'share' ? 'share' : 'share_request'}.${verb}`,
  personId,
  cell,
  workId: id,
  subjectId: id,
})

/** The recipient has opened it: who and when is the receipt. Once: whoever opens it later changes nothing. */
export async function receiveShare(kernel: Kernel, scope: Scope, share: Share): Promise<boolean> {
  if (!isRecipient(scope.viewer, share) || !mayTake('receive', share, kernel.now())) return false
  const outcome = await take(kernel, scope, share, {
    name: 'receive share',
    verb: 'received',
    key: share.id,
    write: tx => receiveShareRow(tx, share.id),
  })
  return outcome.done
}

/** Ends at once what the share opened; open pages ask again within a second. Within a minute it is an undo. */
export async function recallShare(
  kernel: Kernel,
  scope: Scope,
  share: Share,
  { why, key }: { why: string; key: string },
): Promise<Outcome<'done'>> {
  if (!mayRecall(scope.viewer, share)) return refused(notYours)
  return take(kernel, scope, share, {
    name: 'recall share',
    verb: 'recalled',
    key,
    write: tx => recallShareRow(tx, share.id, why),
  })
}

export type Refusing = { because: RefusedBecause; words: string; key: string }

/** Refuses a request: whoever asked is told why, and one's own record keeps that it was decided. */
export async function refuseRequest(
  kernel: Kernel,
  scope: Scope,
  share: Share,
  { because, words, key }: Refusing,
): Promise<Outcome<'done'>> {
  if (share.kind !== 'request' || !isRecipient(scope.viewer, share)) return refused(notYours)
  const { agencyId } = scope.viewer
  return take(kernel, scope, share, {
    name: 'refuse share',
    verb: 'refused',
    key,
    write: async tx => {
      if (!(await refuseRequestRow(tx, share.id, because, words))) return false
      await addRefusal(tx, scope, kernel.cells.id(agencyId, 'disclosure', 1), {
        id: randomUUID(),
        personId: share.personId,
        by: 'us',
        otherAgency: share.fromAgency,
        otherRole: share.fromRole,
        categories: categoriesIn(share.sections),
        because,
        words,
        shareId: share.id,
      })
      return true
    },
  })
}

/** After a share that no clause covered: whoever answers for the sender's data keeps it, or ends it. */
export async function reviewVitalShare(
  kernel: Kernel,
  scope: Scope,
  share: Share,
  { outcome, why, key }: { outcome: 'kept' | 'ended'; why: string; key: string },
): Promise<Outcome<'done'>> {
  if (!mayReviewVital(scope.viewer, share)) return refused(notYours)
  return take(kernel, scope, share, {
    name: 'review share',
    verb: 'reviewed',
    key,
    write: tx => reviewShareRow(tx, share.id, outcome, why),
  })
}
