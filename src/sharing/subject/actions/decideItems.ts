import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { answering, mayAnswerForData } from '../policy.ts'
import { acceptProposals, decideItem, findItem, lockRequest } from '../store.ts'
import type { Decided } from '../store.ts'
import { afterStep } from '../subjectRequest.ts'
import type { Section } from '../subjectRequest.ts'
import { noRequest, notNow } from './takeStep.ts'

/** One decision about one item; whoever departs from the proposal has said why. */
export async function decideOneItem(
  kernel: Kernel,
  viewer: Viewer,
  of: { requestId: string; itemId: string; key: string },
  decided: Decided,
): Promise<Outcome<'decided'>> {
  if (!mayAnswerForData(viewer)) return refused(noRequest)
  return carryOut(kernel, answering(viewer), { name: 'decide item', key: of.key }, async tx => {
    const request = await lockRequest(tx, of.requestId)
    const item = await findItem(tx, of.itemId)
    if (!request || item?.requestId !== of.requestId) return refused(noRequest)
    if (!afterStep(request.state, 'decide')) return refused(notNow)
    return (await decideItem(tx, of.itemId, decided, viewer.staffId)) ? done('decided' as const) : refused(notNow)
  })
}

export async function acceptAllProposals(
  kernel: Kernel,
  viewer: Viewer,
  of: { requestId: string; section: Section | undefined; key: string },
): Promise<Outcome<'decided'>> {
  if (!mayAnswerForData(viewer)) return refused(noRequest)
  return carryOut(kernel, answering(viewer), { name: 'accept proposals', key: of.key }, async tx => {
    const request = await lockRequest(tx, of.requestId)
    if (!request) return refused(noRequest)
    if (!afterStep(request.state, 'decide')) return refused(notNow)
    await acceptProposals(tx, of.requestId, of.section, viewer.staffId)
    return done('decided' as const)
  })
}
