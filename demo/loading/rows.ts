import type { Client } from 'pg'

/** `words` and `uuids` are arrays, given with spaces between; `each word` makes one row for each word. */
type ColumnType =
  | 'uuid' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'text' | 'jsonb' | 'words' | 'uuids'
  | 'each word'
export type Value = string | number | boolean | null

/** Rows of one table by column, written as the array literals that PostgreSQL reads fastest. */
export class Rows<Column extends string> {
  readonly table: string
  private readonly columns: readonly (readonly [Column, ColumnType])[]
  private lists: string[][]

  constructor(table: string, columns: Readonly<Record<Column, ColumnType>>) {
    this.table = table
    this.columns = typedEntries(columns)
    this.lists = this.columns.map(() => [])
  }

  get size(): number {
    return this.lists[0]?.length ?? 0
  }

  add(row: Readonly<Record<Column, Value>>): void {
    for (let place = 0; place < this.columns.length; place++) {
      const column = this.columns[place]
      if (column) this.lists[place]?.push(literalOf(row[column[0]], column[1]))
    }
  }

  /** The statement that inserts what has been added, its first parameter being the partnership; empties the rows. */
  take(firstParameter: number): { text: string; values: string[] } {
    const values = this.lists.map(list => `{${list.join(',')}}`)
    this.lists = this.columns.map(() => [])
    const given = this.columns.map(([, type], place) => `$${firstParameter + place}::${arrayTypeOf(type)}`)
    const names = this.columns.map(([name]) => `"${name}"`)
    const text = `insert into ${this.table} (partnership_id, ${names.join(', ')})
      select $1::uuid, ${this.columns.map(([name, type]) => readAs(`r."${name}"`, type)).join(', ')}
      from unnest(${given.join(', ')}) as r(${names.join(', ')})`
    return { text, values }
  }
}

type AnyRows = Pick<Rows<string>, 'table' | 'size' | 'take'>

/** All tables in one message, so that the server works on its own while the next rows are being made. */
export async function insertAll(owner: Client, partnershipId: string, tables: readonly AnyRows[]): Promise<void> {
  const values = [partnershipId]
  const parts: string[] = []
  for (const rows of tables) {
    if (rows.size === 0) continue
    const taken = rows.take(values.length + 1)
    parts.push(`t${parts.length} as (${taken.text})`)
    values.push(...taken.values)
  }
  if (parts.length > 0) await owner.query(`with ${parts.join(', ')} select 1`, values)
}

const special = /["\\]/

function literalOf(value: Value, type: ColumnType): string {
  if (value === null) return 'NULL'
  const text = typeof value === 'string' ? value : String(value)
  if (!isQuoted(type)) return text
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`
}

const lists: readonly ColumnType[] = ['words', 'uuids', 'each word']
const quoted = new Set<ColumnType>(['text', 'jsonb', ...lists])
const isQuoted = (type: ColumnType) => quoted.has(type)
const arrayTypeOf = (type: ColumnType) => lists.includes(type) ? 'text[]' : `${type}[]`

function readAs(name: string, type: ColumnType): string {
  if (type === 'words') return `string_to_array(${name}, ' ')`
  if (type === 'uuids') return `string_to_array(${name}, ' ')::uuid[]`
  return type === 'each word' ? `unnest(string_to_array(${name}, ' '))` : name
}

function typedEntries<Column extends string>(columns: Readonly<Record<Column, ColumnType>>) {
  const names = Object.keys(columns).filter((name): name is Column => Object.hasOwn(columns, name))
  return names.map(name => [name, columns[name]] as const)
}
