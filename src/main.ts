import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catchTheRest } from './kernel/lastResort.ts'
import { PortTaken } from './kernel/port.ts'
import { SettingsMissing } from './kernel/settings.ts'
import { startKith } from './startKith.ts'
import { dataDirectory } from './kernel/cluster.ts'

const pidFile = join(dataDirectory(), 'kith.pid')

/** A second process on the same data would share, and then stop, the first one's database. */
function claimData(): void {
  mkdirSync(dataDirectory(), { recursive: true })
  if (existsSync(pidFile) && runs(Number(readFileSync(pidFile, 'utf8'))))
    throw new PortTaken('Kith is already running here. Stop it with npm run stop, or give this one its own KITH_DATA.')
  rmSync(pidFile, { force: true })
  const file = openSync(pidFile, 'wx')
  writeFileSync(file, String(process.pid))
  closeSync(file)
}

function runs(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts')
  } catch {
    return false
  }
}

try {
  claimData()
  const stop = await startKith(line => { console.log(line) })
  let stopping = false
  const end = (code: number) => {
    if (stopping) return
    stopping = true
    const force = setTimeout(() => { process.exit(1) }, 15_000).unref()
    void stop().catch(() => undefined).finally(() => {
      clearTimeout(force)
      rmSync(pidFile, { force: true })
      process.exit(code)
    })
  }
  catchTheRest({ end: () => { end(1) } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { end(0) })
  if (process.connected) process.once('disconnect', () => { end(0) })
} catch (error) {
  const expected = error instanceof PortTaken || error instanceof SettingsMissing
  console.error(expected ? error.message : error)
  process.exit(1)
}
