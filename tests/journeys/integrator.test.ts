import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createApiToken } from '../../src/kernel/signIn/apiToken.ts'
import { partnershipId, roles } from '../seedBase.ts'
import { people, staff, world } from '../world.ts'
import type { Persona, World } from '../world.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const document = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/), info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.object({
    summary: z.string(), security: z.array(z.record(z.string(), z.array(z.string()))),
    responses: z.record(z.string(), z.object({ description: z.string() })),
  }))),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()), securitySchemes: z.record(z.string(), z.object({ type: z.string() })),
  }),
})

async function tokenOf(persona: Persona, scopes: string[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000)
  const made = { partnershipId, staffId: staff[persona], role: roles[persona], title: 'A records system', scopes,
    createdBy: staff.administrator, expiresAt }
  return (await createApiToken(w.kernel, made)).token
}

async function call(token: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await w.app.request(`http://localhost${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json',
      'idempotency-key': 'the same post twice' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}

const feed = z.object({
  next: z.string(), changes: z.array(z.object({ id: z.string(), verb: z.string(), workId: z.string().nullable() })),
})
const sent = z.object({ id: z.string(), reference: z.string() })

const notification = {
  form: 'inter-agency-referral', child: { personId: people.child }, childRoles: ['victim'],
  answers: {
    'needs': ['adhd'], 'concern-type': 'neglect', 'urgency': 'today', 'safe-now': 'safe',
    'safety-done': 'He is in class',
    'account': 'He came without a coat again.', 'opinion': 'I think that the family needs help.',
    'voice-heard': 'yes', 'voice-words': 'It is cold at home',
    'when': '2025-11-01T10:00', 'place': { text: 'the school yard', home: 'no' }, 'family-informed': 'yes',
  },
}

test('the document of the API is OpenAPI 3.1, open to everybody, and its references lead somewhere', async () => {
  const response = await w.app.request('http://localhost/api/openapi.json')
  expect(response.status).toBe(200)
  const text = await response.text()
  const { paths, components } = document.parse(JSON.parse(text))
  expect(Object.keys(paths).toSorted()).toEqual(['/api/v1/changes', '/api/v1/episodes/{id}/{step}',
    '/api/v1/notifications', '/api/v1/practices', '/api/v1/practices/{kind}'])
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/gv))
    expect(Object.keys(components.schemas)).toContain(name)
  for (const operations of Object.values(paths)) for (const { security } of Object.values(operations))
    for (const scheme of security.flatMap(one => Object.keys(one)))
      expect(Object.keys(components.securitySchemes)).toContain(scheme)
})

test('a system posts a notification with its token once, however often it repeats the request', async () => {
  const token = await tokenOf('schoolLeadA', ['notifications:write'])
  const first = await call(token, '/api/v1/notifications', notification)
  expect(first.status, JSON.stringify(first.json)).toBe(201)
  const again = await call(token, '/api/v1/notifications', notification)
  expect(sent.parse(again.json).id).toBe(sent.parse(first.json).id)
  const { rows } = await w.owner.query('select reference from notification where id = $1', [sent.parse(first.json).id])
  expect(rows).toHaveLength(1)
  const missing = await call(await tokenOf('nurse', ['notifications:write']), '/api/v1/notifications',
    { ...notification, answers: {} })
  expect(missing.status).toBe(422)
  expect(JSON.stringify(missing.json)).toContain('answers.account')
})

test('a token without the scope, or that is no token, opens nothing', async () => {
  expect((await call(await tokenOf('schoolLeadA', ['changes:read']), '/api/v1/notifications',
    notification)).status).toBe(403)
  expect((await call('kith_nonsense', '/api/v1/changes')).status).toBe(401)
})

test('the change feed goes on from its cursor, skips nothing and repeats nothing', async () => {
  const token = await tokenOf('frontDoor', ['changes:read'])
  let { next } = feed.parse((await call(token, '/api/v1/changes')).json)
  const posted: string[] = []
  const writing = await tokenOf('schoolLeadA', ['notifications:write'])
  for (let n = 0; n < 5; n += 1) {
    const response = await w.app.request('http://localhost/api/v1/notifications', {
      method: 'POST', body: JSON.stringify(notification),
      headers: { authorization: `Bearer ${writing}`, 'content-type': 'application/json',
        'idempotency-key': `post number ${n}` },
    })
    posted.push(sent.parse(await response.json()).id)
  }
  const seen: string[] = []
  for (let pages = 0; pages < 12; pages += 1) {
    const page = feed.parse((await call(token, `/api/v1/changes?limit=2&after=${encodeURIComponent(next)}`)).json)
    seen.push(...page.changes.filter(({ verb }) => verb === 'notification.sent').flatMap(({ workId }) => workId ?? []))
    next = page.next
  }
  expect(seen).toEqual(posted)
  const hidden = await tokenOf('mentor', ['changes:read'])
  expect(feed.parse((await call(hidden, `/api/v1/changes?after=${encodeURIComponent(next)}`)).json).changes).toEqual([])
})
