import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { world, type World } from '../world.ts'
import { layCable } from './cable.ts'

let cable: Awaited<ReturnType<typeof layCable>>
let w: World

beforeAll(async () => {
  cable = await layCable(inject('owner'))
  w = await world({ through: url => cable.through(url) })
})
afterAll(async () => {
  await w.end()
  cable.end()
})

const until = async (met: () => Promise<boolean>) => {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await met()) return true
    await new Promise(later => { setTimeout(later, 100) })
  }
  return false
}

test('while the database is gone pages say so, what was typed comes back with them, and all goes on by itself', async () => {
  const begun = await w.request('officer', '/notifications/make', { search: 'somebody unknown' })
  const form = begun.headers.get('location') ?? ''
  expect(form).toMatch(/^\/notifications\/make\/[0-9a-f-]{36}/)
  cable.pullOut()
  expect((await w.app.request('http://localhost/healthz')).status).toBe(503)
  const page = await w.request('officer', '/notifications')
  expect(page.status).toBe(503)
  expect(await page.text()).toContain('cannot reach its database')
  const sent = await w.request('officer', form, { pressed: 'choose', chosen: 'new', 'given-name': 'Theo', 'family-name': 'Typed text survives' })
  expect(sent.status).toBe(503)
  expect(await sent.text()).toContain('Typed text survives')
  await cable.plugIn()
  expect(await until(async () => (await w.app.request('http://localhost/healthz')).status === 200)).toBe(true)
  expect((await w.request('officer', form)).status).toBe(200)
})

test('an open page follows again after the database was gone: what happened meanwhile is not lost', async () => {
  const origin = await w.listen()
  const { cookie } = await w.sessionOf('frontDoor')
  const answer = await fetch(`${origin}/live?about=verb:test.`, { headers: { cookie } })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader?.read() ?? { done: true, value: undefined }
      if (done) return
      text += value ?? ''
    }
  })().catch(() => undefined)
  cable.pullOut()
  const act = `insert into act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell)
    select $1, (select pos from act_counter where partnership_id = $1), 'test.happened', $2, $3, 'front_door_worker', 'safeguard_child', $4, id
    from cell where agency_id = $3 and category = 'notification' and tier = 1`
  await w.owner.query(`insert into act_counter values ($1, 1) on conflict (partnership_id) do update set pos = act_counter.pos + 1`, [w.viewer('frontDoor').partnershipId])
  await w.owner.query(act, [w.viewer('frontDoor').partnershipId, w.staff.frontDoor, w.agencies.council, w.people.child])
  await new Promise(later => { setTimeout(later, 1_500) })
  await cable.plugIn()
  expect(await until(async () => text.includes('test.happened'))).toBe(true)
  await reader?.cancel()
  await reading
})
