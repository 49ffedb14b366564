import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startCluster, stopOrphan } from '../../src/kernel/cluster.ts'

const driver = new URL('../../src/kernel/cluster.ts', import.meta.url).href
let home: string, data: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-cluster-test-'))
  chmodSync(home, 0o755)
  data = join(home, 'db')
})

afterEach(async () => {
  await stopOrphan(data)
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function ask(url: string, text: string): Promise<unknown> {
  const client = new Client(url)
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows[0]
}

/** A second process that starts the cluster, writes a row, says so, and waits. */
async function startInAnotherProcess(options = `{ directory: ${JSON.stringify(data)}, durable: true }`): Promise<ChildProcess> {
  const program = `
    const { startCluster } = await import(${JSON.stringify(driver)})
    const cluster = await startCluster(${options})
    console.log(cluster.reused ? 'reused' : 'started', cluster.url('postgres'))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  child.stdout.removeAllListeners()
  heard.set(child, String(said).trim())
  return child
}
const heard = new Map<ChildProcess, string>()

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const lockedPid = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])

test('a cluster keeps its data from one start to the next, and leaves no socket', async () => {
  const first = await startCluster({ directory: data, durable: true })
  const socket = new URL(first.url('postgres')).searchParams.get('host') ?? ''
  expect(Buffer.byteLength(join(socket, '.s.PGSQL.5432'))).toBeLessThan(104)
  await ask(first.url('postgres'), 'create table kept as select 7 as seven')
  await first.stop()
  expect(existsSync(socket)).toBe(false)

  const second = await startCluster({ directory: data, durable: true })
  expect(second.reused).toBe(false)
  expect(await ask(second.url('postgres'), 'select seven from kept')).toEqual({ seven: 7 })
  expect(await ask(second.url('postgres'), `select current_setting('fsync') as fsync, current_setting('jit') as jit`))
    .toEqual({ fsync: 'on', jit: 'off' })
  await second.stop()
})

test('after kill -9 of the app its server is found and used again, and nothing is lost', async () => {
  const app = await startInAnotherProcess()
  const url = heard.get(app)?.split(' ')[1] ?? ''
  await ask(url, 'create table kept as select 7 as seven')
  const pid = lockedPid()
  await kill(app)
  const again = await startCluster({ directory: data, durable: true })
  expect(again.reused).toBe(true)
  expect(lockedPid()).toBe(pid)
  expect(await ask(again.url('postgres'), 'select seven from kept')).toEqual({ seven: 7 })
  await again.stop()
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false)
})

test('after kill -9 of the server too, it starts anew and nothing is lost', async () => {
  const app = await startInAnotherProcess()
  await ask(heard.get(app)?.split(' ')[1] ?? '', 'create table kept as select 7 as seven')
  process.kill(lockedPid(), 'SIGKILL')
  await kill(app)
  const again = await startCluster({ directory: data, durable: true })
  expect(await ask(again.url('postgres'), 'select seven from kept')).toEqual({ seven: 7 })
  await again.stop()
})

test('a lock whose number now belongs to another program does not stop the start', async () => {
  const first = await startCluster({ directory: data, durable: true })
  const lock = readFileSync(join(data, 'postmaster.pid'), 'utf8')
  await first.stop()
  writeFileSync(join(data, 'postmaster.pid'), [process.pid, ...lock.split('\n').slice(1)].join('\n'), { mode: 0o644 })
  const second = await startCluster({ directory: data, durable: true })
  expect(second.reused).toBe(false)
  expect(await ask(second.url('postgres'), 'select 1 as one')).toEqual({ one: 1 })
  await second.stop()
})

test('a live server whose socket was tidied away is stopped and started anew', async () => {
  const app = await startInAnotherProcess()
  const pid = lockedPid()
  rmSync(new URL(heard.get(app)?.split(' ')[1] ?? '').searchParams.get('host') ?? '', { recursive: true })
  await kill(app)
  const again = await startCluster({ directory: data, durable: true })
  expect(lockedPid()).not.toBe(pid)
  expect(await ask(again.url('postgres'), 'select 1 as one')).toEqual({ one: 1 })
  await again.stop()
})

test('two processes that start the same folder at once share one server', async () => {
  const apps = await Promise.all([startInAnotherProcess(), startInAnotherProcess()])
  expect(apps.map(app => heard.get(app)?.split(' ')[1])).toEqual(Array(2).fill(heard.get(apps[0])?.split(' ')[1]))
  expect(new Set(apps.map(app => heard.get(app)?.split(' ')[0]))).toEqual(new Set(['reused', 'started']))
  await Promise.all(apps.map(kill))
})

test('what an interrupted first start left behind is not taken for a database', async () => {
  const failing = spawn(process.execPath, ['--input-type=module', '-e', `
    const { startCluster } = await import(${JSON.stringify(driver)})
    startCluster({ directory: ${JSON.stringify(data)}, durable: true })`], { stdio: 'ignore' })
  for (let waited = 0; !readdirSync(home).some(name => name.startsWith('db-new-')) && waited < 500; waited += 1)
    await new Promise(later => { setTimeout(later, 10) })
  await kill(failing)
  const cluster = await startCluster({ directory: data, durable: true })
  expect(await ask(cluster.url('postgres'), 'select 1 as one')).toEqual({ one: 1 })
  await cluster.stop()
  expect(readdirSync(home).sort()).toEqual(['db', 'db.log'])
})

test('a throw-away cluster whose run was killed is swept up by the next run', async () => {
  const run = await startInAnotherProcess('{ durable: false }')
  await kill(run)
  const url = heard.get(run)?.split(' ')[1] ?? ''
  expect(await ask(url, 'select 1 as one')).toEqual({ one: 1 })
  const next = await startCluster({ durable: false })
  await expect(ask(url, 'select 1 as one')).rejects.toThrow(/ENOENT|ECONNREFUSED/)
  await next.stop()
})

test('nothing of a failed statement is written to the server’s log', async () => {
  const cluster = await startCluster({ directory: data, durable: true })
  await ask(cluster.url('postgres'), 'create table child (name text primary key)')
  await ask(cluster.url('postgres'), `insert into child values ('CANARY')`)
  await expect(ask(cluster.url('postgres'), `insert into child values ('CANARY')`)).rejects.toThrow(/duplicate/)
  await cluster.stop()
  expect(readFileSync(`${data}.log`, 'utf8')).toContain('duplicate key')
  expect(readFileSync(`${data}.log`, 'utf8')).not.toContain('CANARY')
})
