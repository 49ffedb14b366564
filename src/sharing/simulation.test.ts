import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencyOf, roles } from '../../tests/seedBase.ts'
import type { Persona } from '../../tests/seedBase.ts'
import { agencies, partnershipId, people, sharingWorld, staff, viewerOf } from './sharingWorld.tsx'
import type { SharingWorld } from './sharingWorld.tsx'
import { listShifts } from './store/agreementDrafts.ts'

let w: SharingWorld
let content: string[]
beforeAll(async () => {
  w = await sharingWorld()
  await layDownContent()
  const { rows } = await w.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where obj_description(c.oid, 'pg_class') like 'personal: %'
       and not (c.relname = any ('{act,clock,link,link_history,name_token}'))
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'not_of_others')`,
  )
  content = rows.map(({ name }) => name)
})
afterAll(() => w.end())

const { police, council, schoolA } = agencies
const givers = [police, council, schoolA]
const classes = ['victim', 'suspected', null]
const { child, sibling, parent, sealed } = people

/** Entries of three people and a sealed one in three agencies: new and old, in different roles of the event. */
async function layDownContent() {
  const record = (person: string, agency: string, n: number) =>
    w.owner.query(
      `insert into record (partnership_id, person_id, cell, kind, role, occurred_at, assertion, source, headline)
     values ($1, $2, $3, 'concern', $4, now() - make_interval(months => $5), 'fact', 'test', 'H')`,
      [
        partnershipId,
        person,
        w.kernel.cells.id(agency, n % 2 === 0 ? 'concern' : 'police', 1 + (n % 2)),
        classes[n % 3],
        n * 5,
      ],
    )
  let n = 0
  for (const person of [child, sibling, parent, sealed])
    for (const agency of givers) for (let i = 0; i < 2; i++) await record(person, agency, n++)
  await w.owner.query(
    `insert into need (partnership_id, person_id, cell, kind, how) values ($1, $2, $3, 'other', 'H')`,
    [partnershipId, child, w.kernel.cells.id(council, 'needs', 1)],
  )
  await w.owner.query(
    `insert into file (partnership_id, person_id, cell, name, media_type, size, sha256, content, added_by, added_at)
     values ($1, $2, $3, 'f', 'text/plain', 1, '\\x00', '\\x00', $4, now() - interval '7 months')`,
    [partnershipId, sibling, w.kernel.cells.id(police, 'concern', 1), staff.officer],
  )
  for (const [persona, person] of [
    ['socialWorker', child],
    ['schoolLeadA', child],
    ['schoolLeadA', sibling],
    ['mentor', parent],
    ['nurse', sibling],
    ['officer', sealed],
    ['secondOfficer', child],
  ] as const)
    await w.link(persona, person)
}

type Clause = {
  from: string[]
  to: string[]
  roles: string[]
  categories: string[]
  tier: number
  reach: string
  subject: string
  oldest: number | null
}
const some = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 })
const clauses = fc.array(
  fc.record({
    from: some(givers),
    to: some([...givers, agencies.hospital, agencies.mentoring]),
    roles: some([
      'social_worker',
      'front_door_worker',
      'safeguarding_lead',
      'neighbourhood_officer',
      'mentor',
      'emergency_nurse',
    ]),
    categories: some(['concern', 'police']),
    tier: fc.integer({ min: 0, max: 2 }),
    reach: fc.constantFrom('linked', 'linked', 'hub'),
    subject: fc.constantFrom('any', 'any', 'victim', 'suspected'),
    oldest: fc.constantFrom(null, null, 6, 24),
  }),
  { minLength: 1, maxLength: 4 },
)

/** A version of one line, signed by both parties: the lead has only to activate it. */
async function sign(root: string | undefined, of: readonly Clause[]): Promise<string> {
  const {
    rows: [made],
  } = await w.owner.query<{ id: string }>(
    `insert into agreement (partnership_id, root_id, title, about, review_on, valid_until, parties, purposes,
       dpia_review_on, equality_review_on)
     values ($1, $2, 'T', 'A', current_date + 9, now() + interval '1 year', $3, '{safeguard_child}', current_date + 9,
       current_date + 9) returning id`,
    [partnershipId, root, [police, council]],
  )
  const id = made?.id ?? ''
  for (const [n, clause] of of.entries())
    await w.owner.query(
      `insert into clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies, to_roles,
         purpose, categories, highest_tier, reach, gateway, basis, subject_class, oldest_record)
       values ($1, $2, $3, 'S', $4, $5, $6, 'safeguard_child', $7, $8, $9, 'dpa2018_s1p18', 'B', $10,
         make_interval(months => $11))`,
      [
        partnershipId,
        id,
        n,
        clause.from,
        clause.to,
        clause.roles,
        clause.categories,
        clause.tier,
        clause.reach,
        clause.subject,
        clause.oldest,
      ],
    )
  await w.owner.query(
    `insert into agreement_signature (partnership_id, agreement_id, round, agency_id, role, staff_id, content)
     select $1, $2, 0, s.agency_id, a.role, s.id, authz.agreement_content($1, $2) from staff s
     join appointment a on a.staff_id = s.id and a.role in ('privacy_officer', 'senior_officer')`,
    [partnershipId, id],
  )
  for (const state of ['proposed', 'signed'])
    await w.owner.query('update agreement set state = $1 where id = $2', [state, id])
  return id
}

const isPersona = (word: string): word is Persona => word in roles
const personas = Object.keys(roles).filter(isPersona)

/** What the database shows, person by person and cell by cell, to all of a role together. */
async function sight(): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>()
  const each = sql.join(
    content.map(table => sql`select person_id, cell from ${sql.table(table)}`),
    sql` union `,
  )
  for (const persona of personas)
    for (const lens of ['linked', 'hub'] as const) {
      const { rows } = await w.kernel.db.as(
        { viewer: viewerOf(persona), purpose: 'safeguard_child', lens },
        async tx => sql<{ person_id: string; cell: number }>`${each}`.execute(tx),
      )
      const key = `${agencyOf[persona]} ${roles[persona]}`
      const all = seen.get(key) ?? new Set()
      for (const { person_id: person, cell } of rows) all.add(`${person} ${cell}`)
      seen.set(key, all)
    }
  return seen
}

type Counts = Record<string, { gains: number; loses: number }>
const notZero = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, { gains, loses }]) => gains + loses > 0))

function difference(before: Map<string, Set<string>>, after: Map<string, Set<string>>): Counts {
  const peopleIn = (pairs: Set<string>) => new Set([...pairs].map(pair => pair.split(' ')[0])).size
  return notZero(
    Object.fromEntries(
      [...before].map(([key, was]) => {
        const is = after.get(key) ?? new Set()
        return [key, { gains: peopleIn(is.difference(was)), loses: peopleIn(was.difference(is)) }]
      }),
    ),
  )
}

const lead = { viewer: viewerOf('governance'), purpose: 'oversight', lens: 'hub' } as const
const simulated = async (id: string): Promise<Counts> => {
  const shifts = await w.kernel.db.as(lead, tx => listShifts(tx, id))
  return notZero(
    Object.fromEntries(
      shifts
        .filter(({ category }) => category === null)
        .map(({ agencyId, role, gains, loses }) => [`${agencyId} ${role}`, { gains, loses }]),
    ),
  )
}
const activate = (id: string) =>
  w.kernel.db.as(
    lead,
    async tx =>
      (await sql<{ why: string | null }>`select authz.activate_agreement(${id}::uuid) as why`.execute(tx)).rows[0]
        ?.why,
  )

test('what was said before activation is what the database shows after it, version after version', async () => {
  let root: string | undefined
  let moved = { gains: 0, loses: 0 }
  let before = await sight()
  for (const of of fc.sample(clauses, { numRuns: 12, seed: 20_261_124 })) {
    const id = await sign(root, of)
    root ??= id
    const foretold = await simulated(id)
    expect(await activate(id)).toBeNull()
    const after = await sight()
    const happened = difference(before, after)
    before = after
    expect(foretold).toEqual(happened)
    for (const { gains, loses } of Object.values(happened))
      moved = { gains: moved.gains + gains, loses: moved.loses + loses }
  }
  expect(moved.gains).toBeGreaterThan(30)
  expect(moved.loses).toBeGreaterThan(30)
}, 120_000)

test('the simulation itself opens nothing', async () => {
  const id = await sign(undefined, [
    {
      from: [police],
      to: [council],
      roles: ['social_worker'],
      categories: ['concern', 'police'],
      tier: 2,
      reach: 'hub',
      subject: 'any',
      oldest: null,
    },
  ])
  const before = await sight()
  await simulated(id)
  expect(difference(before, await sight())).toEqual({})
})

test('nobody but the lead and those who sign is told what a version would open', async () => {
  const id = await sign(undefined, [
    {
      from: [police],
      to: [council],
      roles: ['social_worker'],
      categories: ['concern', 'police'],
      tier: 2,
      reach: 'hub',
      subject: 'any',
      oldest: null,
    },
  ])
  const told = (persona: Persona) =>
    w.kernel.db.as({ ...lead, viewer: viewerOf(persona) }, tx => listShifts(tx, id))
  expect(await told('seniorPolice')).not.toEqual([])
  for (const persona of ['officer', 'administrator', 'chair'] as const) expect(await told(persona)).toEqual([])
})
