import { afterAll, beforeAll, expect, test } from 'vitest'
import { staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { breachSteps, lifeOfABreach, stateWords } from '../../breaches/breach.ts'
import { momentFrom, momentOf } from './form.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

let key = 0
const post = (persona: Persona, path: string, form: Record<string, string> = {}) =>
  w.request(persona, path, { key: `b${key += 1}`, ...form })
const words = async (persona: Persona, path: string) =>
  (await (await w.request(persona, path)).text()).replaceAll(/<[^>]*>/gv, ' ').replaceAll(/\s+/gv, ' ')
const hoursAgo = (hours: number) => momentOf(new Date(Date.now() - hours * 3_600_000))
const report = (persona: Persona, form: Record<string, string> = {}) => post(persona, '/breaches', {
  happened: 'A list was left on a bus.', noticed: hoursAgo(2), aware: hoursAgo(1), people: '203', risk: 'high',
    categories: 'identity', ...form,
})
const idIn = (response: Response) =>
  /\/breaches\/(?<id>[0-9a-f\-]{36})/v.exec(response.headers.get('location') ?? '')?.groups?.['id'] ?? ''
const decide = (persona: Persona, id: string, form: Record<string, string> = {}) =>
  post(persona, `/breaches/${id}/decide`, {
  risk: 'high', people: '203', commissioner: 'yes', 'commissioner-why': 'A high risk is likely.', tell: 'yes',
    'tell-why': 'They can protect themselves.', ...form,
})
const stateOf = async (id: string) =>
  (await w.owner.query<{ state: string }>('select state from authz.breach where id = $1', [id])).rows[0]?.state

test('G16: a breach that somebody notices is reported, starts 72 hours from when the partnership knew, and tells the privacy officer', async () => {
  const response = await report('officer')
  expect(response.status).toBe(303)
  const id = idIn(response)
  const { rows: [row] } = await w.owner.query<{ hours: number; reference: string; rule_version: number }>(
    `select extract(epoch from due_at - aware_at)::int / 3600 as hours, reference, rule_version from authz.breach where id = $1`, [id])
  expect(row).toMatchObject({ hours: 72, rule_version: 1 })
  expect(row?.reference).toMatch(/^B-20\d\d-0001$/v)
  expect(await words('privacyPolice', '/alerts')).toContain('Somebody has reported a breach: the 72 hours are running')
  const page = await words('privacyPolice', `/breaches/${id}`)
  expect(page).toContain('A list was left on a bus.')
  expect(page).toContain('UK GDPR Article 33(1)')
})

test('the reporter sees their own report and takes no step; others get the answer of what is absent', async () => {
  const id = idIn(await report('nurse'))
  expect(await words('nurse', `/breaches/${id}`)).toContain('A list was left on a bus.')
  expect(await words('nurse', `/breaches/${id}`)).not.toContain('Decide who has to be told')
  expect((await decide('nurse', id)).status).toBe(404)
  for (const persona of ['officer', 'detective', 'custody', 'frontDoor', 'frontDoorManager', 'socialWorker',
    'schoolLeadA', 'youthJustice', 'mentor',
    'analyst', 'chair', 'administrator', 'privacyPolice', 'privacyCouncil', 'seniorCouncil'] as const) {
    expect((await w.request(persona, `/breaches/${id}`)).status, persona).toBe(404)
    expect((await decide(persona, id)).status, persona).toBe(404)
    expect(await words(persona, '/breaches'), persona).not.toContain('left on a bus')
  }
  // The hospital has no privacy officer: the partnership's governance lead keeps its register.
  expect((await w.request('governance', `/breaches/${id}`)).status).toBe(200)
})

test('a report that lacks something comes back with what was typed', async () => {
  const response = await report('socialWorker', { people: 'many', noticed: hoursAgo(-5), aware: 'yesterday', risk: '' })
  expect(response.status).toBe(422)
  const html = await response.text()
  for (const said of ['Enter how many people', 'a moment that has passed', 'Select how likely a risk is',
    'A list was left on a bus.']) expect(html).toContain(said)
  expect((await report('socialWorker', { noticed: hoursAgo(1), aware: hoursAgo(3) })).status).toBe(422)
})

test('from report to closing: decisions need reasons, and nothing closes before those who must be told have been',
  async () => {
  const id = idIn(await report('socialWorker'))
  expect((await decide('privacyCouncil', id, { 'commissioner-why': '' })).status).toBe(422)
  expect((await post('privacyCouncil', `/breaches/${id}/contain`, { words: 'The list was found.' })).status).toBe(303)
  expect((await post('privacyCouncil', `/breaches/${id}/close`, { words: 'Too early' })).status).toBe(422)
  expect((await decide('privacyCouncil', id)).status).toBe(303)
  expect((await post('privacyCouncil', `/breaches/${id}/close`, { words: 'Too early' })).status).toBe(422)
  expect(await words('privacyCouncil', `/breaches/${id}`)).toContain('The Commissioner has to be told first.')
  expect((await post('privacyCouncil', `/breaches/${id}/tell_commissioner`, { words: '' })).status).toBe(422)
  expect((await post('privacyCouncil', `/breaches/${id}/tell_commissioner`, { words: 'Number IC-1' })).status).toBe(303)
  expect((await post('privacyCouncil', `/breaches/${id}/close`, { words: 'Too early' })).status).toBe(422)
  expect((await post('privacyCouncil', `/breaches/${id}/tell_people`, { words: 'By letter' })).status).toBe(303)
  expect((await post('privacyCouncil', `/breaches/${id}/tell_people`, { words: 'Again' })).status).toBe(422)
  expect((await post('privacyCouncil', `/breaches/${id}/close`, { words: 'Lists stay in Kith.' })).status).toBe(303)
  expect(await stateOf(id)).toBe('closed')
  expect(await words('privacyCouncil',
    `/breaches/${id}`)).toMatch(/Reported .* Contained .* Decided .* Commissioner told .* People told .* Closed/v)
  for (const step of breachSteps)
    expect((await post('privacyCouncil', `/breaches/${id}/${step}`,
      { words: 'x', risk: 'high', people: '1', commissioner: 'no', 'commissioner-why': 'x', tell: 'no',
        'tell-why': 'x' })).status, step).toBe(422)
  expect(await stateOf(id)).toBe('closed')
})

test('whoever decides not to tell says why, and the clock stops', async () => {
  const id = idIn(await report('officer'))
  expect((await decide('privacyPolice', id, { risk: 'unlikely', commissioner: 'no', tell: 'no' })).status).toBe(303)
  expect(await words('privacyPolice', `/breaches/${id}`)).toContain('Need not be told')
  expect((await post('privacyPolice', `/breaches/${id}/tell_commissioner`, { words: 'x' })).status).toBe(422)
  expect((await post('privacyPolice', `/breaches/${id}/close`, { words: 'Learned.' })).status).toBe(303)
})

test('after 72 hours the clock is overdue, and telling late asks for the reason', async () => {
  const id = idIn(await report('officer', { noticed: hoursAgo(80), aware: hoursAgo(75) }))
  expect(await words('privacyPolice', '/breaches')).toContain('Overdue')
  await decide('privacyPolice', id)
  expect(await words('privacyPolice', `/breaches/${id}`)).toContain('say why it is late')
  await post('privacyPolice', `/breaches/${id}/tell_commissioner`, { words: 'Late: found at the weekend.' })
  expect(await words('privacyPolice', `/breaches/${id}`)).toContain('later than 72 hours')
})

test('of two decisions at once both stand in order, and a step from a state that has passed is refused', async () => {
  const id = idIn(await report('officer'))
  const both = await Promise.all([
    post('privacyPolice', `/breaches/${id}/dismiss`, { words: 'Nothing was lost.' }),
      post('governance', `/breaches/${id}/dismiss`, { words: 'Nothing.' }),
  ])
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 422]))
  expect((await w.owner.query(`select from authz.breach_event where breach_id = $1 and what = 'dismiss'`,
    [id])).rowCount).toBe(1)
})

test('every state has its row and its word, and no state is a dead end but the last two', () => {
  expect(Object.keys(lifeOfABreach).toSorted()).toEqual(Object.keys(stateWords).toSorted())
  expect(Object.entries(lifeOfABreach).filter(([, steps]) => Object.keys(steps).length === 0).map(([state]) =>
    state)).toEqual(['closed', 'not_a_breach'])
})

test('a sign of misuse and a file lead into the register, as links that the wall decides on', async () => {
  const id = idIn(await report('privacyCouncil', { misuse: staff.nurse, export: staff.mentor }))
  const html = await (await w.request('privacyCouncil', `/breaches/${id}`)).text()
  expect(html).toContain(`/misuse/${staff.nurse}`)
  expect(html).toContain(`/exports/${staff.mentor}`)
  expect((await w.request('privacyCouncil', `/misuse/${staff.nurse}`)).status).toBe(404)
})

test.each([['2026-07-01T12:00', '2026-07-01T11:00:00.000Z'], ['2026-12-01T12:00', '2026-12-01T12:00:00.000Z'],
  ['2026-02-30T12:00', undefined], ['soon', undefined]])(
  'the moment %s in London is %s', (typed, iso) => {
    expect(momentFrom(typed)?.toISOString()).toBe(iso)
  })
