import * as fc from 'fast-check'
import type { Period } from '../../src/sharing/decideFacts.ts'

/** Roles that differ in reach, in what they see of their own agency and in what they are for. */
export const roles = [
  'neighbourhood_officer', 'front_door_worker', 'mentor', 'information_governance_lead',
] as const
export const purposes = ['safeguard_child', 'missing_response', 'oversight'] as const
export const categories = ['identity', 'concern', 'health', 'notification'] as const
export const tiers = [0, 2, 3] as const
/** Tables beside `record` whose rows are limited in a way of their own. */
export const otherTables = ['notification', 'notification_person', 'request', 'contact_point'] as const

const hour = 3_600_000

/** Periods begin and end hours away from now, so that a slow machine changes no answer; mostly they are live. */
const period = (now: number): fc.Arbitrary<Period> =>
  fc
    .record({
      from: fc.oneof({ weight: 7, arbitrary: fc.constant(-50) }, { weight: 1, arbitrary: fc.constant(2) }),
      until: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 4, arbitrary: fc.constant(30) },
        { weight: 1, arbitrary: fc.constant(-2) },
      ),
    })
    .map(({ from, until }) => ({
      from: new Date(now + from * hour),
      until: until === undefined ? undefined : new Date(now + until * hour),
    }))

const end = (now: number, past: number): fc.Arbitrary<Date | undefined> =>
  fc
    .oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.constant(40) },
      { weight: past, arbitrary: fc.constant(-3) },
    )
    .map(hours => (hours === undefined ? undefined : new Date(now + hours * hour)))

/** An emergency lasts an hour at most: one is open, one is over. */
const emergency = (now: number): fc.Arbitrary<Period> =>
  fc.constantFrom([-20, 38], [-20, 38], [-150, -95]).map(([from = 0, until = 0]) => ({
    from: new Date(now + from * 60_000), until: new Date(now + until * 60_000) }))

const someOf = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 })
/** A place in a list whose length is not known yet. */
const place = fc.nat({ max: 59 })
const role = fc.constantFrom(...roles)
/** Most work has one purpose: otherwise links and clauses would seldom meet. */
const purpose = fc.oneof(
  { weight: 4, arbitrary: fc.constant(purposes[0]) },
  { weight: 1, arbitrary: fc.constantFrom(...purposes) },
)
/** A third of the worlds have none: where there is one, every statement asks more. */
const sometimes = <T>(list: fc.Arbitrary<T[]>): fc.Arbitrary<T[]> => fc.nat({ max: 2 }).chain(n => n > 0 ? list : fc.constant([]))
/** Mostly one thing, seldom one of the others. */
const mostly = <T>(usual: T, weight: number, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

function clauseOf(now: number) {
  return fc.record({
    from: fc.array(place, { minLength: 1, maxLength: 3 }),
    to: fc.array(place, { minLength: 1, maxLength: 3 }),
    roles: someOf(roles),
    purpose,
    categories: someOf(categories),
    highestTier: fc.constantFrom(...tiers),
    access: fc.constantFrom('read' as const, 'read' as const, 'deposit' as const),
    reach: fc.constantFrom('linked' as const, 'hub' as const),
    kind: mostly<'plain' | 'narrow' | 'coarse'>('plain', 2, 'narrow', 'narrow', 'narrow', 'coarse'),
    subjectClass: mostly('any', 1, 'victim', 'suspected'),
    oldestDays: mostly<number | undefined>(undefined, 1, 100),
    until: end(now, 2),
    endedAt: end(now, 2),
  })
}

function agreementOf(now: number) {
  return fc.record({
    state: mostly<'active' | 'draft' | 'ended' | 'superseded'>('active', 6, 'draft', 'ended', 'superseded'),
    inForce: period(now),
    clauses: fc.array(clauseOf(now), { minLength: 1, maxLength: 3 }),
  })
}

function blockOf(now: number) {
  return fc.record({
    person: place, against: fc.option(place), exempt: fc.array(place, { maxLength: 1 }), valid: period(now),
  })
}

/** A share is mostly about a row that there is: of its person and agency, its cell or itself; what no clause opens is lent. */
function shareOf(now: number) {
  return fc.record({
    row: place, person: fc.option(place, { freq: 3 }), to: place, role, staff: fc.option(place), purpose,
    isOfCell: mostly(true, 2, false), more: fc.array(fc.tuple(place, place), { maxLength: 2 }),
    lends: fc.boolean(), valid: period(now),
  })
}

export function draftOf(now: number) {
  return fc.record({
    agencies: fc.integer({ min: 2, max: 3 }),
    people: fc.integer({ min: 2, max: 3 }),
    staff: fc.array(
      fc.record({
        agency: place, role, active: period(now), vettingUntil: end(now, 1), trainingUntil: end(now, 1), held: period(now),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    agreements: fc.array(agreementOf(now), { minLength: 1, maxLength: 2 }),
    links: fc.array(
      fc.record({ person: place, staff: fc.option(place), agency: place, role, purpose, valid: period(now) }),
      { minLength: 4, maxLength: 10 },
    ),
    blocks: fc.array(blockOf(now), { maxLength: 2 }),
    contactSeals: fc.array(blockOf(now), { maxLength: 1 }),
    shares: sometimes(fc.array(shareOf(now), { minLength: 1, maxLength: 3 })),
    emergencies: sometimes(
      fc.array(fc.record({ staff: place, person: place, valid: emergency(now) }), { minLength: 1, maxLength: 2 })),
    records: fc.array(
      fc.record({
        person: place, agency: place, category: fc.constantFrom(...categories), tier: fc.constantFrom(...tiers),
        role: fc.constantFrom(undefined, 'victim', 'suspected'), daysAgo: fc.constantFrom(1, 50, 500),
      }),
      { minLength: 4, maxLength: 7 },
    ),
    others: fc.array(
      fc.record({
        table: fc.constantFrom(...otherTables), person: place, second: place, agency: place, party: place,
        tier: fc.constantFrom(...tiers),
      }),
      { minLength: 2, maxLength: 5 },
    ),
  })
}

export type Draft = ReturnType<typeof draftOf> extends fc.Arbitrary<infer T> ? T : never
