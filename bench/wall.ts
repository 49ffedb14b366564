// npm run bench -- wall: what the wall costs at the size of a large partnership, with policies on, for 16 clients.
// A throw-away cluster with the lasting settings of `npm start`, so that it waits for the disk as it does there.
// "In the database" is PostgreSQL's own account of a whole transaction: parsing, planning and running each statement.
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel, type OpenKernel } from '../src/kernel/openKernel.ts'
import { endInOrder, openReport, percentile, say } from './report.ts'
import { databaseProcessorTime } from './served/processorTime.ts'
import { runClients } from './wall/clients.ts'
import { questionsOf, type Question } from './wall/questions.ts'
import { seedWall } from './wall/seed.ts'
import { logTheApp, type ServerTimes } from './wall/serverTimes.ts'

const clients = 16
/** What all sixteen together ask for a second, when the two cores are to have air. */
const pacedPerSecond = 100
const share = Number(process.env['KITH_BENCH_SHARE'] ?? 1) // of the whole size, for a quick look
const size = {
  people: 200_000 * share, records: 1_000_000 * share,
  openNotifications: Math.ceil(150 * share), closedNotifications: 10_000 * share,
}

const report = openReport('wall')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const world = await seedWall(url, size)
  report.figure('name tokens', world.tokens, 'count')
  const owner = new Client(url)
  await owner.connect()
  const times = await logTheApp(owner)
  const secret = randomBytes(36).toString('base64url')
  const kernel = await openKernel({ ownerUrl: url, secret, log: pino({ level: 'silent' }), appConnections: clients })
  for (const question of questionsOf(kernel, world)) await measure({ owner, kernel, times }, question)
  await kernel.close()
  await owner.end()
} finally {
  await cluster.stop()
}
report.machine()

type Tools = { owner: Client; kernel: OpenKernel; times: ServerTimes }

async function measure({ owner, kernel, times }: Tools, { name, target, next }: Question): Promise<void> {
  let rows = 0
  const once = async () => {
    const { scope, ask } = next()
    const found = await kernel.db.as(scope, ask) // awaited first: sixteen clients add to one sum
    rows += found
  }
  await runClients(times, { count: clients, seconds: 3, think: 0, once }) // warm caches
  const think = clients / pacedPerSecond * 1000
  rows = 0
  const paced = await runClients(times, { count: clients, seconds: 12, think, once })
  const each = rows / paced.atClient.length
  const before = await databaseProcessorTime(owner)
  const saturated = await runClients(times, { count: clients, seconds: 5, think: 0, once })
  const rate = `${clients} clients, ${Math.round(paced.perSecond)}/s`
  const used = ((await databaseProcessorTime(owner) ?? 0) - (before ?? 0)) / saturated.atClient.length
  say(`${name}: ${each.toFixed(1)} rows each, ${paced.inDatabase.length} transactions measured`)
  report.figure(`${name} in the database, p95, ${rate}`, percentile(paced.inDatabase, 0.95), 'ms', { atMost: target })
  report.figure(`${name} in the database, p50, ${rate}`, percentile(paced.inDatabase, 0.5), 'ms')
  report.figure(`${name}, processor time of the database`, used, 'ms')
  report.figure(`${name} at the client, p95, ${rate}`, percentile(paced.atClient, 0.95), 'ms')
  report.figure(`${name}, ${clients} clients without a pause`, saturated.perSecond, '1/s')
  const saturatedTime = percentile(saturated.inDatabase, 0.95)
  report.figure(`${name} in the database, p95, ${clients} clients without a pause`, saturatedTime, 'ms')
}
