// npm run bench -- disclose: what it costs to write down who reads, to give it a leaf, to prove it, and to check it all.
// A throw-away cluster with the lasting settings of `npm start`, so that it waits for the disk as it does there.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { pino } from 'pino'
import { proveInclusion, tileReader } from '../packages/tlog/src/tlog.ts'
import type { Scope } from '../src/kernel/context.ts'
import { startCluster } from '../src/kernel/cluster.ts'
import { boundTo } from '../src/kernel/database.ts'
import { disclose } from '../src/kernel/disclosure.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel, type OpenKernel } from '../src/kernel/openKernel.ts'
import { signHead } from '../src/sharing/log/checkpoints.ts'
import { logKeyOf } from '../src/sharing/log/logKey.ts'
import { readHead } from '../src/sharing/log/logStore.ts'
import { sequence } from '../src/sharing/log/sequence.ts'
import { gatherHeads } from '../src/sharing/log/signedHeads.ts'
import { databaseTileStore } from '../src/sharing/log/tileStore.ts'
import { verifyLog } from '../src/sharing/log/verifyLog.ts'
import { endInOrder, openReport, percentile, say } from './report.ts'
import { readPersonsPage } from './wall/queries.ts'
import { seedWall, type World } from './wall/seed.ts'

const share = Number(process.env['KITH_BENCH_SHARE'] ?? 1) // of the whole size, for a quick look
const leaves = 1_000_000 * share
const ways = ['without', 'logged', 'logged, not waiting for the disk'] as const
const categories = ['identity', 'needs', 'concern', 'involvement']

const report = openReport('disclose')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const world = await seedWall(url, { people: 2_000, records: 10_000, openNotifications: 10, closedNotifications: 100 })
  const owner = new Client(url)
  owner.on('error', () => undefined)
  await owner.connect()
  const kernel = await openKernel({ ownerUrl: url, secret: randomBytes(36).toString('base64url'), log: pino({ level: 'silent' }) })
  await measureReading(kernel, world)
  await measureSequencing(owner, kernel, world)
  await measureProofs(kernel, world)
  await measureVerifying(owner, kernel, world)
  await kernel.close()
  await owner.end()
} finally {
  await cluster.stop()
}
report.machine()

/** The page that the wall is measured with: without its line in the record, and with it, turn and turn about. */
async function measureReading(kernel: OpenKernel, { partnership, links }: World): Promise<void> {
  const times = new Map<string, number[]>(ways.map(way => [way, []]))
  for (let turn = 0; turn < 4_500; turn += 1) {
    const way = ways[turn % ways.length] ?? 'without'
    const link = links[Math.floor(turn / ways.length) * 7 % links.length]
    const viewer = partnership.staff[link?.staff ?? 0]
    if (!link || !viewer) throw new Error('nobody reads')
    const scope: Scope = { viewer, purpose: 'safeguard_child', lens: 'linked' }
    const since = performance.now()
    let asking = 0
    await kernel.db.as(scope, async tx => {
      const begun = performance.now()
      if (way === 'logged, not waiting for the disk') await sql`set local synchronous_commit = off`.execute(tx)
      asking = performance.now() - begun
      await readPersonsPage(tx, partnership.id, link.personId)
      if (way !== 'without') await disclose(tx, kernel, scope, { page: 'bench', people: [{ personId: link.personId, categories }] })
    })
    // Asking not to wait is no part of a read.
    if (turn >= 600) times.get(way)?.push(performance.now() - since - asking)
  }
  const [plain = 0, logged = 0, unflushed = 0] = ways.map(way => percentile(times.get(way) ?? [], 0.5))
  report.figure('a read without its line, p50', plain, 'ms')
  report.figure('logging a read costs, p50', logged - plain, 'ms', { atMost: 1 })
  report.figure('of that, waiting for the disk, p50', logged - unflushed, 'ms')
}

/** Readings by the hundred thousand, as the pages would have written them. */
async function layDownReadings(owner: Client, { partnership, links }: World, count: number): Promise<void> {
  const people = links.slice(0, 500).map(link => link.personId)
  const [reader] = partnership.staff
  await owner.query(
    `insert into disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page, categories, elements)
     select $1, ($2::uuid[])[1 + n % 500], c.id, $3, $4, $5, 'safeguard_child', 'people/one/overview', $6, '{name,date of birth,age}'
     from generate_series(1, $7::integer) n, cell c
     where c.partnership_id = $1 and c.agency_id = $4 and c.category = 'disclosure' and c.tier = 0`,
    [partnership.id, people, reader?.staffId, reader?.agencyId, reader?.role, categories, count])
}

async function drain(kernel: OpenKernel, partnershipId: string, most?: number): Promise<number> {
  const since = performance.now()
  let made = 0
  for (let batch = -1; batch !== 0; made += batch) batch = await sequence(kernel, partnershipId, most)
  return made / ((performance.now() - since) / 1000)
}

async function measureSequencing(owner: Client, kernel: OpenKernel, world: World): Promise<void> {
  const key = logKeyOf(kernel.secret, world.partnership.id)
  await owner.query('select authz.queue_unlogged($1)', [world.partnership.id]) // the seed goes past triggers
  await drain(kernel, world.partnership.id)
  await layDownReadings(owner, world, Math.ceil(20_000 * share))
  report.figure('readings given their leaf, in batches of 1,000', await drain(kernel, world.partnership.id), '1/s', { atLeast: 2_000 })
  const since = performance.now()
  await signHead(kernel, key, world.partnership.id)
  report.figure('a checkpoint proved to continue the last and signed', performance.now() - since, 'ms')
  const { rows: [had] } = await owner.query<{ n: string }>('select count(*) as n from log_leaf')
  say('Laying down readings…')
  for (let left = leaves - Number(had?.n ?? 0); left > 0; left -= 100_000) {
    await layDownReadings(owner, world, Math.min(100_000, left))
    await drain(kernel, world.partnership.id, 10_000)
    await signHead(kernel, key, world.partnership.id)
    say(`${leaves - Math.max(0, left - 100_000)} leaves`)
  }
  await owner.query('vacuum analyze')
}

async function measureProofs(kernel: OpenKernel, { partnership: { id } }: World): Promise<void> {
  const times: number[] = []
  const { size } = await kernel.db.service(tx => readHead(tx, id))
  for (let turn = 0; turn < 400; turn += 1) {
    const since = performance.now()
    await kernel.db.service(tx => proveInclusion(tileReader(databaseTileStore(tx, id), size), turn * 2_477 % size, size))
    times.push(performance.now() - since)
  }
  report.figure(`inclusion proof from the stored tiles of ${size} leaves, p50`, percentile(times, 0.5), 'ms', { atMost: 5 })
  report.figure('the same, p95', percentile(times, 0.95), 'ms')
}

async function measureVerifying(owner: Client, kernel: OpenKernel, { partnership: { id } }: World): Promise<void> {
  const tx = boundTo(owner)
  const [since, processor] = [performance.now(), process.cpuUsage()]
  const { heads } = await gatherHeads(tx, id, { key: logKeyOf(kernel.secret, id), witnesses: [] })
  const { leaves: checked, faults } = await verifyLog(tx, id, heads)
  if (faults.length > 0) throw new Error(faults[0])
  report.figure(`${checked} leaves verified against rows, tiles and heads`, (performance.now() - since) / 1000, 's', { atMost: 30 * share })
  const { user, system } = process.cpuUsage(processor)
  report.figure('processor time of the process that verified', (user + system) / 1e6, 's')
  report.figure('memory of the process that verified', process.memoryUsage().rss / 1e6, 'MB')
}
