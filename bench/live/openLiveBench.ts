import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { startCluster } from '../../src/kernel/cluster.ts'
import type { Viewer } from '../../src/kernel/context.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { openKernel, type OpenKernel } from '../../src/kernel/openKernel.ts'
import { signInAs } from '../../src/kernel/signIn/signInAs.ts'
import { isMessage, startChild, type Child } from '../served/child.ts'
import { readBenchSettings } from '../served/settings.ts'
import type { Page } from './pages.ts'
import { layDownLiveWorld, type LiveWorld } from './world.ts'

/** The server that is running now, and the memory that it has needed at most. */
export type Served = Child & { port: number; cursor: string; memory: () => number }

export type LiveBench = {
  world: LiveWorld
  kernel: OpenKernel
  owner: Client
  serve: (port?: number) => Promise<Served>
  startWriter: () => Promise<Child>
  /** Pages of these colleagues, one each, signed in and following from now. */
  openPages: (viewers: readonly Viewer[], about: string, from: string) => Promise<Page[]>
  close: () => Promise<void>
}

const colleaguesOfEachRole = 1_000

export async function openLiveBench(): Promise<LiveBench> {
  const cluster = await startCluster({ durable: true })
  const url = cluster.url('postgres')
  const secret = randomBytes(36).toString('base64url')
  await migrate(url)
  const owner = new Client(url)
  await owner.connect()
  const world = await layDownLiveWorld(owner, colleaguesOfEachRole)
  const kernel = await openKernel({ ownerUrl: url, secret, log: pino({ level: 'error' }) })
  const gate = { kernel, settings: readBenchSettings() }
  const env = { BENCH_URL: url, BENCH_SECRET: secret, BENCH_PARTNERSHIP: world.partnershipId }
  return {
    world, kernel, owner,
    serve: async (port = 0) => {
      const child = startChild('bench/served/server.ts', { ...env, BENCH_PORT: String(port) })
      let most = 0
      child.process.on('message', message => {
        if (isMessage(message) && typeof message['memory'] === 'number') most = Math.max(most, message['memory'])
      })
      const { port: listening, cursor } = await child.next('cursor')
      return { ...child, port: Number(listening), cursor: String(cursor), memory: () => most / 1e6 }
    },
    startWriter: async () => {
      const child = startChild('bench/live/writer.ts', env)
      await child.next('ready')
      return child
    },
    openPages: async (viewers, about, from) => {
      const pages: Page[] = []
      for (const viewer of viewers) {
        const { cookie } = await signInAs(gate, viewer)
        pages.push({ viewer, cookie, about, from, got: new Map(), resyncs: 0 })
      }
      return pages
    },
    close: async () => {
      await kernel.close()
      await owner.end()
      await cluster.stop()
    },
  }
}
