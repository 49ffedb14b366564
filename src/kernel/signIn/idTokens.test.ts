import { constants, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { browserOn, signInWorld } from '../../../tests/signInWorld.tsx'

const world = await signInWorld()
afterAll(() => world.end())

type Claims = Record<string, unknown>
type Token = (claims: Claims, idToken: string) => string

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(head: Claims & { alg: string }, claims: Claims, key: KeyObject): string {
  const text = `${encoded(head)}.${encoded(claims)}`
  const hash = `sha${head.alg.slice(2)}`
  const padding = head.alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  const way = head.alg.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : padding
  return `${text}.${sign(hash, Buffer.from(text), { key, ...way }).toString('base64url')}`
}

const usual: Token = claims => signed({ alg: 'RS256', kid: 'ours' }, claims, rsa.privateKey)
const change = { token: usual, secondFactors: undefined as readonly string[] | undefined }
beforeEach(async () => {
  change.token = usual
  world.lines.length = 0
  await world.admin.query('delete from rate_limit')
})

const demo = world.gate.demo ?? (() => { throw new Error('no demo') })
const announced = ['RS256', 'RS512', 'PS256', 'ES256', 'HS256', 'none']

/** The demo's provider with keys of the test beside its own, whose ID tokens a test may change. */
const provider: typeof demo = async at => {
  const given = await demo(at)
  const fetch: typeof given.fetch = async (url, options) => {
    const answer = await given.fetch?.(url, options)
    const body = Object(await answer?.json())
    if (url.endsWith('openid-configuration')) return Response.json({ ...body, id_token_signing_alg_values_supported: announced })
    if (url.endsWith('/jwks')) {
      return Response.json({ keys: [...body.keys, { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'ours' },
        { ...elliptic.publicKey.export({ format: 'jwk' }), kid: 'elliptic' }] })
    }
    if (typeof body.id_token !== 'string') return Response.json(body, { status: answer?.status ?? 500 })
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString())
    return Response.json({ ...body, id_token: change.token(claims, body.id_token) })
  }
  return { ...given, fetch }
}

async function signIn(secondFactors?: readonly string[], providerHours = 12) {
  const settings = { ...world.settings, secondFactors, providerHours }
  const browser = browserOn({ ...world.gate, settings, demo: provider }, world.idpRoutes)
  const { page, html } = await browser.signIn('officer')
  return { status: page.status, html, isIn: browser.cookies.has('__Host-kith') }
}

test.each<[string, Token]>([
  ['by RS256', usual],
  ['by PS256', claims => signed({ alg: 'PS256', kid: 'ours' }, claims, rsa.privateKey)],
  ['by ES256', claims => signed({ alg: 'ES256', kid: 'elliptic' }, claims, elliptic.privateKey)],
])('an ID token that is signed %s with a key of the provider signs in', async (_, token) => {
  change.token = token
  expect(await signIn()).toMatchObject({ isIn: true, status: 200 })
})

const withSecret = (claims: Claims) => {
  const text = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`
  return `${text}.${createHmac('sha256', 'kith').update(text).digest('base64url')}`
}
const strangersKey = stranger.publicKey.export({ format: 'jwk' })

test.each<[string, Token]>([
  ['whose words were changed', (claims, idToken) => idToken.split('.').with(1, encoded({ ...claims, sub: 'officer' , x: 1 })).join('.')],
  ['that a stranger signed', claims => signed({ alg: 'RS256', kid: 'ours' }, claims, stranger.privateKey)],
  ['that nobody signed', claims => `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
  ['signed with a shared secret', withSecret],
  ['whose signature was cut off', (_, idToken) => `${idToken.split('.').slice(0, 2).join('.')}.`],
  ['that names a key which the provider does not', claims => signed({ alg: 'RS256', kid: 'other' }, claims, rsa.privateKey)],
  ['of another audience', claims => usual({ ...claims, aud: 'somebody-else' }, '')],
  ['of another issuer', claims => usual({ ...claims, iss: 'https://evil.example' }, '')],
  ['that has run out', claims => usual({ ...claims, exp: 1 }, '')],
])('an ID token %s signs nobody in', async (_, token) => {
  change.token = token
  expect(await signIn()).toMatchObject({ isIn: false, status: 403 })
})

test('an ID token by an algorithm that is not on our list signs nobody in, though the provider announces it', async () => {
  change.token = claims => signed({ alg: 'RS512', kid: 'ours' }, claims, rsa.privateKey)
  expect(await signIn()).toMatchObject({ isIn: false, status: 403 })
})

test.each<[string, Claims]>([
  ['lies in it', { jwk: strangersKey }],
  ['lies at an address that it names', { jku: 'https://evil.example/keys', x5u: 'https://evil.example/certificate' }],
])('an ID token is never checked by a key that %s', async (_, head) => {
  change.token = claims => signed({ alg: 'RS256', kid: 'ours', ...head }, claims, stranger.privateKey)
  expect(await signIn()).toMatchObject({ isIn: false, status: 403 })
})

test.each<[string, Claims, boolean]>([
  ['amr names it', { amr: ['pwd', 'mfa'] }, true],
  ['acr names it', { acr: 'urn:example:two' }, true],
  ['neither is there', {}, false],
  ['they name something else', { amr: ['pwd'], acr: '0' }, false],
  ['amr is a text', { amr: 'mfa' }, false],
])('where a second factor is demanded, somebody is signed in only if the provider names it: %s', async (_, more, isIn) => {
  change.token = claims => usual({ ...claims, ...more }, '')
  expect(await signIn(['mfa', 'urn:example:two'])).toMatchObject({ isIn, status: isIn ? 200 : 403 })
  expect(world.lines.join()).toContain(isIn ? '"signed in"' : 'the provider names no second factor')
})

test('how somebody proved who they are is in the log, without anything that is no name of a way', async () => {
  change.token = claims => usual({ ...claims, amr: ['pwd', 'otp', 'Maisie Example', 7], acr: 'Maisie Example' }, '')
  expect(await signIn()).toMatchObject({ isIn: true })
  const line = world.lines.map((text): unknown => JSON.parse(text)).find(one => Object(one).msg === 'signed in')
  expect(line).toMatchObject({ provider: 'demo', amr: ['pwd', 'otp'] })
  expect(world.lines.join()).not.toContain('Maisie')
})

const now = () => Math.floor(Date.now() / 1000)

test.each<[string, (claims: Claims) => Claims, number, boolean]>([
  ['an hour ago', claims => ({ ...claims, auth_time: now() - 3600 }), 12, true],
  ['thirteen hours ago', claims => ({ ...claims, auth_time: now() - 13 * 3600 }), 12, false],
  ['nobody knows when', claims => ({ ...claims, auth_time: undefined }), 12, false],
  ['thirteen hours ago, where it is not asked', claims => ({ ...claims, auth_time: now() - 13 * 3600 }), 0, true],
])('a session rests on a proof of this working day: %s', async (_, aged, hours, isIn) => {
  change.token = claims => usual(aged(claims), '')
  expect(await signIn(undefined, hours)).toMatchObject({ isIn, status: isIn ? 200 : 403 })
})
