import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, world } from '../../tests/world.ts'
import type { World } from '../../tests/world.ts'
import { custodyOf, hoursBefore } from './custodyWorld.ts'

let w: World
let custody: ReturnType<typeof custodyOf>
beforeAll(async () => {
  w = await world()
  custody = custodyOf(w)
})
afterAll(() => w.end())

const now = (id: string) => ({ [id]: hoursBefore(w.kernel.now(), 0).toISOString() })
const textOf = async (answer: Response | Promise<Response>) => (await answer).text()

test('the adult sees who the child is and how they communicate, and nothing of what is said to have happened', async () => {
  const id = await custody.bringIn(people.child)
  expect(await custody.take('custody', id, 'ask_adult', { whom: 'scheme', where: 'Wexmere station', adult_note: 'He likes trains.', ...now('asked_at') })).toMatchObject({ done: true })
  const request = await custody.begunBy(id, 'adult_request') ?? ''
  const page = await textOf(w.request('appropriateAdult', `/custody/adults/${request}`))
  expect(page).toContain('Teo Marlowe')
  expect(page).toContain('Short sentences, pictures, time to answer')
  expect(page).toContain('He likes trains.')
  expect(page).not.toContain('taken a phone')
  expect((await w.request('appropriateAdult', `/custody/${id}`)).status).toBe(404)
  expect((await w.request('mentor', `/custody/adults/${request}`)).status).toBe(404)
})

test('custody sees that somebody is coming, and at once when nobody can', async () => {
  const { rows: [{ id: request, parent_id: id }] } = await w.owner.query(`select id, parent_id from episode where kind = 'adult_request'`)
  expect(await custody.take('appropriateAdult', request, 'accept', { who_comes: 'Bertie', ...now('here_by') })).toMatchObject({ done: true })
  expect(await custody.take('custody', request, 'tell', { note: 'The interview is at eight.' })).toMatchObject({ done: true })
  expect(await textOf(w.request('appropriateAdult', `/custody/adults/${request}`))).toContain('The interview is at eight.')
  expect(await custody.take('custody', request, 'arrive', now('arrived_at'))).toMatchObject({ done: false })
  expect(await custody.take('appropriateAdult', request, 'decline', { why_nobody: 'hour' })).toMatchObject({ done: true, value: { state: 'nobody' } })
  expect(await textOf(w.request('custody', `/custody/${id}`))).toContain('Nobody from the scheme can come')
  expect(await textOf(w.request('custody', '/custody/now'))).toContain('Nobody can come')
})

test('who is here now shows each child with the age and how they understand, to custody alone', async () => {
  const page = await textOf(w.request('custody', '/custody/now'))
  expect(page).toMatch(/Teo Marlowe<\/a> <span class="kith-person__age">\d+ years/v)
  expect(page).toContain('Short sentences, pictures, time to answer')
  for (const persona of ['liaison', 'appropriateAdult', 'officer', 'frontDoor'] as const)
    expect((await w.request(persona, '/custody/now')).status).toBe(404)
  expect((await w.request('appropriateAdult', '/custody/counts')).status).toBe(404)
})

test('how the child communicates is kept as a need of the child, and a newer word takes the place of custody’s own', async () => {
  const { rows: [{ id }] } = await w.owner.query(`select id from episode where kind = 'detention'`)
  expect(await custody.take('custody', id, 'needs', { communicates: 'Needs an interpreter for Polish', needs: ['interpreter'], adjustments: 'Interpreter by phone' })).toMatchObject({ done: true })
  const { rows } = await w.owner.query('select kind, how, ended_at is null as holds from need where person_id = $1 order by kind, ended_at', [people.child])
  expect(rows).toEqual([
    { kind: 'adjustment', how: 'Quiet room, lights down, mother beside him', holds: false }, { kind: 'adjustment', how: 'Interpreter by phone', holds: true },
    { kind: 'communication', how: 'Short sentences, pictures, time to answer', holds: false }, { kind: 'communication', how: 'Needs an interpreter for Polish', holds: true },
  ])
})
