import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { openDemoIdentityProvider } from '../demo/identityProvider.ts'
import type { DemoPersona } from '../demo/identityProvider.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import { broken } from '../src/kernel/requestGuard/broken.ts'
import { guards } from '../src/kernel/requestGuard/guards.ts'
import { readSettings } from '../src/kernel/settings.ts'
import { needScope } from '../src/kernel/signIn/apiToken.ts'
import type { Gate, GateEnv } from '../src/kernel/signIn/gate.ts'
import { signInRoutes } from '../src/kernel/signIn/routes.ts'
import { firstRunRoutes } from '../src/partnership/firstRunPages.tsx'
import { signInPages } from '../src/partnership/signInPages.tsx'

export const origin = 'http://localhost:3000'

type Options = { env?: Record<string, string>; empty?: boolean; gate?: Partial<Gate> }

/** The guards and the pages of signing in on a database of their own, with a few rooms made for the test. */
export async function signInWorld({ env = {}, empty = false, gate: more = {} }: Options = {}) {
  const owner = new Client(inject('owner'))
  await owner.connect()
  const name = `sign_in_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const admin = new Client(url.href)
  await admin.connect()
  // The record of acts and disclosures refuses to be emptied, by its triggers.
  if (empty) await admin.query('set session_replication_role = replica; truncate partnership cascade; reset session_replication_role')
  const clock = { at: new Date('2026-11-24T09:00:00Z') }
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: line => { lines.push(line) } })
  const kernel = await openKernel({ ownerUrl: url.href, secret: 's'.repeat(40), log, now: () => clock.at })
  const settings = readSettings({ KITH_LIMIT_WRITE: '1000', ...env })
  const idp = openDemoIdentityProvider({ accountsOf: 'https://idp.test', personas: [
    persona('officer', 'Rowan Ashby', 'Officer'), persona('administrator', 'Owen Pryce', 'Administrator'),
    persona('nobody', 'Nobody Known', 'Officer'), persona('prepared', 'Prepared Person', 'Officer'),
  ] })
  const gate: Gate = { kernel, settings, pages: signInPages, demo: idp.provider, ...more }
  const received: Record<string, FormDataEntryValue[]>[] = []
  const app = appOf(gate, received, idp.routes)
  return {
    kernel, settings, gate, app, admin, clock, lines, received, idpRoutes: idp.routes,
    browser: () => new Browser(app),
    end: async () => {
      await idp.stop()
      await kernel.close()
      await admin.end()
      await owner.query(`drop database ${name} with (force)`)
      await owner.end()
    },
  }
}

const persona = (subject: string, name: string, role: string): DemoPersona =>
  ({ subject, name, role, email: `${subject}@Example.org`, agency: 'Police', does: 'Works.' })

export type SignInWorld = Awaited<ReturnType<typeof signInWorld>>

/** A browser on other settings of the same world. */
export const browserOn = (gate: Gate, idp: Hono<GateEnv>): Browser => new Browser(appOf(gate, [], idp))

function appOf(gate: Gate, received: Record<string, FormDataEntryValue[]>[], idp: Hono<GateEnv>): Hono<GateEnv> {
  const app = new Hono<GateEnv>()
  app.use(async (c, next) => {
    c.set('kernel', gate.kernel)
    c.set('render', (page, content) => c.html(
      <html lang="en"><head><title>{page.title}</title></head><body>{content}</body></html>, page.status ?? 200))
    await next()
  })
  for (const [path, step] of guards(gate, { streams: path => path === '/upload' })) app.use(path, step)
  app.onError(broken(gate))
  app.route('/', signInRoutes(gate)).route('/', firstRunRoutes(gate)).route('/', idp)
  app.get('/', c => c.html(
    <p>{c.var.who.name}, {c.var.viewer.role} <input type="hidden" name="csrf" value={c.var.csrf} /></p>))
  app.post('/things', async (c) => {
    const data = await c.req.formData()
    received.push(Object.fromEntries([...data.keys()].map(key => [key, data.getAll(key)])))
    return c.redirect('/', 303)
  })
  app.post('/upload', async c => c.text(String((await c.req.text()).length)))
  app.post('/people/search', c => c.redirect('/', 303))
  app.get('/api/things', needScope('things:read'), c => c.json({ role: c.var.viewer.role }))
  app.get('/breaks', () => { throw new Error('Maisie Example lives at 1 Example Street') })
  return app
}

type Sent = { headers?: Record<string, string>; body?: string | FormData | URLSearchParams }

/** As much of a browser as signing in needs: cookies, and redirects that can be watched. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly setCookies: string[] = []
  readonly app: Hono<GateEnv>
  constructor(app: Hono<GateEnv>) { this.app = app }

  async request(method: string, path: string, { headers = {}, ...init }: Sent = {}): Promise<Response> {
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const url = path.startsWith('http') ? path : `${origin}${path}`
    const site = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
    const usual = { accept: 'text/html', cookie: jar, ...site }
    const answer = await this.app.request(url, { method, headers: { ...usual, ...headers }, ...init })
    for (const line of answer.headers.getSetCookie()) {
      this.setCookies.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  get(path: string, sent?: Sent) { return this.request('GET', path, sent) }

  post(path: string, fields: Record<string, string> | [string, string][] = {}, sent: Sent = {}) {
    return this.request('POST', path, { body: new URLSearchParams(fields), ...sent })
  }

  /** Follows redirects until a page comes. */
  async open(path: string): Promise<{ page: Response; path: string; html: string }> {
    let at = path
    for (let hop = 0; hop < 12; hop++) {
      const page = await this.get(at)
      const next = page.headers.get('location')
      if (next === null) return { page, path: at, html: await page.text() }
      at = new URL(next, new URL(at, origin)).href.replace(origin, '')
    }
    throw new Error('redirected for ever')
  }

  /** The demo's sign-in from the first redirect to the page that was asked for. */
  async signIn(subject: string, to = '/') {
    const { path } = await this.open(`/sign-in?to=${encodeURIComponent(to)}`)
    const chosen = await this.post(path, { subject })
    return this.open(chosen.headers.get('location') ?? '/')
  }

  async csrf(): Promise<string> { return csrfIn((await this.open('/')).html) }
}

export const csrfIn = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
