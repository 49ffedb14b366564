import type { Scope, Viewer } from '../kernel/context.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { done, refused } from '../kernel/outcome.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import type { Practices } from '../practice/practices.ts'
import { knifeReferral } from './knifeReferral.ts'
import { listUnreferred, settleByHand } from './store.ts'
import { answersOf } from './watchKnifeEvents.ts'

const absent = 'absent'
const scopeOf = (viewer: Viewer): Scope => ({ viewer, purpose: 'safeguard_child', lens: 'linked' })

async function findUnreferred(kernel: Kernel, viewer: Viewer, recordId: string) {
  return kernel.db.as(scopeOf(viewer), async tx => (await listUnreferred(tx)).find(event => event.recordId === recordId))
}

/** Refers one that could not be referred by itself; the number of the record keeps it one referral. */
export async function referByHand(
  kernel: Kernel, viewer: Viewer, practices: Practices, recordId: string,
): Promise<Outcome<{ id: string }>> {
  const event = await findUnreferred(kernel, viewer, recordId)
  if (!event) return refused(absent)
  const made = await beginEpisode(kernel, viewer, practices, {
    kind: knifeReferral.kind, personId: event.personId, key: recordId,
    answers: answersOf({ title: event.title, occurred_at: event.occurredAt, recorded_at: event.recordedAt }),
  })
  if (!made.done) return made
  await kernel.db.as(scopeOf(viewer), tx => settleByHand(tx, recordId, { state: 'referred', episodeId: made.value.id }))
  return done({ id: made.value.id })
}

/** A human decision that it is none: an act, with the reason kept where the event is. Once: a second time finds nothing. */
export async function dismissKnifeEvent(kernel: Kernel, viewer: Viewer, recordId: string, why: string): Promise<boolean> {
  const isDismissed = await kernel.db.as(scopeOf(viewer), tx => settleByHand(tx, recordId, { state: 'dismissed', why }))
  if (isDismissed) kernel.poke()
  return isDismissed
}
