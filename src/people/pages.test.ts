import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { addSourceRecord } from './addSourceRecord.ts'
import type { AddedRecord } from './addSourceRecord.ts'

let w: World
let admin: Client
let child: AddedRecord
let theirs: AddedRecord
const number = { kind: 'nhs_number' as const, value: '9990000018' }

beforeAll(async () => {
  w = await world()
  admin = new Client(w.url)
  await admin.connect()
  child = await add('officer', {
    givenName: 'Robin', familyName: 'Castellane', identifiers: [number],
    needs: [{ kind: 'hearing', how: 'Speak face to face' }],
    contactPoints: [{ kind: 'address', value: '1 Canary Wharf Lane', postcode: 'po13ax', isProtected: true }],
    relationships: [{ kind: 'mother', otherName: 'Iris Castellane' }],
  })
  theirs = await add('schoolLeadA', {
    givenName: 'Robyn', familyName: 'Castellane', identifiers: [number],
    involvements: [{ service: 'School nurse', worker: 'Alma Reed', reach: '01632 960001' }],
  })
  await link('officer', child.personId)
  await link('schoolLeadA', child.personId)
  const event = randomUUID()
  await write('police', 'narrative', 2,
    { kind: 'account', assertion: 'fact', headline: 'Seen by the old pier', role: 'victim', event })
  await write('police', 'narrative', 2,
    { kind: 'opinion', assertion: 'opinion', headline: 'Frightened of somebody', event })
  await write('police', 'voice', 1, { kind: 'childs_voice', assertion: 'own_words', headline: 'I want to go home' })
  await write('schoolA', 'education', 1, { kind: 'attendance', assertion: 'fact', headline: 'Missed nine days' })
})
afterAll(async () => {
  await admin.end()
  await w.end()
})

function add(persona: Persona, facts: Omit<Parameters<typeof addSourceRecord>[3],
  'source' | 'sourceId'>): Promise<AddedRecord> {
  const scope = w.scope(persona, 'linked')
  return w.kernel.db.as(scope, tx =>
    addSourceRecord(tx, w.kernel, scope, { source: 'test', sourceId: randomUUID(), birthOn: '2012-05-03', ...facts }))
}

async function link(persona: Persona, personId: string): Promise<void> {
  const scope = w.scope(persona, 'linked')
  const { staffId, agencyId } = scope.viewer
  await w.kernel.db.as(scope, tx =>
    sql`select authz.add_link(${personId}::uuid, ${staffId}::uuid, ${agencyId}::uuid, null,
    'author', null, null)`.execute(tx))
}

type Written = { kind: string; assertion: string; headline: string; role?: string; event?: string; at?: string }

async function write(agency: 'police' | 'schoolA', category: string, tier: number, one: Written): Promise<void> {
  await admin.query(`
    insert into record (partnership_id, person_id, cell, kind, assertion, headline, role, event_id, occurred_at, source)
    select partnership_id, $1, $2, $3, $4, $5, $6, $7, $8, 'test' from person where id = $1`,
  [child.personId, w.kernel.cells.id(w.agencies[agency], category, tier), one.kind, one.assertion, one.headline,
    one.role ?? null,
    one.event ?? null, one.at ?? '2026-03-04T17:30:00Z'])
}

const page = async (persona: Persona, path: string) => {
  const response = await w.request(persona, path)
  return { status: response.status, html: (await response.text()).replaceAll('&#39;', '’') }
}
const wordsIn = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
/** What differs between two answers to the same person by chance: the nonce, the token and the key of a form. */
const steady = (html: string) => html.replaceAll(/nonce="[^"]*"|value="[^"]*"|from=[\w-]*/g, '')
const at = (part = '') => `/people/${child.personId}${part}`

test('a search is posted, its results are at an address without a name, and each says why', async () => {
  const posted = await w.request('officer', '/people/search', { q: 'robyn castelane' })
  expect(posted.status).toBe(303)
  const address = posted.headers.get('location') ?? ''
  expect(address).toMatch(/^\/people\/search\?s=[0-9a-f-]{36}$/)
  const { html } = await page('officer', address)
  const words = wordsIn(html)
  expect(words).toContain('We looked for the name “robyn castelane”')
  expect(words).toMatch(/Robin Castellane 1\d years 3 May 2012 not known Wexmere Police Name sounds alike/)
  expect(html).toContain(`href="${at()}"`)
})

test('another colleague’s search is nobody else’s, and an empty search asks for more', async () => {
  const address = (await w.request('officer', '/people/search', { q: 'Castellane' })).headers.get('location') ?? ''
  expect(wordsIn((await page('nurse', address)).html)).not.toContain('Castellane')
  const empty = (await w.request('officer', '/people/search', { q: '' })).headers.get('location') ?? ''
  expect(wordsIn((await page('officer', empty)).html)).toContain('Say a little more')
  const none = (await w.request('officer', '/people/search', { q: 'Zzyzx Qwortle' })).headers.get('location') ?? ''
  expect(wordsIn((await page('officer', none)).html)).toContain('Nobody found')
})

test('whoever is found without a link can only be notified about', async () => {
  const address = (await w.request('nurse', '/people/search', { q: 'Castellane' })).headers.get('location') ?? ''
  const { html } = await page('nurse', address)
  expect(html).toContain(`/notifications/make?about=${child.personId}`)
  expect(html).not.toContain(`href="${at()}"`)
})

test('a wrong date of birth comes back beside the field with what was typed', async () => {
  const response = await w.request('officer', '/people/search',
    { q: 'Robin', 'born-day': '31', 'born-month': '2', 'born-year': '2012' })
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('Enter a real date of birth')
  expect(html).toContain('value="31"')
})

test('those who work with numbers, agreements or accounts search for nobody', async () => {
  for (const persona of ['analyst', 'governance', 'chair', 'administrator'] as const)
    expect((await page(persona, '/people/search')).status).toBe(404)
})

test('the page says who the child is, how to communicate and what is restricted, before anything else', async () => {
  const words = wordsIn((await page('officer', at())).html)
  expect(words).toMatch(/Robin Castellane Age 1\d years/)
  expect(words).toContain('Hearing : Speak face to face (Wexmere Police)')
  expect(words).toContain('Address is protected')
  expect(words).toContain('1 Canary Wharf Lane, PO1 3AX (Wexmere Police)')
  expect(words).toContain('NHS number 999 000 0018')
  expect(words).toContain('I want to go home')
  expect(words.indexOf('Speak face to face')).toBeLessThan(words.indexOf('What is happening now'))
  expect(words).toContain('You are here for: You have written about this person')
})

test('a school sees its own record and not the address, the account or the needs that the police hold', async () => {
  for (const part of ['', '/chronology', '/around', '/work', '/shared', '/records']) {
    const { status, html } = await page('schoolLeadA', at(part))
    expect(status).toBe(200)
    expect(html).toContain('Robyn Castellane')
    for (const hidden of ['Canary Wharf', 'old pier', 'Frightened', 'face to face', 'Iris', 'protected', 'Robin'])
      expect(html, `${hidden} on ${part}`).not.toContain(hidden)
    expect(wordsIn(html.slice(html.indexOf('<main')))).not.toMatch(/hidden|restrict|sealed|not allowed|withheld/i)
  }
  expect(wordsIn((await page('schoolLeadA', at('/chronology'))).html)).toContain('Missed nine days')
})

test('the pointer says who is involved and how to reach them, across agencies', async () => {
  expect(wordsIn((await page('officer', at())).html))
    .toContain('School nurse Alma Reed, 01632 960001 (Alderbrook School)')
})

test('the chronology names source, fact or opinion and the role in the event, and joins what belongs together',
  async () => {
  await write('police', 'police', 1,
    { kind: 'occurrence', assertion: 'allegation', headline: 'Window broken', role: 'suspected',
      at: '2024-06-01T10:00:00Z' })
  const { html } = await page('officer', at('/chronology'))
  const words = wordsIn(html)
  expect(words).toContain('Victim in this event')
  expect(words).toContain('Suspected in this event')
  expect(words).toContain('4 March 2026, 5:30pm by Wexmere Police')
  expect(words).not.toContain('Missed nine days')
  expect(html.match(/kith-timeline__item/g)).toHaveLength(3)
  const narrowed = wordsIn((await page('officer', at('/chronology?kind=occurrence'))).html)
  expect(narrowed).toContain('Window broken')
  expect(narrowed).not.toContain('old pier')
  expect(wordsIn((await page('officer', at('/chronology?year=2025'))).html)).not.toContain('old pier')
})

test('a long chronology turns its pages, newest first', async () => {
  for (let day = 1; day <= 55; day++) {
    await write('schoolA', 'education', 1, { kind: 'attendance', assertion: 'fact', headline: `Absence ${day}.`,
      at: new Date(Date.UTC(2023, 0, day, 9)).toISOString() })
  }
  const first = wordsIn((await page('schoolLeadA', at('/chronology'))).html)
  expect(first).toContain('Absence 55.')
  expect(first).not.toContain('Absence 1.')
  expect(wordsIn((await page('schoolLeadA', at('/chronology?page=2'))).html)).toContain('Absence 1.')
  expect(wordsIn((await page('schoolLeadA', at('/chronology?print=1'))).html)).toMatch(/Absence 55\..*Absence 1\./)
})

test('people around stand with their relationship and the agency that recorded them', async () => {
  expect(wordsIn((await page('officer', at('/around'))).html))
    .toMatch(/Iris Castellane age not known Mother .*Wexmere Police/)
})

test('what has been shared shows who opened what and why, this visit too', async () => {
  await page('officer', at('/shared'))
  const words = wordsIn((await page('officer', at('/shared'))).html)
  expect(words).toContain('Rowan Ashby, neighbourhood officer Wexmere Police')
  expect(words).toMatch(/Safeguarding a child .*[Oo]verview/)
  expect(words).not.toContain('Priti Wainman')
})

test('every reading is written down with what it showed', async () => {
  await page('officer', at('/around'))
  const { rows: [row] } = await admin.query<{ page: string; categories: string[] }>(
    `select page, categories from disclosure where person_id = $1 order by at desc limit 1`, [child.personId])
  expect(row?.page).toBe('people/one/around')
  expect(row?.categories).toEqual(expect.arrayContaining(['identity', 'needs', 'contact', 'family']))
})

test('absent, sealed and not yours are the same answer, byte for byte, on every page of a person', async () => {
  const parts = ['', '/chronology', '/around', '/work', '/shared', '/records', '/records/link']
  for (const part of [...parts, `/records/${child.sourceRecordId}/unlink`]) {
    const ids = [randomUUID(), w.people.sealed, w.people.stranger]
    const answers = await Promise.all(ids.map(id => page('officer', `/people/${id}${part}`)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(answers.map(({ html }) => steady(html))).size).toBe(1)
  }
})

test('a sealed child is searched for in vain, in the same bytes as somebody who does not exist', async () => {
  const answer = async (q: string) => {
    const address = (await w.request('officer', '/people/search', { q })).headers.get('location') ?? ''
    return steady((await page('officer', address)).html).replaceAll(q, '…')
  }
  expect(await answer('Wren Haddow')).toBe(await answer('Wrex Haddaw'))
})

test('records stand side by side with their differences marked in words; unlinking is undone', async () => {
  await link('frontDoor', child.personId)
  const compared = wordsIn((await page('frontDoor', at('/records'))).html)
  expect(compared).toMatch(/Given name (Robin|Robyn) Differs (Robin|Robyn) Differs/)
  expect(compared).toContain('Family name Castellane Castellane')
  const unlink = at(`/records/${theirs.sourceRecordId}/unlink`)
  expect((await w.request('frontDoor', unlink, { why: '' })).status).toBe(422)
  const gone = await w.request('frontDoor', unlink, { why: 'A cousin of the same age', key: randomUUID() })
  expect(gone.headers.get('location')).toBe(at('/records?done=unlinked'))
  const after = (await page('frontDoor', at('/records?done=unlinked'))).html
  expect(wordsIn(after)).toContain('Reason: A cousin of the same age')
  expect(wordsIn(after)).not.toContain('Differs')
  const [, move = ''] = /name="move" value="([^"]+)"/.exec(after) ?? []
  expect((await w.request('frontDoor', at('/records/undo'), { move, key: randomUUID() })).status).toBe(303)
  expect(wordsIn((await page('frontDoor', at('/records'))).html)).toContain('Differs')
})

test('another record is searched for, chosen and linked with a reason', async () => {
  const other = await add('officer', { givenName: 'Robbie', familyName: 'Castellan' })
  const found = await w.request('officer', at('/records/search'), { q: 'Castellan' })
  const address = found.headers.get('location') ?? ''
  const { html } = await page('officer', address)
  expect(html).toContain(other.sourceRecordId)
  const s = new URL(address, 'http://localhost').searchParams.get('s') ?? ''
  expect((await w.request('officer', at('/records/link'), { s, why: 'Same', key: randomUUID() })).status).toBe(422)
  const linked = await w.request('officer', at('/records/link'),
    { s, record: other.sourceRecordId, why: 'Same mother', key: randomUUID() })
  expect(linked.headers.get('location')).toBe(at('/records?done=linked'))
  expect(wordsIn((await page('officer', at())).html)).toMatch(/Also recorded as (?:Robbie|Robin) Castellan/)
})

test('a page about somebody whose last record was linked elsewhere leads to where the record is', async () => {
  const left = await add('officer', { givenName: 'Bobbin', familyName: 'Castellane' })
  await link('officer', left.personId)
  const found = await w.request('officer', at('/records/search'), { q: 'Bobbin Castellane' })
  const { searchParams } = new URL(found.headers.get('location') ?? '', 'http://x')
  await w.request('officer', at('/records/link'),
    { s: searchParams.get('s') ?? '', record: left.sourceRecordId, why: 'Nickname', key: randomUUID() })
  const moved = await w.request('officer', `/people/${left.personId}`)
  expect(moved.status).toBe(303)
  expect(moved.headers.get('location')).toBe(at())
})
