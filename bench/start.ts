// npm run bench -- start: from a folder without a database to the first answer of /healthz, without install and build;
// three times from nothing (each with the whole demo made up anew), each followed by a second start on what is there.
// The first is stopped only when it says that names can be found, or the second would have to do that again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopOrphan } from '../src/kernel/cluster.ts'
import { serverFlags } from '../tools/serverFlags.mjs'
import { endInOrder, openReport, percentile } from './report.ts'

const runs = 3
const patienceSeconds = 120

const report = openReport('start')
endInOrder()
report.machine()
const fresh: number[] = []
const found: number[] = []
const again: number[] = []
for (let run = 1; run <= runs; run++) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-start-'))
  chmodSync(folder, 0o755) // the database of root belongs to another user
  try {
    const first = await secondsToServe(folder, 'Names can be found.')
    fresh.push(first.serving)
    found.push(first.saying)
    again.push((await secondsToServe(folder, 'Listening')).serving)
  } finally {
    await stopOrphan(join(folder, 'db'))
    rmSync(folder, { recursive: true, force: true })
  }
  report.figure(`fresh database to listening, run ${run}`, fresh.at(-1) ?? Number.NaN, 's')
  report.figure(`names can be found, run ${run}`, found.at(-1) ?? Number.NaN, 's')
  report.figure(`second start, run ${run}`, again.at(-1) ?? Number.NaN, 's')
}
report.figure(`fresh database to listening, median of ${runs}`, percentile(fresh, 0.5), 's', { atMost: 3 })
report.figure(`names can be found, median of ${runs}`, percentile(found, 0.5), 's')
report.figure(`second start, median of ${runs}`, percentile(again, 0.5), 's')
report.machine()

type Seconds = { serving: number; saying: number }

/** Starts the product, waits until it can serve and has said this, and stops it in order. */
async function secondsToServe(folder: string, words: string): Promise<Seconds> {
  const port = await freePort()
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const child = spawn(process.execPath, [...serverFlags, 'src/main.ts'], {
    env: { ...process.env, KITH_DATA: folder, PORT: String(port), HOST: '127.0.0.1', KITH_ENV: '', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const end = () => { child.kill('SIGKILL') }
  process.once('exit', end)
  const lines = createInterface(child.stdout)
  const hear = (awaited: string) => new Promise<number>(heard => {
    lines.on('line', line => { if (line.includes(awaited)) heard(seconds()) })
  })
  const [listening, said] = [hear('Listening'), hear(words)]
  const tooLate = sleep(patienceSeconds * 1000, undefined, { ref: false })
  try {
    // Asked from when it says so: to ask all the while would take a part of one of the two cores.
    await Promise.race([listening, ended, tooLate])
    while (!await serves(port)) {
      if (child.exitCode !== null) throw new Error(`Kith ended with ${child.exitCode} before it could serve.`)
      if (seconds() > patienceSeconds) throw new Error('Kith did not come up.')
      await sleep(5)
    }
    const serving = seconds()
    const saying = await Promise.race([said, ended.then(() => undefined), tooLate])
    if (saying === undefined) throw new Error(`Kith did not say: ${words}`)
    return { serving, saying }
  } finally {
    child.kill('SIGTERM')
    await ended
    process.off('exit', end)
  }
}

async function serves(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => { found(typeof address === 'object' && address !== null ? address.port : 0) })
    })
  })
}
