import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Breach, BreachState, BreachStep } from './breach.ts'

/** The register, what is open and due first; a reporter sees what they reported. */
export async function listBreaches(tx: Tx, only?: string): Promise<Breach[]> {
  const { rows } = await sql<Breach>`
    select b.id, b.reference, b.agency_id as "agencyId", a.name as agency, b.reported_by as "reportedBy",
      s.name as reporter,
      b.reported_at as "reportedAt", b.happened, b.noticed_at as "noticedAt", b.aware_at as "awareAt", b.people,
        b.categories, b.risk, b.state,
      b.tell_commissioner as "tellCommissioner", b.commissioner_why as "commissionerWhy",
        b.commissioner_told_at as "commissionerToldAt",
      b.tell_people as "tellPeople", b.people_why as "peopleWhy", b.people_told_at as "peopleToldAt", b.lessons,
        b.closed_at as "closedAt",
      b.due_at as "dueAt", b.at_risk_at as "atRiskAt", c.title as "ruleTitle", b.rule_version as "ruleVersion",
        c.source as "ruleSource",
      b.misuse_id as "misuseId", b.export_id as "exportId"
    from authz.breaches(${only ?? null}::uuid) b join agency a on a.id = b.agency_id
      join staff s on s.id = b.reported_by
    join clock_rule c on c.code = 'breach_to_commissioner' and c.version = b.rule_version`.execute(tx)
  return rows
}

export type BreachEvent = Readonly<{ id: string; at: Date; by: string; what: string; words: string }>

export async function listBreachEvents(tx: Tx, breachId: string): Promise<BreachEvent[]> {
  const { rows } = await sql<BreachEvent>`
    select e.id, e.at, s.name as by, e.what, e.words from authz.breach_events(${breachId}::uuid) e
      join staff s on s.id = e.staff_id
    order by e.id`.execute(tx)
  return rows
}

export type Report = {
  happened: string; noticedAt: Date; awareAt: Date; people: number; categories: readonly string[]; risk: string
  ruleVersion: number; dueAt: Date; atRiskAt: Date; misuseId?: string | undefined; exportId?: string | undefined
}

/** Returns the reference by which the breach is called. */
export async function keepReport(tx: Tx, id: string, report: Report): Promise<string> {
  const { rows: [row] } = await sql<{ reference: string }>`
    select authz.report_breach(${id}::uuid, ${JSON.stringify(report)}::jsonb) as reference`.execute(tx)
  return row?.reference ?? ''
}

export type Stepping = { step: BreachStep; from: BreachState; to: BreachState; said: Record<string, unknown> }

export async function keepStep(tx: Tx, id: string, { step, from, to, said }: Stepping): Promise<'done' | 'absent'
  | 'moved_on'> {
  const { rows: [row] } = await sql<{ answer: 'done' | 'absent' | 'moved_on' }>`
    select authz.step_breach(${id}::uuid, ${step}, ${from}, ${to},
      ${JSON.stringify(said)}::jsonb) as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

export async function listCategories(tx: Tx): Promise<{ code: string; title: string }[]> {
  return tx.selectFrom('category').select(['code', 'title']).orderBy('title').execute()
}
