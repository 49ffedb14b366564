import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { listOf, owned } from './pieces.ts'

/** A source record that may be linked to another person. */
export type Linkable = {
  id: string; personId: string; agency: string; agencyId: string; cell: number
}

export async function findLinkable(tx: Tx, scope: Scope, recordId: string): Promise<Linkable | undefined> {
  const { rows: [row] } = await sql<Linkable>`
    select t.id, t.person_id as "personId", g.name as agency, c.agency_id as "agencyId", t.cell
    from source_record t ${owned}
    where t.partnership_id = ${scope.viewer.partnershipId} and t.id = ${recordId}::uuid`.execute(tx)
  return row
}

/** The open records of several people, to choose one of them. */
export async function listLinkables(tx: Tx, scope: Scope, personIds: readonly string[]): Promise<Linkable[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<Linkable>`
    select t.id, t.person_id as "personId", g.name as agency, c.agency_id as "agencyId", t.cell
    from source_record t ${owned}
    where t.partnership_id = ${scope.viewer.partnershipId} and t.person_id = any (${personIds}::uuid[])
    order by g.name, t.id`.execute(tx)
  return rows
}

/** Moves the record, with all that came with it; false when the wall does not let it. */
export async function linkRecord(tx: Tx, recordId: string, to: { personId: string; why: string }): Promise<boolean> {
  const { rows: [row] } = await sql<{ moved: boolean }>`
    select authz.link_record(${recordId}::uuid, ${to.personId}::uuid, ${to.why}) as moved`.execute(tx)
  return row?.moved ?? false
}

/** The doer keeps the person whom a record was moved to in reach, to look again or take it back. */
export async function keepInReach(tx: Tx, scope: Scope, personId: string): Promise<void> {
  const { staffId, agencyId } = scope.viewer
  await sql`select authz.add_link(${personId}::uuid, ${staffId}::uuid, ${agencyId}::uuid, null, 'author', null,
    now() + interval '30 days')`.execute(tx)
}

export type Move = {
  id: string; recordId: string; agency: string; agencyId: string; why: string; doneAt: string; by: string | null
  /** The record came to this person; otherwise it left. */
  isHere: boolean
  fromPersonId: string | null; toPersonId: string
}

/** Every link and unlink that is open about a person's records, newest first. */
export async function listMoves(tx: Tx, scope: Scope, personId: string): Promise<Move[]> {
  const { partnershipId } = scope.viewer
  const { rows: [row] } = await sql<{ moves: Move[] }>`
    select ${listOf(sql`
      select t.id, t.source_record_id as "recordId", g.name as agency, c.agency_id as "agencyId", t.why,
      t.done_at as "doneAt",
        s.name as by, t.person_id = ${personId}::uuid as "isHere", t.from_person_id as "fromPersonId",
        t.person_id as "toPersonId"
      from link_history t ${owned}
      left join staff s on s.partnership_id = t.partnership_id and s.id = t.done_by
      where t.partnership_id = ${partnershipId}
        and (t.person_id = ${personId}::uuid or t.from_person_id = ${personId}::uuid)
      order by t.id desc limit 50`)} as moves`.execute(tx)
  return row?.moves ?? []
}
