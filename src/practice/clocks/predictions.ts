import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { UsualTime } from './prediction.ts'

type Row = { rule: string; n: number; quantiles: number[] | null }

/** How long tasks by these rules usually take in this partnership, in one query, for `predict`. */
export async function predictions(tx: Tx, rules: readonly string[]): Promise<Map<string, UsualTime>> {
  if (rules.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select rule, n, quantiles from usual_time where rule = any (${[...new Set(rules)]}::text[])`.execute(tx)
  return new Map(rows.map(({ rule, n, quantiles }) => [rule, { n, ...(quantiles && { quantiles }) }]))
}
