import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { AccountDocument } from './accountDocument.ts'
import type { Choice, Ground, Item, Section, SubjectRequest } from './subjectRequest.ts'

const requestColumns = sql`r.id, r.person_id as "personId", r.reference, r.state, r.kind,
  r.requester_name as "requesterName",
  r.given_name as "givenName", r.family_name as "familyName", r.birth_on as "birthOn", r.asks_for as "asksFor",
  r.whole_partnership as "wholePartnership", r.received_on as "receivedOn", r.identity_asked_at as "identityAskedAt",
  r.identity_how as "identityHow", r.authority_how as "authorityHow", r.identity_checked_at as "identityCheckedAt",
  r.extended_at as "extendedAt", r.extended_why as "extendedWhy", r.collected_at as "collectedAt",
  r.approved_at as "approvedAt", r.released_at as "releasedAt", r.sent_back_why as "sentBackWhy",
  r.closed_at as "closedAt", r.closed_why as "closedWhy"`

/** Those of the viewer's own agency, open ones first. */
export async function listRequests(tx: Tx): Promise<SubjectRequest[]> {
  const { rows } =
    await sql<SubjectRequest>`select ${requestColumns}, 0 as items, 0 as undecided from subject_request r
    order by r.closed_at desc nulls first, r.received_on limit 200`.execute(tx)
  return rows
}

export async function findRequest(tx: Tx, id: string): Promise<SubjectRequest | undefined> {
  const { rows } = await sql<SubjectRequest>`select ${requestColumns},
      count(i.id)::integer as items, count(i.id) filter (where i.decision is null)::integer as undecided
    from subject_request r left join subject_item i on i.partnership_id = r.partnership_id and i.request_id = r.id
    where r.id = ${id}::uuid group by r.partnership_id, r.id`.execute(tx)
  return rows[0]
}

/** The same, kept from changing until the transaction ends. */
export async function lockRequest(tx: Tx, id: string): Promise<SubjectRequest | undefined> {
  await sql`select from subject_request r where r.id = ${id}::uuid for update`.execute(tx)
  return findRequest(tx, id)
}

const itemColumns = sql`i.id, i.place, i.section, i.of_agency as "ofAgency", i.of_category as "ofCategory",
  i.source_table as "sourceTable", i.source_id as "sourceId", i.title, i.lines, i.masked, i.found, i.proposal, i.ground,
  i.is_locked as "isLocked", i.decision, i.decided_ground as "decidedGround", i.reason, m.state as dispute`

export type ItemFilter = { section?: Section | undefined; undecided?: boolean; from: number; most: number }

export async function listItems(
  tx: Tx,
  requestId: string,
  { section, undecided, from, most }: ItemFilter,
): Promise<Item[]> {
  const { rows } = await sql<Item>`select ${itemColumns} from subject_item i
    left join authz.marks_of(${requestId}::uuid) m on m.record_id = i.source_id
    where i.request_id = ${requestId}::uuid and (${section ?? null}::text is null or i.section = ${section ?? null})
      and (not ${undecided ?? false} or i.decision is null)
    order by i.place offset ${from} limit ${most}`.execute(tx)
  return rows
}

export async function findItem(tx: Tx, itemId: string): Promise<(Item & { requestId: string }) | undefined> {
  const { rows } = await sql<Item & { requestId: string }>`select ${itemColumns}, i.request_id as "requestId"
    from subject_item i left join lateral (select null::text as state) m on true where i.id = ${itemId}::uuid`.execute(
    tx,
  )
  return rows[0]
}

export type SectionCount = { section: Section; items: number; undecided: number }

export async function countItems(tx: Tx, requestId: string): Promise<SectionCount[]> {
  const { rows } = await sql<SectionCount>`select section, count(*)::integer as items,
      count(*) filter (where decision is null)::integer as undecided
    from subject_item where request_id = ${requestId}::uuid group by section`.execute(tx)
  return rows
}

export type FoundSubject = { personId: string; agencies: string[] }

/** People with exactly this name and day of birth; each is written to the record of disclosures by the caller. */
export async function findSubject(tx: Tx, given: string, family: string, bornOn: Day): Promise<FoundSubject[]> {
  const { rows } = await sql<FoundSubject>`select person_id as "personId", agencies
    from authz.find_subject(${given}, ${family}, ${bornOn}::date)`.execute(tx)
  return rows
}

export type Decided = { choice: Choice; ground: Ground | null; reason: string | null }

export async function decideItem(
  tx: Tx,
  itemId: string,
  { choice, ground, reason }: Decided,
  by: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update subject_item set decision = ${choice}, decided_ground = ${ground},
      reason = ${reason}, decided_by = ${by}::uuid, decided_at = now()
    where id = ${itemId}::uuid and not is_locked`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Takes the proposals of what nobody has decided yet, of one section or of all. */
export async function acceptProposals(
  tx: Tx,
  requestId: string,
  section: Section | undefined,
  by: string,
): Promise<void> {
  await sql`update subject_item set decision = proposal, decided_ground = ground, decided_by = ${by}::uuid,
    decided_at = now()
    where request_id = ${requestId}::uuid and decision is null
      and (${section ?? null}::text is null or section = ${section ?? null})`.execute(tx)
}

export type Release = Readonly<{
  id: string
  requestId: string
  personId: string
  reference: string
  state: 'waiting' | 'released' | 'sent_back' | 'taken_back'
  document: AccountDocument
  askedAt: Date
  settledAt: Date | null
  why: string | null
}>
const releaseColumns = sql`id, request_id as "requestId", person_id as "personId", reference, state,
  asked_at as "askedAt",
  settled_at as "settledAt", why`

export async function listReleases(tx: Tx): Promise<Omit<Release, 'document'>[]> {
  const { rows } = await sql<Omit<Release, 'document'>>`select ${releaseColumns} from subject_release
    order by state <> 'waiting', asked_at desc limit 100`.execute(tx)
  return rows
}

export async function findRelease(tx: Tx, id: string): Promise<Release | undefined> {
  const { rows } =
    await sql<Release>`select ${releaseColumns}, document from subject_release where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function listReleasers(tx: Tx): Promise<{ agency_id: string; name: string }[]> {
  return (await sql<{ agency_id: string; name: string }>`select * from authz.who_may_release()`.execute(tx)).rows
}
