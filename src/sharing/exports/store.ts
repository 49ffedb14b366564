import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { ExportKind, ExportOrder, NotTaken } from './exportFile.ts'

/** Files ordered by the viewer, for them, or waiting for their approval; one by its id, or all. */
export async function listExports(tx: Tx, only?: string): Promise<ExportOrder[]> {
  const { rows } = await sql<ExportOrder>`
    select id, kind, made_by as "madeBy", agency_id as "agencyId", recipient, purpose, person_id as "personId",
      work_id as "workId", filter,
      people, why, made_at as "madeAt", expires_at as "expiresAt", closed_at as "closedAt",
        closed_because as "closedBecause", approval,
      asked_at as "askedAt", approval_until as "approvalUntil", decided_by as "decidedBy", decided_at as "decidedAt",
      decided_words as "decidedWords", may_approve as "mayApprove", copies
    from authz.my_exports(${only ?? null}::uuid)`.execute(tx)
  return rows
}

export type NewExport = {
  id: string; kind: ExportKind; recipient: string; personId?: string | undefined; filter?: Record<string, string>
  people: number; why: string; hours: number
}
export type OrderAnswer = 'forbidden' | 'emergency' | 'recipient' | 'nobody' | 'waiting' | 'ready'

export async function orderFile(tx: Tx, { id, ...wanted }: NewExport): Promise<OrderAnswer> {
  const { rows: [row] } = await sql<{ answer: OrderAnswer }>`
    select authz.order_export(${id}::uuid, ${JSON.stringify(wanted)}::jsonb) as answer`.execute(tx)
  return row?.answer ?? 'forbidden'
}

export type StepAnswer = 'done' | 'absent' | 'moved_on'

export async function decideApproval(tx: Tx, id: string, { yes, words }: { yes: boolean;
  words: string }): Promise<StepAnswer> {
  const { rows: [row] } = await
    sql<{ answer: StepAnswer }>`select authz.decide_bulk(${id}::uuid, ${yes}, ${words}) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

export async function closeFile(tx: Tx, id: string, because: string): Promise<StepAnswer> {
  const { rows: [row] } = await
    sql<{ answer: StepAnswer }>`select authz.close_export(${id}::uuid, ${because}) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

export type Taken = { answer: NotTaken | 'absent' | 'done'; copyId: string; code: string; receipt: string }

export async function takeFile(tx: Tx, id: string, { people, lines }: { people: number;
  lines: number }): Promise<Taken> {
  const { rows: [row] } = await sql<Taken>`
    select answer, copy_id as "copyId", code, receipt from authz.take_export(${id}::uuid, ${people}::int,
      ${lines}::int)`.execute(tx)
  return row ?? { answer: 'absent', copyId: '', code: '', receipt: '' }
}

export async function noteDigest(tx: Tx, copyId: string, digest: Buffer): Promise<void> {
  await sql`select authz.note_export_digest(${copyId}::uuid, ${digest})`.execute(tx)
}

export type Traced = Readonly<{
  exportId: string; kind: ExportKind; purpose: string; recipient: string; recipientAgency: string; madeBy: string;
    takenAt: Date
  people: number; lines: number; disclosureId: string | null
}>

/** Whose copy carries this code, if the viewer may know. */
export async function findTrace(tx: Tx, code: string): Promise<Traced | undefined> {
  const { rows: [row] } = await sql<Traced>`
    select t.export_id as "exportId", t.kind, p.title as purpose, r.name as recipient, a.name as "recipientAgency",
      m.name as "madeBy",
      t.taken_at as "takenAt", t.people, t.lines, t.disclosure_id as "disclosureId"
    from authz.trace_export(${code}) t join staff r on r.id = t.recipient join agency a on a.id = r.agency_id
    join staff m on m.id = t.made_by join purpose p on p.code = t.purpose`.execute(tx)
  return row
}

/** Names of colleagues by their ids, as everybody of the partnership may know them. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string; agency: string }>`
    select s.id, s.name, a.name as agency from staff s join agency a on a.partnership_id = s.partnership_id
      and a.id = s.agency_id
    where s.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name, agency }) => [id, `${name}, ${agency}`]))
}

export type Colleague = Readonly<{ id: string; name: string }>

/** Those who may be given the record of disclosures: colleagues in the same role. */
export async function listOverseers(tx: Tx, { role, agencyId }: Pick<Viewer, 'role' | 'agencyId'>): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select distinct s.id, s.name from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where a.role = ${role} and (${role} <> 'privacy_officer' or s.agency_id = ${agencyId}::uuid)
      and coalesce(a.valid_until, 'infinity') > statement_timestamp()
      and coalesce(s.active_until, 'infinity') > statement_timestamp() order by s.name`.execute(tx)
  return rows
}
