import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { beginEpisode } from '../actions/begin.ts'
import { practiceApp, searchPractices, wordsOf } from '../practiceWorld.tsx'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const app = (persona: Persona) => practiceApp(w.kernel, persona)
const idIn = (response: Response) => /[0-9a-f]{8}-[0-9a-f\-]{27}/v.exec(response.headers.get('location') ?? '')?.[0] ?? ''

async function begun(personId: string): Promise<string> {
  const outcome = await beginEpisode(w.kernel, viewerOf('locate'), searchPractices, {
    kind: 'search', personId, key: randomUUID(), answers: { seen_at: new Date(Date.now() - 60_000).toISOString(), last_seen: 'Park' },
  })
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value.id
}

test('a beginning is filled in page by page without scripts, checked, and sent once however often the button is pressed', async () => {
  const locate = app('locate')
  const start = await locate.post('/searches/begin', { 'about-child': people.child })
  expect(start.status).toBe(303)
  const draft = `/searches/begin/${idIn(start)}`
  const empty = await locate.post(`${draft}/p1`, { revision: '0' })
  expect(empty.status).toBe(422)
  expect(await wordsOf(empty)).toContain('Enter when')
  const first = await locate.post(`${draft}/p1`, { 'seen-at-when': 'now', 'last-seen': 'Under the clock', revision: '0' })
  expect(first.headers.get('location')).toBe(`${draft}/p2`)
  const bus = await locate.post(`${draft}/p2`, { ways: ['foot', 'bus'], revision: '9' })
  expect(await wordsOf(bus)).toContain('Enter the bus')
  const foot = await locate.post(`${draft}/p2`, { ways: ['foot'], 'bus-line': '42', why: 'Cold night', revision: '99' })
  expect(foot.headers.get('location')).toBe(`${draft}/check`)
  const check = await wordsOf(locate.get(`${draft}/check`))
  expect(check).toContain('Under the clock')
  expect(check).not.toContain('42')
  const sent = await Promise.all([locate.post(`${draft}/check`, {}), locate.post(`${draft}/check`, {})])
  expect(new Set(sent.map(idIn)).size).toBe(1)
  const { rows } = await w.owner.query<{ n: number }>('select count(*)::integer n from episode where person_id = $1', [people.child])
  expect(rows[0]?.n).toBe(1)
  const page = await wordsOf(locate.get(`/searches/${idIn(sent[0])}`))
  expect(page).toContain('Last seen where')
  expect(page).toContain('On foot')
  expect(page).not.toContain('Which bus')
})

test('an episode says who the child is, where it stands, what can be done, and why something cannot be yet', async () => {
  const id = await begun(people.child)
  const page = await wordsOf(app('locate').get(`/searches/${id}`))
  for (const words of ['years', 'Open', 'Next steps', 'Record that they are found', 'Ask for a hand : A supervisor has to look first.',
    'Search begun', 'Last seen where', 'Who did what']) expect(page).toContain(words)
  const partner = await wordsOf(app('socialWorker').get(`/searches/${id}`))
  expect(partner).toContain('Tell what you know')
  expect(partner).not.toContain('Record that they are found')
  expect((await app('mentor').get(`/searches/${id}`)).status).toBe(404)
})

test('a step keeps what was typed when something is missing, and says who was quicker', async () => {
  const id = await begun(people.sibling)
  const locate = app('locate')
  const wrong = await locate.post(`/searches/${id}/find`, { revision: '1', key: randomUUID(), where: 'Pier', harmed: 'yes', hours: 'many' })
  expect(wrong.status).toBe(422)
  const words = await wrong.text()
  for (const text of ['Say how', 'Enter a number, such as 3', 'value="Pier"', 'href="#find-how-hurt"']) expect(words).toContain(text)
  const told = await app('socialWorker').post(`/searches/${id}/tell`, { revision: '1', key: randomUUID(), said: 'Likes the sea' })
  expect(told.headers.get('location')).toBe(`/searches/${id}?done=tell`)
  const stale = await locate.post(`/searches/${id}/find`, { revision: '7', key: randomUUID(), where: 'Pier', harmed: 'no' })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('value="Pier"')
})

test('the answer to a question that was not asked is not kept, and a narrower answer is absent for a partner', async () => {
  const id = await begun(people.sibling)
  const key = randomUUID()
  const found = { revision: '1', key, where: 'Pier', harmed: 'no', 'how-hurt': 'a secret', 'with-whom': 'an uncle', hours: '3',
    'next-on-day': '1', 'next-on-month': '12', 'next-on-year': '2026' }
  const twice = await Promise.all([app('locate').post(`/searches/${id}/find`, found), app('locate').post(`/searches/${id}/find`, found)])
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  const own = await wordsOf(app('locate').get(`/searches/${id}`))
  expect(own).toContain('an uncle')
  expect(own).toContain('1 December 2026')
  expect(own).not.toContain('a secret')
  const partner = await wordsOf(app('socialWorker').get(`/searches/${id}`))
  expect(partner).toContain('Pier')
  expect(partner).not.toContain('an uncle')
  const late = await app('locate').post(`/searches/${id}/find`, { ...found, key: randomUUID(), where: 'Elsewhere' })
  expect(late.status).toBe(422)
  expect(await wordsOf(late)).toContain('Elsewhere')
})

test('the list shows what is open, counts it, keeps what is overdue in it, and lists closed ones apart', async () => {
  const id = await begun(people.child)
  await w.owner.query("update clock set due_at = now() - interval '1 hour' where work_id = $1", [id])
  const list = await wordsOf(app('locate').get('/searches?who=mine'))
  expect(list).toContain('Shown because it is overdue')
  expect(list).toContain('1 overdue')
  const closed = await wordsOf(app('locate').get('/searches?closed=yes'))
  expect(closed).toContain('Found')
  const follower = await wordsOf(app('socialWorker').get('/searches'))
  expect(follower).toContain('Marlowe')
  expect(await wordsOf(app('mentor').get('/searches'))).toContain('None is open')
  const work = await wordsOf(app('locate').get('/worklist?show=overdue'))
  expect(work).toContain('Overdue (1)')
  expect(await wordsOf(app('socialWorker').get('/worklist'))).toContain('Nothing waits here')
  expect((await app('locate').get(`/episodes/${id}`)).headers.get('location')).toBe(`/searches/${id}`)
  expect((await app('mentor').get(`/episodes/${id}`)).status).toBe(404)
})

test('the life is shown as a table and as a picture made from it', async () => {
  const html = await (await app('mentor').get('/searches/life')).text()
  for (const text of ['<svg', 'Record that they are found', 'Missing locate team officer', 'may be begun by']) expect(html).toContain(text)
  expect(await wordsOf(app('mentor').get('/practice'))).toContain('A search for a child.')
})
