import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { agencyOf, partnershipId, roles, staff, type Persona } from '../../tests/seedBase.ts'
import type { Viewer } from '../kernel/context.ts'
import { openKernel } from '../kernel/openKernel.ts'
import { readSettings } from '../kernel/settings.ts'
import type { Gate, GateEnv } from '../kernel/signIn/gate.ts'
import { readFormKind } from '../notifications/formKind.ts'
import { readLexicon } from '../wording/lexicon.ts'
import { starterLexicon } from '../wording/starterLexicon.ts'
import type { Checks } from './administration/checks.ts'
import { administrationPages } from './pages/administration/administrationPages.tsx'
import { signInPages } from './signInPages.tsx'

export const checks: Checks = {
  checkFormKind: readFormKind,
  checkLexicon: readLexicon,
  starterLexicon,
  apiScopes: { 'things:read': 'Read things' },
  providerSecret: () => undefined,
}

export const viewerOf = (persona: Persona): Viewer => ({
  partnershipId,
  staffId: staff[persona],
  agencyId: agencyOf[persona],
  role: roles[persona],
})

/** The pages of administration on a database of their own, as any persona sees them, without frame and guards. */
export async function administrationWorld() {
  const server = new Client(inject('owner'))
  await server.connect()
  const name = `administration_${randomUUID().replaceAll('-', '')}`
  await server.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const owner = new Client(url.href)
  await owner.connect()
  const log = pino({ level: 'silent' })
  const kernel = await openKernel({ ownerUrl: url.href, secret: 'a'.repeat(40), log })
  const gate: Gate = { kernel, settings: readSettings({}), pages: signInPages }
  const pages = administrationPages(checks)
  const appOf = (viewer: Viewer) => {
    const app = new Hono<GateEnv>()
    app.use(async (c, next) => {
      c.set('kernel', kernel)
      c.set('viewer', viewer)
      c.set('csrf', 'a token')
      c.set('absent', () => c.text('absent', 404))
      c.set('render', (page, content) =>
        c.html(
          <html lang="en">
            <head>
              <title>{page.title}</title>
            </head>
            <body>
              {page.flash}
              {content}
            </body>
          </html>,
          page.status ?? 200,
        ),
      )
      await next()
    })
    return app.route('/', pages)
  }
  return {
    kernel,
    gate,
    owner,
    as: (persona: Persona, viewer = viewerOf(persona)) => new Office(appOf(viewer)),
    end: async () => {
      await kernel.close()
      await owner.end()
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}

export type Fields = Record<string, string | string[] | File>

/** One member of staff at a desk: looks at pages and carries changes through their two steps. */
export class Office {
  readonly app: Hono<GateEnv>
  constructor(app: Hono<GateEnv>) {
    this.app = app
  }

  get(path: string) {
    return this.app.request(path)
  }

  /** The words of a page, without its tags. */
  async words(path: string): Promise<string> {
    return wordsIn(await (await this.get(path)).text())
  }

  async post(path: string, fields: Fields = {}) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    return this.app.request(path, { method: 'POST', body })
  }

  /** The first step: the address of the page that says whom the change affects, or the problems. */
  async ask(path: string, fields: Fields): Promise<{ confirm: string; words: string }> {
    const answer = await this.post(path, fields)
    if (answer.status !== 303) return { confirm: '', words: wordsIn(await answer.text()) }
    const confirm = answer.headers.get('location') ?? ''
    return { confirm, words: await this.words(confirm) }
  }

  /** Both steps; the words of the page that says it is done. */
  async carryOut(path: string, fields: Fields): Promise<string> {
    const { confirm, words } = await this.ask(path, fields)
    if (confirm === '') throw new Error(words)
    const answer = await this.post(confirm)
    const next = answer.headers.get('location')
    return next ? this.words(next) : wordsIn(await answer.text())
  }
}

export const wordsIn = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#39;|&quot;/g, '’')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')

/** A day as the three fields of a form. */
export function dayIn(name: string, days: number): Record<string, string> {
  const day = Temporal.Now.plainDateISO('Europe/London').add({ days })
  return {
    [`${name}-day`]: String(day.day),
    [`${name}-month`]: String(day.month),
    [`${name}-year`]: String(day.year),
  }
}
