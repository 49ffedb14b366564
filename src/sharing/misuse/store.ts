import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { DetectorCode, Evidence, SignOutcome, SignState } from './sign.ts'

export type ShownSign = Readonly<{
  id: string; personId: string; cell: number; detector: DetectorCode; title: string
  staffId: string; reader: string; roleTitle: string; agency: string
  firstAt: Date; lastAt: Date; views: number; people: number; evidence: Evidence
  raisedAt: Date; dueAt: Date | null; atRiskAt: Date | null; ruleVersion: number | null; ruleTitle: string | null;
    ruleSource: string | null
  state: SignState; askedBy: string | null; askedAt: Date | null; explanation: string | null; explainedAt: Date | null
  outcome: SignOutcome | null; outcomeWords: string | null; settledBy: string | null; settledAt: Date | null
}>

/** Signs that are the viewer's to review: one, or all, what is open and due first. */
export async function listSigns(tx: Tx, only?: string): Promise<ShownSign[]> {
  const nameOf = (column: string) =>
    sql`(select w.name from staff w where w.partnership_id = m.partnership_id and w.id = ${sql.ref(`m.${column}`)})`
  const { rows } = await sql<ShownSign>`
    select m.id, m.person_id as "personId", m.cell, m.detector, d.title, m.staff_id as "staffId", s.name as reader,
      r.title as "roleTitle",
      a.name as agency, m.first_at as "firstAt", m.last_at as "lastAt", m.views, m.people, m.evidence,
        m.raised_at as "raisedAt",
      m.due_at as "dueAt", m.at_risk_at as "atRiskAt", m.rule_version as "ruleVersion", c.title as "ruleTitle",
        c.source as "ruleSource",
      m.state, ${nameOf('asked_by')} as "askedBy", m.asked_at as "askedAt", m.explanation,
        m.explained_at as "explainedAt",
      m.outcome, m.outcome_words as "outcomeWords", ${nameOf('settled_by')} as "settledBy", m.settled_at as "settledAt"
    from misuse_alert m join detector d on d.code = m.detector and d.version = m.detector_version
    join staff s on s.partnership_id = m.partnership_id and s.id = m.staff_id
    join agency a on a.partnership_id = m.partnership_id and a.id = m.agency_id
    join role r on r.code = m.role
    left join clock_rule c on c.code = 'misuse_review' and c.version = m.rule_version
    where ${only ?? null}::uuid is null or m.id = ${only ?? null}::uuid
    order by m.state = 'settled', case when m.state <> 'settled' then m.due_at end, m.raised_at desc,
      m.id limit 200`.execute(tx)
  return rows
}

export type StepAnswer = 'done' | 'absent' | 'moved_on'

async function answerOf(tx: Tx, call: ReturnType<typeof sql>): Promise<StepAnswer> {
  const { rows: [row] } = await sql<{ answer: StepAnswer }>`select ${call} as answer`.execute(tx)
  return row?.answer ?? 'absent'
}

export const askReader = (tx: Tx, id: string) => answerOf(tx, sql`authz.ask_about_misuse(${id}::uuid)`)
export const setOutcome = (tx: Tx, id: string, { outcome, words }: { outcome: SignOutcome; words: string }) =>
  answerOf(tx, sql`authz.settle_misuse(${id}::uuid, ${outcome}, ${words})`)
export const releaseHold = (tx: Tx, id: string) => answerOf(tx, sql`authz.release_reading(${id}::uuid)`)
export const keepExplanation = (tx: Tx, id: string, words: string) =>
  answerOf(tx, sql`authz.explain_reading(${id}::uuid, ${words})`)

/** Until when the reader of this sign is shown nothing, if they are. */
export async function findHeldUntil(tx: Tx, id: string): Promise<Date | undefined> {
  const { rows: [row] } = await sql<{ until: Date | null }>`select authz.held_until(${id}::uuid) as until`.execute(tx)
  return row?.until ?? undefined
}

export type Question = Readonly<{
  id: string; personId: string; detector: DetectorCode; firstAt: Date; lastAt: Date; views: number; people: number
  askedAt: Date; explanation: string | null; explainedAt: Date | null; state: SignState
}>

/** What the viewer has been asked about their own reading. */
export async function listQuestions(tx: Tx): Promise<Question[]> {
  const { rows } = await sql<Question>`
    select id, person_id as "personId", detector, first_at as "firstAt", last_at as "lastAt", views, people,
      asked_at as "askedAt",
      explanation, explained_at as "explainedAt", state from authz.misuse_questions()`.execute(tx)
  return rows
}

export type SummaryLine = Readonly<{
  agency: string; title: string; signs: number; open: number; late: number
  explained: number; reminders: number; referrals: number; breaches: number
}>

export async function listSummary(tx: Tx, since: Date): Promise<SummaryLine[]> {
  const { rows } = await sql<SummaryLine>`
    select a.name as agency, d.title, m.signs, m.open, m.late, m.explained, m.reminders, m.referrals, m.breaches
    from authz.misuse_summary(${since}::timestamptz) m join agency a on a.id = m.agency_id
    join lateral (select title from detector d where d.code = m.detector order by version desc limit 1) d on true
    order by m.late desc, a.name, d.title`.execute(tx)
  return rows
}

export type Particulars = Readonly<{ birthOn: string | null; postcode: string | null; familyNames: readonly string[] }>

/** What the viewer has declared of themselves; only they read it back. */
export async function findParticulars(tx: Tx): Promise<Particulars | undefined> {
  const { rows: [row] } = await sql<Particulars>`
    select birth_on as "birthOn", postcode, family_names as "familyNames" from staff_particulars
    where staff_id = authz.staff()`.execute(tx)
  return row
}

export async function keepParticulars(tx: Tx, { birthOn, postcode, familyNames }: Particulars): Promise<void> {
  if (birthOn === null && postcode === null && familyNames.length === 0) {
    await sql`delete from staff_particulars where staff_id = authz.staff()`.execute(tx)
    return
  }
  await sql`
    insert into staff_particulars (partnership_id, staff_id, birth_on, postcode, family_names)
    values (authz.partnership(), authz.staff(), ${birthOn}::date, ${postcode}, ${[...familyNames]}::text[])
    on conflict (partnership_id, staff_id) do update set birth_on = excluded.birth_on, postcode = excluded.postcode,
      family_names = excluded.family_names, said_at = statement_timestamp()`.execute(tx)
}
