import { demoPartnershipId } from './partnershipId.ts'

/** `words` and `uuids` are arrays, given with spaces between. */
type ColumnType =
  | 'uuid' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'text' | 'jsonb' | 'words' | 'uuids'
export type Value = string | number | boolean | null

/** Rows of one table as the text that COPY reads. */
export type Filled = { table: string; columns: string; text: Uint8Array<ArrayBuffer> }

const firstBytes = 65_536
/** A character of a JavaScript string is at most so long in UTF-8. */
const longestCharacter = 3

/** Rows of one table, each written at once as its line for COPY: few objects live long enough to be collected. */
export class Rows<Column extends string> {
  readonly table: string
  size = 0
  private readonly columns: readonly (readonly [Column, ColumnType])[]
  private text = room(0)
  private end = 0

  constructor(table: string, columns: Readonly<Record<Column, ColumnType>>) {
    this.table = table
    this.columns = typedEntries(columns)
  }

  add(row: Readonly<Record<Column, Value>>): void {
    let line = demoPartnershipId
    for (const [name, type] of this.columns) line += `\t${written(row[name], type)}`
    line += '\n'
    const needed = this.end + line.length * longestCharacter
    if (needed > this.text.length) this.text = room(Math.max(needed, 2 * this.text.length, firstBytes), this.text)
    this.end += this.text.write(line, this.end)
    this.size += 1
  }

  /** What has been added; empties the rows. */
  take(): Filled {
    const columns = ['partnership_id', ...this.columns.map(([name]) => name)].map(name => `"${name}"`).join(', ')
    const filled = { table: this.table, columns, text: this.text.subarray(0, this.end) }
    this.text = room(0)
    this.end = 0
    this.size = 0
    return filled
  }
}

/** Memory of its own, which may be handed to another thread. */
function room(bytes: number, kept?: Buffer): Buffer<ArrayBuffer> {
  const text = Buffer.from(new ArrayBuffer(bytes))
  kept?.copy(text)
  return text
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function written(value: Value, type: ColumnType): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  if (type === 'text' || type === 'jsonb')
    return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, character => escapes[character] ?? '') : value
  return type === 'words' || type === 'uuids' ? `{${value.replaceAll(' ', ',')}}` : value
}

function typedEntries<Column extends string>(columns: Readonly<Record<Column, ColumnType>>) {
  const names = Object.keys(columns).filter((name): name is Column => Object.hasOwn(columns, name))
  return names.map(name => [name, columns[name]] as const)
}
