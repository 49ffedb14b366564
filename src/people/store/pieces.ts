import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** A list inside one row, so that a page is read with one statement. */
export function listOf(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(x) from (${query}) x), '[]')`
}

/** The cell and owner agency of the row `t`. */
export const owned = sql`join cell c on c.id = t.cell
  join agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id`

/**
 * Begins a statement that asks `about` and `marked` several times: who is behind the person, and which of the records
 * are disputed, is found out once.
 */
export function withThoseBehind(partnershipId: string, personId: string): RawBuilder<unknown> {
  return sql`with behind as materialized (select authz.people_behind(${personId}::uuid) as ids),
    marks as materialized (select t.id, t.record_id, t.state, t.note from disputed_record t
      where ${about(partnershipId)} and t.ended_at is null)`
}

/** Rows about the person that `withThoseBehind` names, and about those whose last record was linked to that person. */
export function about(partnershipId: string): RawBuilder<unknown> {
  return sql`t.partnership_id = ${partnershipId} and t.person_id = any ((select ids from behind)::uuid[])`
}

/** The mark beside the row `t` that its person disputes, or disputed; whoever sees the row sees the mark. */
export const marked = sql`(select json_build_object('state', d.state, 'note', d.note) from marks d
  where d.record_id = t.id order by d.id desc limit 1)`
