import type { Context, MiddlewareHandler } from 'hono'
import { needBrowserToken, readBrowserToken, readSessionToken } from '../signIn/cookies.ts'
import type { Gate, GateEnv } from '../signIn/gate.ts'
import { keepPost } from '../signIn/keptPost.ts'
import { byLink, findFormerHolder, findSession } from '../signIn/session.ts'
import { csrfFor } from '../signIn/tokens.ts'
import { countAgainst } from './rateLimit.ts'
import { isOurOwn, pathOf, readSentForm, wantsPage } from './sentForm.ts'

type C = Context<GateEnv>

/** Puts the viewer into the request, or sends whoever has no session to sign in, with what they typed kept. */
export function sessionGuard(gate: Gate, open: (path: string) => boolean): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    const token = readSessionToken(c)
    c.set('csrf', csrfFor(gate.kernel.secret, token ?? readBrowserToken(c) ?? ''))
    const session = token === undefined ? undefined : await findSession(gate, token, c.req.header('x-live') === '1')
    c.set('session', session)
    if (session) c.set('who', session.who)
    if (open(c.req.path)) {
      if (session?.viewer && !session.paused) c.set('viewer', session.viewer)
      return next()
    }
    if (!session) return turnAway(gate, c, token)
    if (session.provider === byLink && c.req.path === '/') return c.redirect('/by-link', 303)
    if (session.provider === byLink && !mayByLink(c.req.path)) return c.var.absent()
    if (session.paused && !mayWhilePaused(c.req.path)) return gate.pages.paused(c)
    if (session.viewer) c.set('viewer', session.viewer)
    else if (!mayWithoutRole(c.req.path)) return c.redirect(`/account/role?to=${encodeURIComponent(returnTo(c))}`, 303)
    return next()
  }
}

const mayWithoutRole = (path: string) => path === '/account/role' || path.startsWith('/sign-out')
/** Whoever is here by a personal link has its own pages (`/by-link/…` is an open door), what they type, and the way out. */
const mayByLink = (path: string) => ['/sign-out', '/help', '/accessibility'].includes(path)
  || /^\/drafts\/[0-9a-f\-]{36}\/answers$/v.test(path)
const mayWhilePaused = (path: string) => path.startsWith('/sign-out')
const returnTo = (c: C) => c.req.method === 'GET' ? pathOf(c) : '/'

async function turnAway(gate: Gate, c: C, token: string | undefined): Promise<Response> {
  if (!wantsPage(c)) return c.json({ problem: 'signed out', signIn: '/sign-in' }, 401)
  const kept = isOurOwn(c) === 'yes' ? await keep(gate, c, token) : undefined
  return c.redirect(`/sign-in?to=${encodeURIComponent(kept ?? returnTo(c))}`, 303)
}

/** Only forms that our own pages sent are kept, and no more of them than a person can type. */
async function keep({ kernel, settings }: Gate, c: C, token: string | undefined): Promise<string | undefined> {
  const form = await readSentForm(c)
  if (!form || form.action.startsWith('/sign-out')) return undefined
  if (await countAgainst(kernel, 'signIn', settings.limits.signIn, c.var.address)) return undefined
  const staffId = token === undefined ? undefined : await findFormerHolder({ kernel }, token)
  return `/account/kept/${await keepPost(kernel, form, { browserToken: needBrowserToken(c), staffId })}`
}
