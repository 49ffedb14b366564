import { sql } from 'kysely'
import type { Scope, Viewer } from '../../kernel/context.ts'
import { noteAttempt } from '../../kernel/disclosure.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Answers } from '../../practice/question.ts'

export const planPurpose = 'missing_response'
export const planCategory = 'trigger_plan'

/** The plan that whoever looks after a child keeps for when the child goes missing. */
export type Plan = Readonly<{
  id: string; personId: string; cell: number; reference: string; agencyId: string; agencyName: string
  begunAt: Date; reviewedAt?: Date; endedAt?: Date; endedBecause?: string
}>

/** One section in its newest version: who wrote it, and when. */
export type PlanPart = Readonly<{
  id: string; section: string; version: number; answers: Answers; fileId?: string; episodeId?: string
  writtenAt: Date; writtenBy: string; replacedAt?: Date
}>

type PlanRow = {
  id: string; person_id: string; cell: number; reference: string; agency_id: string; agency: string
  begun_at: Date; reviewed_at: Date | null; ended_at: Date | null; ended_because: string | null
}

const planFrom = (row: PlanRow): Plan => ({
  id: row.id, personId: row.person_id, cell: row.cell, reference: row.reference, agencyId: row.agency_id, agencyName: row.agency,
  begunAt: row.begun_at, ...(row.reviewed_at && { reviewedAt: row.reviewed_at }), ...(row.ended_at && { endedAt: row.ended_at }),
  ...(row.ended_because && { endedBecause: row.ended_because }),
})

const plans = sql`select p.id, p.person_id, p.cell, p.reference, c.agency_id, a.name as agency, p.begun_at, p.reviewed_at,
    p.ended_at, p.ended_because
  from trigger_plan p join cell c on c.id = p.cell
  join agency a on a.partnership_id = p.partnership_id and a.id = c.agency_id`

export async function findPlan(tx: Tx, id: string): Promise<Plan | undefined> {
  const { rows: [row] } = await sql<PlanRow>`${plans} where p.id = ${id}::uuid`.execute(tx)
  return row && planFrom(row)
}

/** Plans of a child that go on now, as far as they are open here. */
export async function listPlansOf(tx: Tx, personId: string): Promise<Plan[]> {
  return (await sql<PlanRow>`${plans} where p.person_id = ${personId}::uuid and p.ended_at is null order by p.begun_at`
    .execute(tx)).rows.map(planFrom)
}

/** Every plan that goes on and is open here. */
export async function listPlans(tx: Tx): Promise<Plan[]> {
  return (await sql<PlanRow>`${plans} where p.ended_at is null order by p.begun_at desc limit 500`.execute(tx)).rows.map(planFrom)
}

type PartRow = {
  id: string; section: string; version: number; answers: Answers; file_id: string | null; episode_id: string | null
  written_at: Date; written_by: string | null; replaced_at: Date | null
}

const parts = sql`select t.id, t.section, t.version, t.answers, t.file_id, t.episode_id, t.written_at, s.name as written_by, t.replaced_at
  from trigger_plan_part t left join staff s on s.partnership_id = t.partnership_id and s.id = t.written_by`

const partFrom = (row: PartRow): PlanPart => ({
  id: row.id, section: row.section, version: row.version, answers: row.answers, writtenAt: row.written_at,
  writtenBy: row.written_by ?? 'Somebody', ...(row.file_id && { fileId: row.file_id }),
  ...(row.episode_id && { episodeId: row.episode_id }), ...(row.replaced_at && { replacedAt: row.replaced_at }),
})

/** What stands in a plan now. */
export async function listParts(tx: Tx, planId: string): Promise<PlanPart[]> {
  return (await sql<PartRow>`${parts} where t.plan_id = ${planId}::uuid and t.replaced_at is null`.execute(tx)).rows.map(partFrom)
}

/** One section in every version, the newest first. */
export async function listVersions(tx: Tx, planId: string, section: string): Promise<PlanPart[]> {
  return (await sql<PartRow>`${parts} where t.plan_id = ${planId}::uuid and t.section = ${section}
    order by t.written_at desc limit 50`.execute(tx)).rows.map(partFrom)
}

export async function addPart(tx: Tx, viewer: Viewer, part: {
  plan: Plan; cell: number; section: string; version: number; answers: Answers; fileId?: string | undefined
  episodeId?: string | undefined; at: Date
}): Promise<void> {
  const { plan, cell, section, version, answers, fileId, episodeId, at } = part
  await sql`update trigger_plan_part set replaced_at = ${at} where plan_id = ${plan.id}::uuid and section = ${section}
    and replaced_at is null and cell = ${cell}`.execute(tx)
  await sql`insert into trigger_plan_part (partnership_id, person_id, cell, plan_id, section, version, episode_id, answers, file_id,
      written_at, written_by, written_by_agency)
    values (${viewer.partnershipId}::uuid, ${plan.personId}::uuid, ${cell}, ${plan.id}::uuid, ${section}, ${version},
      ${episodeId ?? null}::uuid, ${JSON.stringify(answers)}::jsonb, ${fileId ?? null}::uuid, ${at}, ${viewer.staffId}::uuid,
      ${viewer.agencyId}::uuid)`.execute(tx)
}

/** The episode for which somebody looks for the child now, if there is one that is open here. */
export async function findOpenEpisode(tx: Tx, personId: string): Promise<{ id: string; openedAt: Date } | undefined> {
  const { rows: [row] } = await sql<{ id: string; opened_at: Date }>`select id, opened_at from episode
    where person_id = ${personId}::uuid and kind = 'missing_episode' and closed_at is null order by opened_at desc limit 1`.execute(tx)
  return row && { id: row.id, openedAt: row.opened_at }
}

/** When each plan is to be looked through again. */
export async function listReviews(tx: Tx, planIds: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ work_id: string; due_at: Date }>`select work_id, due_at from clock
    where work_id = any (${[...planIds]}::uuid[]) and rule = 'trigger_plan_review' and stopped_at is null`.execute(tx)
  return new Map(rows.map(row => [row.work_id, row.due_at]))
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/v.test(text)

/** The scope in which a plan is open to a viewer, linked to the child or from the desk of whoever keeps it; or nothing. */
export async function openPlan(kernel: Kernel, viewer: Viewer, id: string): Promise<{ scope: Scope; plan: Plan } | undefined> {
  if (!isId(id)) return undefined
  for (const lens of ['linked', 'hub'] as const) {
    const scope: Scope = { viewer, purpose: planPurpose, workId: id, lens }
    const plan = await kernel.db.as(scope, tx => findPlan(tx, id))
    if (plan) return { scope, plan }
  }
  await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, tx => noteAttempt(tx, id, 'work'))
  return undefined
}
