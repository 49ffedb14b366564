import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { DisputeMark } from '../disputeMark.tsx'
import { about, listOf, marked, owned, withThoseBehind } from './pieces.ts'

export type Relationship = {
  id: string; kind: string; otherName: string; otherPersonId: string | null; since: Day | null; until: Day | null
  agency: string; category: string; dispute: DisputeMark | null
}

/** Family, carers and others around the person, as each agency recorded them; those of the past last. */
export async function listRelationships(tx: Tx, scope: Scope, personId: string): Promise<Relationship[]> {
  const { rows: [row] } = await sql<{ people: Relationship[] }>`
    ${withThoseBehind(scope.viewer.partnershipId, personId)} select ${listOf(sql`
      select t.id, t.kind, t.other_name as "otherName", t.other_person_id as "otherPersonId", t.valid_from as since,
        t.valid_until as until, g.name as agency, c.category, ${marked} as dispute
      from relationship t ${owned} where ${about(scope.viewer.partnershipId)}
      order by (t.valid_until is not null), t.kind, t.other_name, t.id limit 200`)} as people`.execute(tx)
  return row?.people ?? []
}
