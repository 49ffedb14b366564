import type { DetectorCode, Facts, Reading } from './sign.ts'

/**
 * A made-up partnership at work: two hundred readers, ten working days, and attacks of every kind hidden among them.
 * What is ordinary is as untidy as it really is: closed cases are opened again, somebody sits late, a panel needs twenty
 * records at once, a child lives round the corner, an incident draws a whole team to one record.
 */
export type Attack = Readonly<{ code: DetectorCode; staffId: string; personId?: string; at: Date }>
export type WorkingDays = Readonly<{ readings: readonly Reading[]; attacks: readonly Attack[]; views: number }>

type Role = { role: string; readers: number; isDay: boolean; views: readonly [number, number]; searches: number }
const roles: readonly Role[] = [
  { role: 'social_worker', readers: 50, isDay: true, views: [20, 45], searches: 3 },
  { role: 'neighbourhood_officer', readers: 50, isDay: false, views: [10, 30], searches: 6 },
  { role: 'front_door_worker', readers: 15, isDay: false, views: [60, 110], searches: 25 },
  { role: 'safeguarding_lead', readers: 40, isDay: true, views: [8, 25], searches: 3 },
  { role: 'emergency_nurse', readers: 20, isDay: false, views: [20, 40], searches: 12 },
  { role: 'youth_justice_worker', readers: 15, isDay: true, views: [15, 35], searches: 3 },
  { role: 'mentor', readers: 10, isDay: true, views: [8, 16], searches: 1 },
]
export const worksRoundTheClock = (role: string) => !(roles.find(each => each.role === role)?.isDay ?? true)

const minute = 60_000
const hour = 60 * minute
const monday = Date.UTC(2026, 1, 2) // winter: London keeps UTC
const workingDays = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map(day => monday + day * 24 * hour)
const ordinary: Facts = {
  own: false, family: false, neighbour: false, colleague: false, hasWork: true, isOwnCase: true, isOnCall: false,
  linkDays: 40, quietDays: 3, idleReaders: 0,
}

type Reader = Role & { staffId: string; agencyId: string; shift: number }
type Chance = { below: (most: number) => number; between: (from: number, to: number) => number;
  happens: (share: number) => boolean }

/** mulberry32: small, even, and the same on every machine. */
function chanceFrom(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return { below, between: (from, to) => from + below(to - from + 1), happens: share => next() < share }
}

export function workingDaysOf(seed: number, attacksOfEach: number): WorkingDays {
  const chance = chanceFrom(seed)
  const readers = roles.flatMap(role => Array.from({ length: role.readers }, (_, n): Reader =>
    ({ ...role, staffId: `${role.role}-${n}`, agencyId: `${role.role}-${n % 4}`, shift: n % 3 })))
  const normal = workingDays.flatMap((day, place) => [
    ...readers.flatMap(reader =>
      dayOfWork(reader, day + (reader.isDay ? 8.5 : 6 + ((reader.shift + Math.floor(place / 5)) % 3) * 8) * hour,
        chance)),
    ...incident(readers, day, chance),
  ])
  const attacks = kinds.flatMap(kind => Array.from({ length: attacksOfEach }, (_, n) => kind(readers, chance, n)))
  return {
    readings: [...normal, ...attacks.flatMap(({ readings }) => readings)].toSorted((a, b) =>
      a.at.getTime() - b.at.getTime()),
    attacks: attacks.map(({ attack }) => attack),
    views: normal.filter(({ kind }) => kind === 'opened').length,
  }
}

function reading({ staffId, agencyId, role }: Reader, at: number, personId: string, facts: Facts = ordinary): Reading {
  return { staffId, agencyId, role, at: new Date(at), personId, kind: 'opened', isNew: true, facts }
}
const listed = (reader: Reader, at: number, personId: string): Reading =>
  ({ ...reading(reader, at, personId), kind: 'found', facts: undefined })

function dayOfWork(reader: Reader, begins: number, chance: Chance): Reading[] {
  const lasts = (chance.happens(0.05) ? 12 : 8.5) * hour
  const views = chance.between(...reader.views)
  const read = Array.from({ length: views }, () =>
    reading(reader, begins + chance.below(lasts), child(reader, chance), factsOf(chance)))
  const found = Array.from({ length: reader.searches }, () => begins + chance.below(lasts)).flatMap(at =>
    Array.from({ length: chance.between(1, 4) }, () => listed(reader, at, `somebody-${chance.below(6_000)}`)))
  // Before a panel: a dozen or two of one's own cases in a quarter of an hour.
  const prepares = chance.happens(0.2) ? chance.between(8, 22) : 0
  const at = begins + chance.below(6 * hour)
  const panel = Array.from({ length: prepares }, (_, n) =>
    reading(reader, at + Math.floor(n * 15 * minute / prepares), `${reader.staffId} case ${n}`))
  const evening = reader.isDay ? late(reader, begins - 8.5 * hour, chance) : []
  const mistyped = chance.happens(0.1)
    ? [{ ...reading(reader, at, 'nobody'), kind: 'attempt' as const, facts: undefined }] : []
  return [...read, ...found, ...panel, ...evening, ...mistyped]
}

const child = (reader: Reader, chance: Chance) => `${reader.staffId} case ${chance.below(45)}`

/** One view in two hundred is of a closed case that came up again; few of those have nothing new in them. */
function factsOf(chance: Chance): Facts {
  if (chance.happens(0.005)) return {
    ...ordinary, hasWork: false, isOwnCase: chance.happens(0.3), linkDays: chance.between(60, 700),
    quietDays: chance.happens(0.05) ? chance.between(91, 500) : chance.between(0, 60),
  }
  return chance.happens(0.00015) ? { ...ordinary, neighbour: true } : chance.happens(0.00005)
    ? { ...ordinary, colleague: true } : ordinary
}

/** Somebody on call is up at night; now and then somebody finishes a report after eleven. */
function late(reader: Reader, day: number, chance: Chance): Reading[] {
  const at = day + 23 * hour + chance.below(2 * hour)
  if (chance.happens(0.015)) return [reading(reader, at, child(reader, chance), { ...ordinary, isOnCall: true })]
  if (chance.happens(0.002)) return [reading(reader, at, child(reader, chance))]
  return chance.happens(0.05) ? [reading(reader, day + 20 * hour + chance.below(2 * hour), child(reader, chance))] : []
}

/** Twenty colleagues with work open one record on the day that something has happened, and three without. */
function incident(readers: readonly Reader[], day: number, chance: Chance): Reading[] {
  const personId = `child of the day ${day}`
  return Array.from({ length: 23 }, (_, n) => {
    const byDay = readers.filter(({ isDay }) => isDay)
    const reader = byDay[chance.below(byDay.length)]
    return reader ? [reading(reader, day + 10 * hour + chance.below(6 * hour), personId,
      { ...ordinary, hasWork: n < 20, isOwnCase: n < 10, idleReaders: Math.min(n, 5) })] : []
  }).flat()
}

type Seeded = { attack: Attack; readings: Reading[] }
type Seeder = (readers: readonly Reader[], chance: Chance, n: number) => Seeded

const curious: Facts = { ...ordinary, hasWork: false, isOwnCase: false, linkDays: 20, quietDays: 10 }

function somebody(readers: readonly Reader[], chance: Chance, fits: (reader: Reader) => boolean = () => true) {
  const all = readers.filter(fits)
  const reader = all[chance.below(all.length)]
  if (!reader) throw new Error('nobody to attack')
  const day = workingDays[chance.below(workingDays.length)] ?? monday
  return { reader, day, at: day + 10 * hour + chance.below(6 * hour) }
}

/** One in twenty has declared nothing that would give them away: no detector can know. */
const relative = (code: DetectorCode, facts: Partial<Facts>): Seeder => (readers, chance, n) => {
  const { reader, at } = somebody(readers, chance)
  const personId = `${code} ${n}`
  const known = chance.happens(0.95) ? { ...curious, ...facts } : curious
  const readings = Array.from({ length: chance.between(1, 3) }, (_, time) =>
    reading(reader, at + time * minute, personId, known))
  return { attack: { code, staffId: reader.staffId, personId, at: new Date(at) }, readings }
}

const rush = (code: DetectorCode, [fewest, most, minutes]: readonly [number, number, number],
  kind: Reading['kind']): Seeder =>
  (readers, chance, n) => {
    const { reader, at } = somebody(readers, chance)
    const count = chance.between(fewest, most)
    const readings = Array.from({ length: count }, (_, each) => ({
      ...reading(reader, at + Math.floor(each * minutes * minute / count), `${code} ${n} ${each}`, curious),
      kind, ...(kind === 'opened' ? {} : { facts: undefined }),
    }))
    return { attack: { code, staffId: reader.staffId, at: new Date(at) }, readings }
  }

const night: Seeder = (readers, chance, n) => {
  const { reader, day } = somebody(readers, chance, each => each.isDay)
  const at = day + 24 * hour + chance.below(5 * hour)
  const readings = Array.from({ length: chance.between(1, 6) }, (_, each) =>
    reading(reader, at + each * minute, `night ${n} ${each}`, curious))
  return { attack: { code: 'off_shift', staffId: reader.staffId, at: new Date(at) }, readings }
}

const longRun: Seeder = (readers, chance, n) => {
  const { reader, day } = somebody(readers, chance, each => !each.isDay)
  const begins = day + 6 * hour
  const readings = Array.from({ length: 13 }, (_, each) =>
    reading(reader, begins + each * 1.5 * hour, `long run ${n} ${each}`, curious))
  return { attack: { code: 'off_shift', staffId: reader.staffId, at: new Date(begins) }, readings }
}

const celebrity: Seeder = (readers, chance, n) => {
  const { day } = somebody(readers, chance)
  const personId = `celebrity ${n}`
  const crowd = Array.from({ length: chance.between(9, 25) }, (_, each) => {
    const { reader } = somebody(readers, chance)
    return reading(reader, day + (9 + each / 3) * hour, personId, { ...curious, idleReaders: each + 1 })
  })
  return { attack: { code: 'many_readers', staffId: '', personId, at: new Date(day + 9 * hour) }, readings: crowd }
}

const kinds: readonly Seeder[] = [
  relative('own_record', { own: true }), relative('family', { family: true }),
    relative('neighbour', { neighbour: true }),
  relative('colleague', { colleague: true }), relative('no_activity', { linkDays: 200, quietDays: 150 }),
  celebrity, rush('burst', [45, 120, 10], 'opened'), rush('bulk', [150, 300, 55], 'found'),
    rush('attempts', [14, 40, 30], 'attempt'),
  night, longRun,
]
