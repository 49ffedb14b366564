import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { openDemoIdentityProvider } from '../demo/identityProvider.ts'
import { createApp } from '../src/app.tsx'
import type { Scope, Viewer } from '../src/kernel/context.ts'
import { identifyForLive } from '../src/kernel/live/identify.ts'
import { openLive, type LiveServer } from '../src/kernel/live/liveServer.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import { readSettings } from '../src/kernel/settings.ts'
import type { Gate } from '../src/kernel/signIn/gate.ts'
import { signInAs } from '../src/kernel/signIn/signInAs.ts'
import { signInPages } from '../src/partnership/signInPages.tsx'
import { agencies, agencyOf, partnershipId, people, roles, staff, type Persona } from './seedBase.ts'

export { agencies, partnershipId, people, staff }
export type { Persona }

type WorldOptions = {
  now?: () => Date; assetsFolder?: string; env?: Record<string, string>
  /** Another way to the same database, such as one that can be cut. */
  through?: (url: string) => string
}

/** A private copy of the seeded database with the whole product over it. */
export async function world({ now, assetsFolder = 'dist/assets', env = {}, through = url => url }: WorldOptions = {}) {
  const { url, owner, drop } = await copyOfBase()
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: line => { lines.push(line) } })
  const kernel = await openKernel({ ownerUrl: through(url), secret: 't'.repeat(40), log, ...(now ? { now } : {}) })
  const settings = readSettings({ KITH_LIMIT_WRITE: '100000', KITH_LIMIT_SEARCH: '100000', KITH_LIMIT_TOKEN: '100000', ...env })
  const idp = openDemoIdentityProvider({ personas: demoPersonas(), accountsOf: 'https://idp.test' })
  const gate: Gate = { kernel, settings, pages: signInPages, demo: idp.provider }
  const live = await openLive(kernel, kernel.serviceUrl, identifyForLive(gate))
  const app = createApp({ gate, assetsFolder, liveCursor: id => live.cursor(id), demo: idp.routes })
  const servers: Server[] = []
  const sessions = new Map<Persona, Awaited<ReturnType<typeof signInAs>>>()
  const sessionOf = async (persona: Persona) => {
    const known = sessions.get(persona)
    if (known) return known
    const made = await signInAs(gate, { partnershipId, staffId: staff[persona], role: roles[persona] })
    sessions.set(persona, made)
    return made
  }
  return {
    kernel, gate, app, live, url, owner, lines, people, agencies, staff, sessionOf,
    viewer: (persona: Persona): Viewer => viewerOf(persona),
    scope: (persona: Persona, lens: Scope['lens'], purpose = 'safeguard_child'): Scope => ({ viewer: viewerOf(persona), purpose, lens }),
    /** A request as that persona; a form body is posted with its csrf token. */
    request: async (persona: Persona, path: string, form?: Record<string, string> | FormData) => {
      const { cookie, csrf } = await sessionOf(persona)
      const headers = { cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' }
      if (form === undefined) return app.request(`http://localhost${path}`, { headers })
      const body = form instanceof FormData ? form : new URLSearchParams(form)
      body.set('csrf', csrf)
      return app.request(`http://localhost${path}`, { method: 'POST', headers, body })
    },
    /** Listens on a free port, with live pages; `http://localhost:<port>`. */
    listen: async () => {
      const { server, origin } = await listening(getRequestListener(app.fetch), live)
      servers.push(server)
      return origin
    },
    end: async () => {
      await live.close()
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
      await idp.stop()
      await kernel.close()
      await drop()
    },
  }
}

export type World = Awaited<ReturnType<typeof world>>

export const viewerOf = (persona: Persona): Viewer =>
  ({ partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] })

const demoPersonas = () => Object.entries(roles).map(([subject, role]) =>
  ({ subject, name: subject, email: `${subject}@wexmere.example`, agency: 'Wexmere', role, does: 'Tests.' }))

async function copyOfBase() {
  const admin = new Client(inject('owner'))
  await admin.connect()
  const name = `world_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const owner = new Client(url.href)
  await owner.connect()
  const drop = async () => {
    await owner.end()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  return { url: url.href, owner, drop }
}

async function listening(pages: ReturnType<typeof getRequestListener>, live: LiveServer) {
  const server = createServer((request, response) => {
    void (request.url?.startsWith('/live?') ? live.handle(request, response) : pages(request, response))
  })
  await new Promise<void>(done => { server.listen(0, done) })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return { server, origin: `http://localhost:${address.port}` }
}
