import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { rulesOfEntry, rulesSchema } from '../eligibility.ts'
import type { EligibilityRule } from '../eligibility.ts'
import type { Programme } from '../programme.ts'

export type RulesInForce = { version: number; own: readonly EligibilityRule[]; all: readonly EligibilityRule[]; source?: string }

/** The rules in force: those that follow from the entry, then the provider's own. Version 0: it has none of its own. */
export async function rulesOf(tx: Tx, programmes: readonly Programme[]): Promise<Map<string, RulesInForce>> {
  const { rows } = await sql<{ programme_id: string; version: number; rules: unknown; source: string }>`
    select distinct on (programme_id) programme_id, version, rules, source from programme_rules
    where programme_id = any (${programmes.map(({ id }) => id)}::uuid[]) order by programme_id, version desc`.execute(tx)
  return new Map(programmes.map(programme => {
    const row = rows.find(({ programme_id }) => programme_id === programme.id)
    const own = row ? rulesSchema.parse(row.rules) : []
    return [programme.id, {
      version: row?.version ?? 0, own, all: [...rulesOfEntry(programme), ...own], ...(row && { source: row.source }),
    }]
  }))
}

export async function addRules(
  tx: Tx, programmeId: string, rules: readonly EligibilityRule[], source: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number | null }>`
    select authz.add_programme_rules(${programmeId}::uuid, ${JSON.stringify(rules)}::jsonb, ${source}) as version`.execute(tx)
  return rows[0]?.version ?? undefined
}
