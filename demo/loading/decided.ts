import { qualityRubric } from '../../src/notifications/rubric.ts'
import { stopWords } from '../../src/notifications/words.ts'
import { timeText } from '../calendar.ts'
import { startClock } from './clocks.ts'
import type { Ground } from './ground.ts'
import { idAt, textOrNull } from './moments.ts'
import type { Case } from './notifications.ts'
import { adviceFor, gradesFor, handoverNote } from './processWords.ts'

/** The decision and what follows it: what the referrer is told, feedback, handing over, closing. */
export function addDecided(of: Case, ground: Ground): void {
  if (!of.life.decision) return
  addDecision(of, ground)
  addFeedback(of, ground)
  addHandover(of, ground)
  if (of.life.closing) of.act({ verb: 'notification.closed', ...of.life.closing })
}

function addDecision(of: Case, ground: Ground): void {
  const { life: { decision, closing }, notification, personId } = of
  const { tables, book, chance } = ground
  if (!decision) return
  const { outcome, rationale, at, by } = decision
  const id = idAt(chance, at)
  const about = { notification_id: notification.id, person_id: personId, outcome }
  tables.decision.add({
    ...about, id, cell: book.cell(book.council.id, 'decision', 2), rationale, decided_by: by.id,
    decided_at: timeText(at),
  })
  tables.toldOutcome.add({
    ...about, id: idAt(chance, at), cell: book.cell(book.council.id, 'decision', 1), decision_id: id,
    advice: adviceFor[outcome], told_by: by.id, told_at: timeText(at),
  })
  of.act({ verb: 'notification.decided', at, by, subjectId: id })
  if (outcome === 'strategy_discussion') startClock(ground, {
    rule: 'strategy_discussion', personId, cell: of.cell, workId: notification.id, startsAt: at,
    stopped: closing && { ...closing, why: stopWords['close'] ?? '' },
  })
}

function addFeedback(of: Case, { tables, book, chance }: Ground): void {
  const { life: { feedback }, notification, personId } = of
  if (!feedback || notification.feedbackGrade === null) return
  const { at, by, seenAt } = feedback
  const id = idAt(chance, at)
  tables.feedback.add({
    id, notification_id: notification.id, person_id: personId, cell: book.cell(book.council.id, 'feedback', 1),
    grades: JSON.stringify({ version: qualityRubric.version, grades: gradesFor[notification.feedbackGrade] }),
    comment: notification.feedback ?? '', given_by: by.id, given_at: timeText(at), seen_at: textOrNull(seenAt),
  })
  of.act({ verb: 'notification.feedback_given', at, by, subjectId: id })
  if (seenAt !== undefined) of.act({ verb: 'notification.feedback_seen', at: seenAt, by: of.sender, subjectId: id })
}

function addHandover(of: Case, { tables, book, chance, caseHolders }: Ground): void {
  const { life: { handover, decision }, notification, personId } = of
  if (!handover || !decision) return
  const id = idAt(chance, handover.at)
  tables.handover.add({
    id, notification_id: notification.id, person_id: personId, cell: book.cell(book.council.id, 'notification', 2),
    to_agency: book.council.id, to_role: 'social_worker', to_staff: caseHolders.get(personId) ?? null,
    note: handoverNote[decision.outcome] ?? '', handed_by: handover.by.id, handed_at: timeText(handover.at),
  })
  of.act({ verb: 'notification.handed_over', ...handover, subjectId: id })
}
