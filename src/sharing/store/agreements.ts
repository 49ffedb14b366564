import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Agreement, Clause } from '../agreement.ts'

export type AgreementEvent = {
  at: Date
  what: 'clause_ended' | 'agreement_ended'
  why: string
  by: string
  number: number | null
}
/** Staff of one role of one agency who would lose something that no other clause gives them. */
export type Loss = {
  agencyId: string
  role: string
  access: 'read' | 'deposit'
  categories: string[]
  staff: number
}

const agreementColumns = sql`id, version, title, about, state,
  valid_from as "validFrom", review_on as "reviewOn", valid_until as "validUntil"`

export async function listAgreements(tx: Tx): Promise<Agreement[]> {
  return (
    await sql<Agreement>`select ${agreementColumns} from agreement order by state = 'ended', title`.execute(tx)
  ).rows
}

export async function findAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  return (await sql<Agreement>`select ${agreementColumns} from agreement where id = ${id}::uuid`.execute(tx))
    .rows[0]
}

/** The clauses of one agreement, or of all. */
export async function listClauses(tx: Tx, agreementId?: string): Promise<Clause[]> {
  const { rows } = await sql<ClauseRow>`
    select c.id, agreement_id as "agreementId", number, says,
      from_agencies as "fromAgencies", to_agencies as "toAgencies",
      to_roles as "toRoles",
      purpose, categories, highest_tier as "highestTier", access, reach, gateway, basis, valid_until as "validUntil",
      ended_at as "endedAt", s.name as "endedBy", ended_why as "endedWhy"
    from clause c left join staff s on s.partnership_id = c.partnership_id and s.id = c.ended_by
    where ${agreementId ?? null}::uuid is null or agreement_id = ${agreementId ?? null}::uuid
    order by agreement_id, number`.execute(
    tx,
  )
  return rows.map(clauseOf)
}

type MayBeEmpty = 'validUntil' | 'endedAt' | 'endedBy' | 'endedWhy'
type ClauseRow = Omit<Clause, MayBeEmpty> & { [Key in MayBeEmpty]: Clause[Key] | null }

function clauseOf({ validUntil, endedAt, endedBy, endedWhy, ...clause }: ClauseRow): Clause {
  return {
    ...clause,
    validUntil: validUntil ?? undefined,
    endedAt: endedAt ?? undefined,
    endedBy: endedBy ?? undefined,
    endedWhy: endedWhy ?? undefined,
  }
}

export async function listEvents(tx: Tx, agreementId: string): Promise<AgreementEvent[]> {
  const { rows } = await sql<AgreementEvent>`
    select e.at, e.what, e.why, s.name as by, c.number from agreement_event e
    join staff s on s.partnership_id = e.partnership_id and s.id = e.staff_id
    left join clause c on c.partnership_id = e.partnership_id and c.id = e.clause_id
    where e.agreement_id = ${agreementId}::uuid order by e.at desc`.execute(tx)
  return rows
}

export async function listLosses(tx: Tx, agreementId: string, clauseId: string | undefined): Promise<Loss[]> {
  const { rows } = await sql<Loss>`
    select agency_id as "agencyId", role, access, categories, staff
    from authz.who_loses(${agreementId}::uuid, ${clauseId ?? null}::uuid)
    order by staff desc, agency_id, role, access`.execute(tx)
  return rows
}

export async function endClause(
  tx: Tx,
  { agreementId, clauseId }: { agreementId: string; clauseId: string },
  why: string,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select authz.end_clause(id, ${why}) as done from clause
    where agreement_id = ${agreementId}::uuid and id = ${clauseId}::uuid`.execute(
    tx,
  )
  return rows[0]?.done ?? false
}

export async function endAgreement(tx: Tx, agreementId: string, why: string): Promise<boolean> {
  return (
    (await sql<{ done: boolean }>`select authz.end_agreement(${agreementId}::uuid, ${why}) as done`.execute(tx))
      .rows[0]?.done ?? false
  )
}
