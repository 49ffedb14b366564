import { getAgency } from './agencies.ts'
import type { Moment } from './calendar.ts'
import { afterOfficeMinutes, dayOfMoment, minutesInDay, partsOf, timeText } from './calendar.ts'
import {
  answers, feedbacks, rationales, refusals, requestReasons, safetyNow, whyNotInformed,
} from './careSentences.ts'
import { Weighed } from './chance.ts'
import type { Life } from './life.ts'
import { tell } from './sentence.ts'
import { addContact } from './supportEvents.ts'
import type {
  AgencyCode, AnswerKind, DemoNotification, DemoRequest, EventKind, EventRole, FeedbackGrade,
  NotificationDecision, NotificationLevel,
} from './types.ts'
import type { Told, World } from './world.ts'
import { ageAt, pickStaff } from './world.ts'

/** How many events in a thousand of each kind make somebody write to the front door. */
const shares: Partial<Record<EventKind, number>> = {
  assault: 280, robbery: 300, knife_possession: 620, drugs_supply: 640, domestic_incident: 560,
  exploitation_concern: 680,
  drugs_possession: 160, missing_episode: 320, emergency_attendance: 420, suspension: 90, attendance: 18,
  antisocial_behaviour: 50,
  mentoring_session: 18, youth_justice_contact: 30, health_contact: 10, youth_club_note: 12, housing_contact: 40,
}
const levels = new Weighed<NotificationLevel>([['blue', 30], ['green', 36], ['amber', 25], ['red', 9]])
const decisionsByLevel: Record<NotificationLevel, Weighed<NotificationDecision>> = {
  blue: new Weighed([['no_further_action', 60], ['advice', 40]]),
  green: new Weighed([['advice', 30], ['early_help', 60], ['no_further_action', 10]]),
  amber: new Weighed([['child_in_need', 68], ['early_help', 26], ['strategy_discussion', 6]]),
  red: new Weighed([['strategy_discussion', 78], ['child_in_need', 22]]),
}
const grades = new Weighed<FeedbackGrade>([
  ['clear_and_complete', 46], ['needs_more_detail', 24], ['voice_of_child_missing', 18],
  ['facts_and_opinion_mixed', 12],
])
const minutesToDecide: Record<NotificationLevel, number> = { red: 120, amber: 330, green: 520, blue: 620 }

const notRoles: readonly EventRole[] = ['witness', 'other', 'reporting_person']

export function makeNotifications(world: World): { notifications: DemoNotification[]; requests: DemoRequest[] } {
  const notifications: DemoNotification[] = []
  const requests: DemoRequest[] = []
  const until = world.today * minutesInDay
  const worrying = world.told.filter((told) => isWorrying(world, told))
  for (const told of worrying) {
    const sentAt = told.recordedAt + world.chance.between(10, longestWait(told))
    if (sentAt >= until) continue
    const notification = makeNotification(world, told, { sentAt, serial: notifications.length })
    notifications.push(notification)
    const needsMore = notification.level !== null && notification.level !== 'blue'
    if (needsMore) requests.push(...makeRequests(world, told, notification, sentAt))
  }
  return { notifications, requests }
}

function longestWait({ event, isFresh }: Told): number {
  if (isFresh) return 45
  return event.kind === 'emergency_attendance' ? 2800 : 420
}

function isWorrying(world: World, { event, at, subject, isFresh }: Told): boolean {
  if (isFresh) return true
  if (ageAt(subject, at) > 17 || notRoles.includes(event.people[0]?.role ?? 'other')) return false
  return world.chance.whether(shares[event.kind] ?? 0)
}

function makeNotification(
  world: World, told: Told, { sentAt, serial }: { sentAt: Moment; serial: number },
): DemoNotification {
  const { chance } = world
  const { event, slots } = told
  const number = serial * world.numberOfCommunities + world.index + 1
  const familyInformed = chance.whether(780)
  return {
    id: chance.uuid(),
    reference: `${partsOf(dayOfMoment(sentAt)).year}-${String(number).padStart(5, '0')}`,
    fromAgencyId: event.agencyId,
    fromStaffId: event.recordedByStaffId,
    childRecordId: event.people[0]?.recordId ?? '',
    eventId: event.id,
    sentAt: timeText(sentAt),
    statements: event.statements,
    immediateSafety: tell(chance, safetyNow, slots),
    familyInformed,
    whyFamilyNotInformed: familyInformed ? null : tell(chance, whyNotInformed, slots),
    ...answerOfFrontDoor(world, told, sentAt),
  }
}

type Answered = Pick<
  DemoNotification,
  'acknowledgedAt' | 'level' | 'levelSetAt' | 'decision' | 'rationale' | 'decidedAt' | 'decidedByStaffId'
  | 'feedbackGrade' | 'feedback'
>

function answerOfFrontDoor(world: World, told: Told, sentAt: Moment): Answered {
  const { chance } = world
  const until = world.today * minutesInDay
  const level = chance.weigh(levels)
  const decision = chance.weigh(decisionsByLevel[level])
  const isLate = chance.whether(110)
  const acknowledgedAt = afterOfficeMinutes(sentAt, chance.between(6, 150))
  const levelSetAt = afterOfficeMinutes(acknowledgedAt, chance.between(5, 90))
  const share = chance.between(20, isLate ? 260 : 75)
  const decidedAt = afterOfficeMinutes(levelSetAt, Math.round((minutesToDecide[level] * share) / 100))
  const isDecided = decidedAt < until && !told.isFresh
  if (isDecided && decidedAt + 5 < until) tellCouncil(world, told.subject, { told, decidedAt, decision })
  const decider = chance.whether(800) ? 'front_door_worker' : 'front_door_manager'
  const hasFeedback = isDecided && chance.whether(720)
  return {
    acknowledgedAt: acknowledgedAt < until ? timeText(acknowledgedAt) : null,
    level: levelSetAt < until ? level : null,
    levelSetAt: levelSetAt < until ? timeText(levelSetAt) : null,
    decision: isDecided ? decision : null,
    rationale: isDecided ? tell(chance, rationales, told.slots) : null,
    decidedAt: isDecided ? timeText(decidedAt) : null,
    decidedByStaffId: isDecided ? pickStaff(world, 'childrens_services', decider).id : null,
    feedbackGrade: hasFeedback ? chance.weigh(grades) : null,
    feedback: hasFeedback ? tell(chance, feedbacks, told.slots) : null,
  }
}

const sourceCodes: Partial<Record<AgencyCode, readonly [string, string]>> = {
  police: ['6', 'the police'], general_hospital: ['3E', 'the emergency department'],
  community_health: ['3D', 'a health service'],
  housing_department: ['4', 'housing'], youth_justice_service: ['5B', 'the youth justice service'],
  lantern_mentoring: ['8', 'a community organisation'], millrace_youth_club: ['8', 'a community organisation'],
}

/** The council writes its own contact for each notification that it decides. */
function tellCouncil(
  world: World, life: Life,
  { told, decidedAt, decision }: { told: Told; decidedAt: Moment; decision: NotificationDecision },
): void {
  const [sourceCode, sourceDescription] = sourceCodes[told.event.agencyCode] ?? ['2A', 'a school']
  const detail = { of: 'contact', sourceCode, sourceDescription, outcome: decision } as const
  addContact(world, life, { at: decidedAt, detail })
}

const answerKinds = new Weighed<AnswerKind>([['full', 62], ['partial', 16], ['nothing_held', 15], ['refused', 7]])

function makeRequests(world: World, told: Told, notification: DemoNotification, sentAt: Moment): DemoRequest[] {
  const { chance } = world
  const { subject, slots } = told
  const asked: AgencyCode[] = [
    'police', 'community_health', subject.person.schoolCode ?? 'general_hospital', 'housing_department',
  ]
  const others = asked.filter((code) => code !== told.event.agencyCode)
  const first = chance.below(others.length)
  const codes = others.slice(first, first + chance.between(1, 2))
  return codes.map((code) => {
    const askedAt = afterOfficeMinutes(sentAt, chance.between(40, 200))
    const answeredAt = afterOfficeMinutes(askedAt, chance.between(15, 700))
    const isAnswered = answeredAt < world.today * minutesInDay && chance.whether(930)
    const answer = isAnswered ? chance.weigh(answerKinds) : null
    return {
      id: chance.uuid(),
      notificationId: notification.id,
      toAgencyId: getAgency(code).id,
      askedByStaffId: notification.decidedByStaffId ?? pickStaff(world, 'childrens_services', 'front_door_worker').id,
      askedAt: timeText(Math.min(askedAt, world.today * minutesInDay - 1)),
      reason: tell(chance, requestReasons, slots),
      answer,
      answeredAt: answer ? timeText(answeredAt) : null,
      answeredByStaffId: answer ? pickStaff(world, code).id : null,
      text: textOf(world, answer, told),
    }
  })
}

function textOf({ chance }: World, answer: AnswerKind | null, { slots }: Told): string | null {
  switch (answer) {
    case 'full': case 'partial': return tell(chance, answers, slots)
    case 'refused': return tell(chance, refusals, slots)
    case 'nothing_held': return 'We hold nothing about this child.'
    case null: default: return null
  }
}
