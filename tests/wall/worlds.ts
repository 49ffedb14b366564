import * as fc from 'fast-check'
import type {
  AgreementFact,
  BlockFact,
  CellFact,
  Facts,
  LinkFact,
  OwnScopeFact,
  Period,
  Request,
} from '../../src/sharing/decide.ts'

/** One small made-up partnership: who works there, what was agreed, and records to be hidden or shown. */
export type World = Readonly<{
  partnershipId: string
  agencies: readonly string[]
  people: readonly string[]
  facts: Facts
  records: readonly Readonly<{ id: string; personId: string; cell: CellFact }>[]
}>
export type Question = Omit<Request, 'personId' | 'cell' | 'at'>

/** Roles that differ in reach, in what they see of their own agency and in what they are for. */
export const roles = [
  'neighbourhood_officer',
  'front_door_worker',
  'mentor',
  'information_governance_lead',
] as const
export const purposes = ['safeguard_child', 'missing_response', 'oversight'] as const
export const categories = ['identity', 'concern', 'health'] as const
export const tiers = [0, 2, 3] as const

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

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
const idOf = (world: number, kind: number, n: number) => `${hex(world, 8)}-${hex(kind, 4)}-4000-8000-${hex(n, 12)}`

type Reference = { ownScopes: readonly OwnScopeFact[]; rolePurposes: readonly { role: string; purpose: string }[] }
export type Made = { now: Date; reference: Reference }

/** Worlds, each with ids of its own number. */
export function sampleWorlds(count: number, seed: number, made: Made): World[] {
  const drafts = fc.sample(draftOf(made.now.getTime()), { numRuns: count, seed })
  return drafts.map((draft, index) => built(draft, index + 1, made.reference))
}

type Draft = ReturnType<typeof draftOf> extends fc.Arbitrary<infer T> ? T : never

const someOf = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 })
/** A place in a list whose length is not known yet. */
const place = fc.nat({ max: 59 })
const role = fc.constantFrom(...roles)
/** Most work has one purpose: otherwise links and clauses would seldom meet. */
const purpose = fc.oneof(
  { weight: 4, arbitrary: fc.constant(purposes[0]) },
  { weight: 1, arbitrary: fc.constantFrom(...purposes) },
)

function agreementOf(now: number) {
  const clause = fc.record({
    from: fc.array(place, { minLength: 1, maxLength: 3 }),
    to: fc.array(place, { minLength: 1, maxLength: 3 }),
    roles: someOf(roles),
    purpose,
    categories: someOf(categories),
    highestTier: fc.constantFrom(...tiers),
    access: fc.oneof(
      { weight: 2, arbitrary: fc.constant('read' as const) },
      { weight: 1, arbitrary: fc.constant('deposit' as const) },
    ),
    reach: fc.constantFrom('linked' as const, 'hub' as const),
    until: end(now, 2),
    endedAt: end(now, 2),
  })
  const state = fc.oneof(
    { weight: 6, arbitrary: fc.constant('active' as const) },
    { weight: 1, arbitrary: fc.constantFrom('draft' as const, 'ended' as const) },
  )
  const clauses = fc.array(clause, { minLength: 1, maxLength: 3 })
  return fc.record({ state, inForce: period(now), clauses })
}

function draftOf(now: number) {
  return fc.record({
    agencies: fc.integer({ min: 2, max: 3 }),
    people: fc.integer({ min: 2, max: 3 }),
    staff: fc.array(
      fc.record({
        agency: place,
        role,
        active: period(now),
        vettingUntil: end(now, 1),
        trainingUntil: end(now, 1),
        held: period(now),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    agreements: fc.array(agreementOf(now), { minLength: 1, maxLength: 2 }),
    links: fc.array(
      fc.record({
        person: place,
        staff: fc.option(place),
        agency: place,
        role,
        purpose,
        valid: period(now),
      }),
      { minLength: 4, maxLength: 10 },
    ),
    blocks: fc.array(
      fc.record({
        person: place,
        against: fc.option(place),
        exempt: fc.array(place, { maxLength: 1 }),
        valid: period(now),
      }),
      { maxLength: 2 },
    ),
    records: fc.array(
      fc.record({
        person: place,
        agency: place,
        category: fc.constantFrom(...categories),
        tier: fc.constantFrom(...tiers),
      }),
      { minLength: 5, maxLength: 10 },
    ),
  })
}

/** What stands at that place of a list, counting round and round. */
function of<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}

function agreed(draft: Draft, n: number, agencies: readonly string[]): AgreementFact[] {
  const unique = (places: readonly number[]) => [...new Set(places.map(at => of(agencies, at)))]
  return draft.agreements.map((agreement, i): AgreementFact => ({
    id: idOf(n, 4, i),
    state: agreement.state,
    inForce: { from: agreement.inForce.from, until: agreement.inForce.until ?? new Date('2100-01-01T00:00:00Z') },
    clauses: agreement.clauses.map((clause, j) => ({
      ...clause,
      id: idOf(n, 5, i * 10 + j),
      fromAgencies: unique(clause.from),
      toAgencies: unique(clause.to),
      toRoles: clause.roles,
    })),
  }))
}

/** Turns places into ids; a draft link of a member of staff takes that person's agency. */
function built(draft: Draft, n: number, reference: Reference): World {
  const agencies = Array.from({ length: draft.agencies }, (_, i) => idOf(n, 1, i))
  const people = Array.from({ length: draft.people }, (_, i) => idOf(n, 2, i))
  const staff = draft.staff.map((member, i) => ({
    id: idOf(n, 3, i),
    agencyId: of(agencies, member.agency),
    active: member.active,
    vettingUntil: member.vettingUntil,
    trainingUntil: member.trainingUntil,
  }))
  const links = draft.links.map((link): LinkFact => {
    const to = link.staff === null ? undefined : of(staff, link.staff)
    return {
      personId: of(people, link.person),
      staffId: to?.id,
      agencyId: to?.agencyId ?? of(agencies, link.agency),
      role: link.role,
      purpose: link.purpose,
      valid: link.valid,
    }
  })
  const blocks = draft.blocks.map((block): BlockFact => ({
    personId: of(people, block.person),
    againstStaff: block.against === null ? undefined : of(staff, block.against).id,
    exemptStaff: block.exempt.map(at => of(staff, at).id),
    valid: block.valid,
  }))
  const records = draft.records.map((record, i) => ({
    id: idOf(n, 6, i),
    personId: of(people, record.person),
    cell: { agencyId: of(agencies, record.agency), category: record.category, tier: record.tier },
  }))
  const appointments = draft.staff.map((member, i) => ({
    staffId: of(staff, i).id,
    role: member.role,
    held: member.held,
  }))
  return {
    partnershipId: idOf(n, 0, 0),
    agencies,
    people,
    facts: { ...reference, staff, appointments, agreements: agreed(draft, n, agencies), links, blocks },
    records,
  }
}

/** Every member of staff, in their role and in one they do not hold, for every purpose, through both lenses. */
export function questionsOf({ facts }: World): Question[] {
  return facts.staff.flatMap(({ id, agencyId }, i) => {
    const held = facts.appointments[i]?.role ?? roles[0]
    const other =
      roles[(roles.indexOf(roles.find(each => each === held) ?? roles[0]) + 1) % roles.length] ?? roles[0]
    const asked = [...purposes.map(purpose => ({ role: held, purpose })), { role: other, purpose: purposes[0] }]
    return asked.flatMap(way => (['linked', 'hub'] as const).map(lens => ({ staffId: id, agencyId, ...way, lens })))
  })
}
