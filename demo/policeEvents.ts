import type { Moment } from './calendar.ts'
import { dayOfMoment, minutesInDay } from './calendar.ts'
import { Weighed } from './chance.ts'
import { blamingOpinions, voicesWithBlamingWords } from './careSentences.ts'
import type { Life } from './life.ts'
import { factsAtHome, factsByRole, factsOfSmallChildren, openings, opinions, voices } from './policeSentences.ts'
import type { RhythmName } from './rhythm.ts'
import { childVoice, fact, opinion, tell } from './sentence.ts'
import type { Slots } from './sentence.ts'
import type { EventPerson, EventRole, Place, PoliceKind, Statement, Weapon } from './types.ts'
import type { World } from './world.ts'
import { ageAt, findCompanion, personIn, slotsFor, write } from './world.ts'

type Occurrence = {
  kind: PoliceKind
  /** Times in a thousand over eighteen months, from those around whom least happens to those around whom most does. */
  often: readonly [number, number, number, number]
  from: number
  rhythm: RhythmName
  roles: Weighed<EventRole>
  companions: readonly EventRole[]
  outcomes: readonly string[]
}

function occurrence(
  kind: PoliceKind, often: Occurrence['often'], [from, rhythm]: readonly [number, RhythmName],
  rest: {
    roles: readonly (readonly [EventRole, number])[]; companions?: readonly EventRole[]; outcomes: readonly string[],
  },
): Occurrence {
  const { roles, companions = [], outcomes } = rest
  return { kind, often, from, rhythm, roles: new Weighed(roles), companions, outcomes }
}

const formal = [
  'Under investigation', 'Community resolution', 'Youth caution', 'Charged', 'No suspect found',
  'Outcome 22: diversion',
]
const soft = ['No further police action', 'Advice given', 'Referred to prevention', 'Outcome 22: diversion']

const occurrences: readonly Occurrence[] = [
  occurrence('assault', [35, 230, 850, 2000], [7, 'afterSchool'], {
    roles: [['victim', 48], ['suspected', 30], ['arrested', 7], ['witness', 15]],
    companions: ['suspected', 'victim', 'witness', 'suspected'], outcomes: formal,
  }),
  occurrence('robbery', [12, 55, 220, 600], [10, 'evening'], {
    roles: [['victim', 55], ['suspected', 28], ['arrested', 12], ['witness', 5]],
    companions: ['suspected', 'victim', 'suspected'], outcomes: formal,
  }),
  occurrence('knife_possession', [2, 16, 130, 560], [10, 'afterSchool'], {
    roles: [['suspected', 45], ['arrested', 45], ['exploited', 10]], companions: ['witness', 'other'],
    outcomes: formal,
  }),
  occurrence('drugs_possession', [5, 50, 240, 600], [12, 'evening'], {
    roles: [['suspected', 80], ['arrested', 20]], companions: ['other', 'suspected'], outcomes: soft,
  }),
  occurrence('drugs_supply', [0, 8, 110, 560], [11, 'evening'], {
    roles: [['exploited', 62], ['arrested', 22], ['suspected', 16]], companions: ['exploited', 'suspected'],
    outcomes: formal,
  }),
  occurrence('theft', [22, 110, 380, 700], [10, 'afterSchool'], {
    roles: [['suspected', 58], ['victim', 36], ['witness', 6]], companions: ['suspected'], outcomes: soft,
  }),
  occurrence('criminal_damage', [9, 80, 300, 600], [10, 'evening'], {
    roles: [['suspected', 78], ['witness', 12], ['victim', 10]], companions: ['suspected', 'witness'], outcomes: soft,
  }),
  occurrence('antisocial_behaviour', [25, 190, 560, 900], [9, 'evening'], {
    roles: [['subject_of_concern', 78], ['witness', 12], ['reporting_person', 10]],
    companions: ['subject_of_concern', 'subject_of_concern'], outcomes: soft,
  }),
  occurrence('domestic_incident', [26, 240, 800, 850], [0, 'home'], {
    roles: [['subject_of_concern', 72], ['witness', 18], ['victim', 10]],
    outcomes: ['Safeguarding notification', 'Domestic abuse risk assessment', 'Charged (adult)'],
  }),
  occurrence('exploitation_concern', [1, 28, 280, 1300], [10, 'evening'], {
    roles: [['exploited', 60], ['subject_of_concern', 40]], companions: ['exploited', 'subject_of_concern'],
    outcomes: ['Shared with the missing and exploited team'],
  }),
  occurrence('stop_and_search', [9, 70, 360, 1200], [10, 'evening'], {
    roles: [['subject_of_concern', 100]], companions: ['other'],
    outcomes: ['Nothing found', 'Nothing found', 'Nothing found', 'Item found', 'Taken home'],
  }),
]

const freshKinds = occurrences.filter(({ kind }) =>
  ['assault', 'domestic_incident', 'exploitation_concern', 'knife_possession', 'robbery'].includes(kind))

const details: Record<PoliceKind, readonly string[]> = {
  assault: [''], robbery: ['a phone', 'a coat', 'trainers', 'a bicycle'],
  knife_possession: [
    'a kitchen knife wrapped in a sock', 'a lock knife', 'a folding knife', 'a screwdriver with a taped handle',
  ],
  drugs_possession: [''], drugs_supply: ['a large sum of cash', 'a set of scales', 'a list of numbers'],
  theft: ['£18', '£46', '£120'],
  criminal_damage: [''], antisocial_behaviour: [''], domestic_incident: [''],
  exploitation_concern: ['vapes and food', 'new trainers', 'a phone', 'train tickets bought by somebody else'],
  stop_and_search: [''],
}

const weapons: Partial<Record<PoliceKind, Weighed<Weapon>>> = {
  assault: new Weighed([['none', 80], ['knife', 7], ['blunt', 9], ['other_sharp', 4]]),
  robbery: new Weighed([['none', 62], ['knife', 30], ['blunt', 8]]),
  knife_possession: new Weighed([['knife', 90], ['other_sharp', 10]]),
}

/** What the police record about one young person over the eighteen months. */
export function makePoliceEvents(world: World, life: Life): void {
  const { chance, rhythms } = world
  const age = ageAt(life, world.today * minutesInDay)
  for (const what of occurrences) {
    if (age < what.from) continue
    const share = age < 10 ? 0.6 : age < 13 ? 0.55 : 1
    const times = chance.times(Math.round((what.often[life.eventfulness] ?? 0) * share))
    for (let time = 0; time < times; time++) {
      makeOccurrence(world, life, { what, at: rhythms.when(chance, what.rhythm) })
    }
  }
}

/** What officers dealt with yesterday, so that the board of a newcomer is not empty. */
export function makeFreshOccurrences(world: World, young: readonly Life[], count: number): void {
  const { chance, today } = world
  const likely = young.filter(({ eventfulness, person, bornOn }) =>
    eventfulness > 0 && person.stage === 'child' && bornOn < today - 11 * 366)
  for (let time = 0; time < count && likely.length > 0; time++) {
    const at = (today - 1) * minutesInDay + chance.between(8 * 60, 21 * 60)
    makeOccurrence(world, chance.pick(likely), { what: chance.pick(freshKinds), at, isFresh: true })
  }
}

type Instance = { what: Occurrence; at: Moment; isFresh?: boolean }

function makeOccurrence(world: World, life: Life, { what, at, isFresh = false }: Instance): void {
  const { chance, register } = world
  const age = ageAt(life, at)
  if (age < what.from || dayOfMoment(at) < life.bornOn) return
  const drawn = chance.weigh(what.roles)
  const role = age < 10 && (drawn === 'suspected' || drawn === 'arrested') ? 'subject_of_concern' : drawn
  const isAtHome = what.kind === 'domestic_incident'
  const place = isAtHome ? null : pickPlace(world)
  const record = register.recordOf('police', life, dayOfMoment(at))
  const slots = slotsFor(record, { life, at, place, detail: chance.pick(details[what.kind]) })
  write(world, {
    code: 'police', kind: what.kind, at, recordedAt: at + chance.between(15, isFresh ? 60 : 600), subject: life,
    role, place, slots, isFresh,
    others: isAtHome ? familyThere(world, life, at) : companionsThere(world, life, { at, what }),
    statements: tellOccurrence(world, what.kind, { role, slots }),
    detail: {
      of: 'police', weapon: weapons[what.kind] ? chance.weigh(weapons[what.kind] ?? noWeapon) : 'none',
      outcome: chance.pick(what.outcomes),
    },
  })
}

const noWeapon = new Weighed<Weapon>([['none', 1]])

/** A few places see far more than their share, as places do. */
export function pickPlace({ chance, places }: World): Place {
  const hot = places.slice(0, 6)
  return chance.whether(380) ? chance.pick(hot) : chance.pick(places)
}

function companionsThere(
  world: World, life: Life, { at, what }: { at: Moment; what: Occurrence },
): readonly EventPerson[] {
  const { chance, register } = world
  const there: Life[] = []
  const people: EventPerson[] = []
  for (const role of what.companions) {
    if (!chance.whether(520)) continue
    const from = role === 'suspected' ? Math.max(10, what.from) : 9
    const other = findCompanion(world, life, { at, from, not: there })
    if (!other) continue
    there.push(other)
    people.push(personIn(register.recordOf('police', other, dayOfMoment(at)), role))
  }
  return people
}

function familyThere(world: World, life: Life, at: Moment): readonly EventPerson[] {
  const { chance, register } = world
  const people: EventPerson[] = []
  const day = dayOfMoment(at)
  const own = register.recordOf('police', life, day)
  const [mother, father] = life.parents
  if (mother) {
    const role = chance.whether(600) ? 'victim' : 'parent_or_carer'
    people.push(personIn(register.recordOf('police', mother, day), role))
  }
  if (father && chance.whether(600)) people.push(personIn(register.recordOf('police', father, day), 'suspected'))
  for (const sibling of life.siblings) {
    if (sibling.bornOn > day || !chance.whether(700)) continue
    const record = register.recordOf('police', sibling, day)
    people.push(personIn(record, 'subject_of_concern'))
    register.relate(sibling.bornOn === life.bornOn ? 'twin' : 'sibling', record, own)
  }
  return people
}

function tellOccurrence(
  world: World, kind: PoliceKind, { role, slots }: { role: EventRole; slots: Slots },
): readonly Statement[] {
  const { chance } = world
  const isAtHome = kind === 'domestic_incident'
  const atHome = slots.age < 4 ? factsOfSmallChildren : factsAtHome
  const statements: Statement[] = [
    fact(tell(chance, openings[kind], slots), tell(chance, isAtHome ? atHome : factsByRole[role], slots)),
  ]
  if (chance.whether(620)) {
    statements.push(opinion(tell(chance, chance.whether(70) ? blamingOpinions : opinions[kind], slots)))
  }
  if (slots.age >= 4 && chance.whether(560)) {
    const spoken = isAtHome ? voices.worried : role === 'victim' || role === 'witness' ? voices.hurt
      : role === 'suspected' || role === 'arrested' ? voices.suspected : voices.worried
    statements.push(childVoice(tell(chance, chance.whether(25) ? voicesWithBlamingWords : spoken, slots)))
  }
  return statements
}
