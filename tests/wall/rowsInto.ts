import type { Client } from 'pg'
import type { Period } from '../../src/sharing/decideFacts.ts'

export const from = (period: Period): string => period.from?.toISOString() ?? '-infinity'
export const until = (at: Date | undefined): string | null => at?.toISOString() ?? null

type Rows = readonly Readonly<Record<string, unknown>>[]

/** Inserts rows given as objects; `columns` names the columns with their types. */
export function rowsInto(owner: Client) {
  return async (table: string, columns: string, rows: Rows): Promise<void> => {
    if (rows.length === 0) return
    const names = columns
      .split(', ')
      .map(column => column.split(' ')[0])
      .join(', ')
    await owner.query(`insert into ${table} (${names}) select ${names} from json_to_recordset($1) as r(${columns})`, [
      JSON.stringify(rows),
    ])
  }
}
