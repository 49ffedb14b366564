import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import type { Gate, GateEnv } from '../signIn/gate.ts'
import { wantsPage } from './sentForm.ts'

const megabyte = 1024 * 1024
export const mostOfForm = 2 * megabyte
export const mostOfFiles = 30 * megabyte

/** Forms and JSON are small, forms with files larger; a path that reads its body as a stream limits it itself. */
export function bodySize({ pages }: Gate, streams: (path: string) => boolean): MiddlewareHandler<GateEnv> {
  const onError = (c: Parameters<MiddlewareHandler<GateEnv>>[0]) =>
    wantsPage(c) ? pages.tooLarge(c) : c.json({ problem: 'too large' }, 413)
  const form = bodyLimit({ maxSize: mostOfForm, onError })
  const files = bodyLimit({ maxSize: mostOfFiles, onError })
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || streams(c.req.path)) return next()
    return /^multipart\//i.test(c.req.header('content-type') ?? '') ? files(c, next) : form(c, next)
  }
}
