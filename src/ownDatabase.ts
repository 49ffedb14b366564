import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory, startCluster } from './kernel/cluster.ts'
import { migrate } from './kernel/migrate.ts'
import { answers, readLock, serves } from './kernel/serverProcess.ts'
import { readSettings } from './kernel/settings.ts'

/** With a sentence for whoever typed the command. */
export class CannotStart extends Error {}

export type Found = { ownerUrl: string; stop: () => Promise<void> }

/** The operator's database, or the demo's: the one that runs, which is left running, or one started for this. */
export async function findDatabase(): Promise<Found> {
  const given = readSettings().databaseUrl
  const leave = async () => undefined
  if (given !== undefined) return { ownerUrl: given, stop: leave }
  const directory = join(dataDirectory(), 'db')
  const held = readLock(directory)
  if (held && serves(held.pid, directory) && await answers(held.socket))
    return { ownerUrl: `postgresql://owner@localhost/postgres?host=${encodeURIComponent(held.socket)}`, stop: leave }
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new CannotStart('There is no Kith here yet. Start it once with npm start, or set DATABASE_URL.')
  const cluster = await startCluster({ directory, durable: true })
  const ownerUrl = cluster.url('postgres')
  await migrate(ownerUrl)
  return { ownerUrl, stop: cluster.stop }
}

/** The same secret as the app's: the passwords of the database logins are derived from it. */
export function secretOf(): string {
  const { secret } = readSettings()
  if (secret !== undefined) return secret
  const file = join(dataDirectory(), 'secret')
  if (!existsSync(file)) throw new CannotStart('Set KITH_SECRET to the secret of the Kith that uses this database.')
  return readFileSync(file, 'utf8')
}
