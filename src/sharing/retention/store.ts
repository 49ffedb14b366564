import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Due, Hold, RetentionRule } from './retention.ts'

export async function listRules(tx: Tx): Promise<RetentionRule[]> {
  const { rows } = await sql<RetentionRule>`select distinct on (code) code, version, title, class,
      agency_kinds as "agencyKinds", categories,
      when_kinds as "whenKinds", anchor, amount, unit, action, review_years as "reviewYears", source,
        source_url as "sourceUrl", verified,
      valid_from as "validFrom", valid_until as "validUntil"
    from retention_rule where coalesce(valid_until, 'infinity') > current_date order by code, version desc`.execute(tx)
  return rows
}

const dueColumns = sql`d.id, d.person_id as "personId", d.of_agency as "ofAgency", d.kind, d.rule,
  d.rule_version as "ruleVersion",
  r.title as "ruleTitle", r.source, r.action, r.review_years as "reviewYears", r.anchor,
    d.anchor_on as "anchorOn", d.due_on as "dueOn",
  d.state, d.keep_until as "keepUntil", d.why, d.removed, d.decided_at as "decidedAt"`
const withRule = sql`retention_due d join retention_rule r on r.code = d.rule and r.version = d.rule_version`

export async function listDue(tx: Tx, state: Due['state'], part: { from: number; most: number }): Promise<Due[]> {
  const { rows } = await sql<Due>`select ${dueColumns} from ${withRule} where d.state = ${state}
    order by d.due_on, d.id offset ${part.from} limit ${part.most}`.execute(tx)
  return rows
}

export async function findDue(tx: Tx, id: string): Promise<Due | undefined> {
  return (await sql<Due>`select ${dueColumns} from ${withRule} where d.id = ${id}::uuid`.execute(tx)).rows[0]
}

/** Which of these people nothing may be disposed of; not by whom, nor why. */
export async function heldAmong(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const {
    rows: [row],
  } = await sql<{ held: string[] }>`select authz.held_among(${[...personIds]}::uuid[]) as held`.execute(tx)
  return new Set(row?.held)
}

export async function listHolds(tx: Tx): Promise<Hold[]> {
  const { rows } =
    await sql<Hold>`select h.id, h.person_id as "personId", h.kind, h.reason, coalesce(s.name, 'Unknown') as "placedBy",
      h.placed_at as "placedAt", h.lifted_at as "liftedAt", h.lifted_why as "liftedWhy"
    from legal_hold h left join staff s on s.partnership_id = h.partnership_id and s.id = h.placed_by
    order by h.lifted_at is not null, h.placed_at desc limit 200`.execute(tx)
  return rows
}
