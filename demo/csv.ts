type Cell = string | number | boolean | null
export type Row = readonly Cell[]

/** A file line by line: header, rows, and bad rows after every sixth good one until there are no more. */
export function* linesOf(
  header: readonly string[], rows: Iterable<Row>, badRows: readonly Row[],
): Generator<string, void, void> {
  yield lineOf(header)
  let good = 0
  let bad = 0
  for (const row of rows) {
    yield lineOf(row)
    const next = badRows[bad]
    if (++good % 6 === 0 && next) {
      yield lineOf(next)
      bad++
    }
  }
  for (const row of badRows.slice(bad)) yield lineOf(row)
}

function lineOf(cells: Row): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
