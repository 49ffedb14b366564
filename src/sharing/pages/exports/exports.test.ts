import { afterAll, beforeAll, expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { agencies, partnershipId, people, staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { codesIn } from '../../exports/watermark.ts'

let w: World
const idOf = (n: number) => `00000000-0000-4000-b000-${String(n).padStart(12, '0')}`
beforeAll(async () => {
  w = await world()
  await link('socialWorker', people.child)
  await link('officer', people.child)
  await record(agencies.council, 'concern', { headline: '=HYPERLINK("http://x")' })
  await record(agencies.police, 'police', { kind: 'police_event', tier: 3, headline: 'TIER THREE OF THE POLICE' })
})
afterAll(() => w.end())

const link = async (persona: Persona, personId: string) => w.owner.query(`
  insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind) values ($1, $2, $3, $4, $5,
    'safeguard_child', 'allocated')`,
[partnershipId, personId, w.kernel.cells.id(w.viewer(persona).agencyId, 'involvement', 0), staff[persona],
  w.viewer(persona).agencyId])
const record = (agency: string, category: string, { kind = 'concern', tier = 1, headline }: { kind?: string;
  tier?: number; headline: string }) => w.owner.query(`
  insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline, role)
  values ($1, $2, $3, (select code from record_kind where code = $4 or category = $5 limit 1), now(), 'fact', 'test',
    $6, 'victim')`,
[partnershipId, people.child, w.kernel.cells.id(agency, category, tier), kind, category, headline])
let key = 0
const post = (persona: Persona, path: string, form: Record<string, string> = {}) =>
  w.request(persona, path, { key: `e${key += 1}`, ...form })
const words = async (response: Response | Promise<Response>) =>
  (await (await response).text()).replaceAll(/<[^>]*>/gv, ' ').replaceAll(/\s+/gv, ' ')
const chronology = (persona: Persona, form: Record<string, string> = {}) =>
  post(persona, '/exports', { of: 'chronology', person: people.child, why: 'For court', hours: '24', ...form })
const disclosures = (form: Record<string, string> = {}) =>
  post('governance', '/exports', { of: 'disclosures', days: '1', recipient: staff.governance, why: 'For the audit',
    hours: '24', ...form })
const idIn = (response: Response) =>
  /\/exports\/(?<id>[0-9a-f\-]{36})/v.exec(response.headers.get('location') ?? '')?.groups?.['id'] ?? ''
const take = (persona: Persona, id: string) => w.request(persona, `/exports/${id}/file.csv`)
/** So many people have been read today. */
const readings = (from: number, to: number, by: Persona = 'frontDoor') => w.owner.query(`
  insert into disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page)
  select $1, ('00000000-0000-4000-b000-' || lpad(n::text, 12, '0'))::uuid, $2, $3, $4, 'front_door_worker',
    'safeguard_child', 'people/one/overview'
  from generate_series($5::int, $6::int) n`,
[partnershipId, w.kernel.cells.id(agencies.council, 'disclosure', 0), staff[by], agencies.council, from, to])

test('a chronology is for one recipient: with name and age, the role in each event, formulas as text, and a receipt',
  async () => {
  expect(await words(w.request('socialWorker',
    `/exports/new?of=chronology&person=${people.child}`))).toContain('Teo Marlowe, 14 years')
  const ordered = await chronology('socialWorker')
  const id = idIn(ordered)
  expect(ordered.status).toBe(303)
  const copy = await take('socialWorker', id)
  expect(copy.headers.get('cache-control')).toBe('no-store')
  expect(copy.headers.get('content-disposition')).toMatch(/^attachment; filename="chronology-[0-9A-Z]{10}\.csv"$/v)
  const text = await copy.text()
  const plain = text.replaceAll(/\p{Cf}/gv, '')
  expect(plain).toMatch(/^"?Chronology of Teo Marlowe, 14 years\. Made for Jules Pemberly, Wexmere Council/v)
  expect(plain).toContain('Victim in this event')
  expect(plain).toContain(`'=HYPERLINK`)
  expect(plain).not.toContain('TIER THREE')
  const { rows: [row] } = await w.owner.query<{ id: string; code: string; sha256: Buffer | null }>(`
    select d.id, y.code, y.sha256 from authz.export_copy y join disclosure d on d.id = y.disclosure_id
      where y.export_id = $1`, [id])
  expect(plain).toContain(`receipt ${row?.id}`)
  expect(row?.sha256).toHaveLength(32)
  expect(codesIn(text)).toEqual([row?.code])
})

test('nobody but the recipient takes it, and others do not learn that it is there', async () => {
  const id = idIn(await chronology('socialWorker'))
  for (const persona of ['officer', 'frontDoorManager', 'schoolLeadA', 'nurse', 'mentor', 'analyst', 'governance',
    'chair', 'administrator', 'privacyPolice', 'seniorCouncil'] as const) {
    expect((await take(persona, id)).status, persona).toBe(404)
    expect((await w.request(persona, `/exports/${id}`)).status, persona).toBe(404)
    expect((await post(persona, `/exports/${id}/close`)).status, persona).toBe(404)
    expect((await post(persona, `/exports/${id}/decide`, { answer: 'yes', words: 'x' })).status, persona).toBe(404)
  }
  // The privacy officer of the maker's agency sees the order, never the file.
  expect((await w.request('privacyCouncil', `/exports/${id}`)).status).toBe(200)
  expect((await take('privacyCouncil', id)).status).toBe(404)
})

test('for somebody of another agency the file holds what they themselves may see, and needs their own link',
  async () => {
  expect((await chronology('socialWorker', { recipient: 'nurse@wexmere.example' })).status).toBe(422)
  expect((await chronology('socialWorker', { recipient: 'nobody@wexmere.example' })).status).toBe(422)
  const id = idIn(await chronology('socialWorker', { recipient: 'officer@wexmere.example' }))
  expect((await take('socialWorker', id)).status).toBe(404)
  const text = await (await take('officer', id)).text()
  const seen = await (await w.request('officer', `/people/${people.child}/chronology`)).text()
  expect(text.includes('HYPERLINK')).toBe(seen.includes('HYPERLINK'))
  expect(text.replaceAll(/\p{Cf}/gv, '')).toContain('Made for Rowan Ashby, Wexmere Police')
})

test('nobody orders a file about a child whom they may not open, nor from an emergency', async () => {
  expect((await chronology('mentor')).status).toBe(404)
  expect((await w.request('mentor', `/exports/new?of=chronology&person=${people.child}`)).status).toBe(404)
  expect((await chronology('socialWorker', { person: people.sealed })).status).toBe(404)
  await post('detective', '/break-glass',
    { person: people.stranger, ground: 'life_at_risk', minutes: '30',
      reason: 'A friend says that he is about to be hurt' })
  expect((await w.request('detective', `/people/${people.stranger}`)).status).toBe(200)
  expect((await chronology('detective', { person: people.stranger })).status).toBe(404)
})

test('a file runs out, and no file lives longer than a week', async () => {
  const id = idIn(await chronology('socialWorker'))
  expect((await chronology('socialWorker', { hours: '1000' })).status).toBe(422)
  await expect(w.owner.query(`update authz.export_file set expires_at = made_at + interval '8 days' where id = $1`,
    [id])).rejects.toThrow('check')
  await w.owner.query(`update authz.export_file set made_at = made_at - interval '3 days', expires_at = now() where id = $1`, [id])
  const late = await take('socialWorker', id)
  expect(late.status).toBe(409)
  expect(await words(late)).toContain('that has passed')
})

test('G3: whoever is removed from what a file was made of is gone from the open file at once', async () => {
  const id = idIn(await chronology('officer'))
  expect((await take('officer', id)).status).toBe(200)
  await w.owner.query(`update link set valid_until = now() where staff_id = $1 and person_id = $2`,
    [staff.officer, people.child])
  expect((await take('officer', id)).status).toBe(409)
  expect(await words(w.request('officer', `/exports/${id}`))).toContain('no longer works with this person')

  const sealed = idIn(await chronology('socialWorker'))
  await w.owner.query(`insert into authz.block (partnership_id, person_id, kind) values ($1, $2, 'seal')`,
    [partnershipId, people.child])
  const hidden = await take('socialWorker', sealed)
  const absent = await take('socialWorker', idOf(9))
  expect([hidden.status, (await w.request('socialWorker', `/exports/${sealed}`)).status]).toEqual([404, 404])
  const without = async (response: Response) =>
    (await response.text()).replaceAll(/nonce="[^"]*"|value="[^"]*"|from=[\w\-]+/gv, '')
  expect(await without(hidden)).toBe(await without(absent))
  await w.owner.query(`delete from authz.block where person_id = $1`, [people.child])
  expect((await take('socialWorker', sealed)).status).toBe(200)
  const { rows: [closed] } = await
    w.owner.query<{ n: number }>(`select authz.close_exports_about($1, $2, 'The record was disposed of') as n`,
      [partnershipId, people.child])
  expect(closed?.n).toBeGreaterThan(0)
  expect((await take('socialWorker', sealed)).status).toBe(409)
})

test('up to ten people need nobody else; the record of disclosures is taken by its lead, under a code', async () => {
  await readings(1, 9, 'seniorCouncil')
  const ordered = await disclosures({ staff: staff.seniorCouncil })
  expect(ordered.headers.get('location')).toContain('done=ready')
  const text = await (await take('governance', idIn(ordered))).text()
  expect(text.trim().split('\r\n')).toHaveLength(1 + 1 + 9 + 1)
  expect(text).not.toContain(idOf(1))
  for (const line of text.trim().split('\r\n')) expect(codesIn(line)).toHaveLength(1)
  expect((await w.request('governance', '/disclosures/file.csv')).status).toBe(404)
})

test('more than ten wait for a second person; not the one who asks, not another agency; twice is once', async () => {
  await readings(10, 40)
  const ordered = await disclosures()
  expect(ordered.headers.get('location')).toContain('done=waiting')
  const id = idIn(ordered)
  expect(await words(take('governance', id))).toContain('a second person’s approval is missing')
  expect((await post('governance', `/exports/${id}/decide`, { answer: 'yes', words: 'Mine' })).status).toBe(404)
  for (const persona of ['privacyCouncil', 'seniorPolice', 'administrator', 'frontDoorManager', 'analyst'] as const)
    expect((await post(persona, `/exports/${id}/decide`, { answer: 'yes', words: 'x' })).status, persona).toBe(404)
  expect(await words(w.request('chair', '/alerts'))).toContain('waits for a second person’s approval')
  expect(await words(w.request('chair', `/exports/${id}`))).toContain('people be disclosed at once?')
  expect((await post('chair', `/exports/${id}/decide`, { answer: 'yes' })).status).toBe(422)
  const both = await Promise.all(['yes', 'no'].map(answer =>
    post('chair', `/exports/${id}/decide`, { answer, words: 'Looked at.' })))
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 422]))
  const { rows: [row] } = await w.owner.query<{ state: string; n: number }>(`
    select state, (select count(*)::int from act where subject_id = $1 and verb in ('export.approved',
      'export.refused')) as n
    from authz.bulk_approval where export_id = $1`, [id])
  expect(row?.n).toBe(1)
  expect((await take('governance', id)).status).toBe(row?.state === 'approved' ? 200 : 409)
})

test('a privacy officer orders the record of their own agency, and the senior officer beside them approves', async () => {
  const mine = (form: Record<string, string> = {}) => post('privacyCouncil', '/exports',
    { of: 'disclosures', days: '1', recipient: staff.privacyCouncil, why: 'Audit', hours: '24', ...form })
  expect((await mine({ recipient: staff.privacyPolice })).status).toBe(422)
  const id = idIn(await mine())
  expect((await take('privacyCouncil', id)).status).toBe(409)
  expect((await post('seniorPolice', `/exports/${id}/decide`, { answer: 'yes', words: 'x' })).status).toBe(404)
  expect((await post('seniorCouncil', `/exports/${id}/decide`, { answer: 'yes', words: 'Needed.' })).status).toBe(303)
  const text = await (await take('privacyCouncil', id)).text()
  expect(text).toContain('Adaeze Linton')
  expect(text).not.toContain('Rowan Ashby')
})

test('the same order sent twice is one order', async () => {
  const [one, two] = await Promise.all([disclosures({ key: 'twice' }), disclosures({ key: 'twice' })])
  expect(idIn(one)).toBe(idIn(two))
  expect((await w.owner.query('select from authz.export_file where id = $1', [idIn(one)])).rowCount).toBe(1)
})

test('an approval runs out after a day, serves its own file only, and never more people than were approved',
  async () => {
  const approved = async () => {
    const id = idIn(await disclosures())
    expect((await post('chair', `/exports/${id}/decide`, { answer: 'yes', words: 'Needed.' })).status).toBe(303)
    return id
  }
  const [late, grown, used] = [await approved(), await approved(), await approved()]
  await w.owner.query(`update authz.bulk_approval set until = now() where export_id = $1`, [late])
  await w.owner.query(`update authz.bulk_approval set people = people - 1 where export_id = $1`, [grown])
  expect((await take('governance', late)).status).toBe(409)
  expect((await take('governance', grown)).status).toBe(409)
  expect((await take('governance', used)).status).toBe(200)
  await w.owner.query(`update authz.bulk_approval set until = now() where export_id = $1`, [used])
  expect((await take('governance', used)).status).toBe(200) // taken again while the file lives
  const other = idIn(await disclosures())
  expect((await take('governance', other)).status).toBe(409)
  await readings(41, 60) // what is read after the order is not in the file
  expect((await take('governance', used)).status).toBe(200)
})

test('a clause of oversight that ends takes its readings out of the open file', async () => {
  const id = idIn(await disclosures())
  await post('chair', `/exports/${id}/decide`, { answer: 'yes', words: 'Needed.' })
  const before = await (await take('governance', id)).text()
  await w.owner.query(`update authz.grant_cell set valid_until = now() where clause_id is not null and agency_id = $1`, [agencies.office])
  const after = await take('governance', id)
  expect(before).toContain('Adaeze Linton')
  expect(await after.text()).not.toContain('Adaeze Linton')
})

test('a leaked line names the copy it came from, to those who answer for either side', async () => {
  const id = idIn(await chronology('socialWorker'))
  const line = (await (await take('socialWorker', id)).text()).split('\r\n')[2] ?? ''
  const traced = await w.request('privacyCouncil', '/exports/trace', { text: `Somebody posted: ${line.slice(-60)}` })
  expect(traced.status).toBe(303)
  const location = traced.headers.get('location') ?? ''
  expect(location).toMatch(/^\/exports\/trace\?codes=[0-9A-Z]{10}$/v)
  expect(await words(w.request('privacyCouncil', location))).toContain('Made for Jules Pemberly')
  expect(await words(w.request('governance', location))).toContain('Made for Jules Pemberly')
  expect(await words(w.request('privacyPolice', location))).toContain('not a copy that your agency made or received')
  for (const persona of ['socialWorker', 'chair', 'administrator', 'seniorCouncil', 'analyst'] as const)
    expect((await w.request(persona, location)).status, persona).toBe(404)
  const file = new FormData()
  file.set('file', new File([await (await take('socialWorker', id)).text()], 'leak.csv'))
  expect((await w.request('privacyCouncil', '/exports/trace',
    file)).headers.get('location')).toMatch(/codes=[0-9A-Z]{10}$/v)
  expect(await words(w.request('privacyCouncil',
    (await w.request('privacyCouncil', '/exports/trace', { text: 'typed anew' })).headers.get('location') ?? '')))
    .toContain('No mark was found')
})

test('nothing personal is e-mailed: nothing can send mail but the digest, whose own tests hold its words', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const installed = Object.entries(lock.packages).filter(([, { dev }]) => !dev).map(([path]) =>
    path.replace(/^.*node_modules\//v, ''))
  const sendsMail = /mail|smtp|sendgrid|postmark|mailgun|\bses\b|resend/iv
  const senders = new Set([...Object.keys(dependencies), ...installed].filter(name => sendsMail.test(name)))
  expect([...senders]).toEqual(['nodemailer'])
  const users = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => /(?<!\.test)\.tsx?$/v.test(file)
    && readFileSync(`src/${file}`, 'utf8').includes("'nodemailer'"))
  expect(users.filter(file => !file.startsWith('practice/digest/'))).toEqual([])
})
