import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { stateOfRequest } from '../life.ts'
import type { RequestState } from '../life.ts'
import type { RequestFacts } from '../policy.ts'

export const answerKinds = ['partial', 'full', 'refused'] as const
export type AnswerKind = typeof answerKinds[number]

export type Answer = { id: string; kind: string; body: string; refusedBecause?: string; by: string; at: Date }

export type Request = {
  id: string; notificationId: string; personId: string; cell: number; toAgency: string; toRole: string
  asks: string; reason: string; urgent: boolean; gateway: string; dueAt: Date; askedBy: string; askedAt: Date
  withdrawnAt?: Date; withdrawnWhy?: string; answers: Answer[]; state: RequestState
}

export async function findRequest(tx: Tx, id: string): Promise<Request | undefined> {
  const row = await tx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirst()
  return row && (await withAnswers(tx, [row]))[0]
}

export async function listRequestsOf(tx: Tx, notificationId: string): Promise<Request[]> {
  return withAnswers(tx, await tx.selectFrom('request').selectAll()
    .where('notification_id', '=', notificationId).orderBy('asked_at', 'desc').execute())
}

/** What this viewer's own team was asked, soonest due first. */
export async function listInbox(tx: Tx, viewer: Viewer): Promise<Request[]> {
  return withAnswers(tx, await tx.selectFrom('request').selectAll()
    .where('to_agency', '=', viewer.agencyId).where('to_role', '=', viewer.role).orderBy('due_at').limit(500).execute())
}

type Row = {
  id: string; notification_id: string; person_id: string; cell: number; to_agency: string; to_role: string; asks: string
  reason: string; urgent: boolean; gateway: string; due_at: Date; asked_by: string; asked_at: Date
  withdrawn_at: Date | null; withdrawn_why: string | null
}

async function withAnswers(tx: Tx, rows: Row[]): Promise<Request[]> {
  if (rows.length === 0) return []
  const answers = await tx.selectFrom('answer').selectAll()
    .where('request_id', 'in', rows.map(row => row.id)).orderBy('answered_at').execute()
  const byRequest = Map.groupBy(answers, answer => answer.request_id)
  return rows.map(row => {
    const own = (byRequest.get(row.id) ?? []).map((answer): Answer => ({
      id: answer.id, kind: answer.kind, body: answer.body, by: answer.answered_by, at: answer.answered_at,
      ...(answer.refused_because && { refusedBecause: answer.refused_because }),
    }))
    return {
      id: row.id, notificationId: row.notification_id, personId: row.person_id, cell: row.cell,
      toAgency: row.to_agency, toRole: row.to_role, asks: row.asks, reason: row.reason, urgent: row.urgent,
      gateway: row.gateway, dueAt: row.due_at, askedBy: row.asked_by, askedAt: row.asked_at, answers: own,
      state: stateOfRequest(own, row.withdrawn_at ?? undefined),
      ...(row.withdrawn_at && { withdrawnAt: row.withdrawn_at }), ...(row.withdrawn_why && {
        withdrawnWhy: row.withdrawn_why,
      }),
    }
  })
}

export function requestFacts(kernel: Kernel, request: Request): RequestFacts {
  const askedByAgency = kernel.cells.of(request.cell)?.agencyId ?? ''
  return { state: request.state, askedByAgency, toAgency: request.toAgency, toRole: request.toRole }
}

/** A team that a live clause lets be asked, and the clause's legal gateway. */
export type Askable = {
  agencyId: string; agency: string; role: string; roleTitle: string; gateway: string; clauseId: string; says: string
}

export async function listAskable(tx: Tx, viewer: Viewer, purpose: string): Promise<Askable[]> {
  const { rows } = await sql<{
    agency_id: string; agency: string; role: string; role_title: string; gateway: string; clause_id: string
    says: string
  }>`
    select distinct on (ag.name, r.title) ag.id as agency_id, ag.short_name as agency, r.code as role,
      r.title as role_title, c.gateway, c.id as clause_id, c.says
    from clause c
    join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    join agency ag on ag.partnership_id = c.partnership_id and ag.id = any (c.to_agencies) and ag.active
    join role r on r.code = any (c.to_roles)
    where 'request' = any (c.categories) and c.access = 'read' and c.purpose = ${purpose}
      and ${viewer.agencyId}::uuid = any (c.from_agencies) and ag.id <> ${viewer.agencyId}::uuid
      and a.state = 'active' and a.valid_from <= now() and a.valid_until > now()
      and c.ended_at is null and coalesce(c.valid_until, 'infinity') > now()
      and exists (
        select from staff s join appointment p on p.partnership_id = s.partnership_id and p.staff_id = s.id
        where s.partnership_id = c.partnership_id and s.agency_id = ag.id and p.role = r.code
          and coalesce(s.active_until, 'infinity') > now() and coalesce(p.valid_until, 'infinity') > now())
    order by ag.name, r.title, a.valid_from`.execute(tx)
  return rows.map(row => ({
    agencyId: row.agency_id, agency: row.agency, role: row.role, roleTitle: row.role_title,
    gateway: row.gateway, clauseId: row.clause_id, says: row.says,
  }))
}

export type NewRequest = {
  id: string; notificationId: string; personId: string; cell: number; toAgency: string; toRole: string
  asks: string; reason: string; urgent: boolean; gateway: string; dueAt: Date
}

export async function addRequest(tx: Tx, kernel: Kernel, viewer: Viewer, request: NewRequest): Promise<void> {
  await tx.insertInto('request').values({
    partnership_id: viewer.partnershipId, id: request.id, notification_id: request.notificationId,
    person_id: request.personId, cell: request.cell, to_agency: request.toAgency, to_role: request.toRole,
    asks: request.asks, reason: request.reason, urgent: request.urgent, gateway: request.gateway,
    due_at: request.dueAt, asked_by: viewer.staffId, asked_at: kernel.now(),
  }).execute()
}

export async function withdrawRequestRow(tx: Tx, id: string, withdrawn: { at: Date; why: string }): Promise<void> {
  await tx.updateTable('request').set(
    { withdrawn_at: withdrawn.at, withdrawn_why: withdrawn.why },
  ).where('id', '=', id).execute()
}

export type NewAnswer = { kind: AnswerKind; body: string; refusedBecause?: string | undefined }

/** Belongs to the agency that answers; the asker reads it by clause. */
export async function addAnswer(
  tx: Tx, { kernel, viewer }: { kernel: Kernel; viewer: Viewer }, request: Request, answer: NewAnswer,
): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('answer').values({
    partnership_id: viewer.partnershipId, id, request_id: request.id, notification_id: request.notificationId,
    person_id: request.personId, cell: kernel.cells.id(
      viewer.agencyId, 'answer', 1,
    ), kind: answer.kind, body: answer.body,
    refused_because: answer.refusedBecause ?? null, answered_by: viewer.staffId, answered_at: kernel.now(),
  }).execute()
  return id
}

/** Two colleagues who answer at once take turns. */
export async function holdRequest(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 4))`.execute(tx)
}

export async function findGateway(tx: Tx, code: string) {
  return tx.selectFrom('gateway').select(['title', 'about', 'source_url']).where('code', '=', code)
    .orderBy('version', 'desc').limit(1).executeTakeFirst()
}

/** How the child communicates, as far as it is open to the viewer. */
export async function listNeedsOf(tx: Tx, personId: string): Promise<{ kind: string; how: string }[]> {
  return tx.selectFrom('need').select(['kind', 'how']).distinct().where('person_id', '=', personId)
    .where('ended_at', 'is', null).orderBy('kind').execute()
}

/** The clause that opens this cell to the viewer, in its own words. */
export async function findClauseFor(tx: Tx, cell: number): Promise<{ says: string; agreement: string } | undefined> {
  const { rows } = await sql<{ says: string; agreement: string }>`
    select c.says, a.title as agreement from authz.why_open() w
    join clause c on c.id = w.clause_id
    join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    where w.cell = ${cell} order by c.number limit 1`.execute(tx)
  return rows[0]
}
