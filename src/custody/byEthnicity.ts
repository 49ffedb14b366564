import { isDecided, isDiverted } from './counting.ts'
import type { Counted } from './counting.ts'

/** A number of children, or nothing where it is too small to be shown. */
export type Shown = number | undefined
export type EthnicityRow = Readonly<{ group: string; decided: Shown; diverted: Shown; share: Shown }>

export const notRecorded = 'Not recorded'

/**
 * Diversion by ethnicity. Small numbers are not shown; and if one group alone were hidden, the total would give it away,
 * so the next smallest is hidden with it.
 */
export function byEthnicity(list: readonly Counted[], smallest: number): EthnicityRow[] {
  const groups = Map.groupBy(list.filter(isDecided), ({ ethnicity }) => ethnicity ?? notRecorded)
  const counts = [...groups].map(([group, all]) => ({
    group, decided: all.length, diverted: all.filter(isDiverted).length,
  }))
    .toSorted((one, other) => other.decided - one.decided || one.group.localeCompare(other.group))
  const hidden = hiddenOf(counts.map(({ decided }) => decided), smallest)
  const isSmall = (count: number) => count > 0 && count < smallest
  return counts.map(({ group, decided, diverted }, place) => {
    if (hidden.has(place)) return { group, decided: undefined, diverted: undefined, share: undefined }
    // Few who were not diverted are as easily recognised as few who were.
    if (isSmall(diverted) || isSmall(decided - diverted)) return {
      group, decided, diverted: undefined, share: undefined,
    }
    return { group, decided, diverted, share: diverted / decided }
  })
}

/** Places of the counts that are hidden: the small ones, and one more where a single one would be found by subtraction. */
function hiddenOf(counts: readonly number[], smallest: number): ReadonlySet<number> {
  const small = counts.flatMap((count, place) => count < smallest ? [place] : [])
  if (small.length !== 1) return new Set(small)
  const others = counts.map((count, place) => ({ count, place })).filter(({ place }) => !small.includes(place))
    .toSorted((one, other) => one.count - other.count)
  return new Set([...small, ...others.slice(0, 1).map(({ place }) => place)])
}
