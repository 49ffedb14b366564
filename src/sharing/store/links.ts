import { sql } from 'kysely'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'

/** Why somebody has a reason to open a person; of other agencies only which team, never who and what for. */
export type Link = Readonly<{
  id: string
  kind: string
  title: string
  says: string
  isOwn: boolean
  isMine: boolean
  agency: string
  staff: string | null
  role: string | null
  purpose: string
  from: Date
  until: Date | null
  madeByMe: boolean
}>

export async function listLinks(tx: Tx, { viewer }: Scope, personId: string): Promise<Link[]> {
  const { partnershipId, agencyId, staffId } = viewer
  return (
    await sql<Link>`
    select l.id, l.kind, k.title, k.says, l.agency_id = ${agencyId}::uuid as "isOwn",
      l.staff_id = ${staffId}::uuid as "isMine", g.name as agency,
      case when l.agency_id = ${agencyId}::uuid then s.name end as staff, r.title as role, p.title as purpose,
      l.valid_from as from, l.valid_until as until, coalesce(l.made_by = ${staffId}::uuid, false) as "madeByMe"
    from link l join link_kind k on k.code = l.kind
    join agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
    join purpose p on p.code = l.purpose
    left join staff s on s.partnership_id = l.partnership_id and s.id = l.staff_id
    left join role r on r.code = l.role
    where l.partnership_id = ${partnershipId} and l.person_id = ${personId}::uuid
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    order by "isOwn" desc, g.name, l.valid_from desc limit 200`.execute(tx)
  ).rows
}

export type Colleague = Readonly<{ id: string; name: string; role: string }>

/** Colleagues of one's own agency who may act for this purpose. */
export async function listColleagues(tx: Tx, { viewer, purpose }: Scope): Promise<Colleague[]> {
  return (
    await sql<Colleague>`
    select s.id, s.name, string_agg(distinct r.title, ', ') as role from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    join role_purpose rp on rp.role = a.role and rp.purpose = ${purpose} join role r on r.code = a.role
    where s.agency_id = ${viewer.agencyId}::uuid and s.id <> ${viewer.staffId}::uuid
      and s.active_from <= now() and coalesce(s.active_until, 'infinity') > now()
      and a.valid_from <= now() and coalesce(a.valid_until, 'infinity') > now()
    group by s.id, s.name order by s.name limit 2000`.execute(tx)
  ).rows
}

export async function allocateLinkRow(tx: Tx, personId: string, staffId: string, until: Date | undefined) {
  const {
    rows: [row],
  } = await sql<{ id: string | null }>`
    select authz.allocate_link(${personId}::uuid, ${staffId}::uuid, ${until ?? null}::timestamptz) as id`.execute(
    tx,
  )
  return row?.id ?? undefined
}

export type LinkEnding = 'no_longer_needed' | 'handed_over' | 'made_in_error'

export async function endLinkRow(tx: Tx, id: string, because: LinkEnding): Promise<boolean> {
  const {
    rows: [row],
  } = await sql<{ done: boolean }>`
    select authz.end_link(${id}::uuid, ${because}) as done`.execute(tx)
  return row?.done === true
}

export async function claimLinkRow(tx: Tx, personId: string, because: string, words: string) {
  const {
    rows: [row],
  } = await sql<{ id: string | null }>`
    select authz.claim_link(${personId}::uuid, ${because}, ${words}) as id`.execute(tx)
  return row?.id ?? undefined
}

export async function listClaimReasons(tx: Tx): Promise<{ code: string; title: string }[]> {
  return (
    await sql<{
      code: string
      title: string
    }>`select code, title from claim_reason order by code = 'other', title`.execute(tx)
  ).rows
}

export type Claim = Readonly<{
  id: string
  personId: string
  cell: number
  linkId: string
  staff: string
  agency: string
  role: string
  reason: string
  words: string
  claimedAt: Date
  until: Date
  reviewedAt: Date | null
  review: string | null
  why: string
}>

const claims = sql`select k.id, k.person_id as "personId", k.cell, k.link_id as "linkId", s.name as staff,
    g.name as agency, coalesce(r.title, k.by_role) as role, m.title as reason, k.words, k.claimed_at as "claimedAt",
    k.valid_until as until, k.reviewed_at as "reviewedAt", k.claim_review as review, k.review_why as why
  from self_claim k join staff s on s.partnership_id = k.partnership_id and s.id = k.by_staff
  join agency g on g.partnership_id = k.partnership_id and g.id = k.by_agency
  join claim_reason m on m.code = k.claim_reason left join role r on r.code = k.by_role`

export async function listClaims(tx: Tx): Promise<Claim[]> {
  return (await sql<Claim>`${claims} order by k.reviewed_at is not null, k.claimed_at desc limit 100`.execute(tx))
    .rows
}

export async function findClaim(tx: Tx, id: string): Promise<Claim | undefined> {
  return (await sql<Claim>`${claims} where k.id = ${id}::uuid`.execute(tx)).rows[0]
}

export async function reviewClaimRow(
  tx: Tx,
  id: string,
  outcome: 'kept' | 'ended',
  why: string,
): Promise<boolean> {
  const {
    rows: [row],
  } = await sql<{ done: boolean }>`
    select authz.review_claim(${id}::uuid, ${outcome}, ${why}) as done`.execute(tx)
  return row?.done === true
}

/** Own agency's entries about the person that could be shared one by one, the newest first. */
export type Entry = Readonly<{ id: string; title: string; headline: string; category: string; occurredAt: Date }>

export async function listOwnEntries(tx: Tx, viewer: Viewer, personId: string): Promise<Entry[]> {
  return (
    await sql<Entry>`
    select r.id, k.title, r.headline, c.category, r.occurred_at as "occurredAt"
    from record r join cell c on c.id = r.cell and c.agency_id = ${viewer.agencyId}::uuid
    join record_kind k on k.code = r.kind
    where r.partnership_id = ${viewer.partnershipId} and r.person_id = ${personId}::uuid and r.withdrawn_at is null
    order by r.occurred_at desc, r.id limit 30`.execute(tx)
  ).rows
}
