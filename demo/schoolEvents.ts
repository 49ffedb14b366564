import { getSchoolFor } from './agencies.ts'
import { tellCare, timesFor } from './careEvents.ts'
import type { DayNumber } from './calendar.ts'
import { ageOn, dayOf, dayOfMoment, dayText, isTermTime, minutesInDay, partsOf, weekdayOf } from './calendar.ts'
import { Weighed } from './chance.ts'
import type { Life } from './life.ts'
import type { AgencyCode } from './types.ts'
import type { World } from './world.ts'
import { ageAt, slotsFor, write } from './world.ts'

type Reason = { code: string; reason: string; spoken: string }
/** Reason codes of the census of suspensions and permanent exclusions. */
const reasons = new Weighed<Reason>([
  [because('DB', 'Persistent or general disruptive behaviour', 'repeated disruption of lessons'), 48],
  [because('VA', 'Verbal abuse or threatening behaviour against an adult', 'shouting at a member of staff'), 19],
  [because('PP', 'Physical assault against a pupil', 'hitting another pupil'), 18],
  [because('DA', 'Drug and alcohol related', 'bringing a vape'), 6],
  [because('OW', 'Use or threat of use of an offensive weapon or prohibited item', 'a prohibited item in a bag'), 4],
  [because('DM', 'Damage', 'breaking a door'), 5],
])

function because(code: string, reason: string, spoken: string): Reason {
  return { code, reason, spoken }
}

export function makeSchoolEvents(world: World, life: Life): void {
  if (life.person.schoolCode === null) return
  makeSuspensions(world, life, life.person.schoolCode)
  makeAttendance(world, life, life.person.schoolCode)
}

/** Where the child was at school on a day: a year or two ago perhaps in the school before this one. */
function schoolOn(life: Life, now: AgencyCode, day: DayNumber): AgencyCode {
  const { year, month } = partsOf(day)
  const age = ageOn(life.bornOn, dayOf(month >= 9 ? year : year - 1, 8, 31))
  const { districtCode } = life.person
  if (age <= 10) return getSchoolFor(districtCode, 'primary')
  return age <= 15 && now === 'wexmere_college' ? getSchoolFor(districtCode, 'secondary') : now
}

function makeSuspensions(world: World, life: Life, now: AgencyCode): void {
  const { chance, register, rhythms } = world
  const isPrimary = ageAt(life, world.today * minutesInDay) < 11
  const times = timesFor(world, life, [24, 240, 950, 2300], isPrimary ? 0.15 : 1)
  for (let time = 0; time < times; time++) {
    const at = rhythms.when(chance, 'schoolDay')
    const age = ageAt(life, at)
    if (age < 5 || age > 17) continue
    const { code, reason, spoken } = chance.weigh(reasons)
    const schoolCode = schoolOn(life, now, dayOfMoment(at))
    const record = register.recordOf(schoolCode, life, dayOfMoment(at))
    const slots = slotsFor(record, { life, at, place: null, detail: spoken })
    write(world, {
      code: schoolCode, kind: 'suspension', at, recordedAt: at + chance.between(20, 240), subject: life,
      role: 'subject_of_concern',
      place: null, slots, statements: tellCare(world, 'suspension', slots, { opinion: 480, voice: 380 }),
      detail: {
        of: 'suspension', reason, reasonCode: code, sessions: chance.between(1, 5) * 2,
        permanent: chance.whether(14),
      },
    })
  }
}

/** Half-terms that end inside the window, each as its first and last day. */
export function listHalfTerms(since: DayNumber, until: DayNumber): readonly (readonly [DayNumber, DayNumber])[] {
  const found: (readonly [DayNumber, DayNumber])[] = []
  let from: DayNumber | undefined
  for (let day = since; day < until; day++) {
    const isTerm = isTermTime(day) || (weekdayOf(day) > 4 && from !== undefined && isTermTime(day + 3))
    if (isTerm && from === undefined) from = day
    if (!isTerm && from !== undefined) {
      if (day - from > 14) found.push([from, lastWeekdayBefore(day)])
      from = undefined
    }
  }
  return found
}

function lastWeekdayBefore(day: DayNumber): DayNumber {
  return day - 1 - Math.max(0, weekdayOf(day - 1) - 4)
}

const halfTerms = new Map<string, readonly (readonly [DayNumber, DayNumber])[]>()

function halfTermsOf({ since, today }: World): readonly (readonly [DayNumber, DayNumber])[] {
  const key = `${since}/${today}`
  const known = halfTerms.get(key)
  if (known) return known
  const found = listHalfTerms(since, today)
  halfTerms.set(key, found)
  return found
}

/** One record for each half-term in which somebody was present less than nine times in ten. */
function makeAttendance(world: World, life: Life, now: AgencyCode): void {
  const { chance, register } = world
  const usual = 98 - life.eventfulness * 5 - chance.below(6)
  let previous = usual
  for (const [from, to] of halfTermsOf(world)) {
    const drop = chance.whether(70 + life.eventfulness * 70) ? chance.between(10, 35) : 0
    const percentage = Math.max(4, Math.min(100, usual - drop + chance.between(-3, 3)))
    const before = previous
    previous = percentage
    const at = to * minutesInDay + 900
    const age = ageAt(life, at)
    if (percentage >= 90 || age < 5 || age > 17) continue
    const schoolCode = schoolOn(life, now, dayOfMoment(at))
    const record = register.recordOf(schoolCode, life, dayOfMoment(at))
    const slots = slotsFor(record, { life, at, place: null, detail: `${percentage} per cent` })
    write(world, {
      code: schoolCode, kind: 'attendance', at, recordedAt: at + chance.between(0, 90), subject: life,
      role: 'subject_of_concern',
      place: null, slots, statements: tellCare(world, 'attendance', slots, { opinion: 120, voice: 90 }),
      detail: { of: 'attendance', fromOn: dayText(from), toOn: dayText(to), percentage, previousPercentage: before },
    })
  }
}
