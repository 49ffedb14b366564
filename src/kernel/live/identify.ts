import type { IncomingMessage } from 'node:http'
import type { Gate } from '../signIn/gate.ts'
import { byLink, findSession, listOpenTokens } from '../signIn/session.ts'
import type { Identify } from './liveServer.ts'

const cookieName = /(?:^|;\s*)(?:__Host-kith|kith-demo)=([\w-]{43})(?:;|$)/

/** Knows an open page by the session cookie of its stream; asks again at every heartbeat whether it still counts. */
export function identifyForLive(gate: Gate): Identify {
  const { origin, trustedProxies } = gate.settings
  return {
    overTls: ({ headers }) => origin === undefined
      ? trustedProxies > 0 && String(headers['x-forwarded-proto'] ?? '').split(',').at(-1)?.trim() === 'https'
      : origin.startsWith('https:'),
    viewerOf: async request => {
      const token = tokenOf(request)
      const session = token === undefined ? undefined : await findSession(gate, token, true)
      return session?.viewer && !session.paused && session.provider !== byLink ? { viewer: session.viewer, who: session.who, session: session.token } : undefined
    },
    stillOpen: tokens => listOpenTokens(gate, tokens),
  }
}

const tokenOf = (request: IncomingMessage) => cookieName.exec(request.headers.cookie ?? '')?.[1]
