import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dateText } from '../../../language/format.ts'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { findOwnLink } from '../../../partnership/outside/outsideLink.ts'
import type { OwnLink } from '../../../partnership/outside/outsideLink.ts'
import { onlyByLink } from '../../../partnership/outside/outsidePages.tsx'
import { takeStep } from '../../../practice/actions/takeStep.ts'
import { parseAnswers } from '../../../practice/pages/forms/parseAnswers.ts'
import type { FieldProblems } from '../../../practice/pages/forms/parseAnswers.ts'
import { QuestionFields } from '../../../practice/pages/forms/questionField.tsx'
import { keyOf, readTyped } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import type { Practices } from '../../../practice/practices.ts'
import { FamilyPlanView, WhatWasSaid } from '../familyPlanView.tsx'
import { findFamilyView } from '../familyView.ts'
import type { FamilyPlanView as View } from '../familyView.ts'
import { planForms } from '../planForms.ts'

type C = Context<Env>
const base = '/by-link/family-plan'
const questions = planForms.family_says?.questions ?? []

/** The family's own page of its plan, for a parent who has no account. */
export const familyPages = (practices: Practices) => new Hono<Env>()
  .use(base, onlyByLink('parent')).use(`${base}/*`, onlyByLink('parent'))
  .get(base, async c => {
    const found = await load(c)
    return found ? draw(c, found, { typed: {}, problems: {} }) : c.var.absent()
  })
  .post(`${base}/say`, async c => say(c, practices))

type Found = { link: OwnLink; view: View; child: DisplayName | undefined }

/** The plan of this link, read and written down as read in one transaction. */
async function load(c: C): Promise<Found | undefined> {
  const { kernel, viewer } = c.var
  const link = await findOwnLink(kernel, viewer)
  if (!link?.workId) return undefined
  const { scope, workId, personId } = link
  return kernel.db.as(scope, async tx => {
    const view = await findFamilyView(tx, kernel, workId)
    if (!view) return undefined
    const child = (await displayNames(tx, scope, [personId])).get(personId)
    await disclose(tx, kernel, scope, { page: 'by-link/family-plan', people: [{ personId, categories: ['plan', ...child ? ['identity'] : []] }] })
    return { link, view, child }
  })
}

/** What a parent writes is a step of the plan like any other; it never depends on what else has changed meanwhile. */
async function say(c: C, practices: Practices): Promise<Response> {
  const { kernel, viewer } = c.var
  const found = await load(c)
  if (!found) return c.var.absent()
  const typed = await readTyped(c.req)
  const { answers, problems } = parseAnswers(questions, typed, { now: kernel.now(), colleagues: [] })
  if (Object.keys(problems).length > 0) return draw(c, found, { typed, problems })
  const { id: episodeId, revision } = found.view.episode
  const taken = await takeStep(kernel, viewer, practices, { episodeId, step: 'family_says', revision, key: keyOf(typed), answers })
  return taken.done ? c.redirect(`${base}?done=said`, 303)
    : draw(c, found, { typed, problems: { 'family-words': notSaved } })
}

const notSaved = 'This was not saved. Send it once more, or ring your worker'

type Sent = { typed: Typed; problems: FieldProblems }

async function draw(c: C, found: Found, sent: Sent): Promise<Response> {
  const { link, view, child } = found
  const wrong = Object.entries(sent.problems).map(([field, text]) => ({ text, href: `#${field}` }))
  const now = c.var.kernel.now()
  return c.var.render({
    title: 'Your family plan', ...(wrong.length > 0 && { status: 422 as const }),
    ...(c.req.query('done') === 'said' && { flash: 'Thank you. Your worker reads it.' }),
  }, (
    <>
      {wrong.length > 0 ? <ErrorSummary titleText="There is a problem" errorList={wrong} /> : undefined}
      <h1 class="govuk-heading-xl">Your family plan</h1>
      <FamilyPlanView view={view} child={child} now={now} />
      {view.said.length > 0 ? <h2 class="govuk-heading-l">What you wrote, and the answers</h2> : undefined}
      <WhatWasSaid said={view.said} who="you" />
      {view.episode.closedAt ? undefined : <SayForm csrf={c.var.csrf} sent={sent} />}
      <p class="govuk-body-l govuk-!-display-none-print">You can print this page. Only you can open it with your link.</p>
      <p class="govuk-body-l">If somebody is in danger now, ring 999.</p>
      <div class="govuk-!-display-none-print">
        <Form action="/sign-out" csrf={c.var.csrf}><Button text="Close" classes="govuk-button--secondary" /></Form>
        <p class="govuk-hint">Your link works until {dateText(link.endsAt)}.</p>
      </div>
    </>
  ))
}

function SayForm({ csrf, sent }: { csrf: string; sent: Sent }) {
  return (
    <section class="govuk-!-display-none-print" aria-labelledby="say">
      <h2 class="govuk-heading-l" id="say">Tell us what you think</h2>
      <p class="govuk-body-l">Your worker reads it. If something is wrong, or you want to talk, your worker answers you.</p>
      <Form action={`${base}/say`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <QuestionFields questions={questions} typed={sent.typed} problems={sent.problems} prefix="" colleagues={[]} />
        <Button text="Send" preventDoubleClick />
      </Form>
    </section>
  )
}
