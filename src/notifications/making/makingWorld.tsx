import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { agencies, agencyOf, partnershipId, people, roles, staff } from '../../../tests/seedBase.ts'
import type { Persona } from '../../../tests/seedBase.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import { draftRoutes } from '../../kernel/draftRoutes.ts'
import { openKernel } from '../../kernel/openKernel.ts'
import type { Env } from '../../kernel/web.ts'
import { starterLexicon } from '../../wording/starterLexicon.ts'
import { notificationApi } from '../api.ts'
import { layDownFormKinds } from '../formKinds/starterFormKinds.ts'
import { makingPages } from '../pages/makingPages.tsx'

export { agencies, partnershipId, people, staff }

/** Somebody's browser without scripts: it follows links and sends forms, and knows nothing else. */
export type Browser = {
  get: (path: string) => Promise<Response>
  /** Sends a form; a field may have several values. */
  post: (path: string, fields: Record<string, string | string[]>) => Promise<Response>
  send: (path: string, body: FormData) => Promise<Response>
  json: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>
}

/** The referrer's half of the room on a database of its own. */
export async function makingWorld() {
  const owner = new Client(inject('owner'))
  await owner.connect()
  const name = `making_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const admin = new Client(url.href)
  await admin.connect()
  await layDownFormKinds(admin, partnershipId, agencies.council)
  const kernel = await openKernel({ ownerUrl: url.href, secret: 'm'.repeat(40), log: pino({ level: 'silent' }) })
  const viewer = (persona: Persona): Viewer =>
    ({ partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] })
  const scope = (persona: Persona, lens: 'linked' | 'hub' = 'linked'): Scope =>
    ({ viewer: viewer(persona), purpose: 'safeguard_child', lens })
  const app = appOf(kernel, viewer)
  return {
    kernel, admin, viewer, scope,
    browser: (persona: Persona): Browser => browserOf(app, persona),
    rows: async <T extends object>(text: string, values: unknown[] = []) => (await admin.query<T>(text, values)).rows,
    end: async () => {
      await kernel.close()
      await admin.end()
      await owner.query(`drop database ${name} with (force)`)
      await owner.end()
    },
  }
}

export type MakingWorld = Awaited<ReturnType<typeof makingWorld>>

function appOf(kernel: Awaited<ReturnType<typeof openKernel>>, viewer: (persona: Persona) => Viewer) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('viewer', viewer(personaOf(c.req.header('x-persona'))))
    c.set('csrf', 'csrf-of-the-test')
    c.set('render', (page, content) =>
      c.html(<html lang="en"><title>{page.title}</title><main>{content}</main></html>, page.status ?? 200))
    c.set('absent', () => c.text('absent', 404))
    await next()
  })
  return app.route('/', draftRoutes()).route(
    '/', makingPages({ lexiconAt: async () => starterLexicon }),
  ).route('/', notificationApi())
}

const personas = Object.keys(staff).filter((key): key is Persona => key in staff)
const personaOf = (text: string | undefined): Persona => personas.find(persona => persona === text) ?? 'officer'

function browserOf(app: ReturnType<typeof appOf>, persona: Persona): Browser {
  const ask = async (path: string, init: RequestInit) => app.request(path.split('#')[0] ?? '', {
    ...init, headers: { 'x-persona': persona, ...Object.fromEntries(new Headers(init.headers)) },
  })
  return {
    get: path => ask(path, {}),
    post: (path, fields) => ask(path, {
      method: 'POST',
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([field, value]) => [value].flat().map(one => [field, one]))),
    }),
    send: (path, body) => ask(path, { method: 'POST', body }),
    json: (path, body, headers = {}) => ask(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers },
    }),
  }
}
