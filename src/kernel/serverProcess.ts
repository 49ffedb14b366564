import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'

/** A server as its lock file (`postmaster.pid`) describes it. */
export type Running = { pid: number; socket: string; status: string }

const beyondEveryPid = 4_194_305 // Linux and macOS count less far

/**
 * PostgreSQL itself clears a lock whose process is gone, but not one whose number another program has taken since.
 * The lock keeps its other lines: by them PostgreSQL knows whether children of the dead server still write.
 */
export function releaseLock({ pid }: Running, data: string): void {
  if (!signal(pid, 0)) return
  const lock = join(data, 'postmaster.pid')
  const lines = readFileSync(lock, 'utf8').split('\n')
  if (Number(lines[0]) === pid) writeFileSync(lock, [beyondEveryPid, ...lines.slice(1)].join('\n'))
}

/** Whether a server can be spoken to at this socket. */
export async function answers(socket: string): Promise<boolean> {
  const client = new Client({ host: socket, user: 'owner', database: 'postgres', connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    const startingUp = '57P03'
    return error instanceof DatabaseError && error.code !== startingUp // full, say, and yet alive
  }
}

/** What the lock file says of the server that holds, or held, this folder. */
export function readLock(data: string): Running | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, socket: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? 'starting' } : undefined
  } catch {
    return undefined
  }
}

/** Whether this process is the server of this folder: a number alone may by now belong to any other program. */
export function serves(pid: number, data: string): boolean {
  try {
    if (process.platform !== 'linux') {
      const title = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
      return title.includes('postgres') && title.includes(data)
    }
    // Readable for everyone; the working directory is not, in a container whose root may not trace processes.
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const folder = args[args.indexOf('-D') + 1] ?? ''
    return basename(program) === 'postgres' && realpathSync(folder) === realpathSync(data)
  } catch {
    return false
  }
}

/** Sends a signal (0 only asks); false when there is no such process. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Waits until it holds; false when it still does not after that time. */
export async function until(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const step = process.platform === 'linux' ? 10 : 50
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(step)) if (holds()) return true
  return holds()
}
