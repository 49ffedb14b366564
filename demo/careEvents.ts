import type { Moment } from './calendar.ts'
import { dayOfMoment, minutesInDay, timeText } from './calendar.ts'
import { Weighed } from './chance.ts'
import { blamingOpinions, careSentences, voicesWithBlamingWords } from './careSentences.ts'
import type { Life } from './life.ts'
import { pickPlace } from './policeEvents.ts'
import type { Slots } from './sentence.ts'
import { childVoice, fact, opinion, tell } from './sentence.ts'
import type { EmergencyDetail, EventKind, EventPerson, Place, PoliceKind, Statement } from './types.ts'
import type { World } from './world.ts'
import { ageAt, personIn, slotsFor, write } from './world.ts'

export type CareKind = Exclude<EventKind, PoliceKind>
type Often = readonly [number, number, number, number]

export function timesFor({ chance }: World, life: Life, often: Often, share = 1): number {
  return chance.times(Math.round((often[life.eventfulness] ?? 0) * share))
}

/** Fact always; opinion and the child’s own words as often as people write them. */
export function tellCare(
  world: World, kind: CareKind, slots: Slots, often: { opinion: number; voice: number },
): readonly Statement[] {
  const { chance } = world
  const told = careSentences[kind]
  const statements: Statement[] = [fact(tell(chance, told.facts, slots))]
  if (chance.whether(often.opinion)) {
    statements.push(opinion(tell(chance, chance.whether(45) ? blamingOpinions : told.opinions, slots)))
  }
  if (slots.age >= 4 && chance.whether(often.voice)) {
    statements.push(childVoice(tell(chance, chance.whether(18) ? voicesWithBlamingWords : told.voices, slots)))
  }
  return statements
}

const hoursMissing = new Weighed([[2, 20], [5, 26], [10, 24], [18, 16], [30, 8], [60, 4], [120, 2]] as const)
const gradings = new Weighed([['medium', 72], ['high', 24], ['low', 4]] as const)

export function makeMissingEpisodes(world: World, life: Life): void {
  const { chance, register, rhythms } = world
  const care = life.person.lookedAfter !== null
  const times = timesFor(world, life, [6, 70, 650, 3200], care ? 1.6 : 1)
  for (let time = 0; time < times; time++) {
    const at = rhythms.when(chance, 'missing')
    const age = ageAt(life, at)
    if (age < 9 || age > 17) continue
    const place = pickPlace(world)
    const record = register.recordOf('police', life, dayOfMoment(at))
    const reportedAt = Math.min(at + chance.between(30, 300), world.today * minutesInDay - 1)
    const found = reportedAt + chance.weigh(hoursMissing) * 60 - chance.between(0, 59)
    const isFound = found < world.today * minutesInDay
    const offered = isFound ? chance.whether(820) : null
    const slots = slotsFor(record, { life, at, place })
    write(world, {
      code: 'police', kind: 'missing_episode', at, recordedAt: reportedAt, subject: life,
      role: 'subject_of_concern', place, slots,
      others: callers(world, life, at),
      statements: tellCare(world, 'missing_episode', slots, { opinion: 550, voice: isFound ? 650 : 0 }),
      detail: {
        of: 'missing', reportedAt: timeText(reportedAt), foundAt: isFound ? timeText(found) : null,
        grading: chance.weigh(gradings),
        fromCare: care, interviewOffered: offered, interviewAccepted: offered === true ? chance.whether(560) : null,
      },
    })
  }
}

function callers({ chance, register }: World, life: Life, at: Moment): readonly EventPerson[] {
  const [mother] = life.parents
  if (!mother || !chance.whether(650)) return []
  return [personIn(register.recordOf('police', mother, dayOfMoment(at)), 'reporting_person')]
}

const methods = new Weighed<EmergencyDetail['method']>([
  ['body_part', 52], ['sharp_object', 17], ['blunt_object', 13], ['pushed', 12], ['other', 6],
])
const spokenMethods: Record<EmergencyDetail['method'], string> = {
  body_part: 'a punch', sharp_object: 'a sharp object', blunt_object: 'something heavy', pushed: 'a push',
  other: 'an assault',
}
const locations: Record<Place['kind'], EmergencyDetail['locationKind']> = {
  street: 'street', park: 'park', transport: 'transport', retail: 'street', estate: 'street',
  takeaway: 'licensed_premises',
}

export function makeEmergencyAttendances(world: World, life: Life): void {
  const { chance, register, rhythms } = world
  const times = timesFor(world, life, [22, 75, 200, 480], ageAt(life, world.today * minutesInDay) < 10 ? 0.2 : 1)
  for (let time = 0; time < times; time++) {
    const at = rhythms.when(chance, chance.whether(700) ? 'evening' : 'afterSchool')
    if (ageAt(life, at) < 5) continue
    const place = chance.whether(130) ? null : pickPlace(world)
    const method = chance.weigh(methods)
    const record = register.recordOf('general_hospital', life, dayOfMoment(at))
    const arrived = at + chance.between(20, 260)
    const slots = slotsFor(record, { life, at, place, detail: spokenMethods[method] })
    write(world, {
      code: 'general_hospital', kind: 'emergency_attendance', at, recordedAt: arrived + chance.between(15, 180),
      subject: life, role: 'victim', place, slots,
      statements: tellCare(world, 'emergency_attendance', slots, { opinion: 420, voice: 420 }),
      detail: {
        of: 'emergency', arrivedAt: timeText(Math.min(arrived, world.today * minutesInDay - 1)), method,
        locationKind: place ? locations[place.kind] : 'home', locationDescription: place ? place.name : '',
      },
    })
  }
}
