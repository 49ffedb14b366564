import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, SettingsMissing } from './settings.ts'

const complete = {
  KITH_ENV: 'production', DATABASE_URL: 'postgresql://owner@db/kith?sslmode=verify-full', KITH_SECRET: 'x'.repeat(48),
  KITH_ORIGIN: 'https://kith.example.org', KITH_OIDC_ISSUER: 'https://login.example.org', KITH_OIDC_CLIENT_ID: 'kith',
  KITH_OIDC_SECRET: 'of the provider', KITH_SECOND_FACTOR: 'mfa, urn:example:two', KITH_SCAN_COMMAND: 'none',
}

function missingFrom(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsMissing) return error.missing.map(line => line.split(/[ :]/)[0] ?? '')
    throw error
  }
}

test('production lists everything that is missing at once', () => {
  expect(missingFrom({ KITH_ENV: 'production' }).toSorted()).toEqual(
    ['DATABASE_URL', 'KITH_OIDC_CLIENT_ID', 'KITH_OIDC_ISSUER', 'KITH_OIDC_SECRET', 'KITH_ORIGIN',
      'KITH_SCAN_COMMAND', 'KITH_SECOND_FACTOR', 'KITH_SECRET'])
})

test('production starts when its settings are complete', () => {
  const settings = readSettings(complete)
  expect(settings).toMatchObject({ production: true, origin: complete.KITH_ORIGIN, idleMinutes: 30, absoluteHours: 12 })
  expect(settings.secondFactors).toEqual(['mfa', 'urn:example:two'])
  expect(readSettings({ ...complete, KITH_SECOND_FACTOR: 'provider' }).secondFactors).toBeUndefined()
})

test.each([
  ['on another machine without TLS', 'postgresql://owner@db.example.org/kith', false],
  ['by TLS that believes any certificate', 'postgresql://owner@db.example.org/kith?sslmode=require', false],
  ['by TLS that does not look at the name', 'postgresql://owner@db.example.org/kith?sslmode=verify-ca', false],
  ['on another machine that a parameter names', 'postgresql://owner@localhost/kith?host=db.example.org', false],
  ['by TLS with a certificate of its name', 'postgresql://owner@db.example.org/kith?sslmode=verify-full', true],
  ['on this machine', 'postgresql://owner@127.0.0.1:5432/kith', true],
  ['by a socket', 'postgresql://owner@/kith?host=/run/postgresql', true],
  ['by a socket that stands in the address', 'postgresql://owner@%2Frun%2Fpostgresql/kith', true],
])('in production the database is reached safely or not at all: %s', (_, DATABASE_URL, safely) => {
  expect(missingFrom({ ...complete, DATABASE_URL })).toEqual(safely ? [] : ['DATABASE_URL'])
})

test.each([
  ['an origin without TLS', { KITH_ORIGIN: 'http://kith.example.org' }, 'KITH_ORIGIN'],
  ['an origin with a path', { KITH_ORIGIN: 'https://example.org/kith' }, 'KITH_ORIGIN'],
  ['a short secret', { KITH_SECRET: 'short' }, 'KITH_SECRET'],
  ['a provider without TLS', { KITH_OIDC_ISSUER: 'http://login.example.org' }, 'KITH_OIDC_ISSUER'],
  ['a number of proxies that is none', { KITH_TRUST_PROXY: 'yes' }, 'KITH_TRUST_PROXY'],
  ['a witness without TLS', { KITH_WITNESSES: 'w.example+0123abcd+AAAA http://w.example' }, 'KITH_WITNESSES'],
  ['a misspelt kind', { KITH_ENV: 'prod', KITH_TRUST_PROXY: '0' }, 'KITH_ENV'],
])('production refuses %s', (_, wrong, name) => {
  expect(missingFrom({ ...complete, ...wrong })).toEqual([name])
})

test.each(['https://w.example', 'http://localhost:8090', 'http://127.0.0.1'])('production takes a witness at %s', address => {
  expect(missingFrom({ ...complete, KITH_WITNESSES: `w.example+0123abcd+AAAA ${address}` })).toEqual([])
})

test('the demo needs no settings', () => {
  expect(readSettings({})).toMatchObject({ production: false, origin: undefined, firstProvider: undefined })
})

test('a secret is read from the file that is named, and an unreadable file is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-settings-'))
  writeFileSync(join(folder, 'secret'), `${'s'.repeat(40)}\n`)
  writeFileSync(join(folder, 'police'), 'of the police\n')
  const settings = readSettings({
    KITH_SECRET_FILE: join(folder, 'secret'), KITH_OIDC_SECRET_NORTH_POLICE_FILE: join(folder, 'police'),
  })
  expect(settings.secret).toBe('s'.repeat(40))
  expect(settings.providerSecret('north-police')).toBe('of the police')
  expect(settings.providerSecret('other')).toBeUndefined()
  expect(missingFrom({ KITH_SECRET_FILE: join(folder, 'absent') })).toEqual(['KITH_SECRET_FILE'])
})

test('the words about what is missing never repeat a secret', () => {
  expect(() => readSettings({ ...complete, KITH_SECRET: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'))
})
