import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { DisputeMark } from '../disputeMark.tsx'
import { about, listOf, marked, owned, withThoseBehind } from './pieces.ts'

/** What one agency's record says about who somebody is. */
export type SourceName = {
  id: string; agency: string; agencyId: string; isOwn: boolean; cell: number
  givenName: string; familyName: string; otherNames: string
  birthOn: Day | null; birthIsEstimate: boolean; diedOn: Day | null; sex: string; ethnicity: string | null
  source: string; linkedBecause: string; recordedAt: string; dispute: DisputeMark | null
}

export type Need = { kind: string; how: string; agency: string; category: string; dispute: DisputeMark | null }

/** `movedTo`: the last record of this person was linked to another person, whose page is the one to read. */
export type Identity = {
  personId: string; names: SourceName[]; needs: Need[]; protectedBy: string[]
  purpose: string; movedTo?: string
}

type Row = Omit<Identity, 'personId' | 'movedTo'> & { movedTo: string }

/** Who somebody is, as far as this scope may know: the viewer's own agency's record first, then the newest. */
export async function getIdentity(tx: Tx, scope: Scope, personId: string): Promise<Identity> {
  const { partnershipId, agencyId } = scope.viewer
  const { rows: [row] } = await sql<Row>`
    ${withThoseBehind(partnershipId, personId)} select ${listOf(sql`
      select t.id, g.name as agency, c.agency_id as "agencyId", c.agency_id = ${agencyId}::uuid as "isOwn", t.cell,
        t.given_name as "givenName", t.family_name as "familyName", t.other_names as "otherNames",
        t.birth_on as "birthOn",
        t.birth_is_estimate as "birthIsEstimate", t.died_on as "diedOn", t.sex, t.ethnicity, t.source,
        t.linked_because as "linkedBecause", t.recorded_at as "recordedAt", ${marked} as dispute
      from source_record t ${owned} where ${about(partnershipId)}
      order by "isOwn" desc, t.recorded_at desc, t.id`)} as names,
    ${listOf(sql`
      select t.kind, t.how, g.name as agency, c.category, ${marked} as dispute from need t ${owned}
      where ${about(partnershipId)} and t.ended_at is null order by t.recorded_at desc, t.id`)} as needs,
    ${listOf(sql`
      select distinct g.name from contact_point t ${owned}
      where ${about(partnershipId)} and t.is_protected and t.valid_until is null
      order by 1`)} as "protectedBy",
    (select p.title from purpose p where p.code = ${scope.purpose}) as purpose,
    (select n.now_id from authz.people_now(array[${personId}::uuid]) n) as "movedTo"`.execute(tx)
  if (!row) throw new Error('no answer about a person')
  const { movedTo, protectedBy, ...identity } = row
  return {
    personId, ...identity, protectedBy: protectedBy.map(nameIn), ...(movedTo !== personId && { movedTo }),
  }
}

/** A list of one column arrives as objects. */
function nameIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : ''
}
