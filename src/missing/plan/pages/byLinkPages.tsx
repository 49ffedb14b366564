import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dateTimeText } from '../../../language/format.ts'
import { findOwnLink } from '../../../partnership/outside/outsideLink.ts'
import type { OwnLink } from '../../../partnership/outside/outsideLink.ts'
import { onlyByLink } from '../../../partnership/outside/outsidePages.tsx'
import { beginEpisode } from '../../../practice/actions/begin.ts'
import { parseAnswers } from '../../../practice/pages/forms/parseAnswers.ts'
import type { FieldProblems } from '../../../practice/pages/forms/parseAnswers.ts'
import { QuestionFields } from '../../../practice/pages/forms/questionField.tsx'
import { keyOf, readTyped } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { getPractice } from '../../../practice/practices.ts'
import type { Practices } from '../../../practice/practices.ts'
import { beginPlan, reviewPlan } from '../actions.ts'
import { loadPlan } from '../loadPlan.ts'
import { findPhoto, photoAnswer } from '../readPhoto.ts'
import { mayWriteSection } from '../sections.ts'
import { findPlan, listPlansOf } from '../store.ts'
import type { Plan } from '../store.ts'
import { PlanChild, PlanSections } from '../view.tsx'
import { saveSection, showSection } from './sectionPage.tsx'

const base = '/by-link/plan'
type C = Context<Env>
type Mine = { link: OwnLink; plan: Plan | undefined }

/** What a carer without an account does: keep the plan of one child, and say that the child is missing. */
export const carerPages = (practices: Practices) => new Hono<Env>()
  .use(base, onlyByLink('carer')).use(`${base}/*`, onlyByLink('carer'))
  .get(base, c => within(c, mine => show(c, mine)))
  .post(`${base}/begin`, c => within(c, async ({ link }) => {
    await beginPlan(c.var.kernel, c.var.viewer, { personId: link.personId, key: keyOf(await readTyped(c.req)) })
    return c.redirect(base, 303)
  }))
  .post(`${base}/review`, c => within(c, async ({ link, plan }) => {
    const key = keyOf(await readTyped(c.req))
    if (!plan) return c.var.absent()
    await reviewPlan(c.var.kernel, link.scope, plan.id, key)
    return c.redirect(`${base}?done=reviewed`, 303)
  }))
  .get(`${base}/photo`, c => within(c, mine => photo(c, mine)))
  .get(`${base}/sections/:section{[a-z_]{1,30}}`, c => within(c, ({ link, plan }) => plan && mayWrite(c)
    ? showSection(c, { scope: link.scope, planId: plan.id, base }, c.req.param('section') ?? '') : c.var.absent()))
  .post(`${base}/sections/:section{[a-z_]{1,30}}`, c => within(c, ({ link, plan }) => plan && mayWrite(c)
    ? saveSection(c, { scope: link.scope, planId: plan.id, base }, c.req.param('section') ?? '') : c.var.absent()))
  .get(`${base}/missing`, c => within(c, mine => drawReport(c, practices, mine, { typed: {}, problems: {} })))
  .post(`${base}/missing`, c => within(c, mine => report(c, practices, mine)))

const medical = new Set(['medical', 'health_now'])
const mayWrite = (c: C) => !medical.has(c.req.param('section') ?? '')

async function within(c: C, work: (mine: Mine) => Promise<Response> | Response): Promise<Response> {
  const { kernel, viewer } = c.var
  const link = await findOwnLink(kernel, viewer)
  if (!link) return c.var.absent()
  const plan = await kernel.db.as(link.scope, async tx => {
    const named = link.workId ? await findPlan(tx, link.workId) : undefined
    return named ?? (await listPlansOf(tx, link.personId)).find(({ agencyId }) => agencyId === viewer.agencyId)
  })
  return work({ link, plan })
}

const flashes: Readonly<Record<string, string>> = {
  saved: 'Saved in the plan.', reviewed: 'Thank you. The plan is marked as looked through.',
  reported: 'The police have your report. They will ring you.',
}

async function show(c: C, { link, plan }: Mine): Promise<Response> {
  const { kernel, csrf, viewer } = c.var
  if (!plan) return offer(c)
  const { scope } = link
  const one = await kernel.db.as(scope, tx => loadPlan({ tx, kernel, scope, page: 'by-link/plan' }, plan.id))
  if (!one) return c.var.absent()
  const flash = flashes[c.req.query('done') ?? '']
  return c.var.render({ title: 'The plan', ...(flash && { flash }) }, (
    <>
      <span class="govuk-caption-l">Plan for when the child goes missing</span>
      <h1 class="govuk-heading-l"><PlanChild case={one} /></h1>
      {one.episodeId
        ? <WarningText text="The child is reported missing. Those who search read this plan now: fill in what has happened." />
        : <p class="govuk-body"><a class="govuk-button govuk-button--warning" href={`${base}/missing`}>Report the child missing</a></p>}
      <p class="govuk-body">If the child is in danger now, ring 999.</p>
      <PlanSections
        case={{ ...one, sections: one.sections.filter(section => mayWriteSection(viewer.role, section)) }} level={2} photoHref={`${base}/photo`}
        changeHref={({ code }) => one.plan.endedAt ? undefined : `${base}/sections/${code}`}
      />
      <InsetText text="Health and medicine are written by the home or the social worker. Tell them what has changed." />
      {one.plan.endedAt ? undefined : <Form action={`${base}/review`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Button text="I have looked through it: it is right" classes="govuk-button--secondary" preventDoubleClick />
      </Form>}
      <Form action="/sign-out" csrf={csrf}><Button text="Close" classes="govuk-button--secondary" /></Form>
      <p class="govuk-hint">Your link works until {dateTimeText(link.endsAt)}.</p>
    </>
  ))
}

function offer(c: C): Response | Promise<Response> {
  return c.var.render({ title: 'The plan' }, (
    <Form action={`${base}/begin`} csrf={c.var.csrf}>
      <h1 class="govuk-heading-l">There is no plan yet</h1>
      <p class="govuk-body">
        A plan says what somebody who looks for the child needs to know. Nobody but those who look after the child reads it,
        unless the child is missing.
      </p>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <Button text="Begin the plan" preventDoubleClick />
      <p class="govuk-body"><a class="govuk-link" href={`${base}/missing`}>Report the child missing</a></p>
    </Form>
  ))
}

async function photo(c: C, { link: { scope, personId }, plan }: Mine): Promise<Response> {
  if (!plan) return c.var.absent()
  const { kernel } = c.var
  const found = await kernel.db.as(scope, async tx => {
    await disclose(tx, kernel, scope, { page: 'by-link/photo', people: [{ personId, categories: ['trigger_plan'] }] })
    return findPhoto(tx, plan.id)
  })
  return found ? photoAnswer(found) : c.var.absent()
}

async function report(c: C, practices: Practices, mine: Mine): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const { form } = getPractice(practices, 'missing_episode').begin
  const { answers, problems } = parseAnswers(form.questions, typed, { now: kernel.now(), colleagues: [] })
  if (Object.keys(problems).length > 0) return drawReport(c, practices, mine, { typed, problems })
  const begun = await beginEpisode(kernel, viewer, practices, {
    kind: 'missing_episode', personId: mine.link.personId, answers, key: keyOf(typed),
  })
  if (!begun.done) return drawReport(c, practices, mine, { typed, problems: { report: begun.why } })
  return c.redirect(`${base}?done=reported`, 303)
}

type Sent = { typed: Typed; problems: FieldProblems }

async function drawReport(c: C, practices: Practices, _mine: Mine, { typed, problems }: Sent): Promise<Response> {
  const { form } = getPractice(practices, 'missing_episode').begin
  const list = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  return c.var.render({
    title: 'Report the child missing', back: { href: base, text: 'Back to the plan' }, ...(list.length > 0 && { status: 422 as const }),
  }, (
    <>
      {list.length > 0 ? <ErrorSummary titleText="There is a problem" errorList={list} /> : undefined}
      <h1 class="govuk-heading-l" id="report">Report the child missing</h1>
      <WarningText text="If the child is in danger now, ring 999 first." />
      <p class="govuk-body">Write what you know and leave out what you do not. The plan opens to the police as soon as you send this.</p>
      <Form action={`${base}/missing`} csrf={c.var.csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <QuestionFields questions={form.questions} typed={typed} problems={problems} prefix="" colleagues={[]} />
        <Button text="Report missing" preventDoubleClick />
      </Form>
    </>
  ))
}
