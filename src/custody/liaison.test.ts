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
const attempt = () => ({ tried_who: 'Mother', tried_how: 'phone', tried_result: 'no_answer', ...now('tried_at') })
const textOf = async (answer: Response | Promise<Response>) => (await answer).text()

test('every detention asks for follow-up by itself, and the practitioner reads how to reach the family', async () => {
  const id = await custody.bringIn(people.child)
  const offer = await custody.begunBy(id, 'liaison_offer') ?? ''
  expect(Object.keys(await custody.clocks(offer))).toEqual(['custody_liaison_offer'])
  const page = await textOf(w.request('liaison', `/custody/liaison/${offer}`))
  expect(page).toContain('Mother, by phone')
  expect(page).toContain('Short sentences, pictures, time to answer')
  expect(await custody.take('liaison', offer, 'give_up', { left_behind: 'Card' })).toMatchObject({ done: false, why: expect.stringContaining('Try 3 times') })
  for (let tries = 0; tries < 3; tries++) expect(await custody.take('liaison', offer, 'attempt', attempt())).toMatchObject({ done: true })
  expect(await custody.take('liaison', offer, 'give_up', { left_behind: 'Card' })).toMatchObject({ done: true, value: { state: 'not_reached' } })
  expect(await custody.take('liaison', offer, 'reopen')).toMatchObject({ done: true, value: { state: 'to_offer' } })
})

test('what a family answers stays with health; the police learn it only by consent', async () => {
  const { rows: [{ id: offer }] } = await w.owner.query(`select id from episode where kind = 'liaison_offer'`)
  expect(await custody.take('liaison', offer, 'offer', { offered_to: ['parent'], offered_what: 'A family worker', ...now('offered_at') })).toMatchObject({ done: true })
  expect(await custody.take('liaison', offer, 'refer', { help: 'family', goes_along: 'yes' })).toEqual({ done: false, why: 'The family has not accepted help.' })
  expect(await custody.take('liaison', offer, 'answer', { answer: 'yes', consent_by: ['parent'], may_tell: ['school'] })).toMatchObject({ done: true })
  expect(await custody.take('liaison', offer, 'share', { told_police: 'x' })).toMatchObject({ done: false, why: expect.stringContaining('not agreed') })
  expect(await custody.take('liaison', offer, 'refer', { help: 'family', goes_along: 'yes' })).toMatchObject({ done: true })
  const seenByPolice = () => textOf(w.request('custody', `/custody/liaison/${offer}`))
  expect(await seenByPolice()).toContain('Offered')
  expect(await seenByPolice()).not.toContain('A family worker')
  expect(await custody.take('liaison', offer, 'answer', { answer: 'yes', consent_by: ['parent'], may_tell: ['police'] })).toMatchObject({ done: true })
  expect(await custody.take('liaison', offer, 'share', { told_police: 'A family worker is with them.' })).toMatchObject({ done: true })
  expect(await seenByPolice()).toContain('A family worker is with them.')
})

test('a family that nobody was asked to follow up shows red, to custody and to health, and is counted', async () => {
  const id = await custody.bringIn(people.stranger)
  const all = await textOf(w.request('custody', '/custody/follow-up'))
  expect(all).not.toContain('Missing: nobody was asked')
  await w.owner.query(`delete from episode where parent_id = $1`, [id])
  for (const persona of ['custody', 'liaison'] as const) {
    const page = await textOf(w.request(persona, '/custody/follow-up'))
    expect(page).toContain('Missing: nobody was asked')
    expect(page).toContain('1 family is missing')
    expect(page).toContain('<b>50%</b>')
  }
  expect(await textOf(w.request('custody', `/custody/${id}`))).toContain('Nobody was asked to offer the family follow-up')
  expect(await custody.take('custody', id, 'ask_liaison')).toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'ask_liaison')).toMatchObject({ done: true })
  expect((await w.owner.query(`select from episode where parent_id = $1 and kind = 'liaison_offer'`, [id])).rowCount).toBe(1)
  expect(await textOf(w.request('liaison', '/custody/follow-up'))).not.toContain('Missing: nobody was asked')
})

test('a detention goes on where no agreement lets anybody be asked', async () => {
  await w.owner.query(`delete from authz.grant_cell where access = 'deposit' and purpose = 'custody'`)
  await w.owner.query(`update episode set closed_at = now(), state = 'left' where kind = 'detention' and person_id = $1`, [people.child])
  const id = await custody.bringIn(people.child)
  expect(await custody.begunBy(id, 'liaison_offer')).toBeUndefined()
  const asked = { whom: 'scheme', where: 'Wexmere station', ...now('asked_at') }
  expect(await custody.take('custody', id, 'ask_adult', asked)).toMatchObject({ done: true })
  const page = await textOf(w.request('custody', `/custody/${id}`))
  expect(page).toContain('No agreement lets Kith ask the appropriate adult scheme')
  expect(page).toContain('Nobody was asked to offer the family follow-up')
})
