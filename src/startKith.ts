import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { DemoSettings } from '../demo/types.ts'
import { dataDirectory, startCluster, type Cluster } from './kernel/cluster.ts'
import { readSettings, type Settings } from './kernel/settings.ts'
import { dayOf } from './language/format.ts'

/**
 * Starts everything in order and returns what stops it in the reverse order. Making a database and making up the
 * demo take longest: both begin before the rest of the program is read.
 */
export async function startKith(say: (line: string) => void): Promise<() => Promise<void>> {
  const started = performance.now()
  const settings = readSettings()
  const folder = join(dataDirectory(), 'db')
  const isFirstStart = !settings.databaseUrl && !existsSync(join(folder, 'PG_VERSION'))
  const cluster = startDatabase(settings, folder)
  const demo = settings.production ? undefined : demoSettings()
  const maker = demo && isFirstStart ? (await import('../demo/loading/maker.ts')).openMaker(demo) : undefined
  await turn()
  const { serveKith } = await import('./serveKith.ts')
  return serveKith({ settings, cluster, demo, maker, say, started })
}

/** Whoever serves awaits it, and is told then if it fails. */
function startDatabase(settings: Settings, directory: string): Promise<Cluster | undefined> {
  const cluster = settings.databaseUrl ? Promise.resolve(undefined) : startCluster({ directory, durable: true })
  cluster.catch(() => undefined)
  return cluster
}

const demoSettings = (): DemoSettings =>
  ({ seed: 1, scale: Number(process.env['KITH_SCALE'] ?? 1), today: dayOf(new Date()) })
