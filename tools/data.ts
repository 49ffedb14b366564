// node tools/data.ts stop | wipe: the running app and the demo's files, of this checkout or of KITH_DATA.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataDirectory, stopOrphan } from '../src/kernel/cluster.ts'

const data = dataDirectory()
const pidFile = join(data, 'kith.pid')
/** All that Kith keeps in its data folder. Nothing else there is ever removed. */
const belongings = ['db', 'db.log', 'files', 'kith.pid']

/** The number in the file may by now be another program's: only a process that runs our main.ts counts. */
function findApp(): number | undefined {
  if (!existsSync(pidFile)) return undefined
  const pid = Number(readFileSync(pidFile, 'utf8'))
  return pid > 0 && commandOf(pid).includes('main.ts') ? pid : undefined
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

async function stop(): Promise<string> {
  const pid = findApp()
  if (pid !== undefined) {
    process.kill(pid, 'SIGTERM')
    for (let waited = 0; findApp() === pid; waited += 1) {
      if (waited === 300) throw new Error(`Kith (process ${pid}) has not stopped after 30 seconds.`)
      await sleep(100)
    }
  }
  rmSync(pidFile, { force: true })
  const orphan = await stopOrphan(join(data, 'db'))
  if (pid !== undefined) return 'Kith has stopped.'
  return orphan ? 'Kith was not running; its database was, and has stopped.' : 'Kith is not running.'
}

async function wipe(): Promise<string> {
  if (process.env['KITH_ENV'] === 'production')
    throw new Error('--fresh is for the demo: in production nothing is wiped.')
  if (process.env['DATABASE_URL'])
    throw new Error('--fresh wipes only the demo’s own database. Drop and create the one at DATABASE_URL yourself.')
  if (!existsSync(join(data, 'db', 'PG_VERSION'))) return 'There is no demo to wipe yet.'
  console.log(`--fresh: wiping the demo in ${data}`)
  await stop()
  for (const name of belongings) rmSync(join(data, name), { recursive: true, force: true })
  return 'Wiped.'
}

const tasks = new Map([['stop', stop], ['wipe', wipe]])
try {
  console.log(await tasks.get(process.argv[2] ?? '')?.())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
