import { afterAll, beforeEach, expect, test } from 'vitest'
import { partnershipId, staff } from '../../tests/seedBase.ts'
import { browserOn, csrfIn, signInWorld } from '../../tests/signInWorld.tsx'
import { isDatabaseAway } from '../kernel/requestGuard/broken.ts'
import { createApiToken, revokeApiToken } from '../kernel/signIn/apiToken.ts'
import { returnPath } from '../kernel/signIn/returnTo.ts'

const limits = { KITH_LIMIT_SEARCH: '3', KITH_LIMIT_SIGN_IN: '20', KITH_LIMIT_FAILED_SIGN_IN: '3' }
const world = await signInWorld({ env: { ...limits, KITH_TRUST_PROXY: '1' } })
afterAll(() => world.end())
beforeEach(async () => {
  world.clock.at = new Date('2026-11-24T09:00:00Z')
  world.received.length = 0
  await world.admin.query('delete from rate_limit')
})

async function signedIn(subject = 'officer') {
  const browser = world.browser()
  await browser.signIn(subject)
  return { browser, csrf: await browser.csrf() }
}

const scriptHeaders = { 'sec-fetch-mode': 'cors', 'accept': 'application/json' }
const keptAt = (answer: Response) => decodeURIComponent(answer.headers.get('location')?.split('to=')[1] ?? '')
const fieldsIn = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    .map(([, name = '', value = '']) => [name, plain(value)])
const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

test('every page forbids scripts without its nonce, framing, caching and leaking its address', async () => {
  const { browser } = await signedIn()
  const [one, two] = [await browser.get('/'), await browser.get('/')]
  const policy = one.headers.get('content-security-policy') ?? ''
  for (const what of ['default-src', 'frame-ancestors', 'base-uri', 'object-src'])
    expect(policy).toContain(`${what} 'none'`)
  expect(policy).toContain(`form-action 'self'`)
  expect(policy).toMatch(/script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'(;|$)/)
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toBe(two.headers.get('content-security-policy'))
  expect(Object.fromEntries(one.headers)).toMatchObject({
    'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
  })
  expect(one.headers.get('strict-transport-security')).toBeNull()
  const tls = await browser.get('/', { headers: { 'x-forwarded-proto': 'https' } })
  expect(tls.headers.get('strict-transport-security')).toContain('max-age=')
})

test('a form from our own page is taken; one that is forged, or carries no token or another’s, is not', async () => {
  const { browser, csrf } = await signedIn()
  const other = await signedIn('administrator')
  expect((await browser.post('/things', { csrf, name: 'x' })).status).toBe(303)
  const attempts: [Record<string, string>, Record<string, string>][] = [
    [{ csrf }, { 'sec-fetch-site': 'cross-site' }],
    [{ csrf }, { 'sec-fetch-site': 'same-site' }],
    [{ csrf }, { 'sec-fetch-site': 'none', 'origin': 'https://evil.example' }],
    [{}, { 'sec-fetch-site': 'none', 'origin': 'null' }],
    [{ csrf: other.csrf }, { 'sec-fetch-site': 'none' }],
    [{ csrf: `${csrf.slice(0, -2)}AA` }, { 'sec-fetch-site': 'none' }],
  ]
  for (const [fields, headers] of attempts)
    expect((await browser.post('/things', fields, { headers })).status).toBe(403)
  expect(world.received).toHaveLength(1)
})

test('a refused form and a pace that is too fast leave a line each, with an id and nothing of what was sent', async () => {
  const { browser, csrf } = await signedIn()
  world.lines.length = 0
  await browser.post('/things', { csrf, name: 'Maisie' }, { headers: { 'sec-fetch-site': 'cross-site' } })
  await browser.post('/things', { name: 'Maisie' }, { headers: { 'sec-fetch-site': 'none' } })
  await browser.post('/things', { csrf: 'of another', name: 'Maisie' }, { headers: { 'sec-fetch-site': 'none' } })
  for (let n = 0; n < 6; n++) await browser.post('/people/search', { csrf, name: 'Maisie' })
  const lines: unknown[] = world.lines.map(line => JSON.parse(line))
  expect(lines).toMatchObject([
    ...['another site', 'no token', 'token of another page'].map(why =>
      ({ msg: 'a form was refused', why, staffId: staff.officer, route: '/things', method: 'POST' })),
    { msg: 'too many requests', what: 'search', most: 3, who: staff.officer },
  ])
  expect(world.lines.join()).not.toMatch(/Maisie|evil|csrf/)
  world.lines.length = 0
  const from = { headers: { 'x-forwarded-for': '198.51.100.9' } }
  for (let n = 0; n < 22; n++) await world.browser().get('/sign-in/start/demo', from)
  expect(world.lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ msg: 'too many requests', what: 'signIn' }])
  expect(world.lines.join()).not.toContain('198.51')
})

test('scripts send the token as a header, streams in the address, files in the form', async () => {
  const { browser, csrf } = await signedIn()
  const send = async (path: string, body: string | FormData, headers: Record<string, string> = {}) =>
    (await browser.request('POST', path, { body, headers })).status
  const json = { ...scriptHeaders, 'content-type': 'application/json' }
  expect(await send('/upload', '{"a":1}', { ...json, 'x-csrf': csrf })).toBe(200)
  expect(await send('/upload', '{"a":1}', json)).toBe(403)
  expect(await send(`/upload?csrf=${csrf}`, 'a,b\n', { 'content-type': 'multipart/form-data; boundary=x' })).toBe(200)
  const files = new FormData()
  files.set('csrf', csrf)
  files.append('roles', 'one')
  files.append('roles', 'two')
  expect(await send('/things', files)).toBe(303)
  expect(world.received[0]?.['roles']).toEqual(['one', 'two'])
})

test('work that arrives after a time-out is kept, and sent by its author after signing in', async () => {
  const { browser, csrf } = await signedIn()
  world.clock.at = new Date('2026-11-24T10:00:00Z')
  const account = 'She said "no" & left <early>'
  const typed: [string, string][] = [
    ['csrf', csrf], ['key', 'k-1'], ['account', account], ['roles', 'one'], ['roles', 'two'],
  ]
  const refused = await browser.post('/things?step=2', typed)
  expect(refused.status).toBe(303)
  expect(refused.headers.get('location')).toMatch(/^\/sign-in\?to=%2Faccount%2Fkept%2F[\w-]{43}$/)
  const { rows } = await world.admin.query<{ sealed: Buffer }>('select sealed from kept_post')
  expect(rows[0]?.sealed.toString('latin1')).not.toContain('She said')
  const { path } = await browser.open(refused.headers.get('location') ?? '')
  const chosen = await browser.post(path, { subject: 'officer' })
  const { html } = await browser.open(chosen.headers.get('location') ?? '')
  expect(html).toContain('Your work was kept')
  expect(html).toContain('action="/things?step=2"')
  const fields = fieldsIn(html)
  expect(fields.find(([name]) => name === 'csrf')?.[1]).not.toBe(csrf)
  expect((await browser.post('/things?step=2', fields)).status).toBe(303)
  expect(world.received[0]).toMatchObject({ key: ['k-1'], account: [account], roles: ['one', 'two'] })
})

test('kept work is shown to nobody but its author, in their browser, for an hour', async () => {
  const { browser, csrf } = await signedIn()
  world.clock.at = new Date('2026-11-24T10:00:00Z')
  const kept = keptAt(await browser.post('/things', { csrf, account: 'Private' }))
  const colleague = await browser.signIn('administrator', kept)
  expect(colleague.page.status).toBe(404)
  expect(colleague.html).not.toContain('Private')
  const elsewhere = await signedIn()
  expect((await elsewhere.browser.get(kept)).status).toBe(404)
  world.clock.at = new Date('2026-11-24T10:59:00Z')
  expect((await browser.signIn('officer', kept)).html).toContain('value="Private"')
  world.clock.at = new Date('2026-11-24T11:01:00Z')
  expect((await browser.get(kept)).status).toBe(404)
})

test('names of files are kept, so that a person knows what to attach again', async () => {
  const { browser, csrf } = await signedIn()
  world.clock.at = new Date('2026-11-24T10:00:00Z')
  const form = new FormData()
  form.set('csrf', csrf)
  form.set('note', 'See the letter')
  form.set('letter', new File(['x'], 'letter.pdf'))
  const kept = keptAt(await browser.request('POST', '/things', { body: form }))
  const { html } = await browser.signIn('officer', kept)
  expect(html).toContain('letter.pdf')
  expect(html).toContain('enctype="multipart/form-data"')
  expect(html).toContain('value="See the letter"')
})

test('a form that other sites send without a session is not kept', async () => {
  const browser = world.browser()
  const answer = await browser.post('/things', { a: 'b' }, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(answer.headers.get('location')).toBe('/sign-in?to=%2F')
})

test('a page that grew old in a second window offers its form again with nothing lost', async () => {
  const { browser, csrf } = await signedIn()
  const { path } = await browser.open('/sign-in/start/demo')
  const chosen = await browser.post(path, { subject: 'officer' })
  await browser.open(chosen.headers.get('location') ?? '')
  const stale = await browser.post('/things', { csrf, account: 'Long text' })
  expect(stale.status).toBe(409)
  expect(world.received).toHaveLength(0)
  await browser.post('/things', fieldsIn(await stale.text()))
  expect(world.received[0]).toMatchObject({ account: ['Long text'] })
})

test('scripts of a page that was signed out are told so instead of being sent elsewhere', async () => {
  const browser = world.browser()
  for (const headers of [scriptHeaders, { ...scriptHeaders, 'x-live': '1' }]) {
    const answer = await browser.get('/', { headers })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ problem: 'signed out', signIn: '/sign-in' })
  }
})

test('too many searches wait, and what was typed stays', async () => {
  const { browser, csrf } = await signedIn()
  const search = () => browser.post('/people/search', { csrf, name: 'Ann' })
  for (let n = 0; n < 3; n++) expect((await search()).status).toBe(303)
  const slow = await search()
  expect(slow.status).toBe(429)
  expect(Number(slow.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await slow.text()).toContain('value="Ann"')
  world.clock.at = new Date('2026-11-24T09:01:00Z')
  expect((await search()).status).toBe(303)
})

test('sign-ins are counted by the address that the trusted proxy saw, not by what the caller claims', async () => {
  const start = async (chain: string) =>
    (await world.browser().get('/sign-in/start/demo', { headers: { 'x-forwarded-for': chain } })).status
  for (let n = 0; n < 20; n++) expect(await start(`192.0.2.${n}, 198.51.100.7`)).toBe(303)
  expect(await start('192.0.2.99, 198.51.100.7')).toBe(429)
  expect(await start('198.51.100.8')).toBe(303)
  const guess = async () => (await world.browser().get('/sign-in/callback?state=x&code=y')).status
  for (let n = 0; n < 3; n++) expect(await guess()).toBe(403)
  expect(await guess()).toBe(429)
  const { rows } = await world.admin.query<{ bucket: string }>('select bucket from rate_limit')
  expect(rows.map(row => row.bucket).join()).not.toContain('198.51')
})

test('a body that is too large is refused before it is read', async () => {
  const { browser, csrf } = await signedIn()
  const large = await browser.post('/things', { csrf, account: 'a'.repeat(3_000_000) })
  expect(large.status).toBe(413)
  expect(world.received).toHaveLength(0)
})

test('what breaks shows and logs an id, and nothing personal', async () => {
  const { browser } = await signedIn()
  const page = await browser.get('/breaks')
  const html = await page.text()
  expect(page.status).toBe(500)
  expect(page.headers.get('content-security-policy')).toContain('default-src')
  const id = /<code>([0-9a-f-]{36})<\/code>/.exec(html)?.[1] ?? 'none'
  expect(world.lines.some(line => line.includes(id) && line.includes('signInWorld.tsx'))).toBe(true)
  expect(`${html}${world.lines.join()}`).not.toMatch(/Maisie|Example Street/)
})

test('without the database, a page says so and a form keeps everything that was typed', async () => {
  const { browser, csrf } = await signedIn()
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const fail = () => Promise.reject(away)
  const gone = { ...world.kernel, db: { ...world.kernel.db, service: fail, as: fail } }
  const meanwhile = browserOn({ ...world.gate, kernel: gone }, world.idpRoutes)
  for (const [name, value] of browser.cookies) meanwhile.cookies.set(name, value)
  const page = await meanwhile.get('/')
  expect(page.status).toBe(503)
  expect(page.headers.get('retry-after')).toBe('5')
  const html = await (await meanwhile.post('/things', { csrf, account: 'Long text' })).text()
  expect(html).toContain('What you typed is safe')
  expect((await meanwhile.get('/', { headers: scriptHeaders })).status).toBe(503)
  expect((await browser.post('/things', fieldsIn(html))).status).toBe(303) // the database is back
  expect(world.received[0]).toMatchObject({ account: ['Long text'] })
})

test.each([
  ['the server refuses', { code: 'ECONNREFUSED', syscall: 'connect' }, true],
  ['the server shuts down', { code: '57P01' }, true],
  ['its socket is gone', { code: 'ENOENT', syscall: 'connect' }, true],
  ['a connection fails', { code: '08006' }, true],
  ['a file is missing', { code: 'ENOENT', syscall: 'open' }, false],
  ['a rule is violated', { code: '23505' }, false],
])('the database is away when %s: %o', (_, fields, expected) => {
  expect(isDatabaseAway(Object.assign(new Error('x'), fields))).toBe(expected)
})

test('a token opens the interface for systems, within its scopes, until it is revoked or runs out', async () => {
  const made = {
    partnershipId, staffId: staff.officer, role: 'neighbourhood_officer', title: 'Records system',
    createdBy: staff.administrator,
  }
  const expiresAt = new Date('2026-12-01T00:00:00Z')
  const { id, token } = await createApiToken(world.kernel, { ...made, scopes: ['things:read'], expiresAt })
  const narrow = await createApiToken(world.kernel, { ...made, scopes: [], expiresAt })
  const ask = (bearer: string) => world.browser().get('/api/things', { headers: { authorization: `Bearer ${bearer}` } })
  expect(await (await ask(token)).json()).toEqual({ role: 'neighbourhood_officer' })
  expect((await ask(narrow.token)).status).toBe(403)
  for (const wrong of ['', 'kith_x', token.slice(0, -1)]) expect((await ask(wrong)).status).toBe(401)
  const { browser } = await signedIn()
  expect((await browser.get('/api/things')).status).toBe(401) // a cookie opens nothing here
  world.clock.at = expiresAt
  expect((await ask(token)).status).toBe(401)
  world.clock.at = new Date('2026-11-24T09:00:00Z')
  expect(await revokeApiToken(world.kernel, { partnershipId, id })).toBe(true)
  expect((await ask(token)).status).toBe(401)
  const { rows } = await world.admin.query('select * from api_token')
  expect(JSON.stringify(rows)).not.toContain(token)
})

test.each([
  ['/people/1?tab=2', '/people/1?tab=2'], ['//evil.example', '/'], ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-out', '/'], ['/sign-in?to=/', '/'], ['javascript:alert(1)', '/'], ['/a\nb', '/'], [undefined, '/'],
])('after signing in, %j leads to %j', (asked, expected) => {
  expect(returnPath(asked)).toBe(expected)
})

test('the hidden fields of a page that is offered again cannot break out of it', async () => {
  const { browser } = await signedIn()
  const page = await browser.post('/things', { '"><script>': '"><script>alert(1)</script>' })
  const html = await page.text()
  expect(html).not.toContain('<script>')
  expect(csrfIn(html)).not.toBe('')
})
