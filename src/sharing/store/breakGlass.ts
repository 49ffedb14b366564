import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { ReviewState } from '../breakGlass.ts'

export type Ground = { code: string; title: string; about: string; source: string }
export type MyAccess = {
  id: string; ground: string; reason: string; openedAt: Date; endsAt: Date
  /** Only while it is open. */
  personId: string | null
}
export type Review = {
  id: string; personId: string; cell: number; breakGlassId: string; owners: string[]; staffId: string; staff: string
  agency: string; role: string; ground: string; reason: string; openedAt: Date; endsAt: Date; dueAt: Date
  state: ReviewState; words: string | null
  reviewedBy: string | null; reviewedAt: Date | null
  /** As the viewer's own agency calls them, if it may be seen. */
  name: string | null
}
export type LateReview = { agency: string; openedAt: Date; dueAt: Date }

export async function mayUseEmergency(tx: Tx, role: string): Promise<boolean> {
  const { rows } = await sql`select from break_glass_role where role = ${role}`.execute(tx)
  return rows.length > 0
}

export async function listGrounds(tx: Tx): Promise<Ground[]> {
  return (await sql<Ground>`select code, title, about, source from break_glass_ground order by code`.execute(tx)).rows
}

export type NewAccess = {
  personId: string; ground: string; reason: string; minutes: number
  review: { version: number; dueAt: Date; atRiskAt: Date }
}
export type AccessAnswer = { outcome: 'forbidden' | 'open' | 'absent' | 'done'; id: string | null }

export async function breakGlass(tx: Tx, access: NewAccess): Promise<AccessAnswer> {
  const { personId, ground, reason, minutes, review } = access
  const { rows: [row] } = await sql<AccessAnswer>`
    select outcome, id from authz.break_glass(${personId}::uuid, ${ground}, ${reason}, ${minutes}::int,
      ${review.version}::int,
      ${review.dueAt}::timestamptz, ${review.atRiskAt}::timestamptz)`.execute(tx)
  if (!row) throw new Error('no answer about an emergency access')
  return row
}

export async function listMyAccesses(tx: Tx): Promise<MyAccess[]> {
  const { rows } = await sql<MyAccess>`
    select m.id, g.title as ground, m.reason, m.opened_at as "openedAt", m.ends_at as "endsAt",
      m.person_id as "personId"
    from authz.my_break_glass() m join break_glass_ground g on g.code = m.ground order by m.opened_at desc`.execute(tx)
  return rows
}

export async function endBreakGlass(tx: Tx): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select authz.end_break_glass() as n`.execute(tx)
  return row?.n ?? 0
}

/** Whom an emergency access was about, for a professional who is allocated to that person. */
export async function findWhomTold(tx: Tx, id: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ person: string | null }>`
    select authz.break_glass_told(${id}::uuid) as person`.execute(tx)
  return row?.person ?? undefined
}

/** Reviews that are the viewer's to see: one by its own id or that of the access, or all, what waits first. */
export async function listReviews(tx: Tx, only?: string): Promise<Review[]> {
  const { rows } = await sql<Review>`
    select r.id, r.person_id as "personId", r.cell, r.break_glass_id as "breakGlassId",
      array(select a.name from agency a where a.partnership_id = r.partnership_id and a.id = any (r.owners)
        order by 1) as owners,
      r.staff_id as "staffId", m.name as staff, a.name as agency, o.title as role, g.title as ground,
      r.reason, r.opened_at as "openedAt",
      r.ends_at as "endsAt", r.due_at as "dueAt", coalesce(r.outcome, 'waiting') as state, r.words,
      (select w.name from staff w where w.partnership_id = r.partnership_id and w.id = r.reviewed_by) as "reviewedBy",
      r.reviewed_at as "reviewedAt",
      (select concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) from source_record p
        where p.partnership_id = r.partnership_id and p.person_id = r.person_id
        order by p.recorded_at desc, p.id limit 1) as name
    from break_glass_review r
    join staff m on m.partnership_id = r.partnership_id and m.id = r.staff_id
    join agency a on a.partnership_id = r.partnership_id and a.id = r.agency_id
    join role o on o.code = r.role join break_glass_ground g on g.code = r.ground
    ${only === undefined ? sql`` : sql`where r.id = ${only}::uuid or r.break_glass_id = ${only}::uuid`}
    order by r.outcome is not null, case when r.outcome is null then r.due_at end, r.opened_at desc, r.id
    limit 200`.execute(tx)
  return rows
}

export type Reviewed = 'absent' | 'own' | 'settled' | 'done'

export async function reviewBreakGlass(tx: Tx, id: string, finding: ReviewState, words: string): Promise<Reviewed> {
  const { rows: [row] } = await sql<{ answer: Reviewed }>`
    select authz.review_break_glass(${id}::uuid, ${finding}, ${words}) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

/** For the board: which reviews are late, of which agency; nobody's name. */
export async function listLateReviews(tx: Tx): Promise<LateReview[]> {
  const { rows } = await sql<LateReview>`
    select a.name as agency, l.opened_at as "openedAt", l.due_at as "dueAt" from authz.late_reviews() l
    join agency a on a.id = l.agency_id order by l.due_at, a.name`.execute(tx)
  return rows
}
