import { tellCare, timesFor } from './careEvents.ts'
import { notThere } from './careSentences.ts'
import type { Moment } from './calendar.ts'
import { dayOfMoment, isWorkingDay, minutesInDay } from './calendar.ts'
import type { Life } from './life.ts'
import { pickPlace } from './policeEvents.ts'
import { fact, tell } from './sentence.ts'
import type { AgencyCode, ContactDetail, EventKind, NotificationDecision, PoliceKind, Staff } from './types.ts'
import { Weighed } from './chance.ts'
import type { World } from './world.ts'
import { ageAt, involve, pickStaff, slotsFor, write } from './world.ts'

type Visit = {
  code: AgencyCode
  kind: Exclude<EventKind, PoliceKind>
  at: Moment
  minutes: number
  attended?: boolean
  by?: Staff
  often: { opinion: number; voice: number }
}

function makeVisit(world: World, life: Life, visit: Visit): void {
  const { chance, register } = world
  const { code, kind, at, attended = true } = visit
  if (at >= world.today * minutesInDay || dayOfMoment(at) < life.bornOn) return
  const record = register.recordOf(code, life, dayOfMoment(at))
  const place = kind === 'mentoring_session' || kind === 'youth_club_note' ? pickPlace(world) : null
  const slots = slotsFor(record, { life, at, place })
  write(world, {
    code, kind, at, recordedAt: at + chance.between(20, 240), subject: life, role: 'subject_of_concern', place, slots,
    statements: attended ? tellCare(world, kind, slots, visit.often) : [fact(tell(chance, notThere, slots))],
    detail: { of: 'session', attended, minutes: attended ? visit.minutes : 0 },
    by: visit.by,
  })
}

/** Work that goes on week after week with the same child: mentoring, and youth justice. */
export function makeSupport(world: World, life: Life): void {
  const { chance } = world
  const age = ageAt(life, world.today * minutesInDay)
  if (age >= 10 && age < 20 && chance.whether([2, 40, 270, 520][life.eventfulness] ?? 0)) {
    const sessions = chance.between(6, 26)
    makeSeries(world, life, { code: 'lantern_mentoring', kind: 'mentoring_session', sessions, every: 7 })
  }
  if (age >= 11 && age < 19 && chance.whether([1, 14, 190, 600][life.eventfulness] ?? 0)) {
    const sessions = chance.between(3, 14)
    makeSeries(world, life, { code: 'youth_justice_service', kind: 'youth_justice_contact', sessions, every: 10 })
  }
}

function makeSeries(
  world: World, life: Life,
  series: { code: AgencyCode; kind: Exclude<EventKind, PoliceKind>; sessions: number; every: number },
): void {
  const { chance, since, today, rhythms } = world
  const first = chance.between(since, today - 21)
  if (ageAt(life, first * minutesInDay) < 10) return
  const staff = pickStaff(world, series.code)
  const last = first + series.sessions * series.every
  involve(world, { life, staff, from: first, until: last < today ? last : null })
  for (let session = 0; session < series.sessions; session++) {
    let day = first + session * series.every + chance.below(3)
    while (!isWorkingDay(day)) day++
    if (day >= today) return
    const at = rhythms.onDay(chance, 'support', day)
    makeVisit(world, life, {
      code: series.code, kind: series.kind, by: staff, at, minutes: chance.between(5, 12) * 10,
      attended: chance.whether(860), often: { opinion: 330, voice: 360 },
    })
  }
}

/** Contacts that come one at a time: health, youth club, housing, probation. */
export function makeSingleContacts(world: World, life: Life): void {
  const { chance, rhythms } = world
  const age = ageAt(life, world.today * minutesInDay)
  const repeat = (often: readonly [number, number, number, number], visit: (at: Moment) => Visit | undefined) => {
    const times = timesFor(world, life, often)
    for (let time = 0; time < times; time++) {
      const made = visit(rhythms.when(chance, 'officeDay'))
      if (made) makeVisit(world, life, made)
    }
  }
  const few = { opinion: 260, voice: 150 }
  if (age < 18) {
    repeat([820, 1150, 1900, 2600], (at) => ({
      code: 'community_health', kind: 'health_contact', at, minutes: 30, often: few,
    }))
  }
  if (age >= 8 && age < 20) {
    repeat([60, 170, 360, 600], () => ({
      code: 'millrace_youth_club', kind: 'youth_club_note', at: rhythms.when(chance, 'support'), minutes: 120,
      often: few,
    }))
  }
  repeat([15, 60, 220, 320], (at) => ({
    code: 'housing_department', kind: 'housing_contact', at, minutes: 20, often: few,
  }))
  if (age >= 18) {
    repeat([10, 220, 2200, 6000], (at) => (ageAt(life, at) < 18 ? undefined
      : {
          code: 'probation_unit', kind: 'probation_contact', at, minutes: 40, often: few,
          attended: chance.whether(840),
        }))
  }
}

/** Source codes of the children in need census. */
const sources = new Weighed<readonly [string, string]>([
  [['1A', 'a family member'], 14], [['1B', 'a neighbour'], 8], [['2A', 'a school'], 26], [['3A', 'a GP'], 6],
  [['3C', 'a school nurse'], 7],
  [['4', 'housing'], 5], [['5B', 'another council service'], 9], [['6', 'the police'], 20],
  [['9', 'somebody who gave no name'], 5],
])
const outcomes = new Weighed<NotificationDecision>([
  ['no_further_action', 34], ['advice', 26], ['early_help', 22], ['child_in_need', 14], ['strategy_discussion', 4],
])

/** Contacts with the front door that did not come through a notification of this product. */
export function makeSafeguardingContacts(world: World, life: Life): void {
  const { chance, rhythms } = world
  const times = timesFor(world, life, [45, 340, 1000, 1900])
  for (let time = 0; time < times; time++) {
    const at = rhythms.when(chance, 'officeDay')
    const [sourceCode, sourceDescription] = chance.weigh(sources)
    const outcome = chance.weigh(outcomes)
    addContact(world, life, { at, detail: { of: 'contact', sourceCode, sourceDescription, outcome } })
  }
}

export function addContact(world: World, life: Life, { at, detail }: { at: Moment; detail: ContactDetail }): void {
  const age = ageAt(life, at)
  if (age > 17 || dayOfMoment(at) < life.bornOn) return
  const record = world.register.recordOf('childrens_services', life, dayOfMoment(at))
  const slots = slotsFor(record, { life, at, place: null, detail: detail.sourceDescription })
  write(world, {
    code: 'childrens_services', kind: 'safeguarding_contact', at, recordedAt: at + world.chance.between(5, 120),
    subject: life,
    role: 'subject_of_concern', place: null, slots, detail,
    statements: tellCare(world, 'safeguarding_contact', slots, { opinion: 340, voice: 260 }),
  })
}
