// What `npm start`, `npm test` and `npx kith` share. Plain JavaScript without dependencies: it runs under whatever
// Node the machine has (18 or later), installs what is missing, and hands over to the Node that npm brought.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
const programs = join(root, 'node_modules', '.bin')
const inTerminal = process.stdout.isTTY

/** A failure whose output the reader needs; `code` becomes ours. */
export class Failed extends Error {
  constructor(message, code = 1) {
    super(message)
    this.code = code
  }
}

/** npm's own note of what it installed is there and no older than the lockfile, or says the same. */
export function isInstalled() {
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return true
  const has = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages)
  const same = wanted.every(([path, { version, optional }]) =>
    path === '' || (has[path] === undefined ? optional === true : has[path].version === version))
  if (!same || Object.keys(has).length === 0) return false
  const now = new Date()
  utimesSync(installed, now, now) // a checkout touched the lockfile without changing it
  return true
}

export async function install() {
  await quietly('npm', ['ci', '--no-progress'])
}

/** The Node inside node_modules; on a machine for which npm has none, the one that runs us, if it is new enough. */
export function findNode() {
  const pinned = join(programs, 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  const machine = `${process.platform} ${process.arch}`
  throw new Failed(`npm has no Node 26 for this machine (${machine}): install Node 26 first.`)
}

/** The environment in which `node`, `vite`, `tsc` and the rest are the project's own. */
export function toolsFirst(more = {}) {
  return { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`, ...more }
}

const running = new Set()
let interrupted
const lastSent = {}
// Children run in process groups of their own: Ctrl-C in the terminal reaches us alone, and we pass it on once
// (npm sends it a second time), so that the app shuts down in order and nothing is left behind.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(name, () => {
    if (Date.now() - (lastSent[name] ?? 0) < 500) return
    lastSent[name] = Date.now()
    interrupted = name
    if (running.size === 0) process.exit(exitCode(null, name))
    for (const child of running) sendTo(child, name)
  })

function sendTo(child, name) {
  try {
    process.kill(child.kithGroup ? -child.pid : child.pid, name)
  } catch {
    // it has just ended by itself
  }
}

export const wasInterrupted = () => interrupted !== undefined

const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }
const exitCode = (status, signal) => status ?? 128 + (numbers[signal] ?? 0)

/** Runs a program in our terminal and returns its exit code. `group`: a signal goes to its children too. */
export function visibly(command, args, { env = toolsFirst(), cwd = root, group = true, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio, detached: true })
    child.kithGroup = group
    running.add(child)
    child.once('error', error => { running.delete(child); reject(new Failed(`${command}: ${error.message}`)) })
    child.once('exit', (status, signal) => { running.delete(child); resolve(exitCode(status, signal)) })
  })
}

/** Runs a program without showing its output, unless it fails. */
export function quietly(command, args, { env = toolsFirst() } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    child.kithGroup = true
    running.add(child)
    let said = ''
    const listen = stream => stream.setEncoding('utf8').on('data', text => { said += text })
    listen(child.stdout)
    listen(child.stderr)
    child.once('error', error => { running.delete(child); reject(new Failed(`${command}: ${error.message}`)) })
    child.once('close', (status, signal) => {
      running.delete(child)
      if (status === 0) resolve(said)
      else reject(new Failed(`${said.trim()}\n${command} ${args.join(' ')} failed.`, exitCode(status, signal)))
    })
  })
}

/** Counts the steps of a task: "2/5 Building… 3 s". In a terminal the seconds run. */
export function countSteps(total) {
  let number = 0
  return {
    async step(words, work) {
      const label = `${++number}/${total} ${words}…`
      const since = Date.now()
      const seconds = () => ((Date.now() - since) / 1000).toFixed(Date.now() - since < 9_950 ? 1 : 0)
      process.stdout.write(label)
      const tick = () => process.stdout.write(`\r${label} ${Math.round((Date.now() - since) / 1000)} s`)
      const clock = inTerminal ? setInterval(tick, 1000) : undefined
      try {
        const result = await work()
        process.stdout.write(`${inTerminal ? `\r${label}` : ''} ${seconds()} s\n`)
        return result
      } catch (error) {
        process.stdout.write(`${inTerminal ? `\r${label}` : ''} failed after ${seconds()} s\n`)
        throw error
      } finally {
        clearInterval(clock)
      }
    },
    say(words) {
      process.stdout.write(`${++number}/${total} ${words}\n`)
    },
  }
}
