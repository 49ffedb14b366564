import type { Moment } from '../calendar.ts'
import { afterOfficeMinutes } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type {
  DemoNotification, DemoRequest, NotificationDecision, NotificationLevel, Staff, StaffRole,
} from '../types.ts'
import { momentOf } from './moments.ts'
import type { OfficeBook } from './officeBook.ts'
import { askedIn } from './processWords.ts'

/** The life of one notification in moments, each step after the one before it. */
export type NotificationLife = {
  sentAt: Moment
  screening?: { at: Moment; by: Staff }
  level?: { level: NotificationLevel; at: Moment; by: Staff }
  decision?: { outcome: NotificationDecision; rationale: string; at: Moment; by: Staff }
  feedback?: { at: Moment; by: Staff; seenAt?: Moment | undefined }
  handover?: { at: Moment; by: Staff }
  closing?: { at: Moment; by: Staff }
}

export type RequestLife = {
  request: DemoRequest; askedAt: Moment; askedBy: Staff
  /** The role that was asked, and who of it answers. */
  role: StaffRole; answeredBy: Staff; asks: string
  answers: { kind: 'full' | 'partial' | 'refused'; body: string; refusedBecause?: string; at: Moment }[]
  withdrawnAt?: Moment | undefined
}

type Around = { book: OfficeBook; chance: Chance; until: Moment }

/** What the front door did, completed by the steps that the makers of the demo leave open. */
export function lifeOf(notification: DemoNotification, { book, chance, until }: Around): NotificationLife {
  const life: NotificationLife = { sentAt: momentOf(notification.sentAt) }
  const council = book.council.id
  if (notification.acknowledgedAt === null) return life
  const worker = book.inRole(notification.decidedByStaffId, { agencyId: council, role: 'front_door_worker' }, chance)
  life.screening = { at: momentOf(notification.acknowledgedAt), by: worker }
  if (notification.level === null || notification.levelSetAt === null) return life
  life.level = { level: notification.level, at: momentOf(notification.levelSetAt), by: worker }
  const { decision: outcome, decidedAt, decidedByStaffId, rationale } = notification
  if (outcome === null || decidedAt === null || decidedByStaffId === null) return life
  const decision = { outcome, rationale: rationale ?? '', at: momentOf(decidedAt), by: book.person(decidedByStaffId) }
  life.decision = decision
  if (notification.feedbackGrade !== null) {
    const at = decision.at + chance.between(1, 5)
    const seenAt = chance.whether(700) ? afterOfficeMinutes(at, chance.between(30, 900)) : undefined
    life.feedback = { at, by: worker, seenAt: seenAt !== undefined && seenAt < until ? seenAt : undefined }
  }
  return { ...life, ...endOf(decision, { chance, until }) }
}

const goesToTeam: readonly NotificationDecision[] = ['child_in_need', 'strategy_discussion']
const officeDay = 540

/** Handed over where a social worker takes it on; closed when the front door has nothing left to do. */
function endOf(
  { outcome, at, by }: { outcome: NotificationDecision; at: Moment; by: Staff },
  { chance, until }: { chance: Chance; until: Moment },
): Pick<NotificationLife, 'handover' | 'closing'> {
  const isHandedOver = goesToTeam.includes(outcome)
  const handedAt = afterOfficeMinutes(at, chance.between(10, 90))
  const daysOpen = isHandedOver ? chance.between(4, 12) : outcome === 'early_help' ? chance.between(1, 4) : 0
  const closedAt = afterOfficeMinutes(handedAt, daysOpen * officeDay + chance.between(5, 300))
  return {
    ...(isHandedOver && handedAt < until && { handover: { at: handedAt, by } }),
    ...(closedAt < until && { closing: { at: closedAt, by } }),
  }
}

/** A request that nobody has answered when the decision falls is withdrawn; a part answer is completed later. */
export function lifeOfRequest(
  request: DemoRequest, { screening, decision }: NotificationLife, { book, chance, until }: Around,
): RequestLife | undefined {
  if (!screening) return undefined
  const latest = (decision?.at ?? until) - 2
  const askedAt = Math.min(Math.max(momentOf(request.askedAt), screening.at + 1), latest)
  const askedBy = book.inRole(request.askedByStaffId, { agencyId: book.council.id, role: 'front_door_worker' }, chance)
  const answers = answersTo(request, { askedAt, chance, until })
  const isOpen = !answers.some(({ kind }) => kind !== 'partial')
  const withdrawnAt = isOpen && decision ? Math.max(decision.at, answers.at(-1)?.at ?? 0) + 6 : undefined
  const asked = askedIn[book.agency(request.toAgencyId).kind]
  if (!asked) throw new Error('the demo asks an agency that nobody asks')
  const answeredBy = book.inRole(request.answeredByStaffId, { agencyId: request.toAgencyId, role: asked.role }, chance)
  return {
    request, askedAt, askedBy, ...asked, answeredBy, answers,
    withdrawnAt: withdrawnAt !== undefined && withdrawnAt < until ? withdrawnAt : undefined,
  }
}

function answersTo(
  { answer, answeredAt, text }: DemoRequest,
  { askedAt, chance, until }: { askedAt: Moment; chance: Chance; until: Moment },
): RequestLife['answers'] {
  if (answer === null || answeredAt === null) return []
  const at = Math.max(momentOf(answeredAt), askedAt + 1)
  const body = text ?? ''
  if (answer === 'refused') return [{ kind: 'refused', body, refusedBecause: whyRefused(body), at }]
  if (answer !== 'partial') return [{ kind: 'full', body, at }]
  const restAt = afterOfficeMinutes(at, chance.between(30, 500))
  const rest = { kind: 'full', body: 'We have looked through the rest: nothing more that helps.', at: restAt } as const
  return [{ kind: 'partial', body, at }, ...(restAt < until ? [rest] : [])]
}

const whyRefused = (body: string) => body.startsWith('The agreement') ? 'not_lawful' : 'not_proportionate'
