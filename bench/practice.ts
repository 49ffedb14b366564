// npm run bench -- practice: the practice rooms with 5,000 open episodes and the wall on, over the product in a process of
// its own: the worklist, a step from its submission to the next page, clocks that fall due together, and how soon another
// agency's open page hears of a step.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { pino } from 'pino'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import type { Viewer } from '../src/kernel/context.ts'
import { signInAs } from '../src/kernel/signIn/signInAs.ts'
import type { Gate } from '../src/kernel/signIn/gate.ts'
import { signInPages } from '../src/partnership/signInPages.tsx'
import { raiseClocks } from '../src/practice/clocks/raiseClocks.ts'
import { watch, type Page } from './live/pages.ts'
import { closeConnections, fetchPage } from './pages/openLoop.ts'
import { layDownPractice, type Practising } from './practice/world.ts'
import { endInOrder, openReport, percentile, say } from './report.ts'
import { clockNow, startChild } from './served/child.ts'
import { readBenchSettings } from './served/settings.ts'

const open = 5_000
const worklists = 150
const steps = 400
const stepsPerSecond = 20
const dueTogether = 1_000

type Session = { cookie: string; csrf: string }

const report = openReport('practice')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const owner = new Client(url)
  owner.on('error', () => undefined) // the cluster ends before its connections do when something fails
  await owner.connect()
  const world = await layDownPractice(owner, open)
  say(`${open} open episodes laid down`)
  await measure(url, owner, world)
  await owner.end()
} finally {
  closeConnections()
  await cluster.stop()
}
report.machine()

async function measure(url: string, owner: Client, world: Practising): Promise<void> {
  const secret = randomBytes(36).toString('base64url')
  const kernel = await openKernel({ ownerUrl: url, secret, log: pino({ level: 'error' }) })
  const gate: Gate = { kernel, settings: readBenchSettings(), pages: signInPages }
  const sessionOf = ({ staffId, role, partnershipId }: Viewer): Promise<Session> => signInAs(gate, { partnershipId, staffId, role })
  const searchers: Session[] = []
  for (const one of world.searchers) searchers.push(await sessionOf(one))
  const socialWorker = await sessionOf(world.socialWorker)
  const server = startChild('bench/served/server.ts', { BENCH_URL: url, BENCH_SECRET: secret, BENCH_PARTNERSHIP: world.partnershipId })
  try {
    const { port: told, cursor } = await server.next('port')
    const port = Number(told)
    await worklist(port, searchers)
    await takeSteps(port, searchers, world.episodes.slice(0, steps + 40))
    await hearOfSteps(port, { searchers, socialWorker, cursor: String(cursor) }, world)
  } finally {
    await server.kill()
  }
  await fallDue(owner, () => raiseClocks(kernel))
  await kernel.close()
}

/** Whose turn it is among them. */
function turn(sessions: readonly Session[], n: number): Session {
  const session = sessions[n % sessions.length]
  if (!session) throw new Error('nobody is signed in')
  return session
}

async function worklist(port: number, sessions: readonly Session[]): Promise<void> {
  const once = async (n: number) => {
    const started = performance.now()
    const { status } = await fetchPage(port, { path: '/worklist?who=team', cookie: turn(sessions, n).cookie })
    if (status !== 200) throw new Error(`the worklist answered ${status}`)
    return performance.now() - started
  }
  for (let n = 0; n < 20; n++) await once(n)
  const took: number[] = []
  for (let n = 0; n < worklists; n++) took.push(await once(n))
  report.figure(`worklist of ${open} open items, p95 over ${worklists}`, percentile(took, 0.95), 'ms', { atMost: 100 })
  report.figure('worklist, p50', percentile(took, 0.5), 'ms')
}

/** Submits one enquiry and fetches the page to which the answer leads. */
async function enquire(port: number, session: Session, id: string): Promise<void> {
  const body = new URLSearchParams({
    'csrf': session.csrf, 'key': randomUUID(), 'revision': '1', 'made-at-when': 'now', 'of-whom': 'A neighbour', 'result': 'Not seen today',
  })
  const response = await fetch(`http://127.0.0.1:${port}/missing/${id}/enquiry`, {
    method: 'POST', body, redirect: 'manual',
    headers: { 'cookie': session.cookie, 'sec-fetch-site': 'same-origin', 'accept': 'text/html' },
  })
  await response.arrayBuffer()
  const to = response.headers.get('location')
  if (response.status !== 303 || !to) throw new Error(`a step answered ${response.status}`)
  const page = await fetchPage(port, { path: to, cookie: session.cookie })
  if (page.status !== 200) throw new Error(`the next page answered ${page.status}`)
}

async function takeSteps(port: number, sessions: readonly Session[], ids: readonly string[]): Promise<void> {
  for (const [n, id] of ids.slice(0, 40).entries()) await enquire(port, turn(sessions, n), id)
  const started = performance.now()
  const took = await Promise.all(ids.slice(40).map(async (id, n) => {
    const due = started + n / stepsPerSecond * 1000
    await sleep(Math.max(0, due - performance.now()))
    await enquire(port, turn(sessions, n), id)
    return performance.now() - due
  }))
  report.figure(`a step, from submitting to the next page, p95 of ${took.length} at ${stepsPerSecond} a second`, percentile(took, 0.95), 'ms', { atMost: 80 })
  report.figure('a step, p50', percentile(took, 0.5), 'ms')
}

type Hearing = { searchers: readonly Session[]; socialWorker: Session; cursor: string }

async function hearOfSteps(port: number, { searchers, socialWorker, cursor }: Hearing, world: Practising): Promise<void> {
  const took: number[] = []
  const followed = world.episodes.slice(1_000, 1_050)
  for (const [n, id] of followed.entries()) {
    const page: Page = { viewer: world.socialWorker, cookie: socialWorker.cookie, about: `work:${id}`, from: cursor, got: new Map(), resyncs: 0 }
    const watching = watch([page], port)
    while (watching.connected() === 0) await sleep(5)
    await sleep(60)
    const before = page.got.size
    const started = clockNow()
    const stepping = enquire(port, turn(searchers, n), id)
    while (page.got.size === before && clockNow() - started < 5_000) await sleep(2)
    took.push(clockNow() - started)
    await stepping
    watching.close()
  }
  report.figure('a step reaches another agency’s open page, from submitting, p99 of 50', percentile(took, 0.99), 'ms', { atMost: 1_000 })
  report.figure('a step reaches another agency’s open page, p50', percentile(took, 0.5), 'ms')
}

async function fallDue(owner: Client, raise: () => Promise<number>): Promise<void> {
  await raise()
  await owner.query(
    `update clock set due_at = now() - interval '1 second', at_risk_at = now() - interval '1 minute', raised_at = null
     where ctid in (select ctid from clock where stopped_at is null limit $1)`, [dueTogether])
  const started = performance.now()
  const raised = await raise()
  const seconds = (performance.now() - started) / 1000
  const { rows } = await owner.query<{ n: string }>(`select count(distinct subject_id) as n, count(*) as acts from act where verb = 'clock.overdue'`)
  say(`${raised} raised, ${rows[0]?.n} distinct`)
  report.figure(`${dueTogether} clocks that fall due in one minute are all raised, beside up to 5 s until the next look`, seconds + 5, 's', { atMost: 10 })
  report.figure('clocks raised', raised, 'count', { atLeast: dueTogether })
}
