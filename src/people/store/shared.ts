import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import { about, listOf, withThoseBehind } from './pieces.ts'

/** One colleague's readings of a person's record on one day for one purpose. */
export type Reading = {
  day: Day; lastAt: string; times: number; staff: string | null; agency: string; role: string; purpose: string
  outcome: 'shown' | 'refused'; pages: string[]; categories: string[]
  /** Of the viewer's own readings, the last: its receipt is at /disclosures/<id>. */
  ownId: string | null
}

/** Who has been shown what about this person, when and why, as far as the viewer may know; newest first. */
export async function listReadings(
  tx: Tx, scope: Scope, personId: string, part: { from: number; most: number },
): Promise<{ readings: Reading[]; isMore: boolean }> {
  const { rows: [row] } = await sql<{ readings: Reading[] }>`
    ${withThoseBehind(scope.viewer.partnershipId, personId)} select ${listOf(sql`
      select r.day, r.last_at as "lastAt", r.times, s.name as staff, g.name as agency,
      coalesce(o.title, r.role) as role,
        case when r.staff_id = ${scope.viewer.staffId}::uuid then r.last_id end as "ownId",
        coalesce(p.title, r.purpose) as purpose, r.outcome, r.pages,
        coalesce((select json_agg(k.title order by k.title) from category k
          where k.code = any (string_to_array(r.categories, ' '))), '[]') as categories
      from (
        select (t.at at time zone 'Europe/London')::date as day, max(t.at) as last_at, count(*) as times,
        t.staff_id, t.agency_id, (array_agg(t.id order by t.at desc))[1] as last_id,
          t.role, t.purpose, t.outcome, array_agg(distinct t.page) as pages,
          string_agg(array_to_string(t.categories, ' '), ' ') as categories
        from disclosure t where ${about(scope.viewer.partnershipId)}
        group by 1, t.staff_id, t.agency_id, t.role, t.purpose, t.outcome
        order by last_at desc, t.staff_id offset ${part.from} limit ${part.most + 1}) r
      join agency g on g.partnership_id = ${scope.viewer.partnershipId} and g.id = r.agency_id
      left join staff s on s.partnership_id = g.partnership_id and s.id = r.staff_id
      left join role o on o.code = r.role
      left join purpose p on p.code = r.purpose
      order by r.last_at desc, r.staff_id`)} as readings`.execute(tx)
  const readings = row?.readings ?? []
  return { readings: readings.slice(0, part.most), isMore: readings.length > part.most }
}
