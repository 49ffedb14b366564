import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Persona } from '../../tests/seedBase.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Env } from '../kernel/web.ts'
import { viewerOf } from './frontDoorWorld.ts'
import { boardPages } from './pages/notifications/board/page.tsx'
import { notificationPages } from './pages/notifications/one/page.tsx'
import { requestPages } from './pages/requests/page.tsx'

/** The pages of screening as one persona sees them, without the frame and its guards. */
export function frontDoorApp(kernel: Kernel, persona: Persona) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('viewer', viewerOf(persona))
    c.set('csrf', 'a token')
    c.set('absent', () => c.text('absent', 404))
    c.set('render', (page, content) => c.html(
      <html lang="en">
        <head><title>{page.title}</title></head>
        <body data-live-topics={page.live}>{page.flash}{page.purpose?.text}{content}</body>
      </html>, page.status ?? 200))
    await next()
  })
  app.route('/', boardPages()).route('/', notificationPages()).route('/', requestPages())
  return {
    get: (path: string) => app.request(path),
    post: (path: string, fields: Record<string, string>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      return app.request(path, { method: 'POST', body })
    },
  }
}

export async function htmlOf(content: Child): Promise<string> {
  return (await new Hono().get('/', c => c.html(<main>{content}</main>)).request('/')).text()
}

/** The words of a page, without its tags. */
export async function wordsOf(response: Response | Promise<Response>): Promise<string> {
  const html = await (await response).text()
  return html.replaceAll(/<[^>]*>/gv, ' ').replaceAll(/&#39;|&quot;/gv, '’').replaceAll(/\s+/gv, ' ')
}
