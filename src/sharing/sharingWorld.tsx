import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { agencies, agencyOf, partnershipId, people, roles, staff } from '../../tests/seedBase.ts'
import type { Persona } from '../../tests/seedBase.ts'
import type { Viewer } from '../kernel/context.ts'
import { openLive } from '../kernel/live/liveServer.ts'
import { openKernel } from '../kernel/openKernel.ts'
import type { OpenKernel } from '../kernel/openKernel.ts'
import type { Env } from '../kernel/web.ts'
import { sharingPages } from './sharingPages.tsx'

export { agencies, partnershipId, people, staff }

export const viewerOf = (persona: Persona): Viewer => ({
  partnershipId,
  staffId: staff[persona],
  agencyId: agencyOf[persona],
  role: roles[persona],
})
const isPersona = (word: string): word is Persona => word in staff

/** The pages of this room over a database of their own, as each persona sees them. */
export async function sharingWorld() {
  const admin = new Client(inject('owner'))
  await admin.connect()
  const name = `sharing_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const owner = new Client(url.href)
  await owner.connect()
  const kernel = await openKernel({ ownerUrl: url.href, secret: 's'.repeat(40), log: pino({ level: 'silent' }) })
  const cell = (agency: string, category: string, tier = 1) => kernel.cells.id(agency, category, tier)
  return {
    kernel,
    owner,
    link: (persona: Persona, person: string) =>
      owner.query(
        `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
         values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
        [partnershipId, person, cell(agencyOf[persona], 'involvement', 0), staff[persona], agencyOf[persona]],
      ),
    record: (agency: string, category: string, of: { person?: string; tier?: number; kind?: string } = {}) =>
      owner.query(
        `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
         values ($1, $2, $3, $4, now(), 'fact', 'test', 'CANARY')`,
        [partnershipId, of.person ?? people.child, cell(agency, category, of.tier ?? 1), of.kind ?? 'concern'],
      ),
    get: (persona: Persona, path: string) => appOf(kernel, persona).request(path),
    post: (persona: Persona, path: string, fields: Record<string, string>) => {
      const body = new FormData()
      for (const [field, value] of Object.entries(fields)) body.set(field, value)
      return appOf(kernel, persona).request(path, { method: 'POST', body })
    },
    live: () => listenLive(kernel),
    end: async () => {
      await kernel.close()
      await owner.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
export type SharingWorld = Awaited<ReturnType<typeof sharingWorld>>

function appOf(kernel: OpenKernel, persona: Persona) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('viewer', viewerOf(persona))
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
  return app.route('/', sharingPages())
}

/** Streams of live pages on a free port; `opened` reads one until it says something. */
async function listenLive(kernel: OpenKernel) {
  const live = await openLive(kernel, kernel.serviceUrl, {
    viewerOf: async request => {
      const persona = String(request.headers['x-persona'])
      return isPersona(persona)
        ? { viewer: viewerOf(persona), who: { name: persona, agencyName: 'agency' }, session: persona }
        : undefined
    },
    stillOpen: async sessions => new Set(sessions),
  })
  const server = createServer((request, response) => {
    void live.handle(request, response)
  })
  await new Promise<void>(listening => {
    server.listen(0, listening)
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    open: async (persona: Persona, about: string) => {
      const stopper = new AbortController()
      const response = await fetch(`http://localhost:${port}/live?about=${encodeURIComponent(about)}`, {
        headers: { 'x-persona': persona },
        signal: stopper.signal,
      })
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      return {
        until: async (words: string) => {
          let text = ''
          while (!text.includes(words)) {
            const part = await reader?.read()
            if (!part || part.done) throw new Error(`the stream ended: ${text}`)
            text += part.value
          }
        },
        close: () => {
          stopper.abort()
        },
      }
    },
    close: async () => {
      await live.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The words of a page, without its tags. */
export async function wordsOf(response: Response | Promise<Response>): Promise<string> {
  const html = await (await response).text()
  return html
    .replaceAll(/<[^>]*>/gv, ' ')
    .replaceAll(/&#39;|&quot;/gv, '’')
    .replaceAll(/\s+/gv, ' ')
}
