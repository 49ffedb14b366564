import { frontDoor } from '../../src/notifications/life.ts'
import { daysOfAuthor } from '../../src/notifications/store/making.ts'
import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Uuid } from '../types.ts'
import type { Ground } from './ground.ts'
import { purpose } from './ground.ts'
import { daysAfter, idAt, textOrNull } from './moments.ts'
import type { Case } from './notifications.ts'

/** How long the front door may still open the child after a notification is closed. */
const daysAfterClosing = 28

type NewLink = {
  personId: Uuid; madeBy: Uuid; agencyId: Uuid; staffId: Uuid | null; role: string | null; kind: string; from: Moment
  until?: Moment | undefined
}

/** Links that are still live; those that have run out open nothing. */
export function addNotificationLinks(of: Case, ground: Ground): void {
  const { life, sender, people, personId } = of
  const { council } = ground.book
  const untilAuthor = daysAfter(life.sentAt, daysOfAuthor)
  for (const person of people.keys()) addLink(of, {
    personId: person, madeBy: sender.agencyId, agencyId: sender.agencyId, staffId: sender.id, role: null,
    kind: 'author', from: life.sentAt, until: untilAuthor,
  }, ground)
  const until = life.closing && daysAfter(life.closing.at, daysAfterClosing)
  for (const role of frontDoor) addLink(of, {
    personId, madeBy: sender.agencyId, agencyId: council.id, staffId: null, role, kind: 'recipient',
    from: life.sentAt, until,
  }, ground)
  if (!life.handover) return
  const holder = ground.caseHolders.get(personId) ?? null
  for (const person of people.keys()) addLink(of, {
    personId: person, madeBy: council.id, agencyId: council.id, staffId: holder, role: 'social_worker',
    kind: holder === null ? 'team' : 'allocated', from: life.handover.at, until,
  }, ground)
}

function addLink({ notification }: Case, link: NewLink, { tables, book, chance, until }: Ground): void {
  if (link.until !== undefined && link.until <= until) return
  tables.link.add({
    id: idAt(chance, link.from), person_id: link.personId, cell: book.cell(link.madeBy, 'involvement', 0),
    staff_id: link.staffId, agency_id: link.agencyId, role: link.role, purpose, work_id: notification.id,
    kind: link.kind, valid_from: timeText(link.from), valid_until: textOrNull(link.until),
  })
}
