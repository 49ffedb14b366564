import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { Identifier, IdentifierKind } from '../identifiers.ts'
import type { AskedToken } from '../nameTokens.ts'

/** A source record of somebody who shares tokens with the question. */
export type Candidate = {
  personId: string; agency: string; isOwn: boolean; givenName: string; familyName: string; otherNames: string
  birthOn: Day | null; birthIsEstimate: boolean; sex: string; recordedAt: string; identifiers: Identifier[]
}

/** How many records are looked at closely; the tokens' weights decide which, and of slips they say less. */
export const closely = { likely: 80, slips: 200 } as const
/** A number says more than all tokens of a name together. */
const weightOfNumber = 100
/** Of a token that more records have than this, no more are looked at: they are all alike. */
const ofOneToken = 200

/** What a record shares with the question: tokens of names and days, or a number of one of these kinds. */
export type Sought = {
  tokens: readonly AskedToken[]; number?: { kinds: readonly IdentifierKind[]; value: string } | undefined
  most: number
}

/** Every record that is open of the people who share the most, in one query by equality alone. */
export async function listCandidates(tx: Tx, scope: Scope, { tokens, number, most }: Sought): Promise<Candidate[]> {
  const { partnershipId, agencyId } = scope.viewer
  const numbered = number ? sql`union all
      (select i.person_id, i.source_record_id, ${weightOfNumber} from identifier i
        where i.partnership_id = ${partnershipId} and i.kind = any (${[...number.kinds]}::text[])
          and i.value = ${number.value} and i.valid_until is null limit ${ofOneToken})` : sql``
  const { rows } = await sql<Candidate>`
    with hit as (
      select h.person_id, h.source_record_id, sum(h.weight) as weight from (
        select t.person_id, t.source_record_id, a.weight
        from unnest(${tokens.map(({ token }) => token)}::text[],
          ${tokens.map(({ weight }) => weight)}::int[]) a(token, weight)
        cross join lateral (select n.person_id, n.source_record_id from name_token n
          where n.partnership_id = ${partnershipId} and n.token = a.token limit ${ofOneToken}) t
        ${numbered}) h
      group by h.person_id, h.source_record_id
      order by weight desc, h.source_record_id limit ${most})
    select s.person_id as "personId", g.name as agency, c.agency_id = ${agencyId}::uuid as "isOwn",
      s.given_name as "givenName", s.family_name as "familyName", s.other_names as "otherNames",
      s.birth_on as "birthOn",
      s.birth_is_estimate as "birthIsEstimate", s.sex, s.recorded_at as "recordedAt",
      case when ${number !== undefined} then coalesce((select json_agg(json_build_object('kind', i.kind, 'value', i.value))
        from identifier i where i.partnership_id = s.partnership_id and i.person_id = s.person_id
        and i.source_record_id = s.id), '[]') else '[]' end as identifiers
    from source_record s
    join cell c on c.id = s.cell
    join agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
    where s.partnership_id = ${partnershipId} and s.person_id in (select person_id from hit)
    order by s.person_id, "isOwn" desc, s.recorded_at desc, s.id`.execute(tx)
  return rows
}

/** Whom of these people the viewer may open a page about. */
export async function peopleWithLinks(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const { rows: [row] } = await sql<{ linked: string[] }>`select authz.people_linked(${personIds}::uuid[]) as linked`
    .execute(tx)
  return new Set(row?.linked)
}
