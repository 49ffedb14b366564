import { setTimeout as sleep } from 'node:timers/promises'
import type { Viewer } from '../../src/kernel/context.ts'
import { say, type Report } from '../report.ts'
import type { LiveBench } from './openLiveBench.ts'
import { watch, type Page } from './pages.ts'
import { shouldHaveGot } from './shouldHaveGot.ts'
import { writingOf } from './speed.ts'
import { written, type Writing } from './writing.ts'

const perSecond = 40
/** Acts are written until the last kill is over, but no longer than this for each. */
const mostSecondsAKill = 20
const millisecondsUp = [300, 1_200] as const

/** Kills the server again and again while acts are written; pages resume by themselves. */
export async function measureLoss(bench: LiveBench, report: Report, { kills }: { kills: number }): Promise<void> {
  let server = await bench.serve()
  const { port } = server
  const writer = await bench.startWriter()
  const { entitled, others } = await openPages(bench, server.cursor)
  const pages = [...entitled, ...others]
  const watching = watch(pages, port)
  const from = await headOf(bench)
  try {
    while (watching.connected() < pages.length) await sleep(20)
    writer.process.send(asked(bench, kills * mostSecondsAKill))
    const ended = writer.next('written', kills * mostSecondsAKill).then(message => written.parse(message))
    for (let killed = 0; killed < kills; killed++) {
      await sleep(millisecondsUp[0] + Math.random() * (millisecondsUp[1] - millisecondsUp[0]))
      await server.kill()
      server = await bench.serve(port)
    }
    await sleep(millisecondsUp[1])
    writer.process.send({ stop: true })
    const acts = await ended
    while (watching.connected() < pages.length) await sleep(20)
    await sleep(2_500)
    say(`${kills} kills, ${acts.written.length} acts, ${acts.failed} acts failed`)
    report.figure('kills of the server while acts were written', kills, 'count')
    await judge(bench, report, { entitled, others, from })
  } finally {
    watching.close()
    await writer.kill()
    await server.kill()
  }
}

/** Everybody's cells: the desk's four that need no link, and the police's own, which need one. */
function asked(bench: LiveBench, seconds: number): Writing {
  const [officer] = bench.world.staff.neighbourhood_officer
  if (!officer) throw new Error('no officer')
  const desk = writingOf(bench, perSecond)
  const police = { viewer: officer, lens: 'linked' as const, category: 'concern', kind: 'concern' }
  return { ...desk, seconds, children: [...bench.world.children], writers: [...desk.writers, police] }
}

/** Half of the pages have a link or a desk's reach; the other half lack the link, or the cell, or both. */
async function openPages(bench: LiveBench, from: string): Promise<{ entitled: Page[]; others: Page[] }> {
  const { staff, teamChildren, children } = bench.world
  const everything = 'verb:notification.'
  const about = (list: readonly string[]) => `person:${list[1]},person:${list[2]}`
  const open = (viewers: readonly Viewer[], topics: string) => bench.openPages(viewers, topics, from)
  const entitled = await Promise.all([
    open(staff.front_door_worker.slice(0, 8), everything), open(staff.social_worker.slice(0, 6), everything),
    open(staff.social_worker.slice(6, 10), about(teamChildren)),
    open(staff.neighbourhood_officer.slice(0, 6), everything),
  ])
  const others = await Promise.all([
    open(staff.safeguarding_lead.slice(0, 8), everything), open(staff.analyst.slice(0, 4), everything),
    open(staff.emergency_nurse.slice(0, 4), about(children)),
    open(staff.neighbourhood_officer.slice(20, 28), everything),
  ])
  return { entitled: entitled.flat(), others: others.flat() }
}

async function headOf({ owner, world }: LiveBench): Promise<number> {
  const { rows } = await owner.query<{ pos: number }>(
    'select pos from act_counter where partnership_id = $1', [world.partnershipId])
  return rows[0]?.pos ?? 0
}

type Judged = { entitled: Page[]; others: Page[]; from: number }

async function judge(bench: LiveBench, report: Report, { entitled, others, from }: Judged): Promise<void> {
  const counts = { expected: 0, lost: 0, duplicated: 0, shown: 0, toOthers: 0, resyncs: 0 }
  for (const page of [...entitled, ...others]) {
    const should = await shouldHaveGot(bench, page, from)
    counts.expected += should.size
    counts.lost += [...should].filter(act => !page.got.has(act)).length
    counts.shown += [...page.got.keys()].filter(act => !should.has(act)).length
    counts.duplicated += [...page.got.values()].filter(times => times.length > 1).length
    counts.resyncs += page.resyncs
    if (others.includes(page)) counts.toOthers += should.size + page.got.size
  }
  report.figure('acts that the row policies open to the pages', counts.expected, 'count', { atLeast: 1 })
  report.figure('lost over the kills', counts.lost, 'count', { atMost: 0 })
  report.figure('duplicated over the kills', counts.duplicated, 'count', { atMost: 0 })
  report.figure('shown to the unentitled over the kills', counts.shown + counts.toOthers, 'count', { atMost: 0 })
  report.figure('pages told to fetch themselves anew instead', counts.resyncs, 'count')
}
