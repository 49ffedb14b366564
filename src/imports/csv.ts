import type { Line } from './fileLines.ts'

/** One record of the file, with the line where it begins. Without cells it cannot be read, for the reason given. */
export type CsvRecord =
  | { line: number; raw: string; cells: readonly string[] }
  | { line: number; raw: string; problem: string }

const mostLinesOfRecord = 200
const mostOfRecord = 100_000
const neverClosed = 'A quotation mark is opened and never closed'

/**
 * Reads records as RFC 4180 has them, line by line. A quotation mark that is never closed spoils its own line alone:
 * the lines that were gathered after it are read again as records of their own.
 */
export class CsvReader {
  #open: Line[] = []
  #length = 0
  #marks = 0

  #clear() {
    this.#open = []
    this.#length = 0
    this.#marks = 0
  }

  *read(lines: readonly Line[]): Generator<CsvRecord, void, void> {
    for (const line of lines) yield* this.#take(line)
  }

  *end(): Generator<CsvRecord, void, void> {
    while (this.#open.length > 0) yield* this.#giveUp()
  }

  *#take(line: Line): Generator<CsvRecord, void, void> {
    const marks = countMarks(line.text)
    if (this.#open.length === 0 && marks === 0) {
      if (line.text !== '') yield { line: line.number, raw: line.text, cells: line.text.split(',') }
      return
    }
    this.#open.push(line)
    this.#length += line.text.length
    this.#marks += marks
    if (this.#marks % 2 === 0) {
      const raw = this.#open.map(({ text }) => text).join('\n')
      const first = this.#open[0]?.number ?? line.number
      this.#clear()
      yield recordFrom(first, raw)
    } else if (this.#open.length > mostLinesOfRecord || this.#length > mostOfRecord) {
      yield* this.#giveUp()
    }
  }

  *#giveUp(): Generator<CsvRecord, void, void> {
    const [spoilt, ...rest] = this.#open
    this.#clear()
    if (!spoilt) return
    yield { line: spoilt.number, raw: spoilt.text, problem: neverClosed }
    for (const line of rest) yield* this.#take(line)
  }
}

function countMarks(text: string): number {
  let marks = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) marks++
  return marks
}

function recordFrom(line: number, raw: string): CsvRecord {
  const cells: string[] = []
  for (let at = 0; at <= raw.length;) {
    const isQuoted = raw[at] === '"'
    const end = isQuoted ? closingMark(raw, at + 1) + 1 : endOfPlain(raw, at)
    if (isQuoted && end < raw.length && raw[end] !== ',')
      return { line, raw, problem: 'A quotation mark is closed before the end of its cell' }
    const text = raw.slice(at, end)
    if (!isQuoted && text.includes('"'))
      return { line, raw, problem: 'A quotation mark stands inside a cell that is not quoted' }
    cells.push(isQuoted ? text.slice(1, -1).replaceAll('""', '"') : text)
    at = end + 1
  }
  return { line, raw, cells }
}

function endOfPlain(raw: string, from: number): number {
  const comma = raw.indexOf(',', from)
  return comma === -1 ? raw.length : comma
}

/** The marks of a record are even in number, so one is found. */
function closingMark(raw: string, from: number): number {
  let at = raw.indexOf('"', from)
  while (at !== -1 && raw[at + 1] === '"') at = raw.indexOf('"', at + 2)
  return at === -1 ? raw.length - 1 : at
}

const looksLikeFormula = /^[=+\-@\t\r]/
const isNumber = /^[+-]?\d+(?:\.\d+)?$/

/** A line for a spreadsheet: what would be run as a formula gets an apostrophe before it (OWASP, CSV injection). */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cell => quoted(String(cell))).join(',')}\r\n`
}

function quoted(cell: string): string {
  const safe = looksLikeFormula.test(cell) && !isNumber.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Takes back the apostrophe of `csvLine`, so that a corrected download can be sent again. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && looksLikeFormula.test(cell.slice(1)) ? cell.slice(1) : cell
}
