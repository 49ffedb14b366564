import { sql } from 'kysely'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Informed, RefusedBecause, Section, Share, ShareKind } from '../share.ts'

type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] }

const columns = sql`s.id, s.person_id as "personId", s.cell, s.share_kind as kind, s.answers,
  s.from_agency as "fromAgency", s.from_staff as "fromStaff", s.from_role as "fromRole", s.to_agency as "toAgency",
  s.to_role as "toRole", s.to_staff as "toStaff", s.purpose, s.sections, s.only_records as "onlyRecords",
  s.is_vital as "isVital", s.reason, s.informed, s.informed_why as "informedWhy", s.conditions, s.onward,
  s.onward_to as "onwardTo", s.sent_at as "sentAt", s.valid_until as "validUntil", s.received_at as "receivedAt",
  s.received_by as "receivedBy", s.recalled_at as "recalledAt", s.recalled_by as "recalledBy",
  s.recalled_why as "recalledWhy", s.answered_at as "answeredAt", s.answered_by as "answeredBy",
  s.refused_because as "refusedBecause", s.refused_words as "refusedWords", s.reviewed_at as "reviewedAt",
  s.vital_review as "vitalReview", s.review_why as "reviewWhy"`

const shareFrom = (row: Nullable<Share>): Share => ({
  ...row,
  answers: row.answers ?? undefined,
  toStaff: row.toStaff ?? undefined,
  receivedAt: row.receivedAt ?? undefined,
  receivedBy: row.receivedBy ?? undefined,
  recalledAt: row.recalledAt ?? undefined,
  recalledBy: row.recalledBy ?? undefined,
  answeredAt: row.answeredAt ?? undefined,
  answeredBy: row.answeredBy ?? undefined,
  refusedBecause: row.refusedBecause ?? undefined,
  reviewedAt: row.reviewedAt ?? undefined,
  vitalReview: row.vitalReview ?? undefined,
})

export async function findShare(tx: Tx, id: string): Promise<Share | undefined> {
  const {
    rows: [row],
  } = await sql<Nullable<Share>>`select ${columns} from share s where s.id = ${id}::uuid`.execute(tx)
  return row && shareFrom(row)
}

/** Everything that this scope sees of what was sent and received, the newest first. */
export async function listShares(tx: Tx, about: { personId?: string } = {}): Promise<Share[]> {
  const { rows } = await sql<Nullable<Share>>`select ${columns} from share s
    where ${about.personId ?? null}::uuid is null or s.person_id = ${about.personId ?? null}::uuid
    order by s.sent_at desc, s.id limit 200`.execute(tx)
  return rows.map(shareFrom)
}

export type ShareOver = {
  id: string
  kind: ShareKind
  fromAgency: string
  sentAt: Date
  overAt: Date
  wasRecalled: boolean
}

/** Shares with this viewer that are over: from whom and how they ended, never about whom. */
export async function listSharesOver(tx: Tx, id?: string): Promise<ShareOver[]> {
  return (
    await sql<ShareOver>`select id, share_kind as kind, from_agency as "fromAgency", sent_at as "sentAt",
    over_at as "overAt", was_recalled as "wasRecalled" from authz.shares_over(${id ?? null}::uuid)`.execute(tx)
  ).rows
}

/** The purposes for which something may have been shared with this viewer, or by them. */
export async function scopesOf(kernel: Kernel, viewer: Viewer): Promise<Scope[]> {
  const { rows } = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, tx =>
    sql<{ purpose: string }>`
    select purpose from role_purpose where role = ${viewer.role}
    union select purpose from clause
      where ${viewer.agencyId}::uuid = any (to_agencies) and ${viewer.role} = any (to_roles)
    order by 1`.execute(tx),
  )
  return rows.map(({ purpose }): Scope => ({ viewer, purpose, lens: 'linked' }))
}

export type AskedShare = {
  kind: ShareKind
  person: string
  to_agency: string
  to_role: string
  to_staff?: string
  categories: string[]
  records: string[]
  reason: string
  until: string
  vital?: boolean
  informed?: Informed
  informed_why?: string
  conditions?: string
  onward?: 'none' | 'named'
  onward_to?: string
  answers?: string
}

export type SendingRefused = 'absent' | 'protected' | 'recipient' | 'empty' | 'until' | 'no_clause' | 'answered'
export type Sent = { sent: string } | { refused: SendingRefused; without?: string[] }

export async function sendShareRow(tx: Tx, asked: AskedShare): Promise<Sent> {
  const {
    rows: [row],
  } = await sql<{ sent: Sent }>`
    select authz.send_share(${JSON.stringify(asked)}::jsonb) as sent`.execute(tx)
  return row?.sent ?? { refused: 'absent' }
}

/** A cell that a share would open, with the live clause that allows it, or none. */
export type Covered = { category: string; recordId: string | null; cell: number; clauseId: string | null }
export type Checking = {
  personId: string
  toAgency: string
  toRole: string
  categories: string[]
  records: string[]
}

export async function checkShare(
  tx: Tx,
  { personId, toAgency, toRole, categories, records }: Checking,
): Promise<Covered[]> {
  return (
    await sql<Covered>`select category, record_id as "recordId", cell, clause_id as "clauseId"
    from authz.check_share(${personId}::uuid, ${toAgency}::uuid, ${toRole}, ${categories}::text[],
      ${records}::uuid[]) order by 1, 3`.execute(tx)
  ).rows
}

const yes = async (query: Promise<{ rows: { done: boolean }[] }>) => (await query).rows[0]?.done === true

export const receiveShareRow = (tx: Tx, id: string) =>
  yes(sql<{ done: boolean }>`select authz.receive_share(${id}::uuid) as done`.execute(tx))
export const recallShareRow = (tx: Tx, id: string, why: string) =>
  yes(sql<{ done: boolean }>`select authz.recall_share(${id}::uuid, ${why}) as done`.execute(tx))
export const refuseRequestRow = (tx: Tx, id: string, because: RefusedBecause, words: string) =>
  yes(sql<{ done: boolean }>`select authz.refuse_request(${id}::uuid, ${because}, ${words}) as done`.execute(tx))
export const reviewShareRow = (tx: Tx, id: string, outcome: 'kept' | 'ended', why: string) =>
  yes(sql<{ done: boolean }>`select authz.review_share(${id}::uuid, ${outcome}, ${why}) as done`.execute(tx))

/** Names for sections: entries by what they say, where the viewer sees them. */
export async function listNamedEntries(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; says: string }>`
    select r.id, k.title || case when r.headline = k.title then '' else ': ' || r.headline end as says
    from record r join record_kind k on k.code = r.kind where r.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, says }) => [id, says]))
}

export const categoriesIn = (sections: readonly Section[]): string[] => [
  ...new Set(sections.map(({ category }) => category)),
]
