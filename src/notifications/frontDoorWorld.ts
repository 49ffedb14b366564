import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { agencies, agencyOf, partnershipId, people, roles, staff } from '../../tests/seedBase.ts'
import type { Persona } from '../../tests/seedBase.ts'
import { carryOut } from '../kernel/action.ts'
import { startClock } from '../kernel/clocks.ts'
import type { Scope, Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { openKernel } from '../kernel/openKernel.ts'
import type { OpenKernel } from '../kernel/openKernel.ts'
import { done } from '../kernel/outcome.ts'

export { agencies, partnershipId, people, staff }

export const viewerOf = (persona: Persona): Viewer =>
  ({ partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] })

export const linkedScope = (persona: Persona, workId?: string): Scope =>
  ({ viewer: viewerOf(persona), purpose: 'safeguard_child', workId, lens: 'linked' })

export type Notifying = {
  by?: Persona; about?: string; urgency?: string; headline?: string; others?: string[]; account?: string
}

/** The front door on a database of its own, whose time the test sets. */
export async function frontDoorWorld() {
  const owner = new Client(inject('owner'))
  await owner.connect()
  const name = `front_door_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const clock = { at: new Date() }
  const kernel = await openKernel({
    ownerUrl: url.href, secret: 't'.repeat(40), log: pino({ level: 'silent' }), now: () => clock.at,
  })
  const admin = new Client(url.href)
  await admin.connect()
  return {
    kernel, admin, clock,
    later: (minutes: number) => { clock.at = new Date(clock.at.getTime() + minutes * 60_000) },
    notify: (notifying: Notifying = {}) => notify(kernel, notifying),
    as: <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => kernel.db.as(scope, work),
    end: async () => {
      await kernel.close()
      await admin.end()
      await owner.query(`drop database ${name} with (force)`)
      await owner.end()
    },
  }
}

export type FrontDoorWorld = Awaited<ReturnType<typeof frontDoorWorld>>

/** Sends a notification the way the room does: referrer's records, front door's process, links, clock, act. */
async function notify(kernel: OpenKernel, notifying: Notifying): Promise<string> {
  const { by = 'officer', about = people.child, urgency = 'today', others = [] } = notifying
  const { headline = 'Carrying a knife near school' } = notifying
  const viewer = viewerOf(by)
  const outcome = await carryOut(kernel, linkedScope(by), {
    name: 'test_notify', key: randomUUID(),
  }, async (tx, record) => {
    const cell = kernel.cells.id(agencies.council, 'notification', 1)
    await linkAuthor(tx, { personId: about, viewer })
    const { rows: [work] } = await sql<{ id: string; reference: string }>`
      select id, reference from authz.open_work(${about}::uuid, ${cell}, 'notification', 'safeguard_child')`.execute(tx)
    if (!work) throw new Error('no work')
    for (const person of [about, ...others]) {
      await linkAuthor(tx, { personId: person, viewer, workId: work.id })
      for (const role of ['front_door_worker', 'front_door_manager'])
        await sql`select authz.add_link(${person}::uuid, null, ${agencies.council}::uuid, ${role}, 'recipient',
          ${work.id}::uuid, null)`.execute(tx)
      await tx.insertInto('notification_person').values({
        partnership_id: partnershipId, notification_id: work.id, person_id: person, cell, is_subject: person === about,
        role: person === about ? 'victim' : 'other',
      }).execute()
    }
    await tx.insertInto('notification').values({
      partnership_id: partnershipId, id: work.id, person_id: about, cell, form_kind: 'ppn1', form_version: 1, headline,
      urgency, reference: work.reference, state: 'sent', referrer_agency: viewer.agencyId,
      referrer_staff: viewer.staffId, sent_at: kernel.now(),
    }).execute()
    const entry = {
      partnership_id: partnershipId, person_id: about, occurred_at: kernel.now(), work_id: work.id, source: 'kith',
      recorded_by: viewer.staffId,
    }
    await tx.insertInto('record').values([
      { ...entry, cell: kernel.cells.id(viewer.agencyId, 'concern', 1), kind: 'concern', assertion: 'fact', headline },
      { ...entry, cell: kernel.cells.id(
        viewer.agencyId, 'narrative', 2,
      ), kind: 'account', assertion: 'fact', headline: 'Account', body: notifying.account ?? 'The whole account' },
      { ...entry, cell: kernel.cells.id(
        viewer.agencyId, 'voice', 1,
      ), kind: 'childs_voice', assertion: 'own_words', headline: 'I want to go home' },
    ]).execute()
    await startClock(tx, kernel, {
      rule: 'acknowledge_notification', personId: about, cell, workId: work.id, startsAt: kernel.now(),
    })
    record({ verb: 'notification.sent', personId: about, cell, workId: work.id })
    return done(work.id)
  })
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value
}

type Linking = { personId: string; viewer: Viewer; workId?: string }

async function linkAuthor(tx: Tx, { personId, viewer, workId }: Linking): Promise<void> {
  await sql`select authz.add_link(${personId}::uuid, ${viewer.staffId}::uuid, ${viewer.agencyId}::uuid, null, 'author',
    ${workId ?? null}::uuid, now() + interval '90 days')`.execute(tx)
}
