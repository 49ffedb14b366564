import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { GateEnv } from './gate.ts'
import { newToken } from './tokens.ts'

/**
 * The `__Host-` prefix ties a cookie to this origin, path and TLS. Chromium and Firefox count http://localhost and
 * http://127.0.0.1 as secure; a demo reached over plain HTTP by another name gets a cookie without the prefix.
 */
function nameOf(origin: string, what: string): { name: string; secure: boolean } {
  const secure = isTrustworthy(origin)
  return secure ? { name: `__Host-${what}`, secure } : { name: `${what}-demo`, secure }
}

/** What browsers count as a secure origin. */
export function isTrustworthy(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

function write(c: Context<GateEnv>, what: string, value: string, seconds?: number): void {
  const { name, secure } = nameOf(c.var.origin, what)
  const life = seconds === undefined ? {} : { maxAge: seconds }
  setCookie(c, name, value, { path: '/', httpOnly: true, sameSite: 'Lax', secure, ...life })
}

const read = (c: Context<GateEnv>, what: string) => getCookie(c, nameOf(c.var.origin, what).name)

/** The session's token, if the browser shows one that could be a token at all. */
export function readSessionToken(c: Context<GateEnv>): string | undefined {
  const token = read(c, 'kith')
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** Lives until the browser is closed; the server decides when it ends earlier. */
export const writeSessionToken = (c: Context<GateEnv>, token: string): void => { write(c, 'kith', token) }

export const clearSessionToken = (c: Context<GateEnv>): void => { write(c, 'kith', '', 0) }

export const readBrowserToken = (c: Context<GateEnv>): string | undefined => read(c, 'kith-browser')

/** Ties a sign-in on its way, and work kept meanwhile, to one browser. */
export function needBrowserToken(c: Context<GateEnv>): string {
  const known = readBrowserToken(c)
  const token = known !== undefined && /^[\w-]{43}$/.test(known) ? known : newToken()
  write(c, 'kith-browser', token, 7200)
  return token
}

export const readFirstRunToken = (c: Context<GateEnv>): string | undefined => read(c, 'kith-first-run')

export const writeFirstRunToken = (c: Context<GateEnv>, token: string, seconds = 3600): void => {
  write(c, 'kith-first-run', token, seconds)
}

/** The secret of a personal link, for as long as the code is being typed: it leaves the address and the history at once. */
export const readLinkSecret = (c: Context<GateEnv>): string | undefined => read(c, 'kith-by-link')

export const writeLinkSecret = (c: Context<GateEnv>, secret: string, seconds = 1800): void => {
  write(c, 'kith-by-link', secret, seconds)
}

/** Ties personal links to the browser that opened them first. */
export const readLinkBrowser = (c: Context<GateEnv>): string | undefined => read(c, 'kith-link-browser')

export const writeLinkBrowser = (c: Context<GateEnv>, token: string): void => {
  write(c, 'kith-link-browser', token, 365 * 86_400)
}
