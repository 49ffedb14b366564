// npm run bench -- revoke: races of a revocation with a reading on another connection. Half of them recall a share,
// half end the clause that it stands on. A read is stale when it was sent after the commit was told, and sees a row.
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { pino } from 'pino'
import { startCluster } from '../src/kernel/cluster.ts'
import type { Scope } from '../src/kernel/context.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel, type OpenKernel } from '../src/kernel/openKernel.ts'
import { endInOrder, openReport, percentile } from './report.ts'
import { layDownRevoking, type Revoking } from './revoke/world.ts'

const races = Number(process.env['KITH_BENCH_RACES'] ?? 10_000)

const report = openReport('revoke')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const owner = new Client(url)
  owner.on('error', () => undefined) // the cluster ends before its connections do when something fails
  await owner.connect()
  const world = await layDownRevoking(owner)
  const kernel = await openKernel({
    ownerUrl: url,
    secret: randomBytes(36).toString('base64url'),
    log: pino({ level: 'silent' }),
    appConnections: 2,
  })
  const half = Math.ceil(races / 2)
  await run('recall', half, () => recalling(kernel, world))
  await run('end of a clause', races - half, () => endingClause(owner, kernel, world))
  await kernel.close()
  await owner.end()
} finally {
  await cluster.stop()
}
report.machine()

/** What is open before a race, how it is taken away, and what makes it open again. */
type Race = { revoke: () => Promise<void>; open: () => Promise<void>; read: () => Promise<number> }

async function run(what: string, count: number, opening: () => Race): Promise<void> {
  const race = opening()
  const took: number[] = []
  let stale = 0
  let reads = 0
  let seenBefore = 0
  for (let n = 0; n < count; n++) {
    await race.open()
    let isCommitted = false
    const started = performance.now()
    const revoke = async () => {
      await race.revoke()
      isCommitted = true
      took.push(performance.now() - started)
    }
    const revoking = revoke()
    for (let wasCommitted = false; !wasCommitted;) {
      wasCommitted = isCommitted // as it was when the read was sent
      const rows = await race.read()
      reads += 1
      if (wasCommitted && rows > 0) stale += 1
      if (!wasCommitted && rows > 0) seenBefore += 1
    }
    await revoking
  }
  report.figure(`${what}: races`, count, 'count', { atLeast: count })
  report.figure(`${what}: reads beside them, of which the rows were still open`, seenBefore, 'count', {
    atLeast: 1,
  })
  report.figure(`${what}: reads`, reads, 'count')
  report.figure(`${what}: stale reads`, stale, 'count', { atMost: 0 })
  report.figure(`${what}: until committed, p50`, percentile(took, 0.5), 'ms')
  report.figure(`${what}: until committed, p99`, percentile(took, 0.99), 'ms')
}

function readingIn(kernel: OpenKernel, { recipient, child }: Revoking): () => Promise<number> {
  const scope: Scope = { viewer: recipient, purpose: 'safeguard_child', lens: 'linked' }
  return () =>
    kernel.db.as(
      scope,
      async tx => (await sql`select id from record where person_id = ${child}::uuid`.execute(tx)).rows.length,
    )
}

function recalling(kernel: OpenKernel, world: Revoking): Race {
  const scope: Scope = { viewer: world.sender, purpose: 'safeguard_child', lens: 'linked' }
  let id = ''
  return {
    read: readingIn(kernel, world),
    open: async () => {
      id = await sendIn(kernel, scope, world)
    },
    revoke: () =>
      kernel.db.as(scope, async tx => {
        await sql`select authz.recall_share(${id}::uuid, 'bench')`.execute(tx)
      }),
  }
}

async function sendIn(kernel: OpenKernel, scope: Scope, { child, recipient }: Revoking): Promise<string> {
  const asked = {
    kind: 'share',
    person: child,
    to_agency: recipient.agencyId,
    to_role: recipient.role,
    categories: ['concern'],
    reason: 'bench',
    until: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const {
    rows: [row],
  } = await kernel.db.as(scope, tx =>
    sql<{ sent: { sent?: string; refused?: string } }>`
    select authz.send_share(${JSON.stringify(asked)}::jsonb) as sent`.execute(tx),
  )
  if (row?.sent.sent === undefined) throw new Error(`not sent: ${row?.sent.refused ?? randomUUID()}`)
  return row.sent.sent
}

/** The share goes on; the clause that it stands on ends, and is agreed anew before the next race. */
function endingClause(owner: Client, kernel: OpenKernel, world: Revoking): Race {
  const lead: Scope = { viewer: world.lead, purpose: 'oversight', lens: 'hub' }
  const sender: Scope = { viewer: world.sender, purpose: 'safeguard_child', lens: 'linked' }
  let isShared = false
  return {
    read: readingIn(kernel, world),
    open: async () => {
      await world.agreeAgain(owner)
      if (!isShared) await sendIn(kernel, sender, world)
      isShared = true
    },
    revoke: () =>
      kernel.db.as(lead, async tx => {
        await sql`select authz.end_clause(${world.clause}::uuid, 'bench')`.execute(tx)
      }),
  }
}
