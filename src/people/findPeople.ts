import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { dayOf } from '../language/format.ts'
import type { Day } from '../language/format.ts'
import { fullName } from './displayNames.ts'
import { identifierKindsOf, normalIdentifier } from './identifiers.ts'
import { queryTokens } from './nameTokens.ts'
import { saysEnough, soundQuery } from './query.ts'
import type { PersonQuery } from './query.ts'
import { scoreOf, wordsOf } from './score.ts'
import type { Score } from './score.ts'
import type { SourceFacts } from './sourceFacts.ts'
import { closely, listCandidates, peopleWithLinks } from './store/searching.ts'
import type { Candidate } from './store/searching.ts'

/** One person, once, though several agencies' records answered. */
export type FoundPerson = {
  personId: string; name: string; birthOn?: Day; birthIsEstimate: boolean; sex: string
  agencies: string[]; score: number
  /** Why this person is in the list, in words. */
  because: string[]
  /** Whether the viewer may open the person's page. */
  hasLink: boolean
}

export const mostFound = 20

export type Finding = { limit?: number; page?: string; atLeast?: number }

/** Looks for people under the hub lens. Everybody who is returned is disclosed in the same transaction. */
export async function findPeople(
  tx: Tx, kernel: Kernel, scope: Scope, ...[query, finding = {}]: [PersonQuery, Finding?]
): Promise<FoundPerson[]> {
  const asked = soundQuery(query)
  if (!saysEnough(asked)) return []
  const ranked = (await rankedFor(tx, scope, asked, dayOf(kernel.now())))
    .filter(({ score }) => score >= (finding.atLeast ?? 1)).slice(0, finding.limit ?? mostFound)
  const linked = await peopleWithLinks(tx, ranked.map(({ personId }) => personId))
  await disclose(tx, kernel, scope, {
    page: finding.page ?? 'people/search',
    people: ranked.map(({ personId }) => ({ personId, categories: ['identity'] })),
  })
  return ranked.map(person => ({ ...person, hasLink: linked.has(person.personId) }))
}

type Ranked = Omit<FoundPerson, 'hasLink'>

/** So many make looking for slips a waste: what was written right stands above them anyway. */
const enough = 12

async function rankedFor(tx: Tx, scope: Scope, asked: PersonQuery, today: Day): Promise<Ranked[]> {
  const { likely, slips } = queryTokens({ words: wordsOf(asked), birthOn: asked.birthOn })
  const number = asked.identifier === undefined
    ? undefined : { kinds: identifierKindsOf(asked.identifier), value: normalIdentifier(asked.identifier) }
  const candidates = likely.length > 0 || number
    ? await listCandidates(tx, scope, { tokens: likely, number, most: closely.likely }) : []
  const first = rank(candidates, asked, today)
  if (first.length >= enough || slips.length === 0) return first
  const seen = new Set(candidates.map(({ personId }) => personId))
  const more = await listCandidates(tx, scope, { tokens: slips, most: closely.slips })
  return rank([...candidates, ...more.filter(({ personId }) => !seen.has(personId))], asked, today)
}

/** Best first; those who are equal stand in an order that says nothing about them. */
export function rank(candidates: readonly Candidate[], query: PersonQuery, today: Day): Ranked[] {
  return [...Map.groupBy(candidates, ({ personId }) => personId).values()]
    .flatMap(records => foundFrom(records, query, today))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en') || a.personId.localeCompare(b.personId))
}

/** The viewer's own agency's record names the person; the record that fits best gives the reasons. */
function foundFrom(records: readonly Candidate[], query: PersonQuery, today: Day): Ranked[] {
  const [named] = records
  if (!named) return []
  const best = records.map(record => scoreOf(query, { ...record, birthOn: record.birthOn ?? undefined }, today))
    .reduce<Score>((top, score) => score.points > top.points ? score : top, { points: 0, because: [] })
  const dated = records.find(({ birthOn, birthIsEstimate }) => birthOn && !birthIsEstimate)
    ?? records.find(({ birthOn }) => birthOn)
  return [{
    personId: named.personId, name: fullName(named.givenName, named.familyName), sex: named.sex,
    birthIsEstimate: dated?.birthIsEstimate ?? false, ...(dated?.birthOn && { birthOn: dated.birthOn }),
    agencies: [...new Set(records.map(({ agency }) => agency))], score: best.points, because: best.because,
  }]
}

/** Below this a name alone is a coincidence; with the same day of birth it is not. */
const duplicateFrom = 45

/** People whom a new source record may already be about; shown before the record is made. */
export async function possibleDuplicates(
  tx: Tx, kernel: Kernel, scope: Scope, facts: SourceFacts,
): Promise<FoundPerson[]> {
  const { givenName, familyName, birthOn, identifiers = [] } = facts
  const [number] = identifiers
  return findPeople(tx, kernel, scope, {
    givenName, familyName, ...(birthOn && !facts.birthIsEstimate && { birthOn }),
    ...(number && { identifier: number.value }),
  }, { limit: 5, page: 'people/duplicates', atLeast: duplicateFrom })
}
