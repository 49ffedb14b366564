import { Hono } from 'hono'
import type { Context } from 'hono'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { listOutsideLinks } from '../../../partnership/outside/outsideLink.ts'
import { keyOf, readTyped, textOf } from '../../../practice/pages/typed.ts'
import { findWord } from '../../../practice/life.ts'
import { listAgencies } from '../../../practice/store/episodes.ts'
import { endPlan, movePlan, reviewPlan } from '../actions.ts'
import type { PlanEnding } from '../actions.ts'
import { loadPlan } from '../loadPlan.ts'
import { findPhoto, photoAnswer } from '../readPhoto.ts'
import { mayWriteSection, planKeepers } from '../sections.ts'
import { openPlan } from '../store.ts'
import { Keeping } from './keeping.tsx'
import { saveSection, showSection } from './sectionPage.tsx'
import { PlanChild, PlanSections } from '../view.tsx'

const one = '/plans/:id{[0-9a-f\\-]{36}}'
type C = Context<Env>
type Opened = NonNullable<Awaited<ReturnType<typeof openPlan>>>

export const onePlanPages = () => new Hono<Env>()
  .get(one, c => within(c, opened => show(c, opened)))
  .get(`${one}/print`, c => within(c, opened => print(c, opened)))
  .get(`${one}/photo`, c => within(c, opened => photo(c, opened)))
  .get(`${one}/sections/:section{[a-z_]{1,30}}`, c => within(c, opened => isKeeper(c, opened)
    ? showSection(c, writingOf(opened), c.req.param('section') ?? '') : c.var.absent()))
  .post(`${one}/sections/:section{[a-z_]{1,30}}`, c => within(c, opened => isKeeper(c, opened)
    ? saveSection(c, writingOf(opened), c.req.param('section') ?? '') : c.var.absent()))
  .post(`${one}/review`, c => within(c, async opened => {
    const key = keyOf(await readTyped(c.req))
    return answer(c, opened, 'reviewed', await reviewPlan(c.var.kernel, opened.scope, opened.plan.id, key))
  }))
  .post(`${one}/end`, c => within(c, async opened => {
    const typed = await readTyped(c.req)
    const because = endingOf(textOf(typed, 'because'))
    if (!because) return show(c, opened, 'Choose why the plan ends')
    return answer(c, opened, 'ended', await endPlan(c.var.kernel, opened.scope, { planId: opened.plan.id, because, key: keyOf(typed) }))
  }))
  .post(`${one}/move`, c => within(c, async opened => {
    const typed = await readTyped(c.req)
    const toAgencyId = textOf(typed, 'agency')
    if (!/^[0-9a-f\-]{36}$/v.test(toAgencyId)) return show(c, opened, 'Choose where the child moves to')
    return answer(c, opened, 'moved', await movePlan(c.var.kernel, opened.scope, { planId: opened.plan.id, toAgencyId, key: keyOf(typed) }))
  }))

const endings = ['left_care', 'not_needed', 'made_in_error'] as const satisfies readonly PlanEnding[]
const endingOf = (text: string) => findWord(endings, text)

async function within(c: C, work: (opened: Opened) => Promise<Response> | Response): Promise<Response> {
  const opened = await openPlan(c.var.kernel, c.var.viewer, c.req.param('id') ?? '')
  return opened ? work(opened) : c.var.absent()
}

const writingOf = ({ scope, plan }: Opened) => ({ scope, planId: plan.id, base: `/plans/${plan.id}` })
const isKeeper = (c: C, { plan }: Opened) => plan.agencyId === c.var.viewer.agencyId && planKeepers.includes(c.var.viewer.role)

async function answer(c: C, opened: Opened, done: string, outcome: Outcome<unknown>): Promise<Response> {
  if (outcome.done) return c.redirect(`/plans/${opened.plan.id}?done=${done}`, 303)
  return outcome.why === 'absent' ? c.var.absent() : show(c, opened, outcome.why)
}

const flashes: Readonly<Record<string, string>> = {
  saved: 'Saved in the plan.', reviewed: 'The plan was looked through. The next date is set.', ended: 'The plan has ended.',
  moved: 'The plan has moved with the child. Both places have been told.',
}

async function show(c: C, { scope, plan }: Opened, problem?: string): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const keeps = plan.agencyId === viewer.agencyId && planKeepers.includes(viewer.role)
  const found = await kernel.db.as(scope, async tx => {
    const loaded = await loadPlan({ tx, kernel, scope, page: 'plans/one' }, plan.id)
    return loaded && { loaded, agencies: (await listAgencies(tx, ['care', 'council'])).filter(({ id }) => id !== viewer.agencyId) }
  })
  if (!found) return c.var.absent()
  const { loaded, agencies } = found
  const isOpen = keeps && !loaded.plan.endedAt
  const links = isOpen ? (await listOutsideLinks(kernel, viewer, { personId: plan.personId })).filter(({ workId }) => workId === plan.id) : []
  const flash = flashes[c.req.query('done') ?? '']
  const base = `/plans/${plan.id}`
  return c.var.render({
    title: `Plan ${plan.reference}`, crumbs: [{ text: 'Plans', href: '/plans' }, { text: plan.reference }],
    purpose: { text: `Plan ${plan.reference} · missing children`, whyHref: `/why?person=${plan.personId}` },
    live: `work:${plan.id},person:${plan.personId}`, ...(problem ? { status: 422 as const } : flash && { flash }),
  }, (
    <>
      {problem ? <ErrorSummary errorList={errorListOf({ keeping: problem })} /> : undefined}
      <span class="govuk-caption-l">Plan for when the child goes missing, kept by {loaded.plan.agencyName}</span>
      <h1 class="govuk-heading-l"><PlanChild case={loaded} /></h1>
      {isOpen ? <Keeping {...{ one: loaded, links, agencies, csrf, base }} part="state" /> : undefined}
      <div data-live="plan">
        <PlanSections
          case={loaded} level={2} photoHref={`${base}/photo`}
          changeHref={section => isOpen && mayWriteSection(viewer.role, section) ? `${base}/sections/${section.code}` : undefined}
        />
      </div>
      {isOpen ? <Keeping {...{ one: loaded, links, agencies, csrf, base }} part="more" /> : undefined}
      <p class="govuk-body govuk-!-display-none-print"><a class="govuk-link" href={`${base}/print`}>The plan for printing</a></p>
    </>
  ))
}

async function print(c: C, { scope, plan }: Opened): Promise<Response> {
  const { kernel } = c.var
  const loaded = await kernel.db.as(scope, tx => loadPlan({ tx, kernel, scope, page: 'plans/print' }, plan.id))
  if (!loaded) return c.var.absent()
  return c.var.render({ title: `Plan ${plan.reference}`, back: { href: `/plans/${plan.id}`, text: 'Back to the plan' } }, (
    <>
      <span class="govuk-caption-l">Plan {plan.reference}, kept by {loaded.plan.agencyName}. Keep this paper safe, and shred it.</span>
      <h1 class="govuk-heading-l"><PlanChild case={loaded} /></h1>
      <PlanSections case={loaded} level={2} photoHref={`/plans/${plan.id}/photo`} onlyWritten />
    </>
  ))
}

async function photo(c: C, { scope, plan }: Opened): Promise<Response> {
  const { kernel } = c.var
  const found = await kernel.db.as(scope, async tx => {
    await disclose(tx, kernel, scope, { page: 'plans/photo', people: [{ personId: plan.personId, categories: ['trigger_plan'] }] })
    return findPhoto(tx, plan.id)
  })
  return found ? photoAnswer(found) : c.var.absent()
}

