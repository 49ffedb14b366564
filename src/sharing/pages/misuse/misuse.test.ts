import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import { lookThrough } from '../../misuse/lookThrough.ts'

let w: World
let signId: string
beforeAll(async () => {
  w = await world()
  await w.owner.query(`update detector set valid_until = '2020-01-02' where code = 'off_shift'`)
  await w.owner.query(`insert into staff_particulars (partnership_id, staff_id, postcode) values ($1, $2, 'WX1 1AA')`,
    [partnershipId, staff.socialWorker])
  await w.owner.query(`insert into contact_point (partnership_id, person_id, cell, kind, value, postcode) values ($1, $2, $3, 'address', '1 Street', 'WX1 1AA')`,
    [partnershipId, people.child, w.kernel.cells.id(agencies.council, 'contact', 1)])
  await link('socialWorker', people.child)
  expect((await w.request('socialWorker', `/people/${people.child}`)).status).toBe(200)
  await lookThrough(w.kernel)
  const { rows: [sign] } = await w.owner.query<{ id: string }>('select id from misuse_alert where staff_id = $1',
    [staff.socialWorker])
  signId = sign?.id ?? ''
})
afterAll(() => w.end())

const link = (persona: Persona, personId: string) => w.owner.query(`
  insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind) values ($1, $2, $3, $4, $5,
    'safeguard_child', 'allocated')`,
[partnershipId, personId, w.kernel.cells.id(w.viewer(persona).agencyId, 'involvement', 0), staff[persona],
  w.viewer(persona).agencyId])
const words = async (persona: Persona, path: string) =>
  (await (await w.request(persona, path)).text()).replaceAll(/<[^>]*>/gv, ' ').replaceAll(/\s+/gv, ' ')
let key = 0
const post = (persona: Persona, path: string, form: Record<string, string> = {}) =>
  w.request(persona, path, { key: `k${key += 1}`, ...form })

test('the privacy officer reads who, when, how much and why, and neither the child’s name nor its id', async () => {
  const html = await (await w.request('privacyCouncil', `/misuse/${signId}`)).text()
  expect(html).toContain('Jules Pemberly')
  expect(html).toContain('lives in the postcode that the reader declared')
  expect(html).toMatch(/P-\w{4}-\w{4}/v)
  expect(html).not.toContain('Marlowe')
  expect(html).not.toContain('WX1 1AA')
  expect(html).not.toContain(people.child)
  expect(await words('privacyCouncil', '/misuse')).toContain('Neighbour')
})

test('what they read of a person is in the record of disclosures', async () => {
  const { rows } = await
    w.owner.query(`select page, categories from disclosure where staff_id = $1 and person_id = $2 and page = 'misuse/sign'`,
    [staff.privacyCouncil, people.child])
  expect(rows[0]).toEqual({ page: 'misuse/sign', categories: ['protection'] })
})

const nobodyElse = ['officer', 'detective', 'custody', 'frontDoor', 'frontDoorManager', 'socialWorker', 'schoolLeadA',
  'schoolLeadB', 'nurse',
  'youthJustice', 'mentor', 'analyst', 'administrator', 'privacyPolice', 'seniorPolice', 'seniorCouncil', 'chair',
    'governance'] as const
test.each(nobodyElse)('%s gets the answer of what is absent, and so does every step', async persona => {
  const mayLookAround = ['privacyPolice', 'seniorPolice', 'seniorCouncil', 'chair', 'governance'].includes(persona)
  expect((await w.request(persona, '/misuse')).status).toBe(mayLookAround ? 200 : 404)
  expect((await w.request(persona, `/misuse/${signId}`)).status).toBe(404)
  for (const step of ['ask', 'release', 'settle'])
    expect((await post(persona, `/misuse/${signId}/${step}`, { outcome: 'explained', words: 'x' })).status,
      step).toBe(404)
})

test('the governance lead and the chair see how many signs there were, of which agency, and nobody’s name',
  async () => {
  for (const persona of ['governance', 'chair'] as const) {
    const text = await words(persona, '/misuse')
    expect(text).toMatch(/Wexmere Council children’s services Neighbour 1 1 0 0 0 0 0/v)
    expect(text).not.toContain('Pemberly')
  }
})

test('the reader answers when asked, and not before; nobody else can', async () => {
  expect((await w.request('socialWorker', `/misuse/questions/${signId}`)).status).toBe(404)
  expect((await post('socialWorker', `/misuse/questions/${signId}`, { words: 'too early' })).status).toBe(404)
  expect((await post('privacyCouncil',
    `/misuse/${signId}/ask`)).headers.get('location')).toBe(`/misuse/${signId}?done=ask`)
  expect(await words('socialWorker', '/alerts')).toContain('You are asked why you opened a record')
  expect(await words('socialWorker', `/misuse/questions/${signId}`)).toContain('Why did you open this?')
  expect((await post('frontDoor', `/misuse/questions/${signId}`, { words: 'not mine' })).status).toBe(404)
  expect((await post('socialWorker', `/misuse/questions/${signId}`, { words: '' })).status).toBe(422)
  expect((await post('socialWorker', `/misuse/questions/${signId}`,
    { words: 'I am allocated to this child.' })).status).toBe(303)
  expect((await post('socialWorker', `/misuse/questions/${signId}`, { words: 'again' })).status).toBe(422)
  expect(await words('privacyCouncil', `/misuse/${signId}`)).toContain('I am allocated to this child.')
  expect(await words('privacyCouncil', '/alerts')).toContain('Somebody has explained why they opened a record')
})

test('an outcome needs its reason; of two who decide at once one does; it stands', async () => {
  expect((await post('privacyCouncil', `/misuse/${signId}/settle`, { outcome: 'explained' })).status).toBe(422)
  const both = await Promise.all(['reminder', 'explained'].map(outcome =>
    post('privacyCouncil', `/misuse/${signId}/settle`, { outcome, words: 'Talked.' })))
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 422]))
  expect((await post('privacyCouncil', `/misuse/${signId}/settle`,
    { outcome: 'breach', words: 'Later' })).status).toBe(422)
  const { rows } = await
    w.owner.query(`select verb, count(*)::int as n from act where subject_id = $1 group by 1 order by 1`, [signId])
  expect(rows).toEqual([{ verb: 'misuse.asked', n: 1 }, { verb: 'misuse.settled', n: 1 }])
})

test('what somebody declares of themselves is theirs alone, checked, and can be taken back', async () => {
  expect((await post('nurse', '/misuse/particulars', { postcode: 'nonsense' })).status).toBe(422)
  expect((await post('nurse', '/misuse/particulars',
    { postcode: 'wx5 5ee', family: 'Beck\nOtterley', 'birth-day': '3', 'birth-month': '4',
      'birth-year': '1985' })).status).toBe(303)
  expect(await (await w.request('nurse', '/misuse/particulars')).text()).toContain('WX5 5EE')
  expect(await (await w.request('mentor', '/misuse/particulars')).text()).not.toContain('WX5 5EE')
  await post('nurse', '/misuse/particulars', {})
  expect((await w.owner.query('select from staff_particulars where staff_id = $1', [staff.nurse])).rowCount).toBe(0)
})

const idOf = (n: number) => `00000000-0000-4000-a000-${String(n).padStart(12, '0')}`
async function openMany(persona: Persona, from: number, to: number) {
  const scope = w.scope(persona, 'linked')
  await w.kernel.db.as(scope, tx => disclose(tx, w.kernel, scope, {
    page: 'people/one/overview',
      people: Array.from({ length: to - from }, (_, n) => ({ personId: idOf(from + n), categories: ['identity'] })),
  }))
}

test('G16: 200 records in ten minutes raise an alert and hold the reader; the privacy officer can let them go on',
  async () => {
  await link('officer', people.child)
  await openMany('officer', 0, 199)
  expect((await w.request('officer', `/people/${people.child}`)).status).toBe(200) // the two hundredth is still shown
  const held = await w.request('officer', `/people/${people.child}`)
  expect(held.status).toBe(429)
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(3_000)
  const text = (await held.text()).replaceAll(/<[^>]*>/gv, ' ')
  expect(text).toContain('Reading is paused')
  expect(text).not.toContain('Marlowe')
  expect(await words('privacyPolice', '/alerts')).toContain('A record was opened in a way that work does not explain')
  expect((await w.request('detective', '/notifications')).status).toBe(200) // others read on

  await lookThrough(w.kernel)
  const { rows: [sign] } = await w.owner.query<{ id: string; due_at: Date | null; people: number }>(
    `select id, due_at, people from misuse_alert where staff_id = $1 and detector = 'pace'`, [staff.officer])
  expect(sign).toMatchObject({ people: 200 })
  expect(sign?.due_at).toBeInstanceOf(Date)
  expect(await words('privacyPolice', `/misuse/${sign?.id}`)).toContain('Nothing is shown to Rowan Ashby until')
  expect((await post('officer', `/misuse/${sign?.id}/release`)).status).toBe(404)
  expect((await post('privacyPolice', `/misuse/${sign?.id}/release`)).status).toBe(303)
  expect((await w.request('officer', `/people/${people.child}`)).status).toBe(200)
})

test('whoever is held can still open one person in an emergency, and is free again when the time has passed',
  async () => {
  await openMany('secondOfficer', 0, 200)
  const opening = await post('secondOfficer', '/break-glass',
    { person: people.stranger, ground: 'life_at_risk', minutes: '30',
      reason: 'A friend says that he is about to be hurt' })
  expect(opening.status).toBe(303)
  expect((await w.request('secondOfficer', `/people/${people.stranger}`)).status).toBe(200)
  await link('secondOfficer', people.child)
  expect((await w.request('secondOfficer', `/people/${people.child}`)).status).toBe(429)
  await w.owner.query(`update authz.reading_hold set until = now() where staff_id = $1`, [staff.secondOfficer])
  expect((await w.request('secondOfficer', `/people/${people.child}`)).status).toBe(200)
})

test('many at once do not slip past the limit together', async () => {
  await openMany('detective', 0, 190)
  const each = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => openMany('detective', 500 + n, 501 + n)))
  const shown = each.filter(({ status }) => status === 'fulfilled').length
  expect(shown).toBe(10)
  const { rows: [counted] } = await
    w.owner.query<{ n: number }>(`select count(distinct person_id)::int as n from disclosure where staff_id = $1`,
      [staff.detective])
  expect(counted?.n).toBe(200)
  expect((await w.owner.query(`select from misuse_alert where staff_id = $1 and detector = 'pace'`,
    [staff.detective])).rowCount).toBe(1)
})
