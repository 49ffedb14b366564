// npm run bench -- pages: the whole product in a process of its own on the demo at scale 1; requests at a fixed rate,
// half for pages of children by practitioners linked to them, half for the front door's board, timed from their moment.
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { loadDemo } from '../demo/loadDemo.ts'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import { dayOf } from '../src/language/format.ts'
import { closeConnections, fetchPage, visitAll, type Answered, type Visit } from './pages/openLoop.ts'
import { scriptBytes } from './pages/script.ts'
import { openVisitors } from './pages/visitors.ts'
import { endInOrder, openReport, percentile, say } from './report.ts'
import { startChild, type Child } from './served/child.ts'
import { databaseProcessorTime } from './served/processorTime.ts'
import { readBenchSettings } from './served/settings.ts'

const perSecond = 50
const seconds = 30
const warmSeconds = 5

const report = openReport('pages')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const issuer = 'https://idp.bench.example'
  const demo = await loadDemo({ ownerUrl: url, issuer, scale: 1, say, seed: 1, today: dayOf(new Date()) })
  await demo.settled
  await measure(url, demo.partnershipId)
} finally {
  closeConnections()
  await cluster.stop()
}
report.machine()

async function measure(url: string, partnershipId: string): Promise<void> {
  const secret = randomBytes(36).toString('base64url')
  const kernel = await openKernel({ ownerUrl: url, secret, log: pino({ level: 'error' }) })
  const owner = new Client(url)
  await owner.connect()
  const visitors = await openVisitors(owner, { kernel, settings: readBenchSettings() })
  await kernel.close()
  const server = startChild('bench/served/server.ts', {
    BENCH_URL: url, BENCH_SECRET: secret, BENCH_PARTNERSHIP: partnershipId,
  })
  const port = Number((await server.next('port'))['port'])
  try {
    const children = await thatOpen(port, visitors.children)
    const boards = await thatOpen(port, visitors.boards)
    say(`${children.length} of ${visitors.children.length} children’s pages and ${boards.length} boards open`)
    const visits = (count: number) => Array.from({ length: count }, (_, n) => pick(n % 2 === 0 ? children : boards))
    await visitAll(port, visits(perSecond * warmSeconds), perSecond)
    const before = await processorMilliseconds(server)
    const databaseBefore = await databaseProcessorTime(owner)
    const answers = await visitAll(port, visits(perSecond * seconds), perSecond)
    tell(answers)
    const used = await processorMilliseconds(server) - before
    const usedByDatabase = (await databaseProcessorTime(owner) ?? 0) - (databaseBefore ?? 0)
    report.figure('processor time of the server for one request', used / answers.length, 'ms')
    report.figure('processor time of the database for one request', usedByDatabase / answers.length, 'ms')
    for (const visit of [pick(children), pick(boards)]) {
      const page = await fetchPage(port, visit)
      const { files, bytes } = await scriptBytes(port, page)
      const what = `script of a ${visit.name}, compressed, with all islands but the map (${files} files)`
      report.figure(what, bytes / 1000, 'kB', { atMost: 15 })
      report.figure(`HTML of a ${visit.name}`, page.bytes / 1000, 'kB')
    }
  } finally {
    await server.kill()
    await owner.end()
  }
}

/** What the server has used so far: unlike a latency it hardly depends on what else the machine does. */
async function processorMilliseconds(server: Child): Promise<number> {
  return Number((await server.next('processorMilliseconds'))['processorMilliseconds'])
}

/** Leaves out whoever may not open the page after all: a sealed child looks absent. */
async function thatOpen(port: number, visits: readonly Visit[]): Promise<Visit[]> {
  const open: Visit[] = []
  for (const visit of visits) if ((await fetchPage(port, visit)).status === 200) open.push(visit)
  return open
}

function tell(answers: readonly Answered[]): void {
  const at = `at ${perSecond} requests/s`
  for (const name of new Set(answers.map(answer => answer.name))) {
    const times = answers.filter(answer => answer.name === name).map(({ milliseconds }) => milliseconds)
    report.figure(`${name} p95, ${at}`, percentile(times, 0.95), 'ms', { atMost: 60 })
    report.figure(`${name} p50, ${at}`, percentile(times, 0.5), 'ms')
  }
  const others = answers.filter(({ status }) => status !== 200).length
  report.figure(`answers other than 200, ${at}`, others, 'count', { atMost: 0 })
}

function pick<T>(from: readonly T[]): T {
  const item = from[Math.floor(Math.random() * from.length)]
  if (item === undefined) throw new Error('no page to open')
  return item
}
