import { Hono } from 'hono'
import { viewerOf } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import type { Env } from '../../kernel/web.ts'

/** Pages as one persona sees them, without frame and guards: for practices that only a test has. */
export function pagesAs(w: World, persona: Persona, pages: Hono<Env>) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', w.kernel)
    c.set('viewer', viewerOf(persona))
    c.set('csrf', 'a token')
    c.set('absent', () => c.text('absent', 404))
    c.set('render', (page, content) => c.html(<html lang="en"><title>{page.title}</title><body>{page.flash}{content}</body></html>, page.status ?? 200))
    await next()
  })
  app.route('/', pages)
  return {
    get: async (path: string) => app.request(path),
    post: async (path: string, form: Record<string, string>) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(form) }),
  }
}
