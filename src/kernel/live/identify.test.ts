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

const secure = { KITH_ORIGIN: 'https://kith.example.org' }

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
  ['where people come by TLS', secure, {}, true],
  ['where a trusted proxy says so', { KITH_TRUST_PROXY: '1' }, { 'x-forwarded-proto': 'https' }, true],
  ['not where anybody could say so', {}, { 'x-forwarded-proto': 'https' }, false],
  ['not where the last proxy says otherwise', { KITH_TRUST_PROXY: '1' }, { 'x-forwarded-proto': 'https, http' }, false],
])('the live stream, open or refused, tells browsers to stay with TLS %s', async (_, env, headers, told) => {
  const other = await world({ env })
  try {
    const origin = await other.listen()
    const { cookie } = await other.sessionOf('frontDoor')
    for (const [sent, status] of [[{ cookie }, 200], [{}, 401]] as const) {
      // The name of the cookie depends on the origin; the stream knows both.
      const answer = await fetch(`${origin}/live?about=verb:test.`, { headers: { ...headers, ...sent } })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('strict-transport-security')).toBe(told ? 'max-age=63072000; includeSubDomains' : null)
      expect(answer.headers.get('content-type')).toMatch(/; charset=utf-8$/)
      await answer.body?.cancel()
    }
  } finally {
    await other.end()
  }
})
