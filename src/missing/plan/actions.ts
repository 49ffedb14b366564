import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { NewAct } from '../../kernel/action.ts'
import { clockBook, startClock, stopClock } from '../../kernel/clocks.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { dueAt, ruleAt } from '../../kernel/deadlines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { Answers } from '../../practice/question.ts'
import { addLink, endLinks, openWorkOf } from '../../practice/store/episodes.ts'
import { mayKeep, mayWriteSection, planKeepers } from './sections.ts'
import type { PlanSection } from './sections.ts'
import { addPart, findOpenEpisode, findPlan, listPlansOf, listVersions, planCategory, planPurpose } from './store.ts'
import type { Plan } from './store.ts'

const reviewRule = 'trigger_plan_review'
export const planRefusals = {
  role: 'Your role does not keep plans.',
  over: 'This plan has ended: nothing more is written in it.',
  notOwn: 'Only the agency that keeps this plan can do that.',
  notMissing: 'That part is filled in only while the child is missing.',
  changed: 'Somebody has changed this part meanwhile.',
  move: 'The plan cannot be moved there: choose a home or council of the partnership that keeps no plan for this child.',
} as const

const cellOf = (kernel: Kernel, viewer: Viewer, tier: number) => kernel.cells.id(viewer.agencyId, planCategory, tier)
const actOf = (plan: Pick<Plan, 'id' | 'personId' | 'cell'>, verb: string): NewAct =>
  ({ verb, personId: plan.personId, cell: plan.cell, workId: plan.id })

export type NewPlan = { personId: string; key: string }

/** Begins a plan for a child whom the viewer has found or works with; a plan that goes on already is returned. */
export async function beginPlan(kernel: Kernel, viewer: Viewer, { personId, key }: NewPlan): Promise<Outcome<{ id: string }>> {
  if (!mayKeep(viewer.role)) return refused(planRefusals.role)
  const scope: Scope = { viewer, purpose: planPurpose, lens: 'linked' }
  return carryOut(kernel, scope, { name: 'begin plan', key, about: personId }, async (tx, record) => {
    const cell = cellOf(kernel, viewer, 1)
    const work = await openWorkOf(tx, { personId, cell, kind: 'trigger_plan', purpose: planPurpose })
    const until = new Date(kernel.now().getTime() + 90 * 86_400_000)
    const isLinked = await addLink(tx, {
      personId, agencyId: viewer.agencyId, staffId: viewer.staffId, because: 'author', workId: work.id, until,
    })
    if (!isLinked) return refused('absent')
    const known = (await listPlansOf(tx, personId)).find(plan => plan.agencyId === viewer.agencyId)
    if (known) return refused('There is a plan for this child already.')
    await addLink(tx, { personId, agencyId: viewer.agencyId, role: 'residential_carer', because: 'team', workId: work.id })
    await sql`insert into trigger_plan (partnership_id, id, person_id, cell, reference, begun_at, begun_by)
      values (${viewer.partnershipId}::uuid, ${work.id}::uuid, ${personId}::uuid, ${cell}, ${work.reference}, ${kernel.now()},
        ${viewer.staffId}::uuid)`.execute(tx)
    await startClock(tx, kernel, { rule: reviewRule, personId, cell, workId: work.id, startsAt: kernel.now() })
    record({ verb: 'trigger_plan.begun', personId, cell, workId: work.id })
    return done({ id: work.id })
  })
}

export type Photo = { name: string; mediaType: string; content: Buffer }
export type NewPart = { planId: string; section: PlanSection; basedOn: number; answers: Answers; photo?: Photo | undefined; key: string }

/** Writes a section anew; the earlier version is kept. Part 2 belongs to the episode that is open now. */
export async function savePart(kernel: Kernel, scope: Scope, part: NewPart): Promise<Outcome<{ version: number }>> {
  const { viewer } = scope
  const { planId, section, key } = part
  return carryOut(kernel, scope, { name: `save plan ${section.code}`, key }, async (tx, record) => {
    const plan = await findOwnPlan(tx, viewer, planId)
    if (!plan.done) return plan
    if (!mayKeep(viewer.role) || !mayWriteSection(viewer.role, section)) return refused(planRefusals.role)
    const episode = section.part === 2 ? await findOpenEpisode(tx, plan.value.personId) : undefined
    if (section.part === 2 && !episode) return refused(planRefusals.notMissing)
    await sql`select pg_advisory_xact_lock(1874, hashtext(${`${planId} ${section.code}`}))`.execute(tx)
    const versions = await listVersions(tx, planId, section.code)
    const newest = versions.reduce((most, { version }) => Math.max(most, version), 0)
    if (newest !== part.basedOn) return refused(planRefusals.changed)
    const cell = cellOf(kernel, viewer, section.tier)
    const kept = versions.find(({ replacedAt }) => !replacedAt)?.fileId
    const fileId = part.photo ? await addPhoto(tx, { kernel, viewer, plan: plan.value, cell }, part.photo) : kept
    await addPart(tx, viewer, {
      plan: plan.value, cell, section: section.code, version: newest + 1, answers: part.answers, fileId, episodeId: episode?.id, at: kernel.now(),
    })
    record({ ...actOf(plan.value, 'trigger_plan.written'), cell, detail: { section: section.code, version: newest + 1, part: section.part } })
    return done({ version: newest + 1 })
  })
}

type About = { kernel: Kernel; viewer: Viewer; plan: Plan; cell: number }

async function addPhoto(tx: Tx, { kernel, viewer, plan, cell }: About, { name, mediaType, content }: Photo): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('file').values({
    partnership_id: viewer.partnershipId, id, person_id: plan.personId, cell, work_id: plan.id, name, media_type: mediaType,
    size: content.length, sha256: createHash('sha256').update(content).digest(), content, added_by: viewer.staffId, added_at: kernel.now(),
  }).execute()
  return id
}

async function findOwnPlan(tx: Tx, viewer: Viewer, planId: string): Promise<Outcome<Plan>> {
  const plan = await findPlan(tx, planId)
  if (!plan) return refused('absent')
  if (plan.agencyId !== viewer.agencyId) return refused(planRefusals.notOwn)
  return plan.endedAt ? refused(planRefusals.over) : done(plan)
}

/** "Looked through, still right": the next review is due by the rule that is in force today. */
export async function reviewPlan(kernel: Kernel, scope: Scope, planId: string, key: string): Promise<Outcome<null>> {
  const { viewer } = scope
  return carryOut(kernel, scope, { name: 'review plan', key }, async (tx, record) => {
    const plan = await findOwnPlan(tx, viewer, planId)
    if (!plan.done) return plan
    if (!mayKeep(viewer.role)) return refused(planRefusals.role)
    await sql`update trigger_plan set reviewed_at = ${kernel.now()}, reviewed_by = ${viewer.staffId}::uuid where id = ${planId}::uuid`.execute(tx)
    await stopClock(tx, kernel, { workId: planId, rule: reviewRule, why: 'The plan was looked through.', by: viewer.staffId })
    await startClock(tx, kernel, { rule: reviewRule, personId: plan.value.personId, cell: plan.value.cell, workId: planId, startsAt: kernel.now() })
    record(actOf(plan.value, 'trigger_plan.reviewed'))
    return done(null)
  })
}

export const planEndings = { left_care: 'The child no longer lives here', not_needed: 'No longer needed', made_in_error: 'Begun in error' } as const
export type PlanEnding = keyof typeof planEndings

/** Ends a plan, with the personal links to it. */
export async function endPlan(kernel: Kernel, scope: Scope, ending: { planId: string; because: PlanEnding; key: string }): Promise<Outcome<null>> {
  const { viewer } = scope
  const { planId, because, key } = ending
  return carryOut(kernel, scope, { name: 'end plan', key }, async (tx, record) => {
    const plan = await findOwnPlan(tx, viewer, planId)
    if (!plan.done) return plan
    if (!planKeepers.includes(viewer.role)) return refused(planRefusals.role)
    await sql`update trigger_plan set ended_at = ${kernel.now()}, ended_because = ${because} where id = ${planId}::uuid`.execute(tx)
    await tx.updateTable('work').set({ closed_at: kernel.now() }).where('id', '=', planId).execute()
    await stopClock(tx, kernel, { workId: planId, why: 'The plan has ended.', by: viewer.staffId })
    await sql`select authz.shut_outside_links_of(${planId}::uuid)`.execute(tx)
    await endLinks(tx, planId, new Date(kernel.now().getTime() + 30 * 86_400_000))
    record({ ...actOf(plan.value, 'trigger_plan.ended'), detail: { because } })
    return done(null)
  })
}

/** The child moves: the plan ends here and goes on there, with all that stands in it; both agencies are told. */
export async function movePlan(kernel: Kernel, scope: Scope, move: { planId: string; toAgencyId: string; key: string }): Promise<Outcome<{ id: string }>> {
  const { viewer } = scope
  const { planId, toAgencyId, key } = move
  return carryOut(kernel, scope, { name: 'move plan', key }, async (tx, record) => {
    const plan = await findOwnPlan(tx, viewer, planId)
    if (!plan.done) return plan
    const { rules, isHoliday } = await clockBook(kernel)
    const rule = ruleAt(rules, reviewRule, kernel.now())
    const times = dueAt(rule, kernel.now(), isHoliday)
    const { rows: [row] } = await sql<{ id: string | null }>`select authz.move_plan(${planId}::uuid, ${toAgencyId}::uuid, ${rule.version},
      ${times.dueAt}::timestamptz, ${times.atRiskAt}::timestamptz) as id`.execute(tx)
    if (!row?.id) return refused(planRefusals.move)
    await endLinks(tx, planId, new Date(kernel.now().getTime() + 30 * 86_400_000))
    record(actOf(plan.value, 'trigger_plan.moved'))
    return done({ id: row.id })
  })
}
