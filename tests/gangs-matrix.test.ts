import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { disclose } from '../src/kernel/disclosure.ts'
import { versionsWorld, idIn, place, type VersionsWorld } from '../src/sharing/pages/agreements/versionsWorld.ts'
import { retentionWorld, type RetentionWorld } from '../src/sharing/retention/retentionWorld.ts'
import { sendShare, sendingRefusals } from '../src/sharing/actions/sendShare.ts'
import { gather } from '../src/sharing/subject/subjectWorld.ts'
import { sendAs } from './journeys/sending.ts'
import { agencies, partnershipId, people, staff, type Persona } from './world.ts'

// The sixteen failings that the Information Commissioner found in the Gangs Violence Matrix and around it
// (Enforcement Notice, November 2018): docs/assurance/gangs-matrix.md says what proves each, and what is open.

let w: VersionsWorld
/** On a fixed day, for what is a matter of years. */
let years: RetentionWorld
beforeAll(async () => {
  w = await versionsWorld()
  years = await retentionWorld()
}, 180_000)
afterAll(async () => {
  await w.end()
  await years.end()
})
beforeEach(async () => {
  await w.owner.query('delete from record')
  await w.owner.query(`delete from link where person_id = $1`, [people.child])
  for (const persona of ['officer', 'socialWorker'] as const) await link(persona)
})

const link = (persona: Persona) => w.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
  [partnershipId, people.child, w.kernel.cells.id(w.viewer(persona).agencyId, 'involvement', 0), staff[persona],
    w.viewer(persona).agencyId])
const record = (headline: string, role: string | null, category = 'concern', agency: string = agencies.police) => w.owner.query(
  `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline, role)
   select $1, $2, $3, min(code), now(), 'fact', 'test', $5, $6 from record_kind where category = $4`,
  [partnershipId, people.child, w.kernel.cells.id(agency, category, 1), category, headline, role])
const post = (persona: Persona, path: string, form: Record<string, string>) =>
  w.request(persona, path, { key: randomUUID(), ...form })
const headlines = (persona: Persona, purpose = 'safeguard_child') =>
  w.kernel.db.as(w.scope(persona, 'linked', purpose), async tx =>
    (await sql<{ headline: string }>`select headline from record order by headline`.execute(tx)).rows.map(row => row.headline))
const share = async (more: object = {}) => {
  const outcome = await sendShare(w.kernel, w.scope('officer', 'linked'), {
    kind: 'share', person: people.child, to_agency: agencies.council, to_role: 'social_worker', categories: ['concern'],
    records: [], reason: 'Before the visit', until: new Date(Date.now() + 86_400_000).toISOString(), key: randomUUID(), ...more })
  return outcome.done ? outcome.value : outcome.why
}

test('G1: a role belongs to each event, and what is opened about suspects shows no victim', async () => {
  await expect(sendAs(w, 'officer', { 'people-role': [] })).rejects.toThrow('Some answers are missing')
  expect((await sendAs(w, 'officer', { 'people-role': ['victim'] })).reference).toMatch(/^20/v)
  await w.owner.query('delete from record')
  const columns = await w.owner.query<{ is_nullable: string }>(
    `select is_nullable from information_schema.columns where table_name = 'notification_person' and column_name = 'role'`)
  expect(columns.rows).toEqual([{ is_nullable: 'NO' }])
  await record('Was attacked', 'victim')
  await record('Was arrested', 'suspected')
  expect(await headlines('socialWorker')).toEqual(['Was arrested', 'Was attacked'])
  await w.owner.query(`update authz.grant_cell set subject_class = 'suspected' where clause_id is not null`)
  expect(await headlines('socialWorker')).toEqual(['Was arrested'])
  await w.owner.query(`update authz.grant_cell set subject_class = 'any' where clause_id is not null`)
  const csv = await (await w.request('officer', `/exports/${await ordered('officer')}/file.csv`)).text()
  expect(csv).toMatch(/role/iv)
  expect(csv).toMatch(/victim/iv)
})

const ordered = async (persona: Persona) => {
  const response = await post(persona, '/exports', { of: 'chronology', person: people.child, why: 'For court', hours: '24' })
  return /\/exports\/([0-9a-f\-]{36})/v.exec(response.headers.get('location') ?? '')?.[1] ?? ''
}

test('G2: the same facts have the same consequence whoever brings them, by a rule whose version is remembered', async () => {
  const works = [await sendAs(w, 'officer', {}), await sendAs(w, 'schoolLeadA', {})]
  const due = async () => (await w.owner.query<{ rule: string; rule_version: number; hours: number }>(
    `select rule, rule_version, round(extract(epoch from due_at - starts_at) / 3600)::integer as hours from clock
     where work_id = any ($1::uuid[]) and rule = 'acknowledge_notification'`, [works.map(({ id }) => id)])).rows
  const [first, second] = await due()
  expect(first?.rule_version).toBe(1)
  expect(second).toEqual(first)
  await w.owner.query(`insert into clock_rule (code, version, title, amount, unit, ends, valid_from, source)
    select code, 2, title, amount + 5, unit, ends, current_date + 1, 'test' from clock_rule
    where code = 'acknowledge_notification' and version = 1`)
  expect(await due()).toEqual([first, second])
})

test('G3: whoever is removed is gone from every file at once, and no file outlives its time', async () => {
  await record('An entry', 'victim')
  const id = await ordered('officer')
  const take = () => w.request('officer', `/exports/${id}/file.csv`)
  expect(await (await take()).text()).toContain('An entry')
  await w.owner.query('update link set valid_until = now() where staff_id = $1', [staff.officer])
  expect((await take()).status).toBe(409)
  await link('officer')
  const another = await ordered('officer')
  expect((await w.request('officer', `/exports/${another}/file.csv`)).status).toBe(200)
  await w.owner.query(`update authz.export_file set made_at = made_at - interval '3 days', expires_at = now() where id = $1`, [another])
  expect((await w.request('officer', `/exports/${another}/file.csv`)).status).toBe(409)
})

test('G4: a record has an end by rule: on the day it is due for disposal, and not the day before', async () => {
  await years.startAnew()
  const person = await years.aPerson()
  await years.run(new Date('2026-11-23T10:00:00Z'))
  expect(await years.due(person)).toEqual([])
  await years.run()
  expect(await years.due(person)).toEqual([{ kind: 'identity', rule: 'school_child', due: '2026-11-24' }])
})

test('G5: a share is for one recipient and chosen sections under a clause; nobody outside the agreement can be added', async () => {
  await record('Chosen', 'victim')
  await record('Not chosen', 'victim', 'police')
  await w.owner.query('delete from link where staff_id = $1', [staff.socialWorker])
  expect(await headlines('socialWorker')).toEqual([])
  expect(await share()).toMatch(/^[0-9a-f\-]{36}$/v)
  expect(await headlines('socialWorker')).toEqual(['Chosen'])
  const outsider = { to_agency: agencies.violenceReduction, to_role: 'analyst' }
  expect(await share(outsider)).toBe(sendingRefusals.no_clause)
  expect(await headlines('mentor')).toEqual([])
})

test('G6: without an impact assessment in date no agreement is proposed', async () => {
  expect(await proposing({ dpia_title: '', dpia_reference: '' })).toMatch(/UK GDPR Article 35/v)
})

test('G7: without an equality assessment in date no agreement is proposed', async () => {
  expect(await proposing({ equality_title: '', equality_reference: '' })).toMatch(/Equality Act 2010/v)
})

/** What the lead is told who proposes a draft with these facts. */
async function proposing(facts: Record<string, string>): Promise<string> {
  const id = idIn(await w.post('governance', '/agreements/new', { ...w.facts(), ...facts }))
  expect(place(await w.submit('governance', `/agreements/${id}/clauses/new`, w.clause()))).toContain('/agreements/')
  const proposed = await w.submit('governance', `/agreements/${id}/propose`, {})
  expect(proposed.status).toBe(422)
  expect((await w.owner.query('select state from agreement where id = $1', [id])).rows).toEqual([{ state: 'draft' }])
  return (await proposed.text()).replaceAll(/<[^>]*>/gv, ' ')
}

test('G8: what is overdue reaches those who answer for it and the board, and what was done cannot be changed', async () => {
  await post('officer', '/break-glass', { person: people.stranger, ground: 'life_at_risk', minutes: '10',
    reason: 'A friend says that he is about to be hurt' })
  await w.owner.query(`update break_glass_review set due_at = now() - interval '1 day'`)
  expect(await w.read('chair', '/break-glass/reviews')).toMatch(/Overdue in the whole partnership: [1-9]/v)
  expect(await w.read('privacyPolice', '/alerts')).toMatch(/emergency/iv)
  await w.request('officer', `/people/${people.child}`)
  for (const statement of [`update disclosure set page = 'x'`, 'delete from disclosure', 'delete from act'])
    await expect(w.owner.query(statement), statement).rejects.toThrow(/never|recorded|chang|delet/iv)
})

test('G9: nobody stays in view without a reason: one that somebody claims ends by itself after seven days', async () => {
  await post('nurse', `/people/${people.child}/claim`, { because: 'here_now', words: 'He is with me' })
  const { rows } = await w.owner.query<{ days: number }>(
    `select round(extract(epoch from valid_until - now()) / 86400)::integer as days from link where staff_id = $1 and kind = 'self_claimed'`,
    [staff.nurse])
  expect(rows).toEqual([{ days: 7 }])
  expect((await w.request('nurse', `/people/${people.child}`)).status).toBe(200)
  await w.owner.query(`update link set valid_from = now() - interval '8 days', valid_until = now() - interval '1 day' where kind = 'self_claimed'`)
  expect((await w.request('nurse', `/people/${people.child}`)).status).toBe(404)
})

test('G10: what is said carries who says it and how far it is fact; its person can dispute it before every reader', async () => {
  await expect(w.owner.query(`insert into record (partnership_id, person_id, cell, kind, occurred_at, source, headline)
    values ($1, $2, $3, 'concern', now(), 'test', 'Only a rumour')`,
  [partnershipId, people.child, w.kernel.cells.id(agencies.police, 'concern', 1)])).rejects.toThrow('assertion')
  await record('Seen with a knife', 'suspected')
  const { rows: [row] } = await w.owner.query<{ id: string }>('select id from record')
  const chronology = (persona: Persona) => w.read(persona, `/people/${people.child}/chronology`)
  expect(await chronology('socialWorker')).not.toContain('Disputed')
  await post('officer', '/disputes', { kind: 'record', record: row?.id ?? '', person: people.child, role: 'child',
    says: 'It was a pump', wants: 'Take it out', 'received-day': '1', 'received-month': '6', 'received-year': '2026' })
  for (const persona of ['officer', 'socialWorker'] as const) expect(await chronology(persona)).toContain('Disputed')
})

test('G11: what went to the wrong place is taken back at once, is bound to its recipient, and is never e-mailed', async () => {
  await record('Chosen', 'victim')
  await w.owner.query('delete from link where staff_id = $1', [staff.socialWorker])
  const id = await share()
  expect((await w.request('socialWorker', `/people/${people.child}`)).status).toBe(200)
  expect((await w.request('schoolLeadA', `/shares/${id}`)).status).toBe(404)
  expect((await post('officer', `/shares/${id}/recall`, { why: 'The wrong team' })).status).toBe(303)
  expect((await w.request('socialWorker', `/people/${people.child}`)).status).toBe(404)
  const file = await ordered('officer')
  expect((await w.request('secondOfficer', `/exports/${file}/file.csv`)).status).toBe(404)
})

test('G12: when the agreement ends, shares are refused and nothing is open by it, from the next statement on', async () => {
  await record('By the agreement', 'victim')
  expect(await headlines('socialWorker')).toEqual(['By the agreement'])
  await w.kernel.db.as(w.scope('governance', 'hub', 'oversight'), async tx => {
    await sql`select authz.end_agreement(id, 'It has run its course') from agreement where state = 'active'`.execute(tx)
    return undefined
  })
  expect(await headlines('socialWorker')).toEqual([])
  expect(await share()).toBe(sendingRefusals.no_clause)
  await w.owner.query(`alter table agreement disable trigger user; alter table clause disable trigger user;
    update agreement set state = 'active', valid_until = now() + interval '1 year' where state = 'ended' and activated_at is not null;
    update clause set ended_at = null; alter table agreement enable trigger user; alter table clause enable trigger user;
    select authz.compile_agreement(partnership_id, id) from agreement where state = 'active'`)
})

test('G13: nothing opens for eviction, immigration or benefits: a purpose outside the list is refused and logged', async () => {
  await record('For safeguarding', 'victim')
  for (const purpose of ['eviction', 'immigration', 'benefits', 'exclusion'])
    expect(await headlines('socialWorker', purpose)).toEqual([])
  const id = idIn(await w.post('governance', '/agreements/new', w.facts()))
  const clause = await w.submit('governance', `/agreements/${id}/clauses/new`, w.clause({ purpose: 'immigration' }))
  expect(clause.status).toBe(422)
  expect(await w.read('socialWorker', `/people/${people.child}`)).toMatch(/safeguarding a child/iv)
  const denied = async () => (await w.owner.query(`select from disclosure where outcome = 'refused' and staff_id = $1`, [staff.mentor])).rowCount
  const before = await denied()
  expect((await w.request('mentor', `/people/${people.child}`)).status).toBe(404)
  expect(await denied()).toBe((before ?? 0) + 1)
})

test('G14: a child can ask what is held, who saw it and why, and has an answer within a month', async () => {
  await years.record('Bruise on the arm', { agency: agencies.council })
  const at = await gather(years, 'privacyCouncil')
  const page = await (await years.request('privacyCouncil', `${at}/review`)).text()
  expect(page).toContain('Bruise on the arm')
  const { rows } = await years.owner.query<{ days: number }>(
    `select (due_at::date - starts_at::date) as days from clock where work_id = $1`, [at.split('/').at(-1)])
  expect(rows[0]?.days).toBeGreaterThanOrEqual(28)
  expect(rows[0]?.days).toBeLessThanOrEqual(33)
})

test('G15: with nothing new for six years a police record is due to go; something new starts the years again', async () => {
  await years.startAnew()
  const person = await years.aPerson('Hesperia Vandermolen', agencies.police)
  const police = (says: string, at: string) =>
    years.record(says, { person, agency: agencies.police, category: 'police', kind: 'occurrence', at })
  await police('Long ago', '2020-11-23T10:00:00Z')
  await years.run()
  expect((await years.due(person)).map(({ kind }) => kind)).toContain('police')
  await years.owner.query('delete from retention_due')
  await police('Not so long ago', '2021-01-01T10:00:00Z')
  await years.run()
  expect(await years.due(person)).toEqual([])
})

test('G16: a breach starts its 72 hours, and two hundred records in ten minutes stop the reader and alert the owner', async () => {
  const soon = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 16)
  const reported = await post('officer', '/breaches', { happened: 'A list was left on a bus', noticed: soon(3), aware: soon(2),
    people: '203', risk: 'high', categories: 'identity' })
  expect(reported.status).toBe(303)
  const { rows } = await w.owner.query<{ hours: number }>(`select extract(epoch from due_at - aware_at)::integer / 3600 as hours from authz.breach`)
  expect(rows).toEqual([{ hours: 72 }])
  const scope = w.scope('officer', 'linked')
  const many = Array.from({ length: 200 }, () => ({ personId: randomUUID(), categories: ['identity'] }))
  await w.kernel.db.as(scope, tx => disclose(tx, w.kernel, scope, { page: 'people/one/overview', people: many }))
  expect((await w.request('officer', `/people/${people.child}`)).status).toBe(429)
  expect(await w.read('privacyPolice', '/alerts')).toContain('A record was opened in a way that work does not explain')
})
