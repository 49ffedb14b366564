import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { people, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { practiceApp } from './practiceWorld.tsx'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const api = (persona: Persona) => practiceApp(w.kernel, persona)
const begun = z.object({ id: z.string(), wasOpen: z.boolean() })
const told = z.object({ errors: z.array(z.object({ field: z.string() })) })
const begin = (answers: unknown, headers = {}) =>
  api('locate').json('/api/v1/practices/search', { personId: people.child, answers }, headers)

test('another system begins and moves work by the same rules as the pages, and twice does nothing twice', async () => {
  const wrong = await begin({ last_seen: 'Park', seen_at: '2099-01-01T10:00:00Z', shoe_size: '7' })
  expect(wrong.status).toBe(422)
  expect(told.parse(await wrong.json()).errors.map(({ field }) => field)).toEqual(['answers.seen_at', 'answers.shoe_size'])
  const key = { 'idempotency-key': randomUUID() }
  const good = { last_seen: 'Park', seen_at: '2026-01-01T10:00:00Z', ways: ['foot'] }
  const made = await begin(good, key)
  expect(made.status).toBe(201)
  const { id } = begun.parse(await made.json())
  expect(begun.parse(await (await begin(good, key)).json()).id).toBe(id)
  expect(await (await begin(good)).json()).toEqual({ id, wasOpen: true })
  const steps = `/api/v1/episodes/${id}`
  expect((await api('locate').json(`${steps}/find`, { revision: 9, answers: { where: 'Pier', harmed: 'no', hours: 3 } })).status).toBe(409)
  expect((await api('locate').json(`${steps}/find`, { revision: 1, answers: { where: 'nowhere', harmed: 'no' } })).status).toBe(422)
  expect((await api('mentor').json(`${steps}/tell`, { revision: 1, answers: { said: 'x' } })).status).toBe(404)
  expect((await api('locate').json(`${steps}/fly`, { revision: 1 })).status).toBe(404)
  const done = await api('locate').json(`${steps}/find`, { revision: 1, answers: { where: 'Pier', harmed: 'no', hours: 3 } })
  expect(await done.json()).toEqual({ id, state: 'found' })
})

test('the lives are told as they are', async () => {
  const { practices } = z.object({ practices: z.array(z.object({ kind: z.string(), steps: z.array(z.object({ step: z.string() })) })) })
    .parse(await (await api('nurse').get('/api/v1/practices')).json())
  expect(practices[0]?.steps.map(({ step }) => step)).toEqual(['tell', 'find', 'hand_on', 'reopen'])
})
