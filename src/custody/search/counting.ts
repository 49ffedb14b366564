import { instantIn, textIn } from '../../practice/question.ts'
import type { Episode, EpisodeEntry } from '../../practice/episode.ts'
import { adultOf, authorityOf, findEntry, flagsOf, searchOf } from './authority.ts'
import type { Flag } from './authority.ts'
import type { SearchRules } from './settings.ts'

/** One search of a child as it is counted: made, and what was and was not so about it. */
export type CountedSearch = Readonly<{
  id: string; personId: string; reference: string; startedAt: Date; ethnicity: string
  authorityBefore: boolean; adultPresent: boolean; parentTold: boolean; referred: boolean; found: boolean
  flags: readonly Flag[]
}>

export const notRecorded = 'Not recorded'

type Reading = Readonly<{ episode: Episode; entries: readonly EpisodeEntry[]; ethnicity?: string | undefined; rules: SearchRules }>

/** Nothing for a request that never became a search. */
export function countedFrom({ episode, entries, ethnicity, rules }: Reading): CountedSearch | undefined {
  const search = searchOf({ entries })
  const startedAt = search && instantIn(search.answers, 'started_at')
  if (!startedAt) return undefined
  return {
    id: episode.id, personId: episode.personId, reference: episode.reference, startedAt, ethnicity: ethnicity ?? notRecorded,
    authorityBefore: authorityOf({ entries }, startedAt) === 'before',
    adultPresent: adultOf({ entries }, startedAt, search.answers) === 'present',
    parentTold: findEntry({ entries }, 'parent_told') !== undefined,
    referred: findEntry({ entries }, 'refer') !== undefined,
    found: textIn(findEntry({ entries }, 'outcome')?.answers ?? {}, 'found') === 'yes',
    flags: flagsOf({ entries }, rules),
  }
}

export const figures = [
  { code: 'authority', title: 'Authority before the search', met: (one: CountedSearch) => one.authorityBefore },
  { code: 'adult', title: 'Appropriate adult in the room', met: (one: CountedSearch) => one.adultPresent },
  { code: 'parent', title: 'Parent or guardian told', met: (one: CountedSearch) => one.parentTold },
  { code: 'referral', title: 'Front door told', met: (one: CountedSearch) => one.referred },
  { code: 'found', title: 'Something was found', met: (one: CountedSearch) => one.found },
] as const
export type FigureCode = typeof figures[number]['code']
export type Shown = number | undefined
export type EthnicityRow = Readonly<{ group: string; searches: Shown; met: Readonly<Record<string, Shown>> }>

/**
 * Each figure by ethnicity. Small numbers are not shown, nor a complement that would give them away; and where one group
 * alone is hidden, the next smallest is hidden with it, or the total would tell.
 */
export function searchesByEthnicity(list: readonly CountedSearch[], smallest: number): EthnicityRow[] {
  const groups = [...Map.groupBy(list, ({ ethnicity }) => ethnicity)].map(([group, those]) => ({ group, those }))
    .toSorted((one, other) => other.those.length - one.those.length || one.group.localeCompare(other.group))
  const isSmall = (count: number) => count > 0 && count < smallest
  const hidden = groups.filter(({ those }) => isSmall(those.length))
  const next = groups.filter(group => !hidden.includes(group)).at(-1)
  if (hidden.length === 1 && next) hidden.push(next)
  return groups.map(group => {
    const { those } = group
    if (hidden.includes(group)) return { group: group.group, searches: undefined, met: {} }
    return { group: group.group, searches: those.length, met: Object.fromEntries(figures.map(({ code, met }) => {
      const count = those.filter(met).length
      return [code, isSmall(count) || isSmall(those.length - count) ? undefined : count]
    })) }
  })
}
