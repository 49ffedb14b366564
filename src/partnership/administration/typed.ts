import type { Problems } from '../../design/errorMessage.tsx'

/** What somebody typed, by the name of the field; ticked boxes of one name stand in one text, parted by spaces. */
export type Typed = Readonly<Record<string, string>>

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problems }

const mostOfDocument = 1_000_000

export const documentTooLarge = 'The file must be smaller than 1 MB'

/** A document may be typed or chosen as a file; the file wins. */
export async function readTyped(request: { formData: () => Promise<FormData> }): Promise<Typed> {
  const form = await request.formData()
  const typed: Record<string, string> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    const texts = values.filter(value => typeof value === 'string')
    typed[name] = texts
      .map(text => text.replaceAll('\r\n', '\n').trim())
      .filter(Boolean)
      .join(' ')
  }
  const file = form.get('file')
  delete typed['file']
  if (file instanceof File && file.size > mostOfDocument) typed['tooLarge'] = 'yes'
  else if (file instanceof File && file.size > 0) typed['document'] = await file.text()
  return typed
}

export const textOf = (typed: Typed, name: string): string => typed[name] ?? ''
export const listOf = (typed: Typed, name: string): string[] => textOf(typed, name).split(' ').filter(Boolean)

const zone = 'Europe/London'

/** A day as three fields, for a form that begins with one. */
export function dayFields(name: string, day: string | undefined): Typed {
  const [year = '', month = '', date = ''] = day?.split('-').map(part => part.replace(/^0+/, '')) ?? []
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** The first moment of a day in London. */
export const startOf = (day: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds)

/** The first moment after a last day: what is stored as an end. */
export const endOf = (day: string): Date => startOf(Temporal.PlainDate.from(day).add({ days: 1 }).toString())

/** The last day of something that ends at this moment. */
export const lastDayOf = (end: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(end.getTime() - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()

export const todayOf = (now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

/** Collects the problems of a form while it is read. */
export class Reading {
  readonly problems: Record<string, string> = {}
  readonly typed: Typed

  constructor(typed: Typed) {
    this.typed = typed
  }

  text(name: string, missing: string, longest = 200): string {
    const text = this.optional(name, longest)
    if (text === '') this.problems[name] ??= missing
    return text
  }

  optional(name: string, longest = 200): string {
    const text = textOf(this.typed, name)
    if (text.length > longest) this.problems[name] = `Use ${longest} characters or fewer`
    return text
  }

  /** The text if it has this shape. */
  shaped(name: string, shape: RegExp, otherwise: string): string {
    const text = this.text(name, otherwise, 500)
    if (text !== '' && !shape.test(text)) this.problems[name] ??= otherwise
    return text
  }

  address(name: string): string {
    const text = this.optional(name, 500)
    const isWeb = URL.canParse(text) && new URL(text).protocol === 'https:'
    if (text !== '' && !isWeb) this.problems[name] ??= 'Enter a web address that begins with https://'
    return text
  }

  oneOf(name: string, words: readonly string[], missing: string): string {
    const word = textOf(this.typed, name)
    if (!words.includes(word)) this.problems[name] = missing
    return word
  }

  someOf(name: string, words: readonly string[], missing: string): string[] {
    const chosen = listOf(this.typed, name)
    if (chosen.length === 0 || !chosen.every(word => words.includes(word))) this.problems[name] = missing
    return chosen
  }

  whole(name: string, [least, most]: readonly [number, number], otherwise: string): number {
    const text = textOf(this.typed, name)
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    if (!(number >= least && number <= most)) this.problems[name] = otherwise
    return number
  }

  /** A day, `2026-11-24`; nothing when its three fields are empty. */
  day(name: string, missing?: string): string | undefined {
    const [day, month, year] = ['day', 'month', 'year'].map(part => textOf(this.typed, `${name}-${part}`))
    if (!day && !month && !year) {
      if (missing !== undefined) this.problems[name] = missing
      return undefined
    }
    const written = `${year?.padStart(4, '0')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
    if (/^[12]\d{3}-\d{2}-\d{2}$/.test(written) && isDay(written)) return written
    this.problems[name] = 'Enter a real date, like 27 3 2027'
    return undefined
  }

  dayFrom(name: string, earliest: string, missing: string): string {
    const day = this.day(name, missing)
    if (day !== undefined && day < earliest) this.problems[name] = 'The first day must be today or later'
    return day ?? earliest
  }

  result<T>(value: T): Parsed<T> {
    return Object.keys(this.problems).length > 0 ? { ok: false, problems: this.problems } : { ok: true, value }
  }
}

function isDay(written: string): boolean {
  try {
    return Temporal.PlainDate.from(written, { overflow: 'reject' }).toString() === written
  } catch {
    return false
  }
}
