import type { Day } from '../language/format.ts'
import { postcodeOf } from '../people/postcode.ts'

const mostOfText = 4_000
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23',
})

/** The cells of one row by the name of their column. What is wrong is gathered in `problems`, for the person who sent it. */
export class Fields {
  readonly problems: string[] = []
  readonly #cells: readonly string[]
  readonly #places: ReadonlyMap<string, number>

  constructor(cells: readonly string[], places: ReadonlyMap<string, number>) {
    this.#cells = cells
    this.#places = places
  }

  has(column: string): boolean {
    return this.#places.has(column)
  }

  /** Whatever stands there, trimmed; formulas stay text. */
  text(column: string): string {
    const text = this.#cells[this.#places.get(column) ?? -1]?.trim() ?? ''
    return text.length <= mostOfText ? text : this.#wrong(column, `longer than ${mostOfText} characters`, '')
  }

  needed(column: string): string {
    return this.text(column) || this.#wrong(column, 'is missing', '')
  }

  /** A person's name; what a spreadsheet would take for a formula, or a screen for markup, is not one. */
  name(column: string): string {
    const name = this.text(column)
    return /^[=+\-@]|[<>{}\\|]|https?:/i.test(name) ? this.#wrong(column, 'is not a name', '') : name
  }

  day(column: string): Day | undefined {
    const text = this.text(column)
    if (text === '') return undefined
    return dayFrom(text) ?? this.#wrong(column, 'is not a date, such as 2026-01-31', undefined)
  }

  neededDay(column: string): Day {
    if (this.needed(column) === '') return '1900-01-01'
    return this.day(column) ?? '1900-01-01'
  }

  /** An instant; without a zone it is London's time. */
  instant(column: string): string {
    const text = this.needed(column)
    if (text === '') return ''
    return instantFrom(text) ?? this.#wrong(column, 'is not a date and time, such as 2026-01-31T18:05:00Z', '')
  }

  oneOf<Word extends string>(column: string, words: readonly Word[], otherwise: Word): Word {
    const text = this.text(column)
    const found = words.find(word => word.toLowerCase() === text.toLowerCase())
    return found ?? this.#wrong(column, `must be one of ${words.map(word => word || 'nothing').join(', ')}`, otherwise)
  }

  number(column: string, { least, most }: { least: number; most: number }): number | undefined {
    const text = this.text(column)
    if (text === '') return undefined
    const number = Number(text)
    if (/^[+-]?\d{1,9}(?:\.\d{1,12})?$/.test(text) && number >= least && number <= most) return number
    return this.#wrong(column, `is not a number from ${least} to ${most}`, undefined)
  }

  postcode(column: string): string | undefined {
    const text = this.text(column)
    return text === '' ? undefined : postcodeOf(text) ?? this.#wrong(column, 'is not a postcode', undefined)
  }

  wrong(column: string, what: string): void {
    this.problems.push(`${column} ${what}`)
  }

  #wrong<T>(column: string, what: string, otherwise: T): T {
    this.wrong(column, what)
    return otherwise
  }
}

/** `2026-01-31`, `2026-01-31T00:00:00` or `31/01/2026`, if there is such a day between 1900 and 2100. */
export function dayFrom(text: string): Day | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [year, month, day] = iso?.slice(1) ?? british?.slice(1).toReversed() ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written)
  return exists && Number(year) >= 1900 && Number(year) < 2100 ? written : undefined
}

const shapeOfInstant = /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

function instantFrom(text: string): string | undefined {
  const [whole, day, hour = '00', minute = '00', second = '00', zone] = shapeOfInstant.exec(text) ?? []
  if (whole === undefined || day === undefined || dayFrom(day) === undefined) return undefined
  if (zone === undefined) return londonInstant(`${day}T${hour}:${minute}:${second}`)
  const at = new Date(`${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** Of an hour that the clocks show twice the first is taken; one that they skip counts as an hour later. */
export function londonInstant(local: string): string {
  const summer = new Date(`${local}+01:00`)
  const [day = '', time = ''] = london.format(summer).split(', ')
  const shown = `${day.split('/').toReversed().join('-')}T${time}`
  return (shown === local ? summer : new Date(`${local}Z`)).toISOString()
}
