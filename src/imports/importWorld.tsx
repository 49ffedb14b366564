import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { agencies, agencyOf, partnershipId, people, roles, staff } from '../../tests/seedBase.ts'
import type { Persona } from '../../tests/seedBase.ts'
import type { Scope, Viewer } from '../kernel/context.ts'
import { openKernel } from '../kernel/openKernel.ts'
import type { OpenKernel } from '../kernel/openKernel.ts'
import type { Env } from '../kernel/web.ts'
import type { ImportKind } from './importKind.ts'
import { runImport } from './runImport.ts'
import type { ImportOptions } from './runImport.ts'
import { listRejections } from './store.ts'

export { agencies, partnershipId, people, staff }

export const viewerOf = (persona: Persona): Viewer =>
  ({ partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] })

export type Sent = { as: Persona; kind: ImportKind; name?: string; options?: ImportOptions }

/** A database of its own, into which files are imported as the people of the small partnership. */
export async function importWorld() {
  const owner = new Client(inject('owner'))
  await owner.connect()
  const name = `imports_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const kernel = await openKernel({ ownerUrl: url.href, secret: 't'.repeat(40), log: pino({ level: 'silent' }) })
  const admin = new Client(url.href)
  await admin.connect()
  return {
    kernel, admin, url: url.href,
    send: (text: string | Iterable<string>, { as, kind, name = 'test.csv', options = {} }: Sent) =>
      runImport(kernel, viewerOf(as), kind, { name, bytes: bytesOf(text), options }),
    rejections: (as: Persona, runId: string) =>
      kernel.db.as(scopeOf(as), tx => listRejections(tx, viewerOf(as), runId)),
    /** As the owner of the tables, whom no policy hides anything from. */
    all: async <Row extends object>(query: string, values: unknown[] = []) =>
      (await admin.query<Row>(query, values)).rows,
    end: async () => {
      await kernel.close()
      await admin.end()
      await owner.query(`drop database ${name} with (force)`)
      await owner.end()
    },
  }
}

export type ImportWorld = Awaited<ReturnType<typeof importWorld>>

export const scopeOf = (persona: Persona): Scope =>
  ({ viewer: viewerOf(persona), purpose: 'safeguard_child', lens: 'hub' })

export async function* bytesOf(text: string | Iterable<string>): AsyncGenerator<Uint8Array, void, void> {
  for (const piece of typeof text === 'string' ? [text] : text) yield Buffer.from(piece)
}

/** Pages as one persona sees them, without the frame and its guards. */
export function pagesApp(kernel: OpenKernel, persona: Persona, pages: Hono<Env>) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('viewer', viewerOf(persona))
    c.set('csrf', 'a token')
    c.set('absent', () => c.text('absent', 404))
    c.set('render', (page, content) => c.html(
      <html lang="en"><head><title>{page.title}</title></head><body><main>{content}</main></body></html>, page.status ?? 200))
    await next()
  })
  app.route('/', pages)
  return app
}

/** The words of a page, without its tags. */
export function wordsIn(html: string): string {
  return html.replaceAll(/<[^>]*>/gv, ' ').replaceAll(/&#39;|&quot;/gv, '’').replaceAll(/\s+/gv, ' ')
}
