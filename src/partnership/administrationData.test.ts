import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff } from '../../tests/seedBase.ts'
import { clockBook } from '../kernel/clocks.ts'
import { ruleAt } from '../kernel/deadlines.ts'
import { apiTokenGuard, needScope } from '../kernel/signIn/apiToken.ts'
import type { GateEnv } from '../kernel/signIn/gate.ts'
import { signInAs } from '../kernel/signIn/signInAs.ts'
import { ppn1 } from '../notifications/formKinds/ppn1.ts'
import { readLexicon } from '../wording/lexicon.ts'
import { starterLexicon } from '../wording/starterLexicon.ts'
import { administrationWorld, dayIn, viewerOf } from './administrationWorld.tsx'
import { openLexicon } from './lexiconAt.ts'

const world = await administrationWorld()
afterAll(() => world.end())
const office = world.as('administrator')
const base = '/administration'
const why = { source: 'Asked for by the board' }
const one = async (query: string, values: unknown[] = []) => (await world.owner.query(query, values)).rows[0]
const ago = (days: number) => new Date(Date.now() + days * 86_400_000)

test('an identity provider waits for the operator’s secret, and ending it signs people out', async () => {
  const fields = {
    title: 'Hospital',
    code: 'hospital',
    issuer: 'http://idp.example',
    client: 'kith',
    agency: agencies.hospital,
    verified: 'yes',
    email_claim: 'email',
    ...why,
  }
  expect((await office.ask(`${base}/sign-in/add`, fields)).words).toContain('begins with https://')
  const { words, confirm } = await office.ask(`${base}/sign-in/add`, { ...fields, issuer: 'https://idp.example' })
  expect(words).toContain('until the operator sets KITH_OIDC_SECRET_HOSPITAL')
  await office.post(confirm)
  expect(await office.words(`${base}/sign-in`)).toMatch(
    /https:\/\/idp\.example Wexmere General Hospital.*No secret/,
  )
  await signInAs(world.gate, { partnershipId, staffId: staff.nurse, role: 'emergency_nurse' })
  await world.owner.query(`update session set provider = 'hospital' where staff_id = $1`, [staff.nurse])
  const end = await office.ask(`${base}/sign-in/hospital/end`, why)
  expect(end.words).toContain('1 session will end at once')
  await office.post(end.confirm)
  expect((await one('select ended_at from session where staff_id = $1', [staff.nurse])).ended_at).not.toBeNull()
})

test('a token is for a system, is shown once, works within its scopes and stops when it is revoked', async () => {
  await office.carryOut(`${base}/tokens/systems/add`, {
    name: 'Custody system',
    agency: agencies.police,
    role: 'neighbourhood_officer',
    ...why,
  })
  const system = await one(`select id, issuer, email from staff where name = 'Custody system'`)
  expect(system).toMatchObject({ issuer: 'kith:system', email: '' })
  const fields = {
    system: system.id,
    title: 'Nightly feed',
    scopes: ['things:read'],
    ...dayIn('until', 90),
    ...why,
  }
  expect((await office.ask(`${base}/tokens/add`, { ...fields, ...dayIn('until', 400) })).words).toContain(
    'within a year from today',
  )
  expect((await office.ask(`${base}/tokens/add`, { ...fields, system: staff.officer })).words).toContain(
    'Choose a system',
  )
  const { confirm } = await office.ask(`${base}/tokens/add`, fields)
  const answer = await office.post(confirm)
  const token = /kith_[\w-]{43}/.exec(await answer.text())?.[0] ?? ''
  expect([answer.status, answer.headers.get('cache-control'), token.length]).toEqual([200, 'no-store', 48])
  expect((await office.post(confirm)).status).toBe(303)
  expect((await one('select count(*)::integer as n from api_token')).n).toBe(1)
  const stored = await world.owner.query(`select row_to_json(t)::text as text from api_token t
    union all select row_to_json(e)::text from administration_event e
    union all select row_to_json(a)::text from answered a union all select row_to_json(d)::text from draft d`)
  expect(JSON.stringify(stored.rows)).not.toContain(token.slice(5))

  const api = new Hono<GateEnv>()
    .use(apiTokenGuard(world.gate, () => false))
    .get('/things', needScope('things:read'), c => c.text(c.var.who.name))
    .get('/others', needScope('others:read'), c => c.text('no'))
  const call = async (path: string) =>
    (await api.request(path, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await call('/things'), await call('/others')]).toEqual([200, 403])
  const { id } = await one('select id from api_token')
  expect(await office.carryOut(`${base}/tokens/${id}/revoke`, why)).toContain('The token no longer works.')
  expect(await call('/things')).toBe(401)
})

test('a token for an account that a person can sign in to is refused by the database too', async () => {
  const scope = { viewer: viewerOf('administrator'), purpose: 'oversight', lens: 'hub' } as const
  const { rows } = await world.kernel.db.as(scope, tx =>
    sql<{ why: string }>`select authz.add_api_token(
    gen_random_uuid(), sha256('x'), ${staff.officer}, 'Quietly', '{things:read}', now() + interval '1 day', 'x') as why`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ why: 'Choose a system whose account is live' }])
})

const newForm = { ...ppn1, code: 'school-concern', title: 'School concern', version: 1 }
const formFields = (definition: unknown, days: number) => ({
  document: typeof definition === 'string' ? definition : JSON.stringify(definition),
  receiver: agencies.council,
  senders: ['school', 'health'],
  ...dayIn('from', days),
  ...why,
})

test('what is wrong with a form’s definition is said with its place', async () => {
  const path = `${base}/form-kinds/add`
  expect((await office.ask(path, formFields('{"code": ', 0))).words).toContain('This is not JSON')
  const broken = structuredClone(newForm)
  Object.assign(broken.sections[0]?.pages[0] ?? {}, { title: '' })
  expect((await office.ask(path, formFields(broken, 0))).words).toContain('sections.0.pages.0.title')
})

test('a form kind is added, versioned and ended without a deploy; what was begun keeps its version', async () => {
  const shown = await office.ask(`${base}/form-kinds/add`, formFields(newForm, 0))
  expect(shown.words).toContain(newForm.sections[0]?.pages[0]?.questions[0]?.label)
  await office.post(shown.confirm)
  const file = new File([JSON.stringify({ ...newForm, title: 'School concern, shorter' })], 'form.json')
  const next = await office.ask(`${base}/form-kinds/school-concern/new-version`, {
    ...formFields('', 7),
    document: '',
    file,
  })
  expect(next.words).toContain('version 1 ends then')
  await office.post(next.confirm)
  const { rows } = await world.owner.query(
    `select version, title, definition ->> 'version' as own, valid_until from form_kind
     where code = 'school-concern' order by version`,
  )
  expect(rows.map(({ version, own, title }) => [version, own, title])).toEqual([
    [1, '1', 'School concern'],
    [2, '2', 'School concern, shorter'],
  ])
  const second = await one(`select valid_from from form_kind where code = 'school-concern' and version = 2`)
  expect(rows[0].valid_until).toEqual(second.valid_from)
  expect(await office.carryOut(`${base}/form-kinds/school-concern/2/withdraw`, why)).toContain('taken back')
  expect(
    (await one(`select valid_until from form_kind where code = 'school-concern' and version = 1`)).valid_until,
  ).toBeNull()
  await office.carryOut(`${base}/form-kinds/school-concern/end`, { ...dayIn('until', 3), ...why })
  expect(
    (
      await one(
        `select valid_until > now() + interval '3 days' as later from form_kind
         where code = 'school-concern' and version = 1`,
      )
    ).later,
  ).toBe(true)
  expect((await office.get(`${base}/form-kinds/school-concern/2`)).status).toBe(200)
})

const rule = {
  title: 'Answer a request',
  amount: '2',
  unit: 'working_days',
  ends: 'end_of_day',
  day_ends: '17:00',
  risk: '50',
  verified: 'yes',
  source: 'Partnership protocol, 2027',
  source_url: 'https://example.org/protocol',
}

test('a new version of a clock rule changes no running clock and holds from its first day', async () => {
  await world.owner.query(
    `insert into clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
     select partnership_id, $1, id, gen_random_uuid(), 'answer_request', 1, now(), now() + interval '1 day', now()
     from cell
     where agency_id = $2 and category = 'request' and tier = 1`,
    [people.child, agencies.council],
  )
  const due = await one('select due_at from clock')
  const path = `${base}/reference/clocks/answer_request/new-version`
  expect((await office.ask(path, { ...rule, amount: '0', day_ends: '25:00', ...dayIn('from', -1) })).words).toMatch(
    /whole number from 1 to 1000.*time like 23:59.*must be today or later/,
  )
  const { words, confirm } = await office.ask(path, { ...rule, ...dayIn('from', 1) })
  expect(words).toContain('1 clock of this rule is running. None changes')
  expect(words).toMatch(/1 working day\s+to\s+2 working days/)
  await office.post(confirm)
  expect(await one('select due_at from clock')).toEqual(due)
  const { rules } = await clockBook(world.kernel)
  expect([
    ruleAt(rules, 'answer_request', ago(0)).version,
    ruleAt(rules, 'answer_request', ago(2)).version,
  ]).toEqual([1, 2])
  await office.carryOut(`${base}/reference/clocks/answer_request/2/withdraw`, why)
  expect(ruleAt((await clockBook(world.kernel)).rules, 'answer_request', ago(2)).version).toBe(1)
  expect(await office.words(`${base}/reference/clocks/answer_request`)).toMatch(/Withdrawn.*In force/)
})

test('a special bank holiday counts at once, other processes hear of it, and it can be removed again', async () => {
  const version = async () => Number((await one('select n from authz.version')).n)
  const before = await version()
  const day = Temporal.Now.plainDateISO('Europe/London').add({ days: 500 }).toString()
  await office.carryOut(`${base}/reference/bank-holidays/add`, {
    ...dayIn('day', 500),
    title: 'Jubilee',
    source: 'Proclamation',
  })
  expect((await clockBook(world.kernel)).isHoliday(day)).toBe(true)
  expect(await version()).toBeGreaterThan(before)
  expect(
    (
      await office.ask(`${base}/reference/bank-holidays/add`, {
        ...dayIn('day', 500),
        title: 'Jubilee',
        source: 'x',
      })
    ).words,
  ).toContain('already a bank holiday')
  await office.carryOut(`${base}/reference/bank-holidays/${day}/remove`, why)
  expect((await clockBook(world.kernel)).isHoliday(day)).toBe(false)
})

test('a gateway gets new words by a version, and ending it says how many clauses rely on it', async () => {
  const clauses = (
    await one(`select count(*)::integer as n from clause where gateway = 'ca2004_s10' and ended_at is null`)
  ).n
  expect(clauses).toBeGreaterThan(0)
  const fields = {
    title: 'Children Act 2004, s 10',
    about: 'Co-operation',
    verified: 'yes',
    source_url: '',
    ...why,
    ...dayIn('from', 0),
  }
  await office.carryOut(`${base}/reference/gateways/ca2004_s10/new-version`, fields)
  expect((await one(`select count(*)::integer as n from gateway where code = 'ca2004_s10'`)).n).toBe(2)
  expect((await office.ask(`${base}/reference/gateways/ca2004_s10/end`, why)).words).toContain(
    `${clauses} clauses of agreements rely on it`,
  )
})

test('a new lexicon shows what differs, holds from its first day, and the check reads it', async () => {
  const reader = openLexicon(world.kernel, readLexicon, starterLexicon)
  expect((await reader.at()).version).toBe(starterLexicon.version)
  const [first, second, ...rest] = starterLexicon.entries
  if (!first || !second) throw new Error('the starter is empty')
  const mine = { ...starterLexicon, version: '2027.1', entries: [{ ...second, why: 'Said better.' }, ...rest] }
  const path = `${base}/reference/lexicon/new-version`
  const fields = (content: unknown) => ({
    document: JSON.stringify(content),
    ...dayIn('from', 0),
    source: 'Guide, second edition',
  })
  expect((await office.ask(path, fields(starterLexicon))).words).toContain('Nothing differs')
  expect((await office.ask(path, fields({ ...mine, entries: [{ ...second, id: 'Not An Id' }] }))).words).toContain(
    'entries.0.id',
  )
  const { words, confirm } = await office.ask(path, fields(mine))
  expect(words).toMatch(
    new RegExp(`Added\\s+None\\s+Changed\\s+${escaped(second.phrase)}\\s+Removed\\s+${escaped(first.phrase)}`),
  )
  await office.post(confirm)
  reader.forget()
  expect(await reader.at()).toMatchObject({
    version: '2027.1',
    entries: expect.arrayContaining([expect.objectContaining({ why: 'Said better.' })]),
  })
  expect(await office.words(`${base}/reference/lexicon`)).toContain('Guide, second edition')
})

const escaped = (text: string) =>
  text
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('’', '.')
    .replaceAll("'", '.')

test('a change that has become impossible meanwhile is refused with its reason, and nothing is written', async () => {
  const path = `${base}/reference/bank-holidays/add`
  const day = { ...dayIn('day', 600), title: 'Festival', source: 'Proclamation' }
  const mine = await office.ask(path, day)
  await office.carryOut(path, day)
  const late = await office.post(mine.confirm)
  expect([late.status, await late.text()]).toEqual([
    422,
    expect.stringContaining('This day is already a bank holiday'),
  ])
})
