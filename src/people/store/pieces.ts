import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** A list inside one row, so that a page is read with one statement. */
export function listOf(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(x) from (${query}) x), '[]')`
}

/** The cell and owner agency of the row `t`. */
export const owned = sql`join cell c on c.id = t.cell
  join agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id`

/** Rows about this person, and about those whose last record was linked to this person. */
export function about(partnershipId: string, personId: string): RawBuilder<unknown> {
  return sql`t.partnership_id = ${partnershipId}
    and t.person_id = any ((select authz.people_behind(${personId}::uuid))::uuid[])`
}
