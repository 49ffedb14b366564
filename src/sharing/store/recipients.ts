import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'

/** A team that something can be shared with: a role in an agency, where somebody holds it now. */
export type Recipient = Readonly<{
  agencyId: string
  agency: string
  role: string
  roleTitle: string
  isCovered: boolean
}>

const isLive = sql`a.state = 'active' and a.valid_from <= now() and a.valid_until > now()
  and c.ended_at is null and coalesce(c.valid_until, 'infinity') > now() and c.access = 'read'`

/** First those whom an agreement lets see something of this agency's for this purpose, then the others. */
export async function listRecipients(tx: Tx, { viewer, purpose }: Scope): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    with covered as (
      select distinct ag as agency_id, r as role from clause c
      join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
      cross join unnest(c.to_agencies) ag cross join unnest(c.to_roles) r
      where c.purpose = ${purpose} and ${viewer.agencyId}::uuid = any (c.from_agencies) and ${isLive}
    ), held as (
      select distinct s.agency_id, p.role from staff s
      join appointment p on p.partnership_id = s.partnership_id and p.staff_id = s.id
      where s.agency_id <> ${viewer.agencyId}::uuid and s.active_from <= now()
        and coalesce(s.active_until, 'infinity') > now() and p.valid_from <= now()
        and coalesce(p.valid_until, 'infinity') > now()
    )
    select g.id as "agencyId", g.name as agency, h.role, r.title as "roleTitle", v.role is not null as "isCovered"
    from held h join agency g on g.id = h.agency_id and g.active join role r on r.code = h.role
    left join covered v on v.agency_id = h.agency_id and v.role = h.role
    where v.role is not null or exists (select from role_purpose rp where rp.role = h.role and rp.purpose = ${purpose})
    order by (v.role is not null) desc, g.name, r.title limit 2000`.execute(tx)
  return rows
}

/** A colleague there, by the address that everybody at work knows. */
export async function findColleague(
  tx: Tx,
  agencyId: string,
  role: string,
  email: string,
): Promise<string | undefined> {
  const {
    rows: [row],
  } = await sql<{ id: string }>`
    select s.id from staff s join appointment p on p.partnership_id = s.partnership_id and p.staff_id = s.id
    where s.agency_id = ${agencyId}::uuid and p.role = ${role} and lower(s.email) = lower(${email})
      and coalesce(s.active_until, 'infinity') > now() and coalesce(p.valid_until, 'infinity') > now()`.execute(tx)
  return row?.id
}

export type Route = Readonly<{ agency: string; roleTitle: string; purpose: string; says: string }>

/**
 * What the same agreements would allow: another team of that agency, another purpose, or somebody else who may be told.
 * Over-caution costs lives as well, so that a refusal never stands alone.
 */
export async function listRoutes(
  tx: Tx,
  { viewer, purpose }: Scope,
  asked: { toAgency: string; categories: readonly string[] },
): Promise<Route[]> {
  const { rows } = await sql<Route>`
    select distinct on (g.name, r.title, p.title) g.name as agency, r.title as "roleTitle", p.title as purpose, c.says
    from clause c join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    cross join unnest(c.to_agencies) ag cross join unnest(c.to_roles) ro
    join agency g on g.id = ag and g.active join role r on r.code = ro join purpose p on p.code = c.purpose
    where ${viewer.agencyId}::uuid = any (c.from_agencies) and ag <> ${viewer.agencyId}::uuid and ${isLive}
      and c.categories && ${[...asked.categories]}::text[]
      and (ag = ${asked.toAgency}::uuid or (c.purpose = ${purpose} and g.kind = 'council'))
    order by g.name, r.title, p.title limit 8`.execute(tx)
  return rows
}

export type LiveClause = Readonly<{
  id: string
  number: number
  says: string
  gateway: string
  agreementId: string
  title: string
  until: Date
}>

export async function listClausesNamed(tx: Tx, ids: readonly string[]): Promise<Map<string, LiveClause>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<LiveClause>`
    select c.id, c.number, c.says, c.gateway, a.id as "agreementId", a.title,
      least(a.valid_until, coalesce(c.valid_until, 'infinity')) as until
    from clause c join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    where c.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(clause => [clause.id, clause]))
}
