import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'

/** Where something about a person can stand; a test compares the list with the database. */
export const tablesWithContent = [
  'answer',
  'contact_point',
  'decision',
  'disclosure',
  'episode',
  'episode_entry',
  'file',
  'handover',
  'identifier',
  'involvement',
  'level_set',
  'need',
  'notification',
  'notification_person',
  'programme_referral',
  'quality_feedback',
  'record',
  'refusal_to_share',
  'relationship',
  'request',
  'safe_address',
  'safe_stay',
  'scale_score',
  'share',
  'source_record',
  'told_outcome',
  'trigger_plan',
  'trigger_plan_part',
  'work',
] as const
/** Tables about people that only help the others: reasons, tokens, deadlines, the account of what was done. */
export const tablesBeside = [
  'act',
  'break_glass',
  'break_glass_review',
  'clock',
  'clock_pause',
  'conflict_declaration',
  'dispute',
  'disputed_record',
  'episode_move',
  'legal_hold',
  'link',
  'link_history',
  'misuse_alert',
  'name_token',
  'retention_due',
  'self_claim',
  'seal',
  'seal_request',
  'seal_signature',
  'subject_item',
  'subject_release',
  'subject_request',
] as const

export type LinkReason = { kind: string; asTeam: boolean; until: Date | null }
export type OpenCell = { cell: number; clause_id: string | null; access: 'read' | 'own' }
export type OpenClause = {
  id: string
  number: number
  says: string
  gateway: string
  basis: string
  agreement_id: string
  title: string
  review_on: string
  until: Date
}

/** The cells in which this viewer, here and now, sees something about this person. */
export async function listVisibleCells(tx: Tx, { viewer }: Scope, personId: string): Promise<Set<number>> {
  const each = tablesWithContent.map(
    table => sql`select cell from ${sql.table(table)}
    where partnership_id = ${viewer.partnershipId}::uuid and person_id = ${personId}::uuid`,
  )
  const { rows } = await sql<{ cell: number }>`${sql.join(each, sql` union `)}`.execute(tx)
  return new Set(rows.map(({ cell }) => cell))
}

export async function listOpenCells(tx: Tx): Promise<OpenCell[]> {
  return (await sql<OpenCell>`select cell, clause_id, access from authz.why_open()`.execute(tx)).rows
}

export async function listOpenClauses(tx: Tx, clauseIds: readonly string[]): Promise<OpenClause[]> {
  const { rows } = await sql<OpenClause>`
    select c.id, c.number, c.says, c.gateway, c.basis, c.agreement_id, a.title, a.review_on,
      least(a.valid_until, coalesce(c.valid_until, 'infinity')) as until
    from clause c join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    where c.id = any (${[...clauseIds]}::uuid[]) order by a.title, c.number`.execute(tx)
  return rows
}

/** The live links by which this viewer may open the person for this purpose. */
export async function listLinkReasons(tx: Tx, { viewer, purpose }: Scope, personId: string): Promise<LinkReason[]> {
  const { rows } = await sql<LinkReason>`
    select distinct kind, staff_id is null as "asTeam", valid_until as until from link
    where partnership_id = ${viewer.partnershipId}::uuid and person_id = ${personId}::uuid and purpose = ${purpose}
      and (staff_id = ${viewer.staffId}::uuid
        or (staff_id is null and agency_id = ${viewer.agencyId}::uuid and role = ${viewer.role}))
      and valid_from <= statement_timestamp() and coalesce(valid_until, 'infinity') > statement_timestamp()
    order by 2, 1`.execute(tx)
  return rows
}

export async function findWork(tx: Tx, workId: string): Promise<{ kind: string; reference: string } | undefined> {
  return tx.selectFrom('work').select(['kind', 'reference']).where('id', '=', workId).executeTakeFirst()
}

export type CoarseFact = { what: 'age_band' | 'district'; value: string; agency_id: string; clause_id: string }

/** What a coarse clause tells of the person instead of a row: an age band, the first half of a postcode. */
export async function listCoarseFacts(tx: Tx, personId: string): Promise<CoarseFact[]> {
  return (await sql<CoarseFact>`
    select what, value, agency_id, clause_id from authz.coarse_facts(${personId}::uuid)`.execute(tx)).rows
}
