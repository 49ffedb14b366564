import { readableDays } from '../../src/notifications/actions/askAgency.ts'
import { verbOfRequest } from '../../src/notifications/acts.ts'
import type { NotificationVerb } from '../../src/notifications/acts.ts'
import { stopWords } from '../../src/notifications/words.ts'
import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Staff } from '../types.ts'
import { startClock } from './clocks.ts'
import { keepCouncilRecord } from './councilRecords.ts'
import type { Ground } from './ground.ts'
import { purpose } from './ground.ts'
import { daysAfter, idAt, textOrNull } from './moments.ts'
import type { RequestLife } from './notificationLife.ts'
import type { Case } from './notifications.ts'

const stepOf = { partial: 'answer_in_part', full: 'answer_in_full', refused: 'refuse' } as const

type Ending = { at: Moment; by: Staff; why: string }

/** A request is a piece of work of its own, to which the team that is asked is linked. */
export function addRequest(of: Case, life: RequestLife, ground: Ground): void {
  const { request, askedAt, askedBy, withdrawnAt, role, asks } = life
  const { book, tables, numbered } = ground
  const { id, toAgencyId, reason } = request
  const cell = book.cell(book.council.id, 'request', 1)
  const urgent = of.life.level?.level === 'red'
  keepCouncilRecord(ground, of.notification.childRecordId, askedAt)
  numbered.open({ id, personId: of.personId, cell, kind: 'request', openedAt: askedAt })
  recordStep(of, { life, at: askedAt, by: askedBy, verb: 'request.asked', subjectId: id }, ground)
  const ending = addAnswers(of, life, ground)
    ?? (withdrawnAt === undefined ? undefined : { at: withdrawnAt, by: askedBy, why: stopWords['withdraw'] ?? '' })
  if (withdrawnAt !== undefined)
    recordStep(of, { life, at: withdrawnAt, by: askedBy, verb: 'request.withdrawn', subjectId: id }, ground)
  const dueAt = startClock(ground, {
    rule: urgent ? 'answer_urgent_request' : 'answer_request', personId: of.personId, cell, workId: id,
    startsAt: askedAt, stopped: ending,
  })
  tables.request.add({
    id, notification_id: of.notification.id, person_id: of.personId, cell, to_agency: toAgencyId, to_role: role,
    asks, reason, urgent, gateway: 'ca1989_s47', due_at: dueAt, asked_by: askedBy.id,
    asked_at: timeText(askedAt), withdrawn_at: textOrNull(withdrawnAt),
    withdrawn_why: withdrawnAt === undefined ? null : 'Decided without it.',
  })
  linkAsked(of, { life, ending }, ground)
}

/** Returns how the last answer ends the request, if it does. */
function addAnswers(of: Case, life: RequestLife, ground: Ground): Ending | undefined {
  const { book, tables, chance } = ground
  const { request, answeredBy: by } = life
  let ending: Ending | undefined
  for (const { kind, body, refusedBecause, at } of life.answers) {
    const id = idAt(chance, at)
    tables.answer.add({
      id, request_id: request.id, notification_id: of.notification.id, person_id: of.personId,
      cell: book.cell(request.toAgencyId, 'answer', 1), kind, body, refused_because: refusedBecause ?? null,
      answered_by: by.id, answered_at: timeText(at),
    })
    recordStep(of, { life, at, by, verb: verbOfRequest[stepOf[kind]], subjectId: id }, ground)
    if (kind !== 'partial') ending = { at, by, why: stopWords[stepOf[kind]] ?? '' }
  }
  return ending
}

type Step = { life: RequestLife; at: Moment; by: Staff; verb: NotificationVerb; subjectId: string }

function recordStep({ personId }: Case, { life, ...step }: Step, { numbered, book, chance }: Ground): void {
  const cell = book.cell(book.council.id, 'request', 1)
  numbered.act({ ...step, id: idAt(chance, step.at), personId, cell, workId: life.request.id })
}

/** The team may read its own finished request for some weeks; later there is no link any more. */
function linkAsked(
  of: Case, { life, ending }: { life: RequestLife; ending: Ending | undefined },
  { book, tables, chance, until }: Ground,
): void {
  const validUntil = ending && daysAfter(ending.at, readableDays)
  if (validUntil !== undefined && validUntil <= until) return
  tables.link.add({
    id: idAt(chance, life.askedAt), person_id: of.personId, cell: book.cell(book.council.id, 'involvement', 0),
    staff_id: null, agency_id: life.request.toAgencyId, role: life.role, purpose,
    work_id: life.request.id, kind: 'recipient', valid_from: timeText(life.askedAt), valid_until: textOrNull(validUntil),
  })
}
