import type { MiddlewareHandler } from 'hono'
import { apiTokenGuard } from '../signIn/apiToken.ts'
import type { Gate, GateEnv } from '../signIn/gate.ts'
import { bodySize } from './bodySize.ts'
import { requestId, requestOrigin } from './requestOrigin.ts'
import { securityHeaders } from './securityHeaders.ts'
import { sessionGuard } from './sessionGuard.ts'
import { forgeryGuard, paceGuard } from './writeGuards.ts'

type Paths = (path: string) => boolean

export type Doors = {
  /** Reached without a session, beside those of signing in. */
  open?: Paths
  /** Reads its body as a stream: its token for forms travels in the address (`?csrf=`) or as `x-csrf`. */
  streams?: Paths
  searches?: Paths
}

type Step = readonly [path: string, step: MiddlewareHandler<GateEnv>]

/** What every request passes, in this order. The composition root puts them before all rooms. */
export function guards(gate: Gate, doors: Doors = {}): Step[] {
  const streams = doors.streams ?? (() => false)
  const searches = doors.searches ?? (path => path.endsWith('/search'))
  const open: Paths = path => isOpen(path) || (doors.open?.(path) ?? false)
  const people = forPeople(path => !isApi(path) && !isBare(path))
  return [
    ['*', requestId],
    ['*', requestOrigin(gate)],
    ['*', securityHeaders],
    ['*', bodySize(gate, streams)],
    ['/api/*', apiTokenGuard(gate, open)],
    ['*', people(sessionGuard(gate, open))],
    ['*', people(forgeryGuard(gate, streams))],
    ['*', people(paceGuard(gate, searches))],
  ]
}

const isApi: Paths = path => path.startsWith('/api/')

/** Asks nothing of the database and has no forms of ours: files, the pulse, the demo's own provider. */
const isBare: Paths = path =>
  path.startsWith('/assets/') || path.startsWith('/demo-idp/') || path === '/healthz' || path === '/favicon.ico'

const isOpen: Paths = path =>
  path === '/sign-in' || path.startsWith('/sign-in/') || path === '/signed-out' || path === '/first-run'

const forPeople = (applies: Paths) => (step: MiddlewareHandler<GateEnv>): MiddlewareHandler<GateEnv> =>
  (c, next) => applies(c.req.path) ? step(c, next) : next()
