import { sql } from 'kysely'
import type { Kernel } from '../kernel/kernel.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { practicesOf } from '../practice/practices.ts'
import type { Answers } from '../practice/question.ts'
import { knifeReferral } from './knifeReferral.ts'

export type Waiting = {
  record_id: string; person_id: string; agency_id: string; staff_id: string | null; role: string | null; roles: string[]
  title: string; needs_person: boolean; occurred_at: Date; recorded_at: Date; is_adult: boolean; same_as: string | null
}
type Settled = { state: 'referred' | 'same_event' | 'adult' | 'to_confirm' | 'not_referred'; episodeId?: string; why?: string }

const practices = practicesOf([knifeReferral])
const atOnce = 100
/** Whoever writes something down days later learned of it then; until then it is the event that counts. */
const learnedLater = 7 * 86_400_000

/** What the referral says by itself: when and what, and where to read it; never the content of a record. */
export function answersOf(event: Pick<Waiting, 'title' | 'occurred_at' | 'recorded_at'>): Answers {
  const isLater = event.recorded_at.getTime() - event.occurred_at.getTime() > learnedLater
  return {
    event_at: event.occurred_at.toISOString(), what: 'carried', happened: `${event.title}. Begun by Kith for whoever recorded it.`,
    ...(isLater && { identified_at: event.recorded_at.toISOString() }),
  }
}

/** Begins the referral for every knife event that waits, each once, whoever else does so at the same time. Returns how many. */
export async function referKnifeEvents(kernel: Kernel): Promise<number> {
  const partnerships = await kernel.db.service(tx => tx.selectFrom('partnership').select('id').execute())
  let begun = 0
  for (const { id } of partnerships) for (;;) {
    const waiting = await kernel.db.service(async tx =>
      (await sql<Waiting>`select * from authz.knife_events_waiting(${id}::uuid, 1)`.execute(tx)).rows)
    const [event] = waiting
    if (!event || begun >= atOnce) break
    const settled = await decide(kernel, id, event)
    await kernel.db.service(tx => sql`select authz.settle_knife_event(${id}::uuid, ${event.record_id}::uuid, ${settled.state},
      ${settled.episodeId ?? null}::uuid, ${settled.why ?? null}, ${kernel.now()}::timestamptz)`.execute(tx))
    if (settled.state === 'referred') begun++
  }
  return begun
}

async function decide(kernel: Kernel, partnershipId: string, event: Waiting): Promise<Settled> {
  if (event.is_adult) return { state: 'adult', why: 'was 18 or older on the day' }
  if (event.same_as) return { state: 'same_event', episodeId: event.same_as }
  if (event.needs_person) return { state: 'to_confirm', why: 'the entry does not say whose knife it was, or whether it was one' }
  const may = (role: string | null) => role !== null && knifeReferral.begin.who.includes(role)
  const role = may(event.role) ? event.role : event.roles.find(may)
  if (!event.staff_id || !role) return { state: 'not_referred', why: 'whoever recorded it may not refer' }
  return refer(kernel, { partnershipId, staffId: event.staff_id, agencyId: event.agency_id, role }, event)
}

/** The number of the record is the key: whatever was cut short is answered with the referral that had begun. */
async function refer(kernel: Kernel, viewer: Parameters<typeof beginEpisode>[1], event: Waiting): Promise<Settled> {
  try {
    const made = await beginEpisode(kernel, viewer, practices, {
      kind: knifeReferral.kind, personId: event.person_id, answers: answersOf(event), key: event.record_id,
    })
    return made.done ? { state: 'referred', episodeId: made.value.id } : { state: 'not_referred', why: 'no agreement or role lets them refer' }
  } catch (error) {
    kernel.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a knife event could not be referred')
    return { state: 'not_referred', why: 'it failed' }
  }
}

/** Every few seconds. Returns what stops it, after what is under way. */
export function watchKnifeEvents(kernel: Kernel, every = 5_000): () => Promise<void> {
  let under: Promise<unknown> | undefined
  const timer = setInterval(() => {
    under ??= referKnifeEvents(kernel).catch((error: unknown) => {
      kernel.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'knife events could not be referred')
    }).finally(() => { under = undefined })
  }, every).unref()
  return async () => {
    clearInterval(timer)
    await under
  }
}
