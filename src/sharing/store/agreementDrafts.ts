import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Agreement, ClauseText } from '../agreement.ts'

/** What the lead writes of the agreement itself. */
export type Facts = Pick<
  Agreement,
  'title' | 'about' | 'parties' | 'purposes' | 'reviewOn' | 'validUntil' | 'dpia' | 'equality'
> & { ownerId: string }

/** Why the database did not take a step; each has its sentence in `actions/draftingWords.ts`. */
export type WhyNot =
  | 'absent'
  | 'not_a_draft'
  | 'changed'
  | 'review_passed'
  | 'refused_by_gateway'
  | 'incomplete'
  | 'not_assessed'
  | 'moved_on'
  | 'already_signed'
  | 'unsigned'

const answer = async (tx: Tx, call: RawBuilder<unknown>): Promise<WhyNot | undefined> =>
  (await sql<{ why: WhyNot | null }>`select ${call} as why`.execute(tx)).rows[0]?.why ?? undefined

const assessmentFields = (of: 'dpia' | 'equality', { [of]: made }: Facts) => ({
  [`${of}_title`]: made.title,
  [`${of}_reference`]: made.reference,
  [`${of}_done_on`]: made.doneOn ?? null,
  [`${of}_review_on`]: made.reviewOn ?? null,
  [`${of}_outcome`]: made.outcome ?? null,
})

const factsJson = (facts: Facts): string =>
  JSON.stringify({
    title: facts.title,
    about: facts.about,
    parties: facts.parties,
    purposes: facts.purposes,
    owner_id: facts.ownerId,
    review_on: facts.reviewOn,
    valid_until: facts.validUntil,
    ...assessmentFields('dpia', facts),
    ...assessmentFields('equality', facts),
  })

export async function draftAgreement(tx: Tx, facts: Facts): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select authz.draft_agreement(${factsJson(facts)}::jsonb) as id`.execute(tx)
  if (!rows[0]) throw new Error('no agreement was drafted')
  return rows[0].id
}

export type Seen = { agreementId: string; revision: number }

export const changeDraft = (tx: Tx, { agreementId, revision }: Seen, facts: Facts) =>
  answer(tx, sql`authz.change_draft(${agreementId}::uuid, ${factsJson(facts)}::jsonb, ${revision})`)

const clauseJson = (clause: ClauseText, basis: string): string =>
  JSON.stringify({
    says: clause.says,
    from_agencies: clause.fromAgencies,
    to_agencies: clause.toAgencies,
    to_roles: clause.toRoles,
    purpose: clause.purpose,
    categories: clause.categories,
    highest_tier: clause.highestTier,
    access: clause.access,
    reach: clause.reach,
    subject_class: clause.subjectClass,
    precision: clause.precision,
    oldest_record: clause.oldestMonths === undefined ? null : `${clause.oldestMonths} months`,
    gateway: clause.gateway,
    gateway_version: clause.gatewayVersion,
    basis,
    sender_basis: clause.senderBasis,
    receiver_basis: clause.receiverBasis,
    onward: clause.onward,
    onward_agencies: clause.onwardAgencies,
    conditions: clause.conditions,
    valid_until: clause.validUntil ?? null,
  })

type ClauseToSave = Seen & { clauseId: string | undefined; clause: ClauseText; basis: string }

export const saveClause = (tx: Tx, { agreementId, revision, clauseId, clause, basis }: ClauseToSave) =>
  answer(
    tx,
    sql`authz.save_clause(${agreementId}::uuid, ${clauseId ?? null}::uuid, ${clauseJson(clause, basis)}::jsonb,
    ${revision})`,
  )

export const removeClause = (tx: Tx, { agreementId, revision }: Seen, clauseId: string) =>
  answer(tx, sql`authz.remove_clause(${agreementId}::uuid, ${clauseId}::uuid, ${revision})`)

export const proposeAgreement = (tx: Tx, { agreementId, revision }: Seen) =>
  answer(tx, sql`authz.propose_agreement(${agreementId}::uuid, ${revision})`)

export const withdrawAgreement = (tx: Tx, agreementId: string, why: string) =>
  answer(tx, sql`authz.withdraw_agreement(${agreementId}::uuid, ${why})`)

/** What a signer reads now, as the digest that they sign. */
export async function findContentToSign(tx: Tx, agreementId: string): Promise<string | undefined> {
  const { rows } = await sql<{ content: string | null }>`
    select authz.content_to_sign(${agreementId}::uuid) as content`.execute(tx)
  return rows[0]?.content ?? undefined
}

export const signAgreement = (tx: Tx, agreementId: string, content: string) =>
  answer(tx, sql`authz.sign_agreement(${agreementId}::uuid, decode(${content}, 'hex'))`)

export const sendBackAgreement = (tx: Tx, agreementId: string, why: string) =>
  answer(tx, sql`authz.send_back_agreement(${agreementId}::uuid, ${why})`)

export const activateAgreement = (tx: Tx, agreementId: string) =>
  answer(tx, sql`authz.activate_agreement(${agreementId}::uuid)`)

/** The draft of the next version: a new one, or the one that is already open. */
export async function beginVersion(tx: Tx, agreementId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select authz.new_version(${agreementId}::uuid) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

export type Shift = Readonly<{
  agencyId: string
  role: string
  category: string | null
  access: 'read' | 'deposit'
  opens: boolean
  closes: boolean
  gains: number
  loses: number
  staff: number
}>

/** What activating would change, by role of each agency; rows without a category are the sums. */
export async function listShifts(tx: Tx, agreementId: string): Promise<Shift[]> {
  const { rows } = await sql<Shift>`
    select agency_id as "agencyId", role, category, access, opens, closes, gains, loses, staff
    from authz.simulate_agreement(${agreementId}::uuid)
    order by staff desc, agency_id, role, category nulls first`.execute(tx)
  return rows
}

export type Colleague = Readonly<{ id: string; name: string; agencyId: string; role: string }>

/** Who can own an agreement or sign one: the leads and the officers of every agency who are here now. */
export async function listOfficers(tx: Tx): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select s.id, s.name, s.agency_id as "agencyId", a.role from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where a.role in ('information_governance_lead', 'privacy_officer', 'senior_officer')
      and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp()
    order by s.name`.execute(tx)
  return rows
}
