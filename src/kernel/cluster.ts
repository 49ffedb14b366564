import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync,
  realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { answers, readLock, releaseLock, serves, signal, until, type Running } from './serverProcess.ts'
import { findServerBinaries } from './serverBinaries.ts'

/** A private PostgreSQL: a Unix socket in a folder of its own, no TCP port, no password. */
export type Cluster = { url: (database: string) => string; stop: () => Promise<void>; reused: boolean }
export type ClusterOptions = { directory?: string; durable: boolean }

const isRoot = process.getuid?.() === 0
/** PostgreSQL refuses to run as root, so root lends it the identity of `nobody`. */
const nobody = { uid: 65534, gid: 65534 }
const throwAway = `kith-run-${process.getuid?.() ?? 0}-`
const checkout = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Where the demo keeps everything: KITH_DATA, or `.data` in the checkout. The database lies in `db` beneath it.
 * Root's database belongs to `nobody`, who often may not enter the checkout (root's home is 0700), so root's
 * default is a folder of /var/lib, one for each checkout. (/var/tmp would be tidied away after thirty days.)
 */
export function dataDirectory(): string {
  const chosen = process.env['KITH_DATA']
  if (chosen !== undefined && chosen !== '') return resolve(chosen)
  if (!isRoot) return join(checkout, '.data')
  const mark = createHash('sha256').update(checkout).digest('hex').slice(0, 12)
  return join('/var/lib/kith', `${basename(checkout)}-${mark}`)
}

/**
 * Starts the cluster of `directory`, or takes over the one that a killed process left running.
 * Without a directory it is for one run: its files go when it stops.
 */
export async function startCluster({ directory, durable }: ClusterOptions): Promise<Cluster> {
  if (directory === undefined) await sweepThrowAway()
  const home = directory === undefined ? mkdtempSync(join(temporaryFolder(), throwAway)) : undefined
  if (home !== undefined) {
    lend(home)
    writeFileSync(join(home, 'owner'), String(process.pid))
  }
  const data = resolve(directory ?? join(home ?? '', 'db'))
  try {
    const { server, reused } = await takeOverOrLaunch(data, { durable, home })
    return clusterOf(server, data, { reused, home })
  } catch (error) {
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
    throw error
  }
}

type Wanted = { durable: boolean; home: string | undefined }

async function takeOverOrLaunch(data: string, wanted: Wanted): Promise<{ server: Running; reused: boolean }> {
  for (const giveUpAt = Date.now() + 20_000; ; await sleep(200)) {
    const found = await findRunning(data)
    if (found) return { server: found, reused: true }
    await makeDataFolder(data)
    const started = await launch(data, wanted)
    if (started) return { server: started, reused: false }
    // Worth another try: someone starts the same folder this moment, or a killed server's children are not all gone.
    const words = lastWords(data)
    const passes = /already exists|still in use/.test(words)
    if (!passes || Date.now() > giveUpAt) throw new Error(`PostgreSQL did not start.\n${words}`)
  }
}

/** Stops a server that a killed process left behind; says whether there was one. */
export async function stopOrphan(directory: string): Promise<boolean> {
  const data = resolve(directory)
  const found = await findRunning(data)
  if (found) await end(found, data)
  return found !== undefined
}

type Kind = { reused: boolean; home: string | undefined }

function clusterOf(server: Running, data: string, { reused, home }: Kind): Cluster {
  const atExit = () => {
    signal(server.pid, home === undefined ? 'SIGINT' : 'SIGQUIT')
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  }
  process.once('exit', atExit)
  return {
    url: database => `postgresql://owner@localhost/${database}?host=${encodeURIComponent(server.socket)}`,
    reused,
    stop: async () => {
      process.off('exit', atExit)
      await end(server, data)
      if (home !== undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

async function end(server: Running, data: string): Promise<void> {
  signal(server.pid, 'SIGINT') // PostgreSQL's "fast" shutdown: sessions are ended, everything is written
  if (!(await until(() => !serves(server.pid, data), 30_000))) {
    signal(server.pid, 'SIGQUIT')
    await until(() => !serves(server.pid, data), 10_000)
  }
  removeSocket(server.socket)
}

/** The live server of this folder, once it answers. One that nobody can reach any more is stopped. */
async function findRunning(data: string): Promise<Running | undefined> {
  for (const giveUpAt = Date.now() + 120_000; ; await sleep(20)) {
    const held = readLock(data)
    if (!held) return undefined
    if (!serves(held.pid, data)) {
      releaseLock(held, data)
      removeSocket(held.socket)
      return undefined
    }
    if (held.status === 'ready' && await answers(held.socket)) return held
    const lost = held.status === 'ready' && !existsSync(join(held.socket, '.s.PGSQL.5432')) // tidied away
    if (lost || Date.now() > giveUpAt) await end(held, data)
  }
}

async function makeDataFolder(data: string): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return
  const above = dirname(data)
  mkdirSync(above, { recursive: true, mode: 0o755 })
  mayNobodyEnter(above)
  // A folder half made (the power went, Ctrl-C) never gets the real name.
  const drafts = `${basename(data)}-new-`
  for (const name of readdirSync(above).filter(name => name.startsWith(drafts)))
    // Its initdb may still be writing, until it finds that the folder is gone.
    if (!signal(Number(name.slice(drafts.length)), 0))
      rmSync(join(above, name), { recursive: true, force: true, maxRetries: 50, retryDelay: 40 })
  const draft = join(above, `${drafts}${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  lend(draft)
  try {
    await initialise(draft)
    renameSync(draft, data)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(data, 'PG_VERSION'))) throw error // otherwise another process was quicker
  }
}

/** Meanwhile the program is read, so this does not hold it up. */
async function initialise(folder: string): Promise<void> {
  const locale = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=en_US.UTF-8'] : ['--locale=C.UTF-8']
  const options = ['-U', 'owner', '-A', 'trust', '-E', 'UTF8', ...locale, '--no-sync', '--no-instructions']
  try {
    await promisify(execFile)(join(findServerBinaries(), 'initdb'), ['-D', folder, ...options], identity())
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : ''
    const other = 'On a system without glibc (Alpine), set DATABASE_URL to a PostgreSQL 15 or later.'
    throw new Error(`PostgreSQL could not make a database. ${other}\n${words}`, { cause })
  }
}

function mayNobodyEnter(folder: string): void {
  if (!isRoot) return
  for (let path = realpathSync(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0 && statSync(path).uid !== nobody.uid) {
      const way = 'Set KITH_DATA to a folder that every user can enter, such as /var/lib/kith, or do not run as root.'
      throw new Error(`PostgreSQL will not run as root, and the user "nobody" cannot enter ${path}. ${way}`)
    }
    if (path === dirname(path)) return
  }
}

async function launch(data: string, { durable, home }: Wanted): Promise<Running | undefined> {
  const socket = home ?? makeSocketFolder()
  rmSync(`${data}.log`, { force: true })
  const log = openSync(`${data}.log`, 'a', 0o600)
  const settings = Object.entries({ ...both, ...(durable ? lasting : fleeting) })
    .flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(findServerBinaries(), 'postgres'), ['-D', data, '-k', socket, '-h', '', ...settings], {
    ...identity(), stdio: ['ignore', log, log],
    detached: true, // in a process group of its own: Ctrl-C reaches the app alone, which stops it in order
  })
  closeSync(log)
  let gone = false
  server.once('exit', () => { gone = true })
  server.once('error', () => { gone = true })
  server.unref()
  const ready = () => {
    const held = readLock(data)
    return held?.pid === server.pid && held?.status === 'ready' ? held : undefined
  }
  await until(() => gone || ready() !== undefined, 120_000)
  const running = gone ? undefined : ready()
  if (running) return running
  if (server.pid !== undefined && !gone) signal(server.pid, 'SIGQUIT')
  removeSocket(socket)
  return undefined
}

const both = {
  jit: 'off', // our queries take milliseconds; compiling them takes tens
  max_parallel_workers_per_gather: 0, // two cores shared with the app: one query must not take both
  random_page_cost: 1.1,
  // A failed statement or a violated key in the log would carry a child's name.
  log_min_error_statement: 'panic', log_error_verbosity: 'terse', log_checkpoints: 'off',
}
const lasting = {
  shared_buffers: '256MB', effective_cache_size: '1GB', work_mem: '8MB', maintenance_work_mem: '128MB',
  max_connections: 100, wal_compression: 'on', checkpoint_timeout: '15min', max_wal_size: '2GB',
}
const fleeting = {
  shared_buffers: '128MB', work_mem: '8MB', max_connections: 200,
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off',
}

const socketFolder = 'kith-s-'

function makeSocketFolder(): string {
  const folder = mkdtempSync(join(temporaryFolder(), socketFolder))
  lend(folder)
  return folder
}

/** Only a folder that we made for nothing but the socket: a lock file may name any place. */
function removeSocket(folder: string): void {
  if (basename(folder).startsWith(socketFolder)) rmSync(folder, { recursive: true, force: true })
}

/**
 * The system's temp folder, unless its path is too long or root keeps it to himself: the address of a Unix socket
 * holds 103 bytes (macOS), which is also why the socket cannot lie in the data folder.
 */
function temporaryFolder(): string {
  const fits = Buffer.byteLength(join(tmpdir(), `${throwAway}XXXXXX`, '.s.PGSQL.5432')) <= 100
  const open = !isRoot || (statSync(tmpdir()).mode & 0o001) !== 0
  return fits && open ? tmpdir() : '/tmp'
}

function lend(path: string): void {
  if (isRoot) chownSync(path, nobody.uid, nobody.gid)
}

function identity() {
  const language = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: language, TZ: 'UTC' }
  return isRoot ? { ...nobody, env, cwd: '/' } : { env, cwd: '/' }
}

/** Throw-away clusters whose test run was killed: stops them and removes their files. */
async function sweepThrowAway(): Promise<void> {
  for (const name of readdirSync(temporaryFolder()).filter(name => name.startsWith(throwAway))) {
    const home = join(temporaryFolder(), name)
    const owner = existsSync(join(home, 'owner')) ? Number(readFileSync(join(home, 'owner'), 'utf8')) : undefined
    if (owner === undefined || signal(owner, 0)) continue
    await stopOrphan(join(home, 'db'))
    rmSync(home, { recursive: true, force: true })
  }
}

function lastWords(data: string): string {
  return existsSync(`${data}.log`) ? readFileSync(`${data}.log`, 'utf8').split('\n').slice(-12).join('\n') : ''
}
