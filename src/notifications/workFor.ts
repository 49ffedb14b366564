import type { Scope, Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { deskScope } from '../kernel/work.ts'
import { dayOf, daysBetween } from '../language/format.ts'
import { ageOf } from '../people/age.ts'
import { displayNames } from '../people/displayNames.ts'
import { maySeeBoard } from './policy.ts'
import { listBoard } from './store/board.ts'
import { listHandedTo, listSentBy, listWaiting } from './store/mine.ts'
import { listInbox } from './store/requests.ts'
import { namesOfStaff } from './store/screeningReads.ts'
import { stateWords } from './words.ts'

export type WorkGroup = 'overdue' | 'today' | 'this_week' | 'later' | 'waiting'

/** One line of "My work": what is due, about whom, and who asked. */
export type WorkItem = {
  key: string; group: WorkGroup; personId: string; child: string; age: string
  what: string; dueAt?: Date; whoAsked: string; href: string
}

type Draft = Omit<WorkItem, 'group' | 'child' | 'age' | 'dueAt'> & { dueAt?: Date | undefined; isWaiting?: boolean }

/** What this person has to do with notifications and requests, soonest first; every child shown is disclosed. */
export async function workFor(kernel: Kernel, viewer: Viewer): Promise<WorkItem[]> {
  const now = kernel.now()
  const scope: Scope = maySeeBoard(viewer)
    ? deskScope(viewer, 'safeguard_child')
    : { viewer, purpose: 'safeguard_child', lens: 'linked' }
  return kernel.db.as(scope, async tx => {
    const drafts = maySeeBoard(viewer) ? await ofTheFrontDoor(tx, viewer, now) : await ofPartners(tx, viewer)
    const people = [...new Set(drafts.map(draft => draft.personId))]
    const names = await displayNames(tx, scope, people)
    await disclose(tx, kernel, scope, {
      page: 'my-work', people: people.map(personId => ({ personId, categories: ['identity', 'notification'] })),
    })
    return drafts.map(({ isWaiting, dueAt, ...draft }): WorkItem => {
      const name = names.get(draft.personId)
      return {
        ...draft, child: name?.name ?? 'Name not open to you', age: ageOf(name?.birthOn, dayOf(now)),
        group: isWaiting ? 'waiting' : groupOf(dueAt, now), ...(dueAt && { dueAt }),
      }
    }).toSorted((one, other) => (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity))
  })
}

/** Overdue, today, this week (the next seven days), later. */
export function groupOf(dueAt: Date | undefined, now: Date): WorkGroup {
  if (!dueAt) return 'later'
  if (dueAt < now) return 'overdue'
  const days = daysBetween(now, dueAt)
  if (days === 0) return 'today'
  return days < 7 ? 'this_week' : 'later'
}

async function ofTheFrontDoor(tx: Tx, viewer: Viewer, now: Date): Promise<Draft[]> {
  const board = await listBoard(tx, viewer.staffId, { state: 'open', who: 'mine', overdueOnly: false }, now)
  const asked = await listWaiting(tx, viewer.staffId)
  return [
    ...board.filter(row => !row.besideFilter).map(row => ({
      key: row.id, personId: row.personId, what: `${stateWords[row.state]}: ${row.headline}`, dueAt: row.clock?.dueAt,
      whoAsked: `${row.recordedBy}, ${row.recordedByAgency}`, href: `/notifications/${row.id}`,
    })),
    ...asked.map(row => ({
      key: row.id, personId: row.personId, what: `Asked ${row.team}: ${row.asks}`, dueAt: row.dueAt, whoAsked: 'You',
      href: `/notifications/${row.notificationId}`, isWaiting: true,
    })),
  ]
}

async function ofPartners(tx: Tx, viewer: Viewer): Promise<Draft[]> {
  const inbox = (await listInbox(tx, viewer)).filter(
    request => request.state === 'asked' || request.state === 'part_answered',
  )
  const staff = await namesOfStaff(tx, inbox.map(request => request.askedBy))
  const handed = await listHandedTo(tx, viewer)
  const sent = await listSentBy(tx, viewer)
  return [
    ...inbox.map(request => {
      const asker = staff.get(request.askedBy)
      return {
        key: request.id, personId: request.personId, what: `Answer a request: ${request.asks}`, dueAt: request.dueAt,
        whoAsked: asker ? `${asker.name}, ${asker.agency}` : '', href: `/requests/${request.id}`,
      }
    }),
    ...handed.map(row => ({
      key: row.id, personId: row.personId, what: `Handed over: notification ${row.reference}`, dueAt: row.dueAt,
      whoAsked: row.referrer, href: `/notifications/${row.id}`,
    })),
    ...sent.map(row => ({
      key: row.id, personId: row.personId,
      what: `Your notification ${row.reference}: ${stateWords[row.state].toLowerCase()}`,
      dueAt: row.dueAt, whoAsked: 'You', href: `/notifications/${row.id}`, isWaiting: true,
    })),
  ]
}
