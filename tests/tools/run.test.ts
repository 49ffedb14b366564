import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startCluster, stopOrphan } from '../../src/kernel/cluster.ts'

const tool = fileURLToPath(new URL('../../tools/run.mjs', import.meta.url))
const dataTool = fileURLToPath(new URL('../../tools/data.ts', import.meta.url))
let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kith-run-test-'))
  chmodSync(data, 0o755)
})

afterEach(async () => {
  await stopOrphan(join(data, 'db'))
  rmSync(data, { recursive: true, force: true })
})

function run(file: string, args: string[], more: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, KITH_DATA: data, DATABASE_URL: '', KITH_ENV: '', ...more }
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test.each([[[]], [['dance']], [['toString']]])('an unknown task %j shows how to use the command', args => {
  expect(run(tool, args)).toMatchObject({ status: 2, said: expect.stringContaining('npm start') })
})

test.each([
  [['start', '--frseh'], 'does not know "--frseh"'],
  [['start', '--port', 'nine'], '--port needs a number'],
  [['start', '--port=70000'], '--port needs a number'],
  [['start', '--scale'], '--scale needs a number'],
  [['bench', 'nothing-of-the-kind'], 'npm run bench -- <name>'],
])('%j is refused before anything is done', (args, words) => {
  expect(run(tool, args)).toMatchObject({ status: 1, said: expect.stringContaining(words) })
})

test('stop ends a database that was left behind, and says when nothing runs', async () => {
  expect(run(tool, ['stop']).said).toContain('Kith is not running.')
  const cluster = await startCluster({ directory: join(data, 'db'), durable: true })
  expect(cluster.url('postgres')).toContain('host=')
  expect(run(tool, ['stop'])).toMatchObject({ status: 0, said: expect.stringContaining('its database was, and has stopped') })
  await cluster.stop()
})

test('stop ends the app, and leaves alone another program that has its number', async () => {
  const program = join(data, 'main.ts')
  writeFileSync(program, 'setInterval(() => {}, 1000)')
  const app = spawn(process.execPath, [program], { stdio: 'ignore' })
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const ended = new Promise(resolve => { app.once('exit', (_, signal) => { resolve(signal) }) })
  writeFileSync(join(data, 'kith.pid'), String(other.pid))
  expect(run(dataTool, ['stop']).said).toContain('Kith is not running.')
  expect(other.exitCode).toBe(null)
  writeFileSync(join(data, 'kith.pid'), String(app.pid))
  // Not awaited synchronously: the ended app stays in the process table until this process has heard of it.
  const stopping = spawn(process.execPath, [dataTool, 'stop'], { env: { ...process.env, KITH_DATA: data }, stdio: 'ignore' })
  expect(await ended).toBe('SIGTERM')
  expect(await new Promise(resolve => { stopping.once('exit', resolve) })).toBe(0)
  expect(existsSync(join(data, 'kith.pid'))).toBe(false)
  expect(other.signalCode).toBe(null)
  other.kill()
})

test('--fresh wipes what is Kith’s in its data folder and nothing else', async () => {
  await (await startCluster({ directory: join(data, 'db'), durable: true })).stop()
  mkdirSync(join(data, 'files'))
  writeFileSync(join(data, 'letter.txt'), 'not ours')
  expect(run(dataTool, ['wipe'])).toMatchObject({ status: 0, said: expect.stringContaining(`wiping the demo in ${data}`) })
  expect(['db', 'files', 'letter.txt'].filter(name => existsSync(join(data, name)))).toEqual(['letter.txt'])
})

test.each([
  ['in production', { KITH_ENV: 'production' }, 'in production nothing is wiped'],
  ['with DATABASE_URL', { DATABASE_URL: 'postgresql://elsewhere/kith' }, 'DATABASE_URL'],
])('--fresh is refused %s', async (_, settings, words) => {
  await (await startCluster({ directory: join(data, 'db'), durable: true })).stop()
  expect(run(dataTool, ['wipe'], settings)).toMatchObject({ status: 1, said: expect.stringContaining(words) })
  expect(existsSync(join(data, 'db', 'PG_VERSION'))).toBe(true)
})
