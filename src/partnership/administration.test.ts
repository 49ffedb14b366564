import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { agencies, partnershipId, staff } from '../../tests/seedBase.ts'
import { signInAs } from '../kernel/signIn/signInAs.ts'
import { administrationWorld, dayIn, viewerOf } from './administrationWorld.tsx'
import { changes } from './pages/administration/administrationPages.tsx'

const world = await administrationWorld()
afterAll(() => world.end())
const office = world.as('administrator')
const why = { source: 'Asked for by the board' }
const base = '/administration'

const one = async (query: string, values: unknown[] = []) => (await world.owner.query(query, values)).rows[0]
const events = async (verb: string) =>
  (await world.owner.query('select * from administration_event where verb = $1 order by at desc', [verb])).rows

test('for everybody but an administrator the pages are not there', async () => {
  for (const persona of ['officer', 'governance', 'chair'] as const) {
    const other = world.as(persona)
    for (const path of [
      base,
      `${base}/people`,
      `${base}/history`,
      `${base}/agencies/add`,
      `${base}/confirm/${agencies.police}`,
    ])
      expect((await other.get(path)).status).toBe(404)
    expect(
      (await other.post(`${base}/agencies/add`, { name: 'X', short_name: 'X', kind: 'police', ...why })).status,
    ).toBe(404)
  }
})

test('every page and every form of a change opens', async () => {
  const paths = [
    '',
    '/agencies',
    `/agencies/${agencies.police}`,
    '/people',
    '/people?state=lapsing',
    `/people/${staff.officer}`,
    '/sign-in',
    '/tokens',
    '/form-kinds',
    '/reference/clocks',
    '/reference/clocks/screen_red',
    '/reference/bank-holidays',
    '/reference/gateways',
    '/reference/words',
    '/reference/words?kind=role',
    '/reference/lexicon',
    '/history',
  ]
  for (const path of paths) expect([path, (await office.get(`${base}${path}`)).status]).toEqual([path, 200])
  const plain = changes.map(({ path }) => path).filter(path => !path.includes(':'))
  for (const path of plain) expect([path, (await office.get(path)).status]).toEqual([path, 200])
})

test('an agency that is added can hold records of its own and opens nothing of others', async () => {
  const { words, confirm } = await office.ask(`${base}/agencies/add`, {
    name: 'Wexmere Probation',
    short_name: 'Probation',
    kind: 'probation',
    ...why,
  })
  expect(words).toContain('It sees nothing of other agencies')
  expect((await office.post(confirm)).status).toBe(303)
  const agency = await one(`select id from agency where name = 'Wexmere Probation'`)
  expect(world.kernel.cells.id(agency.id, 'identity', 0)).toBeGreaterThan(0)
  const { n: categories } = await one('select count(*)::integer as n from category')
  const { n: cells } = await one('select count(*)::integer as n from cell where agency_id = $1', [agency.id])
  expect(cells).toBe(Number(categories) * 4)
  const grants = () => world.owner.query(
    'select distinct c.agency_id from authz.grant_cell g join cell c on c.id = g.cell where g.agency_id = $1',
    [agency.id],
  )
  expect((await grants()).rows).toEqual([])
  const { id: first } = await one(`insert into staff (partnership_id, agency_id, name, email)
    values ($1, $2, 'First Of All', 'first@wexmere.example') returning id`, [partnershipId, agency.id])
  await world.owner.query(`insert into appointment (partnership_id, staff_id, role) values ($1, $2, 'probation_officer')`, [partnershipId, first])
  expect((await grants()).rows).toContainEqual({ agency_id: agency.id })
  const own = await world.owner.query(
    `select role, purpose, category, tier, access, reach from authz.grant_cell g join cell c on c.id = g.cell
    where g.agency_id = $1 and g.clause_id is null order by 1, 2, 3, 4`,
    [agency.id],
  )
  await world.owner.query('select authz.compile_own($1)', [partnershipId])
  const compiled = await world.owner.query(
    `select role, purpose, category, tier, access, reach from authz.grant_cell g join cell c on c.id = g.cell
    where g.agency_id = $1 and g.clause_id is null order by 1, 2, 3, 4`,
    [agency.id],
  )
  expect(own.rows).toEqual(compiled.rows)
})

test('a change that is sent twice is made once, and both answers are the same', async () => {
  const { confirm } = await office.ask(`${base}/agencies/add`, {
    name: 'Twice House',
    short_name: 'Twice',
    kind: 'housing',
    ...why,
  })
  const answers = await Promise.all([office.post(confirm), office.post(confirm)])
  expect(answers.map(answer => answer.status)).toEqual([303, 303])
  expect((await one(`select count(*)::integer as n from agency where name = 'Twice House'`)).n).toBe(1)
  expect((await events('agency.added')).filter(({ title }) => title === 'Twice House')).toHaveLength(1)
})

test('what is missing or taken is said beside the field, and what was typed is kept', async () => {
  const answer = await office.post(`${base}/agencies/add`, {
    name: 'Wexmere Police',
    short_name: '',
    kind: 'circus',
    source: '',
  })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  for (const text of [
    'There is already an agency with this name',
    'Enter a short name',
    'Choose what kind of agency',
    'Say why',
    'value="Wexmere Police"',
  ])
    expect(html).toContain(text)
})

test('renaming says from what to what, and the history keeps it', async () => {
  const shown = await office.carryOut(`${base}/agencies/${agencies.mentoring}/rename`, {
    name: 'Beacon Mentoring',
    short_name: 'Beacon',
    ...why,
  })
  expect(shown).toContain('The agency has been renamed.')
  const [event] = await events('agency.renamed')
  expect(event).toMatchObject({
    staff_id: staff.administrator,
    was: { name: 'Lantern Mentoring' },
    becomes: { name: 'Beacon Mentoring' },
    source: why.source,
  })
  expect(await office.words(`${base}/history`)).toMatch(
    /Owen Pryce.*Beacon Mentoring.*Lantern Mentoring.*Asked for by the board/,
  )
})

test('deactivating an agency says whom it affects and signs its people out; it can be undone', async () => {
  await signInAs(world.gate, { partnershipId, staffId: staff.schoolLeadB, role: 'safeguarding_lead' })
  const path = `${base}/agencies/${agencies.schoolB}`
  const { words, confirm } = await office.ask(`${path}/deactivate`, why)
  expect(words).toContain('1 account of Thornfold can no longer be used, and 1 session will end at once')
  await office.post(confirm)
  expect(
    (await one('select ended_at from session where staff_id = $1', [staff.schoolLeadB])).ended_at,
  ).not.toBeNull()
  expect((await office.get(`${path}/deactivate`)).status).toBe(404)
  expect(await office.carryOut(`${path}/reactivate`, why)).toContain('The agency is active again.')
  expect((await office.ask(`${base}/agencies/${agencies.office}/deactivate`, why)).words).toContain(
    'your own agency',
  )
})

test('a person who is added waits for the first sign-in with their address, with the granter kept', async () => {
  const shown = await office.carryOut(`${base}/people/add`, {
    name: 'Bryn Castell',
    email: 'bryn.castell@wexmere.example',
    agency: agencies.police,
    roles: ['neighbourhood_officer', 'custody_sergeant'],
    ...dayIn('vetting_until', 10),
    ...why,
  })
  expect(shown).toMatch(/Bryn Castell.*Lapses soon.*Waits for the first sign-in.*Custody sergeant.*Owen Pryce/)
  const again = await office.ask(`${base}/people/add`, {
    name: 'Somebody Else',
    email: 'Bryn.Castell@wexmere.example',
    agency: agencies.council,
    roles: ['social_worker'],
    ...why,
  })
  const refused = await office.post(again.confirm)
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringContaining('Somebody already has an account with this email address'),
  ])
  const search = await office.post(`${base}/people/search`, { words: 'CASTELL' })
  const found = search.headers.get('location') ?? ''
  expect(found).not.toMatch(/castell/i)
  expect(await office.words(found)).toContain('Bryn Castell')
  expect(await office.words(found)).not.toContain('Rowan Ashby')
})

test('a role has its dates and its giver, and ending it ends its sessions', async () => {
  const path = `${base}/people/${staff.secondOfficer}`
  await office.carryOut(`${path}/role`, {
    role: 'custody_sergeant',
    ...dayIn('from', 0),
    ...dayIn('until', 30),
    ...why,
  })
  const given = await one(
    `select granted_by, valid_from <= now() as live, valid_until > now() + interval '30 days' as whole
    from appointment where staff_id = $1 and role = 'custody_sergeant'`,
    [staff.secondOfficer],
  )
  expect(given).toEqual({ granted_by: staff.administrator, live: true, whole: true })
  await signInAs(world.gate, { partnershipId, staffId: staff.secondOfficer, role: 'custody_sergeant' })
  expect(await office.carryOut(`${path}/roles/custody_sergeant/end`, why)).toContain('The role has ended.')
  expect(
    (
      await one('select count(*)::integer as n from session where staff_id = $1 and ended_at is null', [
        staff.secondOfficer,
      ])
    ).n,
  ).toBe(0)
  expect((await office.get(`${path}/roles/custody_sergeant/end`)).status).toBe(404)
})

test('ending an account ends its sessions at once, and it can be reopened', async () => {
  await signInAs(world.gate, { partnershipId, staffId: staff.mentor, role: 'mentor' })
  expect(await office.carryOut(`${base}/people/${staff.mentor}/end`, why)).toContain('The account has ended')
  expect((await one('select ended_at from session where staff_id = $1', [staff.mentor])).ended_at).not.toBeNull()
  const seen = await world.kernel.db.as(
    { viewer: viewerOf('mentor'), purpose: 'safeguard_child', lens: 'hub' },
    tx => tx.selectFrom('agency').select('id').execute(),
  )
  expect(seen).toEqual([])
  expect(await office.carryOut(`${base}/people/${staff.mentor}/reopen`, why)).toContain(
    'The account is open again.',
  )
})

test('administrators change nothing about themselves, and the last one keeps the role', async () => {
  const own = `${base}/people/${staff.administrator}`
  const role = await office.ask(`${own}/role`, { role: 'social_worker', ...dayIn('from', 0), ...why })
  expect(role.words).toContain('Another administrator has to change your roles')
  expect((await office.ask(`${own}/end`, why)).words).toContain('Another administrator has to end your account')
  expect((await office.ask(`${own}/clearance`, why)).words).toContain(
    'Another administrator has to change your vetting',
  )
  const scope = { viewer: viewerOf('administrator'), purpose: 'oversight', lens: 'hub' } as const
  const { rows } = await world.kernel.db.as(scope, tx =>
    sql<{
      why: string
    }>`select authz.appoint(${staff.administrator}, 'social_worker', now(), null, 'quietly') as why`.execute(tx),
  )
  expect(rows[0]?.why).toBe('Another administrator has to change your roles')
  const { confirm } = await office.ask(`${own}/roles/administrator/end`, why)
  expect(await (await office.post(confirm)).text()).toContain('You are the only administrator')
})
