import { Hono } from 'hono'
import type { Context } from 'hono'
import * as oidc from 'openid-client'
import { countAgainst } from '../requestGuard/rateLimit.ts'
import { findAccount, listRoles } from './account.ts'
import { beginSignIn, finishSignIn } from './attempt.ts'
import type { Login } from './attempt.ts'
import {
  clearSessionToken, needBrowserToken, readBrowserToken, readSessionToken, writeSessionToken,
} from './cookies.ts'
import type { Gate, GateEnv } from './gate.ts'
import { findKeptPost } from './keptPost.ts'
import { discover, findProvider, listProviders } from './providers.ts'
import { returnPath } from './returnTo.ts'
import { browserOf, changeRole, endSession, endSessions, listSessions, openSession } from './session.ts'
import type { Session } from './session.ts'

type C = Context<GateEnv>

/** Every address of signing in and out, for the composition root to mount at `/`. */
export function signInRoutes(gate: Gate): Hono<GateEnv> {
  return new Hono<GateEnv>()
    .get('/sign-in', c => chooseProvider(gate, c))
    .get('/sign-in/start/:provider', c => start(gate, c))
    .get('/sign-in/callback', c => comeBack(gate, c))
    .get('/account/role', c => offerRoles(gate, c))
    .post('/account/role', c => takeRole(gate, c))
    .get('/account/kept/:id', c => showKept(gate, c))
    .get('/account/sessions', c => showSessions(gate, c))
    .post('/account/sessions/end', c => endOne(gate, c))
    .post('/sign-out', c => signOut(gate, c))
    .post('/sign-out/everywhere', c => signOutEverywhere(gate, c))
    .get('/signed-out', c => showSignedOut(gate, c))
}

async function chooseProvider(gate: Gate, c: C): Promise<Response> {
  const to = returnPath(c.req.query('to'))
  if (c.var.session?.viewer) return c.redirect(to, 303)
  const providers = (await listProviders(gate, c.var.origin))
    .map(({ id, title }) => ({ title, href: `/sign-in/start/${id}?to=${encodeURIComponent(to)}` }))
  const [only] = providers
  return only && providers.length === 1 && isWanted(c) ? c.redirect(only.href, 303) : gate.pages.chooseProvider(c, { providers })
}

/**
 * Whether a person asked for this themselves: on one of our pages, or by typing, a bookmark or another program. What
 * another site leads to ends on the page with the providers, so that no session begins without a press.
 */
function isWanted(c: C): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const from = c.req.header('referer') ?? ''
  return URL.canParse(from) && new URL(from).origin === c.var.origin
}

async function start(gate: Gate, c: C): Promise<Response> {
  const { kernel, settings } = gate
  if (!isWanted(c)) return c.redirect(`/sign-in?to=${encodeURIComponent(returnPath(c.req.query('to')))}`, 303)
  const seconds = await countAgainst(kernel, 'signIn', settings.limits.signIn, c.var.address)
  if (seconds !== undefined) return slowDown(gate, c, seconds)
  const provider = await findProvider(gate, c.var.origin, c.req.param('provider') ?? '')
  if (!provider) return c.redirect('/sign-in', 303)
  const returnTo = returnPath(c.req.query('to'))
  const maxAge = c.req.query('again') === undefined ? settings.providerHours * 3600 || undefined : 0
  try {
    const browserToken = needBrowserToken(c)
    const address = await beginSignIn(gate, provider, { origin: c.var.origin, browserToken, returnTo, maxAge })
    return c.redirect(address.href, 303)
  } catch (error) {
    if (!isOfProvider(error)) throw error
    return fail(gate, c, error)
  }
}

async function comeBack(gate: Gate, c: C): Promise<Response> {
  try {
    const query = new URL(c.req.url).searchParams
    const login = await finishSignIn(gate, { origin: c.var.origin, browserToken: readBrowserToken(c), query })
    return login ? await welcome(gate, c, login) : await fail(gate, c)
  } catch (error) {
    if (!isOfProvider(error)) throw error
    return fail(gate, c, error)
  }
}

/** A new session under a new token; one that this browser had before is ended. */
async function welcome(gate: Gate, c: C, { returnTo, ...login }: Login): Promise<Response> {
  const { kernel } = gate
  const account = await findAccount(kernel, { ...login, returnTo }, await listProviders(gate, c.var.origin))
  if (!account) {
    await countFailure(gate, c)
    kernel.log.warn({ provider: login.provider.id }, 'signed in at the provider, but no live account')
    return gate.pages.notSetUp(c)
  }
  const { partnershipId, staffId, roles } = account
  const before = readSessionToken(c)
  if (before !== undefined) await endSession(gate, before)
  const role = roles.length === 1 ? roles[0] : undefined
  const browser = browserOf(c.req.header('user-agent'))
  writeSessionToken(c, await openSession(gate, { partnershipId, staffId, role, provider: login.provider.id, browser }))
  kernel.log.info({ staffId, provider: login.provider.id, ...login.proof }, 'signed in')
  return c.redirect(role === undefined ? `/account/role?to=${encodeURIComponent(returnTo)}` : returnTo, 303)
}

/** Faults of the provider, of the network to it, or of whoever made the answer up: all the same to the reader. */
const isOfProvider = (error: unknown): error is Error =>
  error instanceof oidc.ClientError || error instanceof oidc.ResponseBodyError
  || error instanceof oidc.AuthorizationResponseError || error instanceof oidc.WWWAuthenticateChallengeError
  || (error instanceof TypeError && (error.message === 'fetch failed' || error.cause !== undefined))
  || (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))

async function fail(gate: Gate, c: C, error?: Error): Promise<Response> {
  const code = error && 'code' in error ? String(error.code) : undefined
  gate.kernel.log.warn({ request: c.var.requestId, error: error?.name ?? 'unknown attempt', code }, 'sign-in failed')
  const seconds = await countFailure(gate, c)
  return seconds === undefined ? gate.pages.signInFailed(c, { again: '/sign-in' }) : slowDown(gate, c, seconds)
}

const countFailure = ({ kernel, settings }: Gate, c: C) =>
  countAgainst(kernel, 'failedSignIn', settings.limits.failedSignIn, c.var.address)

function slowDown({ pages }: Gate, c: C, seconds: number): Response | Promise<Response> {
  c.header('Retry-After', String(seconds))
  return pages.tooMany(c, { seconds })
}

/** The guard lets nobody without a session come this far. */
function sessionOf(c: C): Session {
  if (!c.var.session) throw new Error('no session')
  return c.var.session
}

async function offerRoles(gate: Gate, c: C): Promise<Response> {
  const session = sessionOf(c)
  const roles = await gate.kernel.db.service(db => listRoles(db, { ...session, at: gate.kernel.now() }))
  return gate.pages.chooseRole(c, { roles, current: session.viewer?.role, returnTo: returnPath(c.req.query('to')) })
}

async function takeRole(gate: Gate, c: C): Promise<Response> {
  const session = sessionOf(c)
  const form = await c.req.formData()
  const roles = await gate.kernel.db.service(db => listRoles(db, { ...session, at: gate.kernel.now() }))
  const chosen = roles.find(role => role.code === form.get('role'))
  const asked = form.get('to')
  const to = returnPath(typeof asked === 'string' ? asked : undefined)
  if (!chosen) return c.redirect(`/account/role?to=${encodeURIComponent(to)}`, 303)
  const token = await changeRole(gate, session, chosen.code)
  if (token === undefined) return c.redirect('/sign-in', 303)
  writeSessionToken(c, token)
  gate.kernel.log.info({ staffId: session.staffId, role: chosen.code }, 'role chosen')
  return c.redirect(to, 303)
}

async function showKept(gate: Gate, c: C): Promise<Response> {
  const browserToken = readBrowserToken(c)
  const { staffId } = sessionOf(c)
  const form = browserToken === undefined ? undefined
    : await findKeptPost(gate.kernel, c.req.param('id') ?? '', { browserToken, staffId })
  return form ? gate.pages.sendAgain(c, { form, reason: 'signed in again' }) : gate.pages.keptWorkGone(c)
}

async function showSessions(gate: Gate, c: C): Promise<Response> {
  const session = sessionOf(c)
  const sessions = await listSessions(gate, session)
  return gate.pages.sessions(c, { sessions, currentId: session.id, roles: session.roles })
}

const freshMinutes = 10

/** Ending sessions asks who it is once more, unless that was just now: a found browser must not lock its owner out. */
function askAgain({ kernel }: Gate, c: C): Response | undefined {
  const { signedInAt, provider } = sessionOf(c)
  if (kernel.now().getTime() - signedInAt.getTime() < freshMinutes * 60_000) return undefined
  return c.redirect(`/sign-in/start/${encodeURIComponent(provider)}?again&to=%2Faccount%2Fsessions`, 303)
}

async function endOne(gate: Gate, c: C): Promise<Response> {
  const again = askAgain(gate, c)
  if (again) return again
  const id = (await c.req.formData()).get('id')
  if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) await endSessions(gate, sessionOf(c), id)
  return c.redirect('/account/sessions', 303)
}

async function signOut(gate: Gate, c: C): Promise<Response> {
  const session = sessionOf(c)
  await endSession(gate, session.token)
  return leave(c, session)
}

async function signOutEverywhere(gate: Gate, c: C): Promise<Response> {
  const again = askAgain(gate, c)
  if (again) return again
  const session = sessionOf(c)
  await endSessions(gate, session)
  return leave(c, session)
}

function leave(c: C, { provider }: Session): Response {
  clearSessionToken(c)
  // Not cookies: one of them ties kept work to this browser. Pages are never cached, so there is nothing else to clear.
  c.header('Clear-Site-Data', '"storage"')
  return c.redirect(`/signed-out?from=${encodeURIComponent(provider)}`, 303)
}

/**
 * Signing out at the agency too is a link that the person follows (OpenID Connect RP-Initiated Logout). Without an
 * ID token as a hint: it holds a name, and would stand in an address.
 */
async function showSignedOut(gate: Gate, c: C): Promise<Response> {
  const provider = await findProvider(gate, c.var.origin, c.req.query('from') ?? '')
  const configuration = provider && await discover(gate, provider).catch(() => undefined)
  const elsewhere = configuration?.serverMetadata().end_session_endpoint === undefined ? undefined
    : oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${c.var.origin}/signed-out` }).href
  return gate.pages.signedOut(c, { elsewhere })
}
