import type { Context } from 'hono'
import { routePath } from 'hono/route'
import type { GateEnv } from '../signIn/gate.ts'
import type { SentForm } from '../signIn/keptPost.ts'

export const isForm = (c: Context): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(c.req.header('content-type') ?? '')

const isMultipart = (c: Context) => /^multipart\//i.test(c.req.header('content-type') ?? '')

/** The form of this request, so that it can be offered again; nothing for anything else. */
export async function readSentForm(c: Context<GateEnv>): Promise<SentForm | undefined> {
  if (c.req.method !== 'POST' || !isForm(c)) return undefined
  const data = await c.req.formData().catch(() => undefined)
  if (!data) return undefined
  const form: SentForm = { action: pathOf(c), fields: [], files: [], multipart: isMultipart(c) }
  for (const [name, value] of data) {
    if (typeof value === 'string') {
      if (name !== 'csrf') form.fields.push([name, value])
    } else if (value.name !== '') form.files.push(value.name)
  }
  return form
}

/** The path with its query, less a token for forms that stood in it. */
export function pathOf(c: Context): string {
  const url = new URL(c.req.url)
  url.searchParams.delete('csrf')
  return `${url.pathname}${url.search}`
}

/** Whether a person waits for a page, rather than a script for an answer (autosave, live updates, uploads). */
export function wantsPage(c: Context): boolean {
  if (c.req.path.startsWith('/api/')) return false
  if (c.req.header('x-live') !== undefined || c.req.header('x-requested-with') !== undefined) return false
  const mode = c.req.header('sec-fetch-mode')
  if (mode !== undefined) return mode === 'navigate'
  const accepts = c.req.header('accept') ?? ''
  return accepts === '' || accepts.includes('text/html') || accepts === '*/*'
}

/** Whether the browser itself says that one of our own pages sent this. */
export function isOurOwn(c: Context<GateEnv>): 'yes' | 'no' | 'unknown' {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'none') return site === 'same-origin' ? 'yes' : 'no'
  const origin = c.req.header('origin')
  if (origin === undefined || origin === 'null') return 'unknown'
  return origin === c.var.origin ? 'yes' : 'no'
}

/** For the log: the pattern of the route (`/people/:id`), never the address itself. */
export const whereOf = (c: Context<GateEnv>) =>
  ({ request: c.var.requestId, method: c.req.method, route: routePath(c, -1) })
