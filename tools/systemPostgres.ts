// node tools/systemPostgres.ts [--optional] <command…>: runs a command with DATABASE_URL set to a throw-away
// cluster of the machine's own PostgreSQL: PG_BIN, else the oldest installed that we support.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../src/kernel/cluster.ts'

const places = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr']

function findSystemBinaries(): string | undefined {
  const found = places.filter(place => existsSync(place)).flatMap(place => readdirSync(place).map(name => {
    const version = Number(/^(?:postgresql@|pgsql-)?(\d+)$/.exec(name)?.[1] ?? 0)
    return { version, folder: join(place, name, 'bin') }
  }))
  return found.filter(({ version, folder }) => version >= 15 && existsSync(join(folder, 'initdb')))
    .sort((one, other) => one.version - other.version)[0]?.folder
}

const optional = process.argv[2] === '--optional'
const [command = '', ...args] = process.argv.slice(optional ? 3 : 2)
const folder = process.env['PG_BIN'] ?? findSystemBinaries()
if (folder === undefined) {
  const words = `PG_BIN is not set, and there is no PostgreSQL 15 or later in ${places.join(', ')}.`
  console.error(optional ? `${words} THE SECOND RUN IS LEFT OUT.` : words)
  process.exit(optional ? 0 : 1)
}
process.env['PG_BIN'] = folder
console.log(`On the PostgreSQL of ${folder}`)
const cluster = await startCluster({ durable: false })
const env = { ...process.env, DATABASE_URL: cluster.url('postgres') }
const code = await new Promise<number>(ended => {
  const child = spawn(command, args, { stdio: 'inherit', env })
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name))
  child.once('error', () => { ended(127) })
  child.once('exit', status => { ended(status ?? 1) })
})
await cluster.stop()
process.exit(code)
