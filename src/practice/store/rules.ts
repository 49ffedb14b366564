import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export type RuleLine = {
  code: string; version: number; title: string; amount: number; unit: string; ends: string; source: string
  sourceUrl: string | null; verified: boolean; mayPause: boolean
}

/** The newest version of these rules of clocks that is in force. */
export async function listRules(tx: Tx, codes: readonly string[], on: string): Promise<RuleLine[]> {
  const { rows } = await sql<RuleLine>`
    select distinct on (code) code, version, title, amount, unit, ends, source, source_url as "sourceUrl", verified,
      may_pause as "mayPause"
    from clock_rule where code = any (${codes}::text[]) and valid_from <= ${on}::date and coalesce(valid_until, 'infinity') >= ${on}::date
    order by code, version desc`.execute(tx)
  return rows
}
