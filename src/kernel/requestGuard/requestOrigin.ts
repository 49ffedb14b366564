import { randomUUID } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import type { Gate, GateEnv } from '../signIn/gate.ts'

/** Every request has an id of ours; what a caller calls it is never believed. */
export const requestId: MiddlewareHandler<GateEnv> = async (c, next) => {
  const id = randomUUID()
  c.set('requestId', id)
  await next()
  c.header('X-Request-Id', id)
}

/** Where the caller is and by which address it came; what proxies say counts only for as many as are trusted. */
export function requestOrigin({ settings }: Gate): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    c.set('address', addressOf(c, settings.trustedProxies))
    c.set('origin', settings.origin ?? originOf(c, settings.trustedProxies))
    await next()
  }
}

/** Each trusted proxy has added one address on the right; anything further left may be made up by the caller. */
function addressOf(c: Context, proxies: number): string {
  const direct = directAddressOf(c.env) ?? 'unknown'
  if (proxies === 0) return direct
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map(part => part.trim()).filter(part => part !== '')
  return chain[Math.max(0, chain.length - proxies)] ?? direct
}

function directAddressOf(bindings: unknown): string | undefined {
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return undefined
  return bindings.incoming instanceof IncomingMessage ? bindings.incoming.socket.remoteAddress : undefined
}

function originOf(c: Context, proxies: number): string {
  const url = new URL(c.req.url)
  if (proxies === 0) return url.origin
  const protocol = lastOf(c.req.header('x-forwarded-proto')) === 'https' ? 'https:' : url.protocol
  const host = lastOf(c.req.header('x-forwarded-host')) ?? url.host
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).origin : url.origin
}

const lastOf = (header: string | undefined) => header?.split(',').at(-1)?.trim() || undefined
