import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Covering, SealState } from '../seal.ts'

export type Seal = {
  id: string; personId: string; cell: number; kind: string; kindTitle: string; toOpen: number; covers: Covering
  reason: string; state: SealState; laidBy: string; laidAt: Date; inForceAt: Date | null; validUntil: Date | null
  liftedAt: Date | null; custodian: string | null; custodianId: string | null; against: string | null; exempt: string[]
  waiting: number
  /** As the viewer's own agency calls them, if it may be seen. */
  name: string | null
}
export type SealRequest = {
  id: string; step: 'lay' | 'open' | 'lift'; forStaff: string | null; forStaffId: string | null; openUntil: Date | null
  reason: string; askedBy: string; askedAt: Date; state: 'waiting' | 'done' | 'refused'; needed: number
  signedBy: { id: string; name: string }[]
}
export type SealKind = {
  code: string; title: string; about: string; toLay: number; toOpen: number; usuallyCovers: Covering
}

const nameOf = (column: string) => sql`
  (select m.name from staff m where m.partnership_id = s.partnership_id and m.id = ${sql.ref(column)})`

/** The seals that the viewer keeps, those that wait for somebody first. */
export async function listSeals(tx: Tx, only?: string): Promise<Seal[]> {
  const { rows } = await sql<Seal>`
    select s.id, s.person_id as "personId", s.cell, s.kind, k.title as "kindTitle", k.signatures_to_open as "toOpen",
      s.covers, s.reason, s.state, ${nameOf('s.laid_by')} as "laidBy", s.laid_at as "laidAt",
      s.in_force_at as "inForceAt", s.valid_until as "validUntil", s.lifted_at as "liftedAt",
      ${nameOf('s.custodian')} as custodian, s.custodian as "custodianId", ${nameOf('s.against_staff')} as against,
      array(select m.name from staff m where m.partnership_id = s.partnership_id and m.id = any (s.exempt_staff)
        order by 1) as exempt,
      (select count(*)::int from seal_request r where r.partnership_id = s.partnership_id and r.seal_id = s.id
        and r.state = 'waiting') as waiting,
      (select concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) from source_record p
        where p.partnership_id = s.partnership_id and p.person_id = s.person_id
        order by p.recorded_at desc, p.id limit 1) as name
    from seal s join seal_kind k on k.code = s.kind
    ${only === undefined ? sql`` : sql`where s.id = ${only}::uuid`}
    order by waiting desc, s.laid_at desc, s.id limit 200`.execute(tx)
  return rows
}

export async function listSealRequests(tx: Tx, sealId: string): Promise<SealRequest[]> {
  const { rows } = await sql<SealRequest>`
    select s.id, s.step, ${nameOf('s.for_staff')} as "forStaff", s.for_staff as "forStaffId",
      s.open_until as "openUntil", s.reason, ${nameOf('s.asked_by')} as "askedBy", s.asked_at as "askedAt", s.state,
      case s.step when 'lay' then k.signatures_to_lay else k.signatures_to_open end as needed,
      coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name) order by g.at) from seal_signature g
        join staff m on m.partnership_id = g.partnership_id and m.id = g.staff_id
        where g.partnership_id = s.partnership_id and g.request_id = s.id), '[]') as "signedBy"
    from seal_request s
    join seal l on l.partnership_id = s.partnership_id and l.id = s.seal_id
    join seal_kind k on k.code = l.kind
    where s.seal_id = ${sealId}::uuid order by s.asked_at desc, s.id`.execute(tx)
  return rows
}

export async function listSealKinds(tx: Tx): Promise<SealKind[]> {
  const { rows } = await sql<SealKind>`
    select code, title, about, signatures_to_lay as "toLay", signatures_to_open as "toOpen",
      usually_covers as "usuallyCovers" from seal_kind order by title`.execute(tx)
  return rows
}

export type Colleague = { id: string; name: string; email: string }

/** Who may keep a seal of this agency. */
export async function listKeepers(tx: Tx, agencyId: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select s.id, s.name, s.email from staff s
    where s.agency_id = ${agencyId}::uuid and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and exists (select from appointment p where p.partnership_id = s.partnership_id and p.staff_id = s.id
        and p.role in ('privacy_officer', 'information_governance_lead')
        and coalesce(p.valid_until, 'infinity') > statement_timestamp())
    order by s.name, s.id`.execute(tx)
  return rows
}

/** Members of staff by their addresses at work; those whom nobody has are not in the answer. */
export async function listByEmail(tx: Tx, emails: readonly string[]): Promise<Colleague[]> {
  const asked = emails.map(email => email.toLowerCase())
  const { rows } = await sql<Colleague>`
    select s.id, s.name, lower(s.email) as email from staff s
    where lower(s.email) = any (${asked}::text[])
      and coalesce(s.active_until, 'infinity') > statement_timestamp()`.execute(tx)
  return rows
}

export type NewSeal = {
  personId: string; kind: string; covers: Covering; against: string | undefined; exempt: readonly string[]
  custodian: string; reason: string; validUntil: Date | undefined
}

/** The id of the seal; nothing for somebody who is not there for this keeper. */
export async function proposeSeal(tx: Tx, seal: NewSeal): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string | null }>`
    select authz.propose_seal(${seal.personId}::uuid, ${seal.kind}, ${seal.covers}, ${seal.against ?? null}::uuid,
      ${[...seal.exempt]}::uuid[], ${seal.custodian}::uuid, ${seal.reason},
      ${seal.validUntil ?? null}::timestamptz) as id`.execute(tx)
  return row?.id ?? undefined
}

export type SealAsked = {
  sealId: string; step: 'open' | 'lift'; forStaff?: string | undefined; until?: Date | undefined; why: string
}

export async function askOfSeal(tx: Tx, asked: SealAsked): Promise<string | undefined> {
  const { sealId, step, forStaff, until, why } = asked
  const { rows: [row] } = await sql<{ id: string | null }>`
    select authz.ask_of_seal(${sealId}::uuid, ${step}, ${forStaff ?? null}::uuid, ${until ?? null}::timestamptz,
      ${why}) as id`.execute(tx)
  return row?.id ?? undefined
}

export type Signed = 'absent' | 'settled' | 'for_oneself' | 'same_person' | 'signed' | 'done'

export async function signSealRequest(tx: Tx, id: string): Promise<Signed> {
  const { rows: [row] } = await sql<{ answer: Signed }>`
    select authz.sign_seal_request(${id}::uuid) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

export async function refuseSealRequest(tx: Tx, id: string): Promise<Signed> {
  const { rows: [row] } = await sql<{ answer: Signed }>`
    select authz.refuse_seal_request(${id}::uuid) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

/** Notes that somebody asked for what they were not shown; the same whether it is absent, forbidden or sealed. */
export async function noteAttempt(tx: Tx, personId: string): Promise<void> {
  await sql`select authz.note_attempt(${personId}::uuid)`.execute(tx)
}
