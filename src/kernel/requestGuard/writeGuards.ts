import type { Context, MiddlewareHandler } from 'hono'
import { readBrowserToken, readSessionToken } from '../signIn/cookies.ts'
import type { Gate, GateEnv } from '../signIn/gate.ts'
import { csrfHolds } from '../signIn/tokens.ts'
import { countAgainst } from './rateLimit.ts'
import { isForm, isOurOwn, readSentForm, wantsPage, whereOf } from './sentForm.ts'

type C = Context<GateEnv>
type Paths = (path: string) => boolean

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A request that changes something must come from one of our own pages: the browser says so (Sec-Fetch-Site, Origin),
 * and it carries a token that only a page of this session has. From our own page with an old token (signed in again or
 * another role chosen in a second tab) the form is offered again, with nothing lost.
 */
export function forgeryGuard({ kernel, pages }: Gate, streams: Paths): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    if (changesNothing.has(c.req.method)) return next()
    const ours = isOurOwn(c)
    const holder = readSessionToken(c) ?? readBrowserToken(c)
    const given = ours === 'no' ? undefined : await givenToken(c, streams)
    if (holder !== undefined && given !== undefined && csrfHolds(kernel.secret, holder, given)) return next()
    const why = ours === 'no' ? 'another site' : given === undefined ? 'no token' : 'token of another page'
    kernel.log.warn({ ...whereOf(c), staffId: c.var.session?.staffId, why }, 'a form was refused')
    if (!wantsPage(c)) return c.json({ problem: 'out of date' }, 403)
    const form = ours === 'yes' && !streams(c.req.path) ? await readSentForm(c) : undefined
    if (form) return pages.sendAgain(c, { form, reason: 'page out of date' })
    return pages.forged(c)
  }
}

/** From the form, a header (scripts), or the address (forms whose files are read as a stream). */
async function givenToken(c: C, streams: Paths): Promise<string | undefined> {
  const beside = c.req.header('x-csrf') ?? c.req.query('csrf')
  if (beside !== undefined || !isForm(c) || streams(c.req.path)) return beside
  const value = (await c.req.formData().catch(() => undefined))?.get('csrf')
  return typeof value === 'string' ? value : undefined
}

/** Nobody types or searches faster than this; a script that runs away is slowed, and a person loses nothing. */
export function paceGuard({ kernel, pages, settings }: Gate, searches: Paths): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    const staffId = c.var.session?.staffId
    const what = searches(c.req.path) ? 'search' : changesNothing.has(c.req.method) ? undefined : 'write'
    if (staffId === undefined || what === undefined) return next()
    const seconds = await countAgainst(kernel, what, settings.limits[what], staffId)
    if (seconds === undefined) return next()
    c.header('Retry-After', String(seconds))
    if (!wantsPage(c)) return c.json({ problem: 'too many requests', seconds }, 429)
    const form = await readSentForm(c)
    return form ? pages.sendAgain(c, { form, reason: 'too many', seconds }) : pages.tooMany(c, { seconds })
  }
}
