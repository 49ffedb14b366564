import { afterAll, beforeEach, expect, test } from 'vitest'
import { browserOn, csrfIn, origin, signInWorld } from '../../tests/signInWorld.tsx'
import { partnershipId, staff } from '../../tests/seedBase.ts'
import { addIdentityProvider, endIdentityProvider, listIdentityProviders } from '../kernel/signIn/identityProviders.ts'
import { endSessions, findSession, openSession } from '../kernel/signIn/session.ts'
import { signInAs } from '../kernel/signIn/signInAs.ts'

const world = await signInWorld()
const demoProvider = world.gate.demo ?? (() => { throw new Error('no demo') })
afterAll(() => world.end())
beforeEach(async () => {
  world.clock.at = new Date('2026-11-24T09:00:00Z')
  await world.admin.query('delete from rate_limit')
  await world.admin.query('delete from session')
})

const appoint = (staffId: string, role: string) => world.admin.query(
  `insert into appointment (partnership_id, staff_id, role, valid_from) values ($1, $2, $3, '2020-01-01')`,
  [partnershipId, staffId, role])

const minutesLater = (minutes: number) => { world.clock.at = new Date(world.clock.at.getTime() + minutes * 60_000) }

test('whoever has no session signs in at their agency and comes back to the page they asked for', async () => {
  const browser = world.browser()
  const first = await browser.get('/?tab=2')
  expect(first.status).toBe(303)
  expect(first.headers.get('location')).toBe('/sign-in?to=%2F%3Ftab%3D2')
  const personas = await browser.open('/?tab=2')
  expect(personas.html).toContain('Rowan Ashby, officer')
  expect(personas.path).toMatch(/^\/demo-idp\/personas\//)
  const { html, path } = await browser.signIn('officer', '/?tab=2')
  expect(path).toBe('/?tab=2')
  expect(html).toContain('Rowan Ashby, neighbourhood_officer')
})

test('each sign-in asks who it is, so that a newcomer may change persona', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  await browser.post('/sign-out', { csrf: await browser.csrf() })
  expect((await browser.open('/')).path).toMatch(/personas/)
  expect((await browser.signIn('administrator')).html).toContain('Owen Pryce, administrator')
})

test('the request to the provider carries PKCE with S256, a state and a nonce', async () => {
  const browser = world.browser()
  const address = new URL((await browser.get('/sign-in/start/demo')).headers.get('location') ?? '')
  expect(address.searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['code_challenge', 'state', 'nonce']) expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
  expect(address.searchParams.get('redirect_uri')).toBe(`${origin}/sign-in/callback`)
})

test('cookies are of this host only, secure, out of reach of scripts and of other sites’ forms', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  const session = browser.setCookies.find(line => line.startsWith('__Host-kith='))
  expect(session).toMatch(/^__Host-kith=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('signing in, and being somebody else, gives a new token and ends the old one', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  const old = browser.cookies.get('__Host-kith') ?? ''
  await world.browser().signIn('officer')
  expect(await findSession(world.gate, old)).toBeDefined()
  const { path } = await browser.open('/sign-in/start/demo')
  const chosen = await browser.post(path, { subject: 'officer' })
  await browser.open(chosen.headers.get('location') ?? '')
  expect(browser.cookies.get('__Host-kith')).not.toBe(old)
  expect(await findSession(world.gate, old)).toBeUndefined()
})

async function onTheWayBack() {
  const browser = world.browser()
  const { path } = await browser.open('/sign-in')
  let at = (await browser.post(path, { subject: 'officer' })).headers.get('location') ?? ''
  while (!at.includes('/sign-in/callback')) at = (await browser.get(at)).headers.get('location') ?? ''
  return { browser, callback: new URL(at) }
}

test('the provider’s answer is taken once, by the browser that asked', async () => {
  const { browser, callback } = await onTheWayBack()
  const thief = await world.browser().get(callback.href)
  expect(thief.status).toBe(403)
  expect(thief.headers.getSetCookie().join()).not.toContain('__Host-kith=')
  expect((await browser.get(callback.href)).status).toBe(303)
  expect((await browser.get(callback.href)).status).toBe(403)
})

test.each(['state', 'code', 'iss'])('an answer with another %s signs nobody in', async (name) => {
  const { browser, callback } = await onTheWayBack()
  callback.searchParams.set(name, name === 'iss' ? 'https://evil.example' : 'x'.repeat(43))
  expect((await browser.get(callback.href)).status).toBe(403)
  expect(browser.cookies.has('__Host-kith')).toBe(false)
})

test.each(['nonce', 'verifier'])('an attempt whose %s is not that of the request signs nobody in', async (column) => {
  const { browser, callback } = await onTheWayBack()
  const state = callback.searchParams.get('state')
  await world.admin.query(`update sign_in_attempt set ${column} = $1 where state = $2`, ['y'.repeat(43), state])
  expect((await browser.get(callback.href)).status).toBe(403)
  expect(browser.cookies.has('__Host-kith')).toBe(false)
})

test('an attempt ends after a quarter of an hour', async () => {
  const { browser, callback } = await onTheWayBack()
  minutesLater(16)
  expect((await browser.get(callback.href)).status).toBe(403)
})

test('somebody whom the agency knows but Kith does not is told so, without details', async () => {
  const browser = world.browser()
  const { page, html } = await browser.signIn('nobody')
  expect(page.status).toBe(403)
  expect(html).toContain('Ask your administrator')
  expect(html).not.toMatch(/nobody|Nobody Known|example\.org/)
  expect(browser.cookies.has('__Host-kith')).toBe(false)
})

test('an idle session ends, a used one goes on, and none outlives its absolute end', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  minutesLater(29)
  expect((await browser.get('/')).status).toBe(200)
  minutesLater(29)
  expect((await browser.get('/')).status).toBe(200)
  minutesLater(31)
  expect((await browser.get('/')).status).toBe(303)
  const busy = world.browser()
  await busy.signIn('officer')
  for (let half = 0; half < 35; half++) {
    minutesLater(20)
    expect((await busy.get('/')).status).toBe(200)
  }
  minutesLater(20)
  expect((await busy.get('/')).status).toBe(303)
})

test('reading pages writes to the session at most once a minute', async () => {
  const { token } = await signInAs(world.gate, { partnershipId, staffId: staff.officer, role: 'neighbourhood_officer' })
  const seenAt = async () => (await world.admin.query<{ seen_at: Date }>(
    'select seen_at from session where token_sha256 = sha256($1)', [Buffer.from(token)])).rows[0]?.seen_at
  const before = await seenAt()
  world.clock.at = new Date(world.clock.at.getTime() + 30_000)
  await findSession(world.gate, token)
  expect(await seenAt()).toEqual(before)
  world.clock.at = new Date(world.clock.at.getTime() + 31_000)
  await findSession(world.gate, token)
  expect(await seenAt()).toEqual(world.clock.at)
})

test('a session ends at once when it is ended, when the account closes and when the appointment ends', async () => {
  const person = { partnershipId, staffId: staff.secondOfficer, role: 'neighbourhood_officer' }
  const ended = await signInAs(world.gate, person)
  await endSessions(world.gate, person)
  expect(await findSession(world.gate, ended.token)).toBeUndefined()
  const { token } = await signInAs(world.gate, person)
  expect(await findSession(world.gate, token)).toMatchObject({ viewer: person, who: { name: 'Ines Calder' } })
  const now = world.clock.at
  await world.admin.query('update appointment set valid_until = $1 where staff_id = $2', [now, staff.secondOfficer])
  expect(await findSession(world.gate, token)).toBeUndefined()
  await world.admin.query('update appointment set valid_until = null where staff_id = $1', [staff.secondOfficer])
  await world.admin.query('update staff set active_until = $1 where id = $2', [world.clock.at, staff.secondOfficer])
  expect(await findSession(world.gate, token)).toBeUndefined()
  await world.admin.query('update staff set active_until = null where id = $1', [staff.secondOfficer])
})

test('lapsed vetting pauses access, and says so', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  await world.admin.query('update staff set vetting_until = $1 where id = $2', [world.clock.at, staff.officer])
  const page = await browser.get('/')
  expect(page.status).toBe(403)
  expect(await page.text()).toContain('Your access is paused')
  await world.admin.query('update staff set vetting_until = null where id = $1', [staff.officer])
})

test('somebody with two roles chooses one, and can change it under a new token', async () => {
  await appoint(staff.officer, 'custody_sergeant')
  const browser = world.browser()
  const { path, html } = await browser.signIn('officer', '/?tab=3')
  expect(path).toBe('/account/role?to=%2F%3Ftab%3D3')
  expect(html).toContain('Custody sergeant')
  expect((await browser.get('/')).headers.get('location')).toBe('/account/role?to=%2F')
  const before = browser.cookies.get('__Host-kith') ?? ''
  const forbidden = await browser.post('/account/role', { role: 'administrator', to: '/', csrf: csrfIn(html) })
  expect(forbidden.headers.get('location')).toBe('/account/role?to=%2F')
  const chosen = await browser.post('/account/role', { role: 'custody_sergeant', to: '/?tab=3', csrf: csrfIn(html) })
  expect(chosen.headers.get('location')).toBe('/?tab=3')
  expect((await browser.open('/')).html).toContain('Rowan Ashby, custody_sergeant')
  expect(await findSession(world.gate, before)).toBeUndefined()
  await world.admin.query(`delete from appointment where staff_id = $1 and role = 'custody_sergeant'`, [staff.officer])
})

test('people see where they are signed in and can end one place or all', async () => {
  const [here, there] = [world.browser(), world.browser()]
  await here.signIn('administrator')
  await there.signIn('administrator')
  const { html } = await here.open('/account/sessions')
  expect(html).toContain('This browser')
  const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? ''
  await here.post('/account/sessions/end', { id, csrf: csrfIn(html) })
  expect((await there.get('/')).status).toBe(303)
  expect((await here.get('/')).status).toBe(200)
  await here.post('/sign-out/everywhere', { csrf: csrfIn(html) })
  expect((await here.get('/')).status).toBe(303)
})

test('a prepared account is bound to the first sign-in with its address, and to no other after that', async () => {
  const { rows: [agency] } = await world.admin.query('select agency_id from staff where id = $1', [staff.officer])
  const { rows: [made] } = await world.admin.query(
    `insert into staff (partnership_id, agency_id, name, email, active_from)
     values ($1, $2, 'Prepared Person', 'prepared@example.org', '2020-01-01') returning id`,
    [partnershipId, agency.agency_id])
  await appoint(made.id, 'neighbourhood_officer')
  expect((await world.browser().signIn('prepared')).page.status).toBe(403) // the demo's provider binds nothing
  const gate = { ...world.gate, demo: async (at: string) => ({ ...await demoProvider(at), emailClaim: 'email' }) }
  const { html } = await browserOn(gate, world.idpRoutes).signIn('prepared')
  expect(html).toContain('Prepared Person, neighbourhood_officer')
  const { rows: [bound] } = await world.admin.query('select issuer, subject from staff where id = $1', [made.id])
  expect(bound).toEqual({ issuer: 'https://idp.test', subject: 'prepared' })
})

test('a provider that is away is said so, and signs nobody in', async () => {
  const down = { ...world.gate, demo: async (at: string) => ({
    ...await demoProvider(at), issuer: `${at}/elsewhere`, fetch: () => Promise.reject(new TypeError('fetch failed')),
  }) }
  const answer = await browserOn(down, world.idpRoutes).get('/sign-in/start/demo')
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('could not be reached')
})

test('signing out offers to sign out at the agency too, without telling its address who it was', async () => {
  const withLogout = { ...world.gate, demo: async (at: string) => {
    const provider = await demoProvider(at)
    const fetch: typeof provider.fetch = async (url, options) => {
      const document: unknown = await (await provider.fetch?.(url, options))?.json()
      return Response.json({ ...Object(document), end_session_endpoint: 'https://login.example.org/logout' })
    }
    return { ...provider, clientSecret: 'another', fetch }
  } }
  const html = await (await browserOn(withLogout, world.idpRoutes).get('/signed-out?from=demo')).text()
  const elsewhere = /href="(https:[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(Object.fromEntries(new URL(elsewhere).searchParams)).toEqual({
    client_id: 'kith', post_logout_redirect_uri: `${origin}/signed-out`,
  })
})

test('ending an agency’s provider signs out whoever came through it', async () => {
  const person = { partnershipId, staffId: staff.officer, role: 'neighbourhood_officer' }
  const added = {
    partnershipId, id: 'north-police', title: 'Northern Police', issuer: 'https://login.north.example',
    clientId: 'kith', agencyId: undefined, emailClaim: undefined, emailNeedsVerified: true,
  }
  expect(await addIdentityProvider(world.gate, added)).toBe(true)
  expect(await addIdentityProvider(world.gate, added)).toBe(false)
  expect(await listIdentityProviders(world.gate, partnershipId))
    .toMatchObject([{ hasSecret: false, secretSetting: 'KITH_OIDC_SECRET_NORTH_POLICE' }])
  expect((await world.browser().get('/sign-in')).status).toBe(303) // without its secret it is not offered
  const settings = { ...world.settings, providerSecret: () => 's' }
  const offered = () => browserOn({ ...world.gate, settings }, world.idpRoutes).get('/sign-in')
  expect(await (await offered()).text()).toContain('Northern Police')
  const token = await openSession(world.gate, { ...person, provider: 'north-police', browser: 'A test' })
  await endIdentityProvider(world.gate, added)
  expect(await findSession(world.gate, token)).toBeUndefined()
  expect((await offered()).status).toBe(303)
})

test('no token, code or cookie ever reaches the log', async () => {
  const browser = world.browser()
  await browser.signIn('officer')
  await browser.get('/breaks')
  const { callback } = await onTheWayBack()
  await world.browser().get(callback.href)
  const log = world.lines.join('\n')
  expect(log).toContain('signed in')
  const { code = '', state = '' } = Object.fromEntries(callback.searchParams)
  for (const secret of [...browser.cookies.values(), code, state]) expect(log).not.toContain(secret)
})
