import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const admin = new Client(inject('owner'))
const name = `production_${randomUUID().replaceAll('-', '')}`
const data = mkdtempSync(join(tmpdir(), 'kith-production-'))
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${name}`)
})
afterAll(async () => {
  for (const end of ends) await end()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  rmSync(data, { recursive: true, force: true })
})

/** The server as an operator starts it, with these settings and none of ours. */
function start(settings: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const server = spawn('node', ['--import', './tools/tsx.mjs', 'src/main.ts'], {
    env: { PATH, HOME, KITH_ENV: 'production', KITH_DATA: data, ...settings }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (part: Buffer) => { said += part.toString() })
  const over = new Promise<number | null>(resolve => { server.once('exit', resolve) })
  ends.push(async () => {
    server.kill('SIGTERM')
    await over
  })
  return { said: () => said, over }
}

test('for real use, it refuses to start without its settings and names each that is missing', async () => {
  const server = start({})
  expect(await server.over).toBe(1)
  for (const setting of ['DATABASE_URL', 'KITH_SECRET', 'KITH_ORIGIN', 'KITH_OIDC_ISSUER', 'KITH_OIDC_CLIENT_ID',
    'KITH_OIDC_SECRET'])
    expect(server.said()).toContain(setting)
})

test('for real use, there are no made-up people, no demo data; the first administrator has a link', async () => {
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const port = String(20_000 + Math.floor(Math.random() * 20_000))
  const secret = 'a secret of the test, long enough to be one'
  const server = start({
    DATABASE_URL: url.href, KITH_SECRET: secret, KITH_ORIGIN: 'https://kith.test', KITH_OIDC_ISSUER: 'https://idp.test',
    KITH_OIDC_CLIENT_ID: 'kith', KITH_OIDC_SECRET: 'another', KITH_SECOND_FACTOR: 'mfa', KITH_SCAN_COMMAND: 'none', PORT: port, KITH_TRUST_PROXY: '1',
  })
  await expect.poll(server.said, { timeout: 40_000 }).toContain('https://kith.test/first-run')
  const ask = (path: string) => fetch(`http://localhost:${port}${path}`, {
    redirect: 'manual', headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'kith.test',
      accept: 'text/html' } })
  expect((await ask('/healthz')).status).toBe(200)
  const others = Object.values(networkInterfaces()).flat().find(at => at?.family === 'IPv4' && !at.internal)?.address
  if (others !== undefined) await expect(fetch(`http://${others}:${port}/healthz`)).rejects.toThrow('fetch failed')
  for (const path of ['/demo-idp/personas/x', '/demo-idp/.well-known/openid-configuration']) {
    const response = await ask(path)
    expect([303, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('Choose who to be')
  }
  const database = new Client(url.href)
  await database.connect()
  const { rows } = await database.query(
    'select (select count(*)::int from staff) as staff, (select count(*)::int from person) as people')
  await database.end()
  expect(rows).toEqual([{ staff: 0, people: 0 }])
  expect(server.said()).not.toContain(secret)
})
