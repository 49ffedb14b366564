import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { NotRecorded } from '../disclosure.ts'
import { codeOf, harmless } from '../harmless.ts'
import { readBrowserToken, readSessionToken } from '../signIn/cookies.ts'
import type { Gate, GateEnv } from '../signIn/gate.ts'
import { csrfFor } from '../signIn/tokens.ts'
import { secondsHeld } from './readingHeld.ts'
import { isOurOwn, readSentForm, wantsPage, whereOf } from './sentForm.ts'

type C = Context<GateEnv>

/** What breaks is logged under an id without anything personal; the person sees the id and nothing else. */
export function broken(gate: Gate): (error: Error, c: C) => Promise<Response> {
  return async (error, c) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse()
    if (isDatabaseAway(error)) return databaseAway(gate, c, error)
    const seconds = secondsHeld(error)
    if (seconds !== undefined) return readingHeld(gate, c, seconds)
    if (error instanceof NotRecorded) return notRecorded(gate, c, error)
    const id = randomUUID()
    gate.kernel.log.error({ id, ...whereOf(c), ...harmless(error) }, 'broken')
    if (!wantsPage(c)) return c.json({ problem: 'broken', id }, 500)
    return gate.pages.broken(c, { id })
  }
}

/** The form comes back with all that was typed: making it needs no database, only the cookie. */
async function databaseAway({ kernel, pages }: Gate, c: C, error: Error): Promise<Response> {
  kernel.log.error({ request: c.var.requestId, ...harmless(error) }, 'the database is away')
  c.header('Retry-After', '5')
  if (!wantsPage(c)) return c.json({ problem: 'database away' }, 503)
  const holder = readSessionToken(c) ?? readBrowserToken(c)
  const form = holder !== undefined && isOurOwn(c) === 'yes' ? await readSentForm(c) : undefined
  if (!form || holder === undefined) return pages.databaseAway(c)
  c.set('csrf', csrfFor(kernel.secret, holder))
  return pages.sendAgain(c, { form, reason: 'database away' })
}

/** Nobody reads unseen: without its line in the record of disclosures no page about a person is shown. */
async function notRecorded({ kernel, pages }: Gate, c: C, error: Error): Promise<Response> {
  kernel.log.error({ ...whereOf(c), ...harmless(error) }, 'a reading could not be recorded')
  c.header('Retry-After', '30')
  return wantsPage(c) ? pages.notRecorded(c) : c.json({ problem: 'not recorded' }, 503)
}

/** Whoever read as fast as no person does is shown nothing for a time; the transaction that refused has undone itself. */
async function readingHeld({ pages }: Gate, c: C, seconds: number): Promise<Response> {
  c.header('Retry-After', String(seconds))
  return wantsPage(c) ? pages.readingHeld(c, { seconds }) : c.json({ problem: 'reading is held', seconds }, 429)
}

const awayCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
  '57P01', '57P02', '57P03', '53300',
])
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connect)/

/** Whether the database could not be reached, rather than disagreed. Class 08 of SQLSTATE is about connections. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code !== undefined && (code.startsWith('08') || (awayCodes.has(code) && isOfDatabase(error)))) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  return awayWords.test(error.message) || isDatabaseAway(error.cause)
}

/** A missing file is ENOENT too: only failed connections (`syscall: connect`) and PostgreSQL's own words count. */
const isOfDatabase = (error: Error) =>
  !('syscall' in error) || ['connect', 'read', 'write', 'getaddrinfo'].includes(String(error.syscall))

