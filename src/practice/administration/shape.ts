import type { Problems } from '../../design/errorMessage.tsx'

/** How a value of a setting is edited: with fields where its form is simple, else as JSON. */
export type Shape =
  | { kind: 'one'; of: Scalar }
  | { kind: 'words' }
  | { kind: 'fields'; fields: readonly Field[] }
  | { kind: 'scale'; columns: readonly Field[] }
  | { kind: 'json' }
type Scalar = 'number' | 'text' | 'yes_no'
type Field = { key: string; of: Scalar | 'words' }
export type Texts = Readonly<Record<string, string>>

const emptyRows = 2

/** The shape of a value, from what the product starts with. */
export function shapeOf(value: unknown): Shape {
  const scalar = scalarOf(value)
  if (scalar) return { kind: 'one', of: scalar }
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(item => typeof item === 'string')) return { kind: 'words' }
    const columns = columnsOf(value)
    return columns ? { kind: 'scale', columns } : { kind: 'json' }
  }
  if (!isRecord(value)) return { kind: 'json' }
  const fields = Object.entries(value).map(([key, item]) => ({ key, of: scalarOf(item) ?? (isWords(item) ? 'words' as const : undefined) }))
  const known = fields.filter((field): field is Field => field.of !== undefined)
  return known.length > 0 && known.length === fields.length ? { kind: 'fields', fields: known } : { kind: 'json' }
}

function columnsOf(items: readonly unknown[]): Field[] | undefined {
  const columns = new Map<string, Scalar>()
  for (const item of items) {
    if (!isRecord(item)) return undefined
    for (const [key, value] of Object.entries(item)) {
      const of = scalarOf(value)
      if (!of) return undefined
      columns.set(key, of)
    }
  }
  return columns.size > 0 ? [...columns].map(([key, of]) => ({ key, of })) : undefined
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'text'
  return typeof value === 'boolean' ? 'yes_no' : undefined
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isWords = (value: unknown) => Array.isArray(value) && value.every(item => typeof item === 'string')

/** What the form begins with. */
export function textsFrom(shape: Shape, value: unknown): Texts {
  if (shape.kind === 'json') return { value: JSON.stringify(value, null, 2) }
  if (shape.kind === 'one' || shape.kind === 'words') return { value: textFrom(value) }
  const inItem = (item: unknown, key: string) => textFrom(isRecord(item) ? item[key] : undefined)
  if (shape.kind === 'fields') return Object.fromEntries(shape.fields.map(({ key }) => [`value-${key}`, inItem(value, key)]))
  return Object.fromEntries((Array.isArray(value) ? value : []).flatMap((item, row) =>
    shape.columns.map(({ key }) => [`value-${row}-${key}`, inItem(item, key)])))
}

function textFrom(value: unknown): string {
  if (Array.isArray(value)) return value.filter(item => typeof item === 'string').join('\n')
  return typeof value === 'boolean' ? value ? 'yes' : 'no' : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Rows of a scale that the form shows: those that are there and a few empty ones. */
export function rowsIn(texts: Texts): number {
  const rows = Object.keys(texts).flatMap(name => {
    const row = /^value-(?<row>\d{1,3})-/v.exec(name)?.groups?.['row']
    return row !== undefined && texts[name] !== '' ? [Number(row) + 1] : []
  })
  return Math.max(0, ...rows) + emptyRows
}

export type ReadValue = { ok: true; value: unknown; rows: readonly number[] } | { ok: false; problems: Problems }

/** The value that was typed; whether it is a good one, its schema says. */
export function valueFrom(shape: Shape, texts: Texts): ReadValue {
  const good = (value: unknown, rows: readonly number[] = []): ReadValue => ({ ok: true, value, rows })
  if (shape.kind === 'one') return good(valueOf(shape.of, texts['value'] ?? ''))
  if (shape.kind === 'words') return good(linesOf(texts['value'] ?? ''))
  if (shape.kind === 'json') return parsed(texts['value'] ?? '')
  if (shape.kind === 'fields') return good(recordOf(shape.fields, key => texts[`value-${key}`] ?? ''))
  const rows = Array.from({ length: rowsIn(texts) }, (_, row) => row)
    .filter(row => shape.columns.some(({ key }) => (texts[`value-${row}-${key}`] ?? '') !== ''))
  return good(rows.map(row => recordOf(shape.columns, key => texts[`value-${row}-${key}`] ?? '')), rows)
}

function parsed(text: string): ReadValue {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value, rows: [] }
  } catch (error) {
    return { ok: false, problems: { value: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` } }
  }
}

/** What was left empty is left out, so that the schema says whether it may be. */
const recordOf = (fields: readonly Field[], textOf: (key: string) => string) =>
  Object.fromEntries(fields.flatMap(({ key, of }) => {
    const text = textOf(key)
    return of === 'words' ? [[key, linesOf(text)]] : text === '' ? [] : [[key, valueOf(of, text)]]
  }))

const linesOf = (text: string) => text.split('\n').map(line => line.trim()).filter(line => line !== '')

function valueOf(of: Scalar, text: string): unknown {
  if (of === 'number') return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
  return of === 'yes_no' ? text === 'yes' : text
}

type Issue = { path: readonly PropertyKey[]; message: string }

/** What the schema says, beside the field it means. */
export function problemsFrom(shape: Shape, issues: readonly Issue[], rows: readonly number[]): Problems {
  const problems: Record<string, string> = {}
  for (const { path, message } of issues) {
    const [first, second] = path
    const row = typeof first === 'number' ? rows[first] : undefined
    const field = shape.kind === 'fields' && typeof first === 'string' ? `value-${first}`
      : shape.kind === 'scale' && row !== undefined ? `value-${row}-${String(second ?? shape.columns[0]?.key)}`
        : shape.kind === 'scale' ? `value-0-${shape.columns[0]?.key}`
          : shape.kind === 'fields' ? `value-${shape.fields[0]?.key}` : 'value'
    const where = shape.kind === 'json' && path.length > 0 ? `${path.map(String).join('.')}: ` : ''
    problems[field] = [problems[field], `${where}${message}`].filter(Boolean).join('; ')
  }
  return problems
}
