import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Agreement, Clause } from '../agreement.ts'
import type { Signature } from '../agreementLife.ts'

export const eventKinds = [
  'drafted',
  'facts_changed',
  'clause_saved',
  'clause_removed',
  'proposed',
  'signed',
  'complete',
  'sent_back',
  'withdrawn',
  'activated',
  'superseded',
  'clause_ended',
  'agreement_ended',
] as const
export type AgreementEvent = {
  at: Date
  what: (typeof eventKinds)[number]
  why: string
  by: string
  agencyId: string | null
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

type Nullable<T, Key extends keyof T> = Omit<T, Key> & { [Each in Key]: T[Each] | null }
type AssessmentRow = Nullable<Agreement['dpia'], 'doneOn' | 'reviewOn' | 'outcome'>
type EmptyInAgreement = 'previousId' | 'ownerId' | 'ownerName' | 'draftedBy' | 'proposedAt' | 'activatedAt'
type AgreementRow = Nullable<Omit<Agreement, 'dpia' | 'equality'>, EmptyInAgreement> & {
  dpia: AssessmentRow
  equality: AssessmentRow
}

const assessment = (of: 'dpia' | 'equality') => {
  const column = (name: string) => sql.ref(`${of}_${name}`)
  return sql`jsonb_build_object('title', ${column('title')}, 'reference', ${column('reference')},
    'doneOn', ${column('done_on')}, 'reviewOn', ${column('review_on')}, 'outcome', ${column('outcome')})`
}
const agreementColumns = sql`id, root_id as "rootId", previous_id as "previousId", version, title, about, state,
  valid_from as "validFrom", review_on as "reviewOn", valid_until as "validUntil", owner_id as "ownerId",
  (select s.name from staff s where s.partnership_id = agreement.partnership_id and s.id = owner_id) as "ownerName",
  parties,
  purposes, revision, round, drafted_by as "draftedBy", proposed_at as "proposedAt", activated_at as "activatedAt",
  ${assessment('dpia')} as dpia, ${assessment('equality')} as equality`

const assessmentOf = ({ doneOn, reviewOn, outcome, ...rest }: AssessmentRow): Agreement['dpia'] => ({
  ...rest,
  doneOn: doneOn ?? undefined,
  reviewOn: reviewOn ?? undefined,
  outcome: outcome ?? undefined,
})

function agreementOf(row: AgreementRow): Agreement {
  return {
    ...row,
    previousId: row.previousId ?? undefined,
    ownerId: row.ownerId ?? undefined,
    ownerName: row.ownerName ?? undefined,
    draftedBy: row.draftedBy ?? undefined,
    proposedAt: row.proposedAt ?? undefined,
    activatedAt: row.activatedAt ?? undefined,
    dpia: assessmentOf(row.dpia),
    equality: assessmentOf(row.equality),
  }
}

/** What is live comes first, then what waits, then what is over. */
export async function listAgreements(tx: Tx): Promise<Agreement[]> {
  const { rows } = await sql<AgreementRow>`select ${agreementColumns} from agreement
    order by state in ('ended', 'superseded'), state <> 'active', title, version desc`.execute(tx)
  return rows.map(agreementOf)
}

export async function findAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  const { rows } = await sql<AgreementRow>`
    select ${agreementColumns} from agreement where id = ${id}::uuid`.execute(tx)
  return rows[0] && agreementOf(rows[0])
}

/** All versions of one agreement, the newest first. */
export async function listVersions(tx: Tx, rootId: string): Promise<Agreement[]> {
  const { rows } = await sql<AgreementRow>`
    select ${agreementColumns} from agreement where root_id = ${rootId}::uuid order by version desc`.execute(tx)
  return rows.map(agreementOf)
}

type EmptyInClause = 'oldestMonths' | 'validUntil' | 'endedAt' | 'endedBy' | 'endedWhy'
type ClauseRow = Nullable<Clause, EmptyInClause>

/** The clauses of one agreement, or of all. */
export async function listClauses(tx: Tx, agreementId?: string): Promise<Clause[]> {
  const { rows } = await sql<ClauseRow>`
    select c.id, agreement_id as "agreementId", lineage_id as "lineageId", number, says,
      from_agencies as "fromAgencies", to_agencies as "toAgencies", to_roles as "toRoles",
      purpose, categories, highest_tier as "highestTier", access, reach, subject_class as "subjectClass", precision,
      (extract(year from oldest_record) * 12 + extract(month from oldest_record))::integer as "oldestMonths",
      gateway, gateway_version as "gatewayVersion", basis, sender_basis as "senderBasis",
      receiver_basis as "receiverBasis", onward, onward_agencies as "onwardAgencies", conditions,
      valid_until as "validUntil", ended_at as "endedAt", s.name as "endedBy", ended_why as "endedWhy"
    from clause c left join staff s on s.partnership_id = c.partnership_id and s.id = c.ended_by
    where ${agreementId ?? null}::uuid is null or agreement_id = ${agreementId ?? null}::uuid
    order by agreement_id, number`.execute(tx)
  return rows.map(clauseOf)
}

function clauseOf({ oldestMonths, validUntil, endedAt, endedBy, endedWhy, ...clause }: ClauseRow): Clause {
  return {
    ...clause,
    oldestMonths: oldestMonths ?? undefined,
    validUntil: validUntil ?? undefined,
    endedAt: endedAt ?? undefined,
    endedBy: endedBy ?? undefined,
    endedWhy: endedWhy ?? undefined,
  }
}

/** The signatures that count: those of the present round. */
export async function listSignatures(tx: Tx, { id, round }: Pick<Agreement, 'id' | 'round'>): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    select g.agency_id as "agencyId", g.role, g.staff_id as "staffId", s.name as by, g.at from agreement_signature g
    join staff s on s.partnership_id = g.partnership_id and s.id = g.staff_id
    where g.agreement_id = ${id}::uuid and g.round = ${round} order by g.at`.execute(tx)
  return rows
}

/** The agreements in which this officer's own place to sign is still empty. */
export async function listToSign(tx: Tx, viewer: { agencyId: string; role: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agreement a where a.state = 'proposed' and ${viewer.agencyId}::uuid = any (a.parties)
      and not exists (select from agreement_signature s where s.partnership_id = a.partnership_id
        and s.agreement_id = a.id and s.round = a.round and s.agency_id = ${viewer.agencyId}::uuid
        and s.role = ${viewer.role})`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function listEvents(tx: Tx, agreementId: string): Promise<AgreementEvent[]> {
  const { rows } = await sql<AgreementEvent>`
    select e.at, e.what, e.why, s.name as by, e.agency_id as "agencyId", c.number from agreement_event e
    join staff s on s.partnership_id = e.partnership_id and s.id = e.staff_id
    left join clause c on c.partnership_id = e.partnership_id and c.id = e.clause_id
    where e.agreement_id = ${agreementId}::uuid order by e.at desc, e.id desc`.execute(tx)
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
    where agreement_id = ${agreementId}::uuid and id = ${clauseId}::uuid`.execute(tx)
  return rows[0]?.done ?? false
}

export async function endAgreement(tx: Tx, agreementId: string, why: string): Promise<boolean> {
  return (
    (await sql<{ done: boolean }>`select authz.end_agreement(${agreementId}::uuid, ${why}) as done`.execute(tx))
      .rows[0]?.done ?? false
  )
}
