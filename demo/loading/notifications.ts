import { acts } from '../../src/notifications/acts.ts'
import { ruleOfLevel } from '../../src/notifications/life.ts'
import type { EventRole } from '../../src/notifications/notification.ts'
import { firstRole } from '../../src/notifications/notification.ts'
import type { NotificationVerb } from '../../src/notifications/acts.ts'
import { stopWords } from '../../src/notifications/words.ts'
import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { DemoEvent, DemoNotification, DemoRequest, Staff, Uuid } from '../types.ts'
import { startClock } from './clocks.ts'
import { addDecided } from './decided.ts'
import { addDisclosures } from './disclosures.ts'
import type { Ground } from './ground.ts'
import { personIn } from './ground.ts'
import { idAt, textOrNull } from './moments.ts'
import { concernOf, entriesOf, formOf } from './notificationContent.ts'
import type { NotificationLife } from './notificationLife.ts'
import { lifeOf, lifeOfRequest } from './notificationLife.ts'
import { addRequest } from './requests.ts'
import { addNotificationLinks } from './notificationLinks.ts'
import { whyLevel } from './processWords.ts'

/** One notification with what its rows have in common. */
export type Case = {
  notification: DemoNotification; event: DemoEvent; life: NotificationLife; sender: Staff; personId: Uuid
  /** Everybody in the event with one role each, the subject first. */
  people: ReadonlyMap<Uuid, EventRole>
  cell: number
  requests: readonly DemoRequest[]
  act: (step: Step) => void
}

type Step = { verb: NotificationVerb; at: Moment; by: Staff; subjectId?: Uuid; detail?: Record<string, string> }

/** What was told to the front door and everything that came of it, as the actions would have written it. */
export function addNotifications(ground: Ground): void {
  const events = new Map(ground.community.events.map(event => [event.id, event]))
  const requests = Map.groupBy(ground.community.requests, ({ notificationId }) => notificationId)
  for (const notification of ground.community.notifications) {
    const event = events.get(notification.eventId)
    if (!event) throw new Error('a notification without its event')
    addNotification(caseOf(ground, { notification, event, requests: requests.get(notification.id) ?? [] }), ground)
  }
}

type Parts = Pick<Case, 'notification' | 'event' | 'requests'>

function caseOf(ground: Ground, { notification, event, requests }: Parts): Case {
  const { book, chance, numbered } = ground
  const personId = personIn(ground, notification.childRecordId)
  const people = new Map<Uuid, EventRole>()
  for (const { recordId, role } of event.people) {
    const person = personIn(ground, recordId)
    const known = people.get(person)
    people.set(person, known ? firstRole([known, role]) : role)
  }
  return {
    notification, event, requests, personId, people, life: lifeOf(notification, ground),
    sender: book.person(notification.fromStaffId), cell: book.cell(book.council.id, 'notification', 1),
    act: ({ at, verb, ...rest }) => numbered.act({
      ...rest, verb, at, id: idAt(chance, at), personId, workId: notification.id,
      cell: book.cell(book.council.id, 'notification', acts[verb]),
    }),
  }
}

function addNotification(of: Case, ground: Ground): void {
  const { notification, life, sender, personId, cell, event } = of
  const { numbered, book, tables } = ground
  const form = formOf(book.agency(sender.agencyId))
  const urgency = urgencyOf(of, ground)
  numbered.open({ id: notification.id, personId, cell, kind: 'notification', openedAt: life.sentAt })
  for (const [person, role] of of.people) tables.notificationPerson.add({
    notification_id: notification.id, person_id: person, cell, role, is_subject: person === personId,
  })
  addContent(of, ground)
  of.act({
    verb: 'notification.sent', at: life.sentAt, by: sender, subjectId: notification.id,
    detail: { form: form.code, urgency },
  })
  addScreening(of, ground)
  const asked = of.requests.map(request => lifeOfRequest(request, life, ground)).filter(one => one !== undefined)
  for (const request of asked) addRequest(of, request, ground)
  addDecided(of, ground)
  addNotificationLinks(of, ground)
  addDisclosures(of, asked, ground)
  numbered.notify({
    id: notification.id, person_id: personId, cell, form_kind: form.code, form_version: form.version,
    state: stateOf(life), urgency, level: life.level?.level ?? null, headline: concernOf(form, event).headline,
    referrer_agency: sender.agencyId, referrer_staff: sender.id, sent_at: notification.sentAt,
    acknowledged_at: textOrNull(life.screening?.at), acknowledged_by: life.screening?.by.id ?? null,
    assigned_to: life.screening?.by.id ?? null, decided_at: textOrNull(life.decision?.at),
    closed_at: textOrNull(life.closing?.at), revision: 1 + stepsIn(life) + asked.length,
  })
}

function stateOf({ closing, handover, decision, screening }: NotificationLife): string {
  if (closing) return 'closed'
  if (handover) return 'handed_over'
  if (decision) return 'decided'
  return screening ? 'acknowledged' : 'sent'
}

const stepsIn = ({ screening, level, decision, feedback, handover, closing }: NotificationLife) =>
  [screening, level, decision, feedback, handover, closing].filter(step => step !== undefined).length

function urgencyOf({ notification, life }: Case, { chance }: Ground): string {
  if (life.level?.level === 'red' || notification.immediateSafety.startsWith('Not known'))
    return chance.whether(600) ? 'immediate' : 'today'
  return chance.whether(700) ? 'today' : 'routine'
}

/** The sender's own entries, all of one event. */
function addContent({ notification, event, people, personId, sender, life }: Case, ground: Ground): void {
  const { tables, book, chance } = ground
  const form = formOf(book.agency(sender.agencyId))
  const same = {
    occurred_at: event.happenedAt, precision: 'minute', event_id: event.id, work_id: notification.id,
    source_record_id: null, source: 'kith', source_id: null, recorded_by: sender.id, recorded_at: timeText(life.sentAt),
  }
  for (const { kind, assertion, headline, body, detail } of entriesOf({ notification, event, form, book })) {
    tables.record.add({
      ...same, id: chance.uuid(), person_id: personId, kind, cell: book.cellOf(kind, sender),
      role: people.get(personId) ?? null, assertion, headline: headline ?? book.kind(kind).title, body: body ?? null,
      detail: JSON.stringify(detail),
    })
  }
  for (const [person, role] of people) {
    if (person === personId) continue
    tables.record.add({
      ...same, id: chance.uuid(), person_id: person, kind: 'involved_person', role, assertion: 'fact', detail: '{}',
      cell: book.cellOf('involved_person', sender), headline: book.kind('involved_person').title, body: null,
    })
  }
}

/** Received, screened, given a level: the clocks run from receipt until the decision. */
function addScreening(of: Case, ground: Ground): void {
  const { life, notification, personId, cell } = of
  const { chance, tables, book } = ground
  const stopped = life.decision && { at: life.decision.at, by: life.decision.by, why: stopWords['decide'] ?? '' }
  const about = { personId, cell, workId: notification.id }
  startClock(ground, { ...about, rule: 'acknowledge_notification', startsAt: life.sentAt, stopped })
  if (life.screening) of.act({ verb: 'notification.screening_started', ...life.screening })
  if (!life.level) return
  const { level, at, by } = life.level
  startClock(ground, { ...about, rule: ruleOfLevel[level], startsAt: life.sentAt, stopped })
  const id = idAt(chance, at)
  tables.levelSet.add({
    id, notification_id: notification.id, person_id: personId, cell: book.cell(book.council.id, 'notification', 2),
    level, why: chance.pick(whyLevel[level]), set_by: by.id, set_at: timeText(at),
  })
  of.act({ verb: 'notification.level_set', at, by, subjectId: id })
}
