import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../design/button.tsx'
import { ErrorSummary, errorListOf } from '../design/errorSummary.tsx'
import { Form } from '../design/form.tsx'
import { Input } from '../design/input.tsx'
import { Select } from '../design/select.tsx'
import { countAgainst } from '../kernel/requestGuard/rateLimit.ts'
import { needBrowserToken, readFirstRunToken, writeFirstRunToken } from '../kernel/signIn/cookies.ts'
import type { Gate, GateEnv } from '../kernel/signIn/gate.ts'
import { csrfFor } from '../kernel/signIn/tokens.ts'
import { finishFirstRun, isFirstRun, openFirstRun } from './firstRun.ts'
import { agencyKinds, firstRunForm, problemsOf } from './firstRunForm.ts'
import type { FirstRunProblems } from './firstRunForm.ts'

type C = Context<GateEnv>

/** The page behind the one-time link that the first start prints. */
export function firstRunRoutes(gate: Gate): Hono<GateEnv> {
  return new Hono<GateEnv>()
    .get('/first-run', c => show(gate, c))
    .post('/first-run', c => make(gate, c))
}

async function show(gate: Gate, c: C): Promise<Response> {
  const { kernel, settings } = gate
  const seconds = await countAgainst(kernel, 'failedSignIn', settings.limits.failedSignIn, c.var.address)
  if (seconds !== undefined) return gate.pages.tooMany(c, { seconds })
  const link = c.req.query('token')
  if (link !== undefined) {
    const opened = await openFirstRun(kernel, link)
    if (opened !== undefined) writeFirstRunToken(c, opened)
    return c.redirect('/first-run', 303)
  }
  const token = readFirstRunToken(c)
  if (token === undefined || !(await isFirstRun(kernel, token))) return closed(c)
  return form(gate, c, {}, {})
}

async function make(gate: Gate, c: C): Promise<Response> {
  const token = readFirstRunToken(c)
  if (token === undefined || !(await isFirstRun(gate.kernel, token))) return closed(c)
  const typed = wordsOf(await c.req.formData())
  const parsed = firstRunForm.safeParse(typed)
  if (!parsed.success) return form(gate, c, typed, problemsOf(parsed.error))
  const { subject, ...facts } = parsed.data
  const issuer = gate.settings.firstProvider?.issuer
  if (issuer === undefined) return closed(c)
  const made = await finishFirstRun(gate.kernel, token, { ...facts, issuer, subject: subject || undefined })
  if (!made) return closed(c)
  writeFirstRunToken(c, '', 0)
  return c.redirect('/sign-in', 303)
}

type Typed = Readonly<Record<string, string>>

const wordsOf = (data: FormData): Typed =>
  Object.fromEntries([...data].flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : []))

const closed = (c: C) => c.var.render({ title: 'This link cannot be used', status: 404 }, (
  <>
    <h1 class="govuk-heading-l">This link cannot be used</h1>
    <p class="govuk-body">
      It works once, in one browser, for a day, while there is no administrator. Start Kith again to get a new one.
    </p>
  </>
))

function form(gate: Gate, c: C, typed: Typed, problems: FirstRunProblems): Response | Promise<Response> {
  const csrf = csrfFor(gate.kernel.secret, needBrowserToken(c))
  const failed = Object.keys(problems).length > 0
  const field = (name: string, label: string, hint?: string, type = 'text') => (
    <Input
      id={name}
      name={name}
      type={type}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hint === undefined ? undefined : { text: hint }}
      value={typed[name]}
      errorMessage={problems[name] === undefined ? undefined : { text: problems[name] }}
    />
  )
  return c.var.render({ title: 'Set up your partnership', status: failed ? 422 : 200 }, (
    <Form action="/first-run" csrf={csrf}>
      {failed ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Set up your partnership</h1>
      <p class="govuk-body">You become its first administrator, and can then add agencies, people and agreements.</p>
      {field('partnership', 'Name of the partnership', 'For example, the safeguarding partnership of your area')}
      {field('agency', 'Name of your agency')}
      {field('agencyShortName', 'Short name of your agency', 'For tables, such as “Police”')}
      <Select
        id="agencyKind"
        name="agencyKind"
        label={{ text: 'Kind of agency', classes: 'govuk-label--s' }}
        value={typed['agencyKind'] ?? 'partnership'}
        items={Object.entries(agencyKinds).map(([value, text]) => ({ value, text }))}
        errorMessage={problems['agencyKind'] === undefined ? undefined : { text: problems['agencyKind'] }}
      />
      {field('name', 'Your name')}
      {field('email', 'Your work email address', 'Your first sign-in with it makes the account yours', 'email')}
      {field('subject', 'Your account number at the sign-in provider (optional)', subjectHint(gate))}
      <Button text="Set up the partnership" />
    </Form>
  ))
}

const subjectHint = ({ settings }: Gate) =>
  `The “sub” claim at ${settings.firstProvider?.issuer ?? 'the provider'}. Needed only if it sends no email addresses.`
