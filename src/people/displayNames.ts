import { sql } from 'kysely'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Day } from '../language/format.ts'

/** How a person is called on a page: the viewer's own agency's record first, else the newest that is open. */
export type DisplayName = {
  personId: string; name: string; birthOn?: Day; birthIsEstimate: boolean; sex: string
}

type Row = {
  asked: string; given_name: string; family_name: string; birth_on: Day | null; birth_is_estimate: boolean; sex: string
}

/** Names for many people in one query; somebody whom this scope does not see is not in the map. */
export async function displayNames(
  tx: Tx, scope: Scope, personIds: readonly string[],
): Promise<Map<string, DisplayName>> {
  const asked = [...new Set(personIds)]
  if (asked.length === 0) return new Map()
  const { partnershipId, agencyId } = scope.viewer
  const { rows } = await sql<Row>`
    select distinct on (p.person_id) p.person_id as asked, s.given_name, s.family_name, s.birth_on,
      s.birth_is_estimate, s.sex
    from authz.people_now(${asked}::uuid[]) p
    join source_record s on s.partnership_id = ${partnershipId} and s.person_id = p.now_id
    join cell c on c.id = s.cell
    order by p.person_id, (c.agency_id = ${agencyId}::uuid) desc, s.recorded_at desc, s.id`.execute(tx)
  return new Map(rows.map(row => [row.asked, {
    personId: row.asked, name: fullName(row.given_name, row.family_name), birthIsEstimate: row.birth_is_estimate,
    sex: row.sex,
    ...(row.birth_on && { birthOn: row.birth_on }),
  }]))
}

export function fullName(givenName: string, familyName: string): string {
  return [givenName, familyName].filter(part => part !== '').join(' ') || 'Name not known'
}
