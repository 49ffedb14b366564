import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, type Report } from '../report.ts'
import type { LiveBench } from './openLiveBench.ts'
import { watch, type Page } from './pages.ts'
import { written, type Writing, type Written } from './writing.ts'

export type Speed = { pages: number; perSecond: number; seconds: number; atMost: number; memoryAtMost?: number }

const warmSeconds = 3

/** Half the pages are the desk's, by reach; half are social workers', by their team's link to all the children. */
export async function measureSpeed(bench: LiveBench, report: Report, speed: Speed): Promise<void> {
  const { pages: count, perSecond, seconds, atMost, memoryAtMost } = speed
  const { world } = bench
  const server = await bench.serve()
  const writer = await bench.startWriter()
  const { front_door_worker: desk, social_worker: workers } = world.staff
  const viewers = [...desk.slice(0, count / 2), ...workers.slice(0, count / 2)]
  const pages = await bench.openPages(viewers, 'verb:notification.', server.cursor)
  const watching = watch(pages, server.port)
  try {
    while (watching.connected() < count) await sleep(50)
    await sleep(1_000)
    const ask = async (whole: number): Promise<Written> => {
      writer.process.send({ ...writingOf(bench, perSecond), seconds: whole } satisfies Writing)
      return written.parse(await writer.next('written'))
    }
    await ask(warmSeconds)
    const acts = await ask(seconds)
    await sleep(1_500)
    await tell(bench, report, { pages, acts, atMost, server: { memory: server.memory(), memoryAtMost } })
  } finally {
    watching.close()
    await writer.kill()
    await server.kill()
  }
}

export function writingOf({ world }: LiveBench, perSecond: number): Omit<Writing, 'seconds'> {
  const [desk] = world.staff.front_door_worker
  if (!desk) throw new Error('nobody at the desk')
  const by = (category: string, kind: string) => ({ viewer: desk, lens: 'hub' as const, category, kind })
  return {
    writing: true, perSecond, children: [...world.teamChildren],
    writers: [
      by('notification', 'concern'), by('decision', 'decision'), by('request', 'answer'),
      by('social_care', 'social_care_contact'),
    ],
  }
}

type Run = {
  pages: Page[]; acts: Written; atMost: number; server: { memory: number; memoryAtMost: number | undefined }
}

async function tell({ owner }: LiveBench, report: Report, { pages, acts, atMost, server }: Run): Promise<void> {
  const { rows } = await owner.query<{ id: string; subject_id: string }>(
    'select id, subject_id from act where subject_id = any ($1::uuid[])', [acts.written.map(([subject]) => subject)])
  const idOf = new Map(rows.map(row => [row.subject_id, row.id]))
  const fromAsked: number[] = []
  const fromAnswered: number[] = []
  let lost = 0
  let again = 0
  for (const [subject, askedAt, committedAt] of acts.written)
    for (const { got } of pages) {
      const times = got.get(idOf.get(subject) ?? '') ?? []
      const [first] = times
      if (first === undefined) lost += 1
      else {
        fromAsked.push(first - askedAt)
        fromAnswered.push(Math.max(0, first - committedAt))
      }
      again += Math.max(0, times.length - 1)
    }
  const on = `${pages.length} pages`
  report.figure(`commit to received p99, ${on}`, percentile(fromAnswered, 0.99), 'ms', { atMost })
  report.figure(`commit to received p50, ${on}`, percentile(fromAnswered, 0.5), 'ms')
  report.figure(`commit asked for to received p99, ${on}`, percentile(fromAsked, 0.99), 'ms')
  report.figure(`deliveries, ${on}`, fromAnswered.length, 'count', { atLeast: acts.written.length * pages.length })
  report.figure(`lost, ${on}`, lost + acts.failed, 'count', { atMost: 0 })
  report.figure(`duplicated, ${on}`, again, 'count', { atMost: 0 })
  const memoryTarget = server.memoryAtMost === undefined ? undefined : { atMost: server.memoryAtMost }
  report.figure(`server’s memory at most, ${on}`, server.memory, 'MB', memoryTarget)
}
