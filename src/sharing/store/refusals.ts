import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { RefusedBecause } from '../share.ts'

export type RefusedBy = 'us' | 'them' | 'law'

export type Refusal = Readonly<{
  id: string
  personId: string
  by: RefusedBy
  otherAgency: string
  otherRole: string | null
  purpose: string
  categories: readonly string[]
  because: RefusedBecause
  words: string
  lawfulRoute: string
  staff: string
  shareId: string | null
  requestId: string | null
  at: Date
}>

export type NewRefusal = {
  id: string
  personId: string
  by: RefusedBy
  otherAgency: string
  otherRole?: string | undefined
  categories: readonly string[]
  because: RefusedBecause
  words: string
  lawfulRoute?: string
  shareId?: string | undefined
  requestId?: string | undefined
}

/** That something was not shared stands in the record of the agency that writes it down, and is open to that agency. */
export async function addRefusal(
  tx: Tx,
  { viewer, purpose }: Scope,
  cell: number,
  refusal: NewRefusal,
): Promise<void> {
  await sql`insert into refusal_to_share (partnership_id, id, person_id, cell, by_agency, by_staff, refused_by,
      other_agency, other_role, purpose, categories, refused_because, words, lawful_route, share_id, request_id)
    values (${viewer.partnershipId}, ${refusal.id}, ${refusal.personId}, ${cell}, ${viewer.agencyId}, ${viewer.staffId},
      ${refusal.by}, ${refusal.otherAgency}, ${refusal.otherRole ?? null}, ${purpose},
      ${[...refusal.categories]}::text[],
      ${refusal.because}, ${refusal.words}, ${refusal.lawfulRoute ?? ''}, ${refusal.shareId ?? null},
      ${refusal.requestId ?? null})`.execute(tx)
}

export async function listRefusals(tx: Tx, personId?: string): Promise<Refusal[]> {
  return (
    await sql<Refusal>`
    select r.id, r.person_id as "personId", r.refused_by as by, r.other_agency as "otherAgency",
      r.other_role as "otherRole", r.purpose, r.categories, r.refused_because as because, r.words,
      r.lawful_route as "lawfulRoute", coalesce(s.name, 'a member of staff') as staff, r.share_id as "shareId",
      r.request_id as "requestId", r.at
    from refusal_to_share r left join staff s on s.partnership_id = r.partnership_id and s.id = r.by_staff
    where ${personId ?? null}::uuid is null or r.person_id = ${personId ?? null}::uuid
    order by r.at desc limit 100`.execute(tx)
  ).rows
}

/** A request for information of the front door and its last answer: it counts as a request to share. */
export type AskedBefore = Readonly<{
  id: string
  asks: string
  byAgency: string
  toAgency: string
  at: Date
  outcome: string | null
  because: string | null
}>

export async function listRequestsAbout(tx: Tx, personId: string): Promise<AskedBefore[]> {
  return (
    await sql<AskedBefore>`
    select r.id, r.asks, c.agency_id as "byAgency", r.to_agency as "toAgency", r.asked_at as at,
      w.kind as outcome, w.refused_because as because
    from request r join cell c on c.id = r.cell
    left join lateral (select a.kind, a.refused_because from answer a
      where a.partnership_id = r.partnership_id and a.request_id = r.id order by a.answered_at desc limit 1) w on true
    where r.person_id = ${personId}::uuid and r.withdrawn_at is null order by r.asked_at desc limit 50`.execute(tx)
  ).rows
}
