import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import { linkingKinds, normalIdentifier, validIdentifier } from './identifiers.ts'
import type { Identifier } from './identifiers.ts'

/** What a matcher is told about a new source record. */
export type MatchFacts = { identifiers: readonly Identifier[] }

export type Match = { personId: string; because: string }

/** The seam: whom a new source record is about, or nothing when only a person may decide that. */
export type Matcher = { match: (tx: Tx, facts: MatchFacts) => Promise<Match | undefined> }

/** Links by a valid NHS number or unique pupil number, and by nothing else; numbers of two people link nothing. */
export const exactMatcher: Matcher = {
  match: async (tx, facts) => {
    const { kinds, values } = linkingNumbers(facts.identifiers)
    if (kinds.length === 0) return undefined
    const { rows } = await sql<{ person_id: string }>`
      select distinct person_id from authz.people_known_by(${kinds}::text[], ${values}::text[])`.execute(tx)
    const [only, second] = rows
    return only && !second ? { personId: only.person_id, because: groundOf(facts.identifiers) } : undefined
  },
}

/** The numbers that may link by themselves, as two columns. */
export function linkingNumbers(identifiers: readonly Identifier[]): { kinds: string[]; values: string[] } {
  const linking = identifiers.filter(each => linkingKinds.includes(each.kind) && validIdentifier(each))
  return { kinds: linking.map(({ kind }) => kind), values: linking.map(({ value }) => normalIdentifier(value)) }
}

/**
 * On what ground a record stands under its person. It names the numbers that the record itself carries, whether or not
 * they found somebody: a different word would tell that another agency knows the number.
 */
export function groundOf(identifiers: readonly Identifier[]): string {
  const { kinds } = linkingNumbers(identifiers)
  if (kinds.includes('nhs_number')) return 'NHS number'
  return kinds.includes('upn') ? 'unique pupil number' : 'new person'
}
