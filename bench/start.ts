// npm run bench -- start: from a folder without a database to the first answer of /healthz, without install and build;
// three times from nothing (each with the whole demo made up anew), each followed by a second start on what is there.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopOrphan } from '../src/kernel/cluster.ts'
import { endInOrder, openReport, percentile } from './report.ts'

const runs = 3
const patienceSeconds = 120

const report = openReport('start')
endInOrder()
report.machine()
const fresh: number[] = []
const again: number[] = []
for (let run = 1; run <= runs; run++) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-start-'))
  chmodSync(folder, 0o755) // the database of root belongs to another user
  try {
    fresh.push(await secondsToServe(folder))
    again.push(await secondsToServe(folder))
  } finally {
    await stopOrphan(join(folder, 'db'))
    rmSync(folder, { recursive: true, force: true })
  }
  report.figure(`fresh database to listening, run ${run}`, fresh.at(-1) ?? Number.NaN, 's')
  report.figure(`second start, run ${run}`, again.at(-1) ?? Number.NaN, 's')
}
report.figure(`fresh database to listening, median of ${runs}`, percentile(fresh, 0.5), 's', { atMost: 3 })
report.figure(`second start, median of ${runs}`, percentile(again, 0.5), 's')
report.machine()

/** Starts the product, waits until it can serve, and stops it in order. */
async function secondsToServe(folder: string): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', './tools/tsx.mjs', 'src/main.ts'], {
    env: { ...process.env, KITH_DATA: folder, PORT: String(port), HOST: '127.0.0.1', KITH_ENV: '', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>(done => { child.once('exit', () => { done() }) })
  const end = () => { child.kill('SIGKILL') }
  process.once('exit', end)
  try {
    while (!await serves(port)) {
      if (child.exitCode !== null) throw new Error(`Kith ended with ${child.exitCode} before it could serve.`)
      if (performance.now() - started > patienceSeconds * 1000) throw new Error('Kith did not come up.')
      await sleep(5)
    }
    return (performance.now() - started) / 1000
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
