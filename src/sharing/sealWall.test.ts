import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCanaries } from '../../tests/canary/seedCanaries.ts'
import { agencies, partnershipId, people, staff, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { askOfSeal, proposeSeal, signSealRequest } from './store/seals.ts'
import type { NewSeal } from './store/seals.ts'
import { tablesWithContent } from './store/why.ts'

let w: World
beforeAll(async () => {
  w = await world()
  await seedCanaries(w)
}, 120_000)
afterAll(() => w.end())

const personas = ['officer', 'detective', 'frontDoor', 'socialWorker', 'schoolLeadA', 'nurse', 'mentor',
  'governance', 'privacyPolice',
  'seniorPolice', 'privacyCouncil', 'analyst'] as const satisfies readonly Persona[]
const ways = [['linked', 'safeguard_child'], ['hub', 'safeguard_child'], ['hub', 'oversight'], ['linked',
  'vital_interests']] as const

/** Every row of every table with content that somebody sees, by any lens and purpose of theirs. */
async function seenBy(persona: Persona): Promise<Set<string>> {
  const rows = await Promise.all(ways.map(([lens, purpose]) => w.kernel.db.as(w.scope(persona, lens, purpose),
    async tx => {
    const each = tablesWithContent.map(table => sql`select ${table}::text || ctid::text as id from ${sql.table(table)}`)
    return (await sql<{ id: string }>`${sql.join(each, sql` union all `)}`.execute(tx)).rows.map(({ id }) =>
      `${lens} ${purpose} ${id}`)
  })))
  return new Set(rows.flat())
}
async function everything(): Promise<Map<Persona, Set<string>>> {
  const seen = new Map<Persona, Set<string>>()
  for (const persona of personas) seen.set(persona, await seenBy(persona))
  return seen
}

const seals: readonly (readonly [string, Partial<NewSeal>])[] = [
  ['the whole person', { kind: 'staff_or_family', covers: 'person' }],
  ['the whole person, two of whose workers are exempt', { kind: 'staff_or_family', covers: 'person',
    exempt: [staff.officer, staff.detective] }],
  ['the addresses', { kind: 'safe_address', covers: 'contacts' }],
  ['the addresses, for a while', { kind: 'safe_address', covers: 'contacts', exempt: [staff.socialWorker],
    validUntil: new Date('2100-01-01') }],
  ['the person from one social worker', { kind: 'conflict_of_interest', covers: 'from_one',
    against: staff.socialWorker }],
  ['a source of information', { kind: 'informant', covers: 'person' }],
]

/** Where the kind asks for a second person, the senior officer signs. */
async function signSecond(): Promise<void> {
  await w.kernel.db.as(w.scope('seniorPolice', 'hub', 'oversight'), async tx => {
    const { rows } = await sql<{ id: string }>`select id from seal_request where state = 'waiting'`.execute(tx)
    for (const { id } of rows) await signSealRequest(tx, id)
  })
}

test.each(seals)('sealing %s hides something from somebody and shows nothing to anybody', async (_, more) => {
  const before = await everything()
  await w.kernel.db.as(w.scope('privacyPolice', 'hub', 'oversight'), tx => proposeSeal(tx, {
    personId: people.child, kind: '', covers: 'person', against: undefined, exempt: [],
      custodian: staff.privacyPolice, reason: 'test',
    validUntil: undefined, ...more,
  }))
  await signSecond()
  const after = await everything()
  let lost = 0
  for (const persona of personas) {
    const earlier = before.get(persona) ?? new Set()
    const now = after.get(persona) ?? new Set()
    expect([...now].filter(id => !earlier.has(id)), persona).toEqual([])
    lost += earlier.size - now.size
  }
  expect(lost).toBeGreaterThan(0)
  expect([...after.values()].some(ids => ids.size > 0)).toBe(true)
  await w.owner.query('delete from authz.block where seal_id is not null')
  await w.owner.query('delete from authz.contact_seal')
  await w.owner.query('truncate seal, seal_request, seal_signature')
}, 60_000)

test('opening a seal for one colleague shows them what they saw before, and nobody anything more', async () => {
  const before = await everything()
  const scope = w.scope('privacyPolice', 'hub', 'oversight')
  await w.kernel.db.as(scope, async tx => {
    const sealId = await proposeSeal(tx, {
      personId: people.child, kind: 'staff_or_family', covers: 'person', against: undefined, exempt: [],
        custodian: staff.privacyPolice,
      reason: 'test', validUntil: undefined,
    }) ?? ''
    await askOfSeal(tx, { sealId, step: 'open', forStaff: staff.detective, until: new Date(Date.now() + 3_600_000),
      why: 'test' })
  })
  const open = await everything()
  for (const persona of personas) for (const id of open.get(persona) ?? []) expect(before.get(persona)?.has(id),
    persona).toBe(true)
  expect(open.get('detective')?.size).toBe(before.get('detective')?.size)
  expect(open.get('officer')?.size).toBeLessThan(before.get('officer')?.size ?? 0)
  await w.owner.query('update authz.block set valid_from = now() where against_staff is not null')
  expect((await seenBy('detective')).size).toBeLessThan(before.get('detective')?.size ?? 0)
}, 60_000)

test('of a sealed address not even the district is told that a coarse clause tells', async () => {
  await w.owner.query('delete from authz.block where seal_id is not null')
  const agreement = randomUUID()
  await w.owner.query(`insert into agreement (partnership_id, id, title, about, state, review_on, valid_until)
    values ($1, $2, 'T', 'A', 'active', '2100-01-01', '2100-01-01')`, [partnershipId, agreement])
  await w.owner.query(`insert into clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies,
    to_roles, purpose, categories, highest_tier, gateway, basis, precision) values ($1, $2, 1, 'S', $3, $4,
    '{exploitation_detective}', 'safeguard_child', '{contact}', 1, 'ca2004_s10', 'B', 'district')`,
  [partnershipId, agreement, [agencies.council], [agencies.police]])
  await w.owner.query(`update contact_point set postcode = 'WX4 2AB', is_protected = false`)
  const told = () => w.kernel.db.as(w.scope('detective', 'linked'), async tx => (await sql<{ value: string }>`
    select value from authz.coarse_facts(${people.child}::uuid)`.execute(tx)).rows.map(({ value }) => value))
  expect(await told()).toEqual(['WX4'])
  await w.kernel.db.as(w.scope('privacyPolice', 'hub', 'oversight'), tx => proposeSeal(tx, {
    personId: people.child, kind: 'safe_address', covers: 'contacts', against: undefined, exempt: [],
    custodian: staff.privacyPolice, reason: 'test', validUntil: undefined,
  }))
  expect(await told()).toEqual([])
})
