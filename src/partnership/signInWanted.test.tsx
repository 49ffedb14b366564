import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { partnershipId, staff } from '../../tests/seedBase.ts'
import { csrfIn, origin, signInWorld } from '../../tests/signInWorld.tsx'
import { findAccount } from '../kernel/signIn/account.ts'

const world = await signInWorld()
const demoProvider = world.gate.demo ?? (() => { throw new Error('no demo') })
afterAll(() => world.end())
beforeEach(async () => {
  world.clock.at = new Date('2026-11-24T09:00:00Z')
  await world.admin.query('delete from rate_limit')
  await world.admin.query('delete from session')
})

const minutesLater = (minutes: number) => { world.clock.at = new Date(world.clock.at.getTime() + minutes * 60_000) }

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }, false],
  ['a neighbour of our address', { 'sec-fetch-site': 'same-site' }, false],
  ['an old browser that came from elsewhere', { 'sec-fetch-site': '', 'referer': 'https://evil.example/' }, false],
  ['an old browser on our own page', { 'sec-fetch-site': '', 'referer': `${origin}/sign-in` }, true],
  ['a bookmark', { 'sec-fetch-site': 'none' }, true],
  ['our own page', { 'sec-fetch-site': 'same-origin' }, true],
])('no session begins without a press: what %s leads to', async (_, sent, isWanted) => {
  const { 'sec-fetch-site': site, ...more } = sent
  const headers: Record<string, string> = site === '' ? more : sent
  const without = site === ''
  const browser = world.browser()
  const ask = async (path: string) => without
    ? world.app.request(`${origin}${path}`, { headers: { accept: 'text/html', ...headers } }) : browser.get(path, { headers })
  const started = await ask('/sign-in/start/demo?to=%2F%3Ftab%3D2')
  expect(started.headers.get('location')).toMatch(isWanted ? /^http.*\/auth\?/ : /^\/sign-in\?to=%2F%3Ftab%3D2$/)
  const page = await ask('/sign-in?to=%2F%3Ftab%3D2')
  expect(page.status).toBe(isWanted ? 303 : 200)
  expect((await page.text()).includes('href="/sign-in/start/demo?to=%2F%3Ftab%3D2"')).toBe(!isWanted)
  expect((await world.admin.query('select from session')).rowCount).toBe(0)
})

test.each(['/account/sessions/end', '/sign-out/everywhere'])('sessions end only after a new sign-in: %s', async path => {
  const [here, there] = [world.browser(), world.browser()]
  await there.signIn('administrator')
  await here.signIn('administrator')
  minutesLater(11)
  const { html } = await here.open('/account/sessions')
  const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const asked = await here.post(path, { id, csrf: csrfIn(html) })
  const start = asked.headers.get('location') ?? ''
  expect(start).toBe('/sign-in/start/demo?again&to=%2Faccount%2Fsessions')
  expect((await there.get('/')).status).toBe(200)
  expect(new URL((await here.get(start)).headers.get('location') ?? '').searchParams.get('max_age')).toBe('0')
  const chosen = await here.post((await here.open(start)).path, { subject: 'administrator' })
  const back = await here.open(chosen.headers.get('location') ?? '')
  expect(back.path).toBe('/account/sessions')
  await here.post(path, { id, csrf: csrfIn(back.html) })
  expect((await there.get('/')).status).toBe(303)
})

type Speaker = { id: string; agencyId?: string | undefined }

/** Providers that all vouch for the same address, and the one of them by which somebody comes. */
async function bound(by: string, speakers: Speaker[], issuer: string | null = null): Promise<boolean> {
  const { rows: [police] } = await world.admin.query('select agency_id from staff where id = $1', [staff.officer])
  const email = `${randomUUID()}@example.org`
  const { rows: [made] } = await world.admin.query(
    `insert into staff (partnership_id, agency_id, name, email, issuer, active_from)
     values ($1, $2, 'Prepared Person', $3, $4, '2020-01-01') returning id`,
    [partnershipId, police.agency_id, email, issuer])
  await world.admin.query(`insert into appointment (partnership_id, staff_id, role, valid_from)
    values ($1, $2, 'neighbourhood_officer', '2020-01-01')`, [partnershipId, made.id])
  const base = await demoProvider(origin)
  const providers = speakers.map(({ id, agencyId }) => ({
    ...base, id, issuer: `https://${id}.example`, accountsOf: `https://${id}.example`, partnershipId,
    agencyId: agencyId === 'police' ? police.agency_id : agencyId,
  }))
  const provider = providers.find(({ id }) => id === by) ?? base
  const proof = { acr: undefined, amr: [] }
  const account = await findAccount(world.kernel, { subject: email, email, provider, returnTo: '/', proof }, providers)
  return account?.staffId === made.id
}

const [council, other] = [randomUUID(), randomUUID()]

test.each<[string, string, Speaker[], boolean]>([
  ['the only provider', 'one', [{ id: 'one' }], true],
  ['one of two that could speak for the agency', 'one', [{ id: 'one' }, { id: 'two' }], false],
  ['the agency’s own, beside one for everybody', 'own', [{ id: 'own', agencyId: 'police' }, { id: 'all' }], true],
  ['one for everybody, where the agency has its own', 'all', [{ id: 'own', agencyId: 'police' }, { id: 'all' }], false],
  ['one of two of the agency’s own', 'own', [{ id: 'own', agencyId: 'police' }, { id: 'own-2', agencyId: 'police' }], false],
  ['that of another agency', 'theirs', [{ id: 'theirs', agencyId: council }, { id: 'all' }], false],
  ['one for everybody, beside those of other agencies', 'all', [{ id: 'all' }, { id: 'theirs', agencyId: other }], true],
])('an account that was prepared by address alone is never taken by a provider that might not be its own: %s', async (
  _, by, speakers, isBound,
) => {
  expect(await bound(by, speakers)).toBe(isBound)
})

test('an account that was prepared for one provider is taken by that one, whoever else there is', async () => {
  const speakers = [{ id: 'one' }, { id: 'two' }]
  expect(await bound('one', speakers, 'https://one.example')).toBe(true)
  expect(await bound('two', speakers, 'https://one.example')).toBe(false)
})
