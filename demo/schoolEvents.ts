import { tellCare, timesFor } from './careEvents.ts'
import type { DayNumber } from './calendar.ts'
import { dayOfMoment, dayText, isTermTime, minutesInDay, weekdayOf } from './calendar.ts'
import { Weighed } from './chance.ts'
import type { Life } from './life.ts'
import type { AgencyCode } from './types.ts'
import type { World } from './world.ts'
import { ageAt, slotsFor, write } from './world.ts'

type Reason = { code: string; reason: string; spoken: string }
/** Reason codes of the census of suspensions and permanent exclusions. */
const reasons = new Weighed<Reason>([
  [{ code: 'DB', reason: 'Persistent or general disruptive behaviour', spoken: 'repeated disruption of lessons' }, 48],
  [{ code: 'VA', reason: 'Verbal abuse or threatening behaviour against an adult', spoken: 'shouting at a member of staff' }, 19],
  [{ code: 'PP', reason: 'Physical assault against a pupil', spoken: 'hitting another pupil' }, 18],
  [{ code: 'DA', reason: 'Drug and alcohol related', spoken: 'bringing a vape' }, 6],
  [{ code: 'OW', reason: 'Use or threat of use of an offensive weapon or prohibited item', spoken: 'having a prohibited item in a bag' }, 4],
  [{ code: 'DM', reason: 'Damage', spoken: 'breaking a door' }, 5],
])

export function makeSchoolEvents(world: World, life: Life): void {
  const { schoolCode } = life.person
  if (schoolCode === null) return
  makeSuspensions(world, life, schoolCode)
  makeAttendance(world, life, schoolCode)
}

function makeSuspensions(world: World, life: Life, schoolCode: AgencyCode): void {
  const { chance, register, rhythms } = world
  const isPrimary = ageAt(life, world.today * minutesInDay) < 11
  const times = timesFor(world, life, [24, 240, 950, 2300], isPrimary ? 0.15 : 1)
  for (let time = 0; time < times; time++) {
    const at = rhythms.when(chance, 'schoolDay')
    const age = ageAt(life, at)
    if (age < 5 || age > 17) continue
    const { code, reason, spoken } = chance.weigh(reasons)
    const record = register.recordOf(schoolCode, life, dayOfMoment(at))
    const slots = slotsFor(record, { life, at, place: null, detail: spoken })
    write(world, {
      code: schoolCode, kind: 'suspension', at, recordedAt: at + chance.between(20, 240), subject: life, role: 'subject_of_concern',
      place: null, slots, statements: tellCare(world, 'suspension', slots, { opinion: 480, voice: 380 }),
      detail: { of: 'suspension', reason, reasonCode: code, sessions: chance.between(1, 5) * 2, permanent: chance.whether(14) },
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
      if (day - from > 14) found.push([from, day - 1])
      from = undefined
    }
  }
  return found
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
function makeAttendance(world: World, life: Life, schoolCode: AgencyCode): void {
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
    const record = register.recordOf(schoolCode, life, dayOfMoment(at))
    const slots = slotsFor(record, { life, at, place: null, detail: `${percentage} per cent` })
    write(world, {
      code: schoolCode, kind: 'attendance', at, recordedAt: at + chance.between(0, 90), subject: life, role: 'subject_of_concern',
      place: null, slots, statements: tellCare(world, 'attendance', slots, { opinion: 120, voice: 90 }),
      detail: { of: 'attendance', fromOn: dayText(from), toOn: dayText(to), percentage, previousPercentage: before },
    })
  }
}
