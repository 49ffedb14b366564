// Acts of practitioners, carried out through the kernel in a process of their own, so many a second.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { carryOut } from '../../src/kernel/action.ts'
import { openKernel } from '../../src/kernel/openKernel.ts'
import { done } from '../../src/kernel/outcome.ts'
import { clockNow, isMessage } from '../served/child.ts'
import { writing, type Writing, type Written } from './writing.ts'

const kernel = await openKernel({
  ownerUrl: process.env['BENCH_URL'] ?? '', secret: process.env['BENCH_SECRET'] ?? '', log: pino({ level: 'error' }),
})

const stop = { asked: false }

process.on('message', message => {
  if (isMessage(message) && 'stop' in message) stop.asked = true
  else void write(writing.parse(message))
})
process.once('disconnect', () => { process.exit(0) })
process.send?.({ ready: true })

/** Open loop: each act starts at its moment, however long the others take. */
async function write(asked: Writing): Promise<void> {
  const all: Promise<[string, number, number] | undefined>[] = []
  const started = clockNow()
  for (let n = 0; n < asked.perSecond * asked.seconds && !stop.asked; n++) {
    const wait = started + n / asked.perSecond * 1000 - clockNow()
    if (wait > 0) await sleep(wait)
    all.push(writeOne(asked, n).catch(() => undefined))
  }
  const ended = await Promise.all(all)
  const committed = ended.filter(one => one !== undefined)
  const answer: Written = { written: committed, failed: ended.length - committed.length }
  process.send?.(answer)
}

/** A record in one of the writer's own cells, and the act that says so; another writer and child each time. */
async function writeOne({ writers, children }: Writing, n: number): Promise<[string, number, number]> {
  const by = writers[n % writers.length]
  const personId = children[Math.floor(n / writers.length) % children.length]
  if (!by || personId === undefined) throw new Error('nobody to write, or about whom')
  const { viewer, lens, category, kind } = by
  const id = randomUUID()
  const cell = kernel.cells.id(viewer.agencyId, category, 1)
  let askedAt = 0
  const scope = { viewer, purpose: 'safeguard_child', lens }
  await carryOut(kernel, scope, { name: 'bench_note', key: id }, async (tx, record) => {
    await tx.insertInto('record').values({
      partnership_id: viewer.partnershipId, id, person_id: personId, cell, kind, occurred_at: kernel.now(),
      assertion: 'fact', source: 'bench', headline: 'A note, made up', recorded_by: viewer.staffId,
    }).execute()
    record({ verb: 'notification.noted', personId, cell, subjectId: id })
    askedAt = clockNow()
    return done(id)
  })
  return [id, askedAt, clockNow()]
}
