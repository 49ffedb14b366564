import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import { startClock, stopClock } from '../../kernel/clocks.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import { acts } from '../acts.ts'
import { decideRequestStep } from '../policy.ts'
import {
  addRequest, findRequest, holdRequest, listAskable, listRequestsOf, requestFacts, withdrawRequestRow,
} from '../store/requests.ts'
import { keepOwnRecord } from '../store/ownRecord.ts'
import { stopWords } from '../words.ts'
import { absent, takeStep } from './takeStep.ts'
import type { StepCommand, StepContext } from './takeStep.ts'

export type Asking = { toAgency: string; toRole: string; asks: string; reason: string; urgent: boolean }

/**
 * Asks a team of another agency about the child. The team is linked to the request, a piece of work of its own: it
 * never enters the notification, and sees of the child only what its clauses give.
 */
export function askAgency(kernel: Kernel, viewer: Viewer, command: StepCommand & Asking) {
  return takeStep(kernel, viewer, { ...command, step: 'ask' }, async (tx, context) => {
    const purpose = 'safeguard_child'
    const askable = (await listAskable(tx, viewer, purpose))
      .find(team => team.agencyId === command.toAgency && team.role === command.toRole)
    if (!askable) return refused('No agreement in force lets you ask that team.')
    const others = await listRequestsOf(tx, context.screened.id)
    const isOpen = others.some(other => other.toAgency === command.toAgency && other.toRole === command.toRole
      && (other.state === 'asked' || other.state === 'part_answered'))
    if (isOpen) return refused('That team has not finished answering your last request. Withdraw it or wait.')
    await keepOwnRecord(tx, kernel, { viewer, purpose, lens: 'linked' }, context.screened.personId)
    const id = await openRequest(tx, context, command, askable.gateway)
    const cell = kernel.cells.id(viewer.agencyId, 'request', acts['request.asked'])
    return { subjectId: id, actIn: { workId: id, cell } }
  })
}

async function openRequest(
  tx: Tx, { kernel, viewer, screened, now }: StepContext, asking: Asking, gateway: string,
): Promise<string> {
  const { personId } = screened
  const cell = kernel.cells.id(viewer.agencyId, 'request', 1)
  const opened = await sql<{ id: string }>`
    select id from authz.open_work(${personId}::uuid, ${cell}, 'request', 'safeguard_child')`.execute(tx)
  const id = opened.rows[0]?.id
  if (id === undefined) throw new Error('no work was opened for a request')
  const rule = asking.urgent ? 'answer_urgent_request' : 'answer_request'
  const clock = await startClock(tx, kernel, { rule, personId, cell, workId: id, startsAt: now })
  await addRequest(
    tx, kernel, viewer, { ...asking, id, notificationId: screened.id, personId, cell, gateway, dueAt: clock.dueAt },
  )
  await sql`select authz.add_link(${personId}::uuid, null, ${asking.toAgency}::uuid, ${asking.toRole}, 'recipient',
    ${id}::uuid, null)`.execute(tx)
  return id
}

/** How long a team may still read its own finished request. */
export const readableDays = 28

export function readableUntil(now: Date): Date {
  return new Date(now.getTime() + readableDays * 86_400_000)
}

export type Withdrawal = { notificationId: string; requestId: string; key: string; why: string }

export async function withdrawRequest(
  kernel: Kernel, viewer: Viewer, command: Withdrawal,
): Promise<Outcome<{ id: string }>> {
  const opened = await openWork(kernel, viewer, command.notificationId)
  if (opened?.work?.kind !== 'notification') return refused(absent)
  const { personId } = opened.work
  const named = { name: 'request withdraw', key: command.key, about: personId }
  return carryOut(kernel, opened.scope, named, async (tx, record) => {
    await holdRequest(tx, command.requestId)
    const request = await findRequest(tx, command.requestId)
    if (request?.notificationId !== command.notificationId) return refused(absent)
    const decision = decideRequestStep(viewer, requestFacts(kernel, request), 'withdraw')
    if (!decision.allowed) return refused(decision.why)
    const at = kernel.now()
    await withdrawRequestRow(tx, request.id, { at, why: command.why })
    await stopClock(tx, kernel, { workId: request.id, why: stopWords['withdraw'] ?? '', by: viewer.staffId })
    await sql`select authz.end_links(${request.id}::uuid, ${request.toAgency}::uuid, ${readableUntil(at)})`.execute(tx)
    record({ verb: 'request.withdrawn', personId, cell: request.cell, workId: request.id, subjectId: request.id })
    return done({ id: request.id })
  })
}
