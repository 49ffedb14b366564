import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { Button } from '../../design/button.tsx'
import { ErrorSummary, errorListOf } from '../../design/errorSummary.tsx'
import { Form } from '../../design/form.tsx'
import { Input } from '../../design/input.tsx'
import { countAgainst } from '../../kernel/requestGuard/rateLimit.ts'
import {
  needBrowserToken, readLinkBrowser, readLinkSecret, readSessionToken, writeLinkBrowser, writeLinkSecret, writeSessionToken,
} from '../../kernel/signIn/cookies.ts'
import type { Gate, GateEnv } from '../../kernel/signIn/gate.ts'
import { browserOf, byLink, endSession } from '../../kernel/signIn/session.ts'
import { csrfFor, newToken } from '../../kernel/signIn/tokens.ts'
import type { Env } from '../../kernel/web.ts'
import { enterByLink, lookAtLink } from './enterByLink.ts'
import { findOwnLink } from './outsideLink.ts'
import type { OutsideRole } from './outsideLink.ts'

type C = Context<GateEnv>

/** The first page of each role that comes by a link. */
export const homeByLink: Readonly<Record<OutsideRole, string>> = { carer: '/by-link/plan', parent: '/by-link/family-plan' }

const homeOf = (role: string) => role === 'parent' ? homeByLink.parent : homeByLink.carer

/** Opening a personal link: its address, its code, and nothing about anybody before the code is right. */
export function outsideRoutes(gate: Gate): Hono<GateEnv> {
  return new Hono<GateEnv>()
    .get('/by-link', c => c.var.session?.provider === byLink && c.var.viewer
      ? c.redirect(homeOf(c.var.viewer.role), 303) : c.var.absent())
    .get('/by-link/:secret{[A-Za-z0-9_\\-]{43}}', c => look(gate, c))
    .get('/by-link/code', c => askForCode(gate, c))
    .post('/by-link/code', c => enter(gate, c))
}

/** Takes the secret out of the address at once, so that it stays in no history and is handed on by no referrer. */
async function look(gate: Gate, c: C): Promise<Response> {
  const seconds = await countAgainst(gate.kernel, 'signIn', gate.settings.limits.signIn, c.var.address)
  if (seconds !== undefined) return gate.pages.tooMany(c, { seconds })
  const secret = c.req.param('secret') ?? ''
  const looked = await lookAtLink(gate, secret, readLinkBrowser(c))
  if (looked === 'nothing') return c.var.absent()
  if (looked === 'other browser') return forwarded(c)
  writeLinkSecret(c, secret)
  needBrowserToken(c)
  return c.redirect('/by-link/code', 303)
}

async function askForCode(gate: Gate, c: C): Promise<Response> {
  const secret = readLinkSecret(c)
  if (secret === undefined) return c.var.absent()
  const looked = await lookAtLink(gate, secret, readLinkBrowser(c))
  return looked === 'nothing' ? c.var.absent() : looked === 'other browser' ? forwarded(c) : codePage(gate, c)
}

async function enter(gate: Gate, c: C): Promise<Response> {
  const secret = readLinkSecret(c)
  if (secret === undefined) return c.var.absent()
  const seconds = await countAgainst(gate.kernel, 'failedSignIn', gate.settings.limits.failedSignIn, c.var.address)
  if (seconds !== undefined) return gate.pages.tooMany(c, { seconds })
  const typed = (await c.req.formData()).get('code')
  const code = typeof typed === 'string' ? typed.replaceAll(/\s/gv, '') : ''
  if (!/^\d{6}$/v.test(code)) return codePage(gate, c, 'Enter the code of 6 numbers')
  const browser = readLinkBrowser(c) ?? newToken()
  const entered = await enterByLink(gate, secret, { browser, code, agent: browserOf(c.req.header('user-agent')) })
  if (entered === 'nothing') return c.var.absent()
  if (entered === 'other browser') return forwarded(c)
  if (entered === 'wrong code') return codePage(gate, c, 'That is not the code. Check it with whoever gave you this link')
  if (entered === 'locked') return locked(c)
  const before = readSessionToken(c)
  if (before !== undefined) await endSession(gate, before)
  writeLinkBrowser(c, browser)
  writeLinkSecret(c, '', 0)
  writeSessionToken(c, entered.token)
  return c.redirect(homeOf(entered.role), 303)
}

function codePage(gate: Gate, c: C, problem?: string): Response | Promise<Response> {
  const csrf = csrfFor(gate.kernel.secret, readSessionToken(c) ?? needBrowserToken(c))
  return c.var.render({ title: 'Enter your code', ...(problem && { status: 422 }) }, (
    <Form action="/by-link/code" csrf={csrf}>
      {problem ? <ErrorSummary errorList={errorListOf({ code: problem })} /> : undefined}
      <h1 class="govuk-heading-l">Enter your code</h1>
      <p class="govuk-body">
        Whoever gave you this link told you a code of 6 numbers by another way. The link works in this browser only, from
        now on.
      </p>
      <Input
        id="code" name="code" label={{ text: 'Code', classes: 'govuk-label--s' }} inputmode="numeric"
        autocomplete="one-time-code" classes="govuk-input--width-10" spellcheck={false}
        errorMessage={problem ? { text: problem } : undefined}
      />
      <Button text="Continue" />
    </Form>
  ))
}

const forwarded = (c: C) => c.var.render({ title: 'This link belongs to another browser', status: 403 }, (
  <>
    <h1 class="govuk-heading-l">This link belongs to another browser</h1>
    <p class="govuk-body">
      It was opened in another browser or on another device before. Ask whoever gave you this link for a new one.
    </p>
  </>
))

const locked = (c: C) => c.var.render({ title: 'This link is locked', status: 403 }, (
  <>
    <h1 class="govuk-heading-l">This link is locked</h1>
    <p class="govuk-body">
      The code was wrong too often. Whoever gave you this link has been told. Ask them for a new one.
    </p>
  </>
))

/**
 * Guards the pages of one role below `/by-link/`: whoever has no session any more is asked to open their link again, and
 * everybody else finds nothing. `findOwnLink` then says which child, and in which scope.
 */
export const onlyByLink = (role: OutsideRole): MiddlewareHandler<Env> => async (c, next) => {
  const viewer: Env['Variables']['viewer'] | undefined = c.var.viewer
  if (!viewer) return openAgain(c)
  const link = viewer.role === role ? await findOwnLink(c.var.kernel, viewer) : undefined
  return link ? next() : c.var.absent()
}

/** Nothing that was typed is lost: it is shown again to the browser that sent it, to be sent once more. */
async function openAgain(c: Context<Env>): Promise<Response> {
  const form = c.req.method === 'POST' ? await c.req.formData().catch(() => undefined) : undefined
  const typed = [...form ?? []].flatMap(([name, value]) => typeof value === 'string' && name !== 'csrf' ? [{ name, value }] : [])
  return c.var.render({ title: 'Open your link again', status: 403 }, <OpenAgain typed={typed} path={c.req.path} csrf={c.var.csrf} />)
}

type Again = { typed: readonly { name: string; value: string }[]; path: string; csrf: string }

const OpenAgain = ({ typed, path, csrf }: Again) => (
  <>
    <h1 class="govuk-heading-l">Open your link again</h1>
    <p class="govuk-body">
      You have been away for a while, so this page is closed. Open the link that you were given and enter your code. What you
      saved is kept.
    </p>
    {typed.length > 0
      ? <Form action={path} csrf={csrf}>
          <p class="govuk-body">
            What you sent just now is not saved yet. Leave this page open, open your link in another tab, and then press:
          </p>
          {typed.map(({ name, value }) => <input type="hidden" name={name} value={value} />)}
          <Button text="Send what I typed again" preventDoubleClick />
        </Form>
      : undefined}
  </>
)
