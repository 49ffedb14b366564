import type { Month } from './placeFilter.ts'

/** Numbers by word and month; the words with the largest sums first. */
export type MonthTable = { months: readonly Month[]; rows: readonly { word: string; cells: readonly (number | null)[]; total: number }[] }

export function monthTable(
  months: readonly Month[], counts: readonly { month: Month; word: string; n: number | null }[],
): MonthTable {
  const byWord = Map.groupBy(counts, ({ word }) => word)
  const rows = [...byWord].map(([word, those]) => {
    const cells = months.map(month => sumOf(those.filter(each => each.month === month)))
    return { word, cells, total: cells.reduce((sum: number, n) => sum + (n ?? 0), 0) }
  })
  return { months, rows: rows.sort((a, b) => b.total - a.total || a.word.localeCompare(b.word)) }
}

/** One number that may not be told hides the sum as well. */
function sumOf(counts: readonly { n: number | null }[]): number | null {
  return counts.some(({ n }) => n === null) ? null : counts.reduce((sum, { n }) => sum + (n ?? 0), 0)
}
