import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { agencies, people, staff, type Persona } from '../../tests/seedBase.ts'
import type { Lens } from '../kernel/context.ts'
import { administrationWorld, dayIn, viewerOf } from './administrationWorld.tsx'

const world = await administrationWorld()
afterAll(() => world.end())

const scopeOf = (lens: Lens) => ({ viewer: viewerOf('administrator'), purpose: 'oversight', lens })
const inLens = <T>(lens: Lens, query: string): Promise<T[]> =>
  world.kernel.db.as(scopeOf(lens), async tx => (await sql<T>`${sql.raw(query)}`.execute(tx)).rows)

const callAs = (persona: Persona, lens: Lens, call: string) =>
  world.kernel.db.as({ viewer: viewerOf(persona), purpose: 'oversight', lens }, tx =>
    sql`select ${sql.raw(call)}`.execute(tx),
  )

/** Why the database refused, or that it did not. */
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'allowed'
  } catch (error) {
    return error instanceof DatabaseError ? (error.code ?? 'none') : 'not from the database'
  }
}

async function tablesOf(kind: string): Promise<string[]> {
  const { rows } = await world.owner.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     and obj_description(oid, 'pg_class') like $1 order by 1`,
    [`${kind}: %`],
  )
  return rows.map(({ name }) => name)
}

test('an administrator reads no table about a person, by either lens, though a link was made for them', async () => {
  await world.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select partnership_id, $1, id, $2, $3, 'oversight', 'allocated' from cell
     where agency_id = $3 and category = 'involvement' and tier = 0`,
    [people.child, staff.administrator, agencies.office],
  )
  await world.owner.query(
    `insert into disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page)
     select partnership_id, $1, id, $2, $3, 'board_chair', 'oversight', 'test' from cell
     where agency_id = $3 and category = 'disclosure' and tier = 0`,
    [people.child, staff.chair, agencies.office],
  )
  const tables = await tablesOf('personal')
  expect(tables).toContain('source_record')
  expect(tables).toContain('disclosure')
  for (const table of tables) {
    for (const lens of ['linked', 'hub'] as const)
      expect([table, await inLens(lens, `select partnership_id from ${table}`)]).toEqual([table, []])
  }
  expect((await world.owner.query('select from source_record')).rowCount).toBeGreaterThan(0)
  expect((await world.owner.query('select from disclosure')).rowCount).toBeGreaterThan(0)
  expect(
    await inLens('hub', 'select authz.cells() || authz.hub_cells() || authz.writable_cells() as cells'),
  ).toEqual([{ cells: [] }])
})

test('an administrator changes nothing directly: not grants, accounts, roles, forms or reference data', async () => {
  const attempts = [
    `insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach)
     select partnership_id, agency_id, 'administrator', 'oversight', id, 'read', 'hub' from cell`,
    `update authz.grant_cell set role = 'administrator'`,
    `delete from authz.block`,
    `select * from authz.signer`,
    `update own_scope set highest_tier = 3`,
    `insert into role_purpose values ('administrator', 'safeguard_child')`,
    `insert into appointment (partnership_id, staff_id, role)
     values ('${viewerOf('administrator').partnershipId}', '${staff.administrator}', 'social_worker')`,
    `update staff set email = 'x@example.org'`,
    `update agency set kind = 'police'`,
    `delete from administration_event`,
    `insert into administration_event select * from administration_event`,
    `update clock_rule set amount = 1`,
    `insert into reference_document values ('lexicon', 1, '{}', '2026-01-01', null, 'x')`,
    `update form_kind set to_agency = gen_random_uuid()`,
    `update clause set to_roles = '{administrator}'`,
    `select authz.compile_own('${viewerOf('administrator').partnershipId}')`,
    `select authz.note_change(null, 'x', 'x', 'x', null, null, 'x')`,
    `select authz.make_cells(gen_random_uuid(), gen_random_uuid())`,
    `select authz.end_sessions_of(null, gen_random_uuid(), null)`,
    `select * from session`,
    `select * from api_token`,
  ]
  for (const lens of ['hub', 'linked'] as const)
    for (const attempt of attempts)
      expect([attempt, await codeOf(inLens(lens, attempt))]).toEqual([attempt, '42501'])
})

test('nobody else can call what changes things, whatever their lens', async () => {
  const calls = [
    `authz.add_agency(gen_random_uuid(), 'X', 'X', 'police', 'x')`,
    `authz.set_agency_active('${agencies.schoolA}', false, 'x')`,
    `authz.appoint('${staff.mentor}', 'social_worker', now(), null, 'x')`,
    `authz.end_account('${staff.mentor}', 'x')`,
    `authz.add_bank_holiday('2031-01-01', 'X', 'x')`,
    `authz.retitle('role', 'mentor', 'X', 'x', 'x')`,
    `authz.count_running_clocks('screen_red')`,
    `authz.revoke_api_token(gen_random_uuid(), 'x')`,
  ]
  for (const persona of ['officer', 'governance', 'chair', 'frontDoorManager'] as const)
    for (const lens of ['hub', 'linked'] as const)
      for (const call of calls)
        expect([persona, call, await codeOf(callAs(persona, lens, call))]).toEqual([persona, call, '42501'])
  const forged = { ...viewerOf('mentor'), role: 'administrator' }
  await expect(
    world.kernel.db.as({ viewer: forged, purpose: 'oversight', lens: 'hub' }, tx =>
      sql`select authz.end_account(${staff.officer}, 'x')`.execute(tx),
    ),
  ).rejects.toMatchObject({ code: '42501' })
})

test('the functions that change things are open to the hub role alone', async () => {
  const { rows } = await world.owner.query<{ name: string }>(
    `select p.proname as name from pg_proc p
     where p.pronamespace = 'authz'::regnamespace and p.prosrc like '%authz.administrator()%'
     and (has_function_privilege('kith_linked', p.oid, 'execute')
       or has_function_privilege('kith_service', p.oid, 'execute')
       or has_function_privilege('kith_app', p.oid, 'execute'))`,
  )
  expect(rows).toEqual([])
})

test('every change that is made leaves an event, and no event names a child', async () => {
  const office = world.as('administrator')
  const before = Number((await world.owner.query('select count(*) as n from administration_event')).rows[0].n)
  await office.carryOut('/administration/reference/bank-holidays/add', {
    ...dayIn('day', 800),
    title: 'A day of thanks',
    source: 'Proclamation',
  })
  await office.carryOut('/administration/reference/words/role/mentor', {
    title: 'Youth mentor',
    words: 'Walks alongside',
    source: 'Asked by mentors',
  })
  const { rows } = await world.owner.query(
    'select verb, was, becomes from administration_event order by at desc limit 2',
  )
  expect(rows).toEqual([
    {
      verb: 'role.retitled',
      was: expect.objectContaining({ title: 'Mentor' }),
      becomes: { title: 'Youth mentor', words: 'Walks alongside' },
    },
    expect.objectContaining({ verb: 'bank_holiday.added' }),
  ])
  expect(Number((await world.owner.query('select count(*) as n from administration_event')).rows[0].n)).toBe(
    before + 2,
  )
})
