import { afterAll, beforeAll, expect, test } from 'vitest'
import { partnershipId, staff, world, type World } from '../../../tests/world.ts'
import { endSession } from '../signIn/session.ts'
import { signInAs } from '../signIn/signInAs.ts'
import { identifyForLive } from './identify.ts'

let w: World
let minutesLater = 0

beforeAll(async () => {
  w = await world({ now: () => new Date(Date.now() + minutesLater * 60_000) })
})

afterAll(() => w.end())

const signIn = () => signInAs(w.gate, { partnershipId, staffId: staff.frontDoor, role: 'front_door_worker' })

test('of the sessions behind open pages, those that were ended count no longer', async () => {
  const [kept, ended] = [await signIn(), await signIn()]
  await endSession(w.gate, ended.token)
  const asked = [kept.token, ended.token, kept.token, 'x'.repeat(43)]
  expect(await identifyForLive(w.gate).stillOpen(asked)).toEqual(new Set([kept.token]))
})

test('an open page that asks for its session does not keep it from running out', async () => {
  const { token } = await signIn()
  const identify = identifyForLive(w.gate)
  const { idleMinutes } = w.gate.settings
  minutesLater = idleMinutes - 1
  expect(await identify.stillOpen([token])).toEqual(new Set([token]))
  minutesLater = idleMinutes + 1
  expect(await identify.stillOpen([token])).toEqual(new Set())
  minutesLater = 0
})

test('nobody asks for nobody', async () => {
  expect(await identifyForLive(w.gate).stillOpen([])).toEqual(new Set())
})
