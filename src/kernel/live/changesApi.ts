import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Lens, Scope } from '../context.ts'
import { disclose } from '../disclosure.ts'
import type { Kernel } from '../kernel.ts'
import type { Env } from '../web.ts'
import { openCursors } from './cursor.ts'
import { headOf } from './tail.ts'

const change = z.object({
  id: z.uuid(), at: z.iso.datetime(), verb: z.string().openapi({ example: 'notification.sent' }),
  personId: z.uuid(), workId: z.uuid().nullable(), subjectId: z.uuid().nullable(),
}).openapi('Change')

const changes = z.object({
  changes: z.array(change),
  next: z.string().openapi({ description: 'Give it as `after` next time; it looks new in every answer' }),
}).openapi('Changes')

const problem = z.object({ type: z.string(), title: z.string(), status: z.int() })

const route = createRoute({
  method: 'get', path: '/api/v1/changes', summary: 'Follow what happened, in order, as far as agreements let you see',
  tags: ['Changes'], security: [{ bearer: ['changes:read'] }],
  request: {
    query: z.object({
      after: z.string().max(60).optional().openapi({ description: 'The `next` of the former answer; from now on unless given' }),
      purpose: z.string().regex(/^[a-z_]{3,40}$/).default('safeguard_child'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: { description: 'Changes after the cursor, the oldest first', content: { 'application/json': { schema: changes } } },
    400: { description: 'Not a cursor of ours', content: { 'application/problem+json': { schema: problem } } },
  },
})

/**
 * The change feed. The head is read before the acts: everything up to it is committed, so a cursor at it skips nothing;
 * acts that the reader may not see are passed over without a trace.
 */
export const changesApi = () => new OpenAPIHono<Env>().openapi(route, async c => {
  const { kernel, viewer } = c.var
  const { after, purpose, limit } = c.req.valid('query')
  const cursors = openCursors(kernel.secret)
  const head = await kernel.db.service(tx => headOf(tx, viewer.partnershipId))
  const from = after === undefined ? head : cursors.open(viewer.partnershipId, after)
  if (from === undefined)
    return c.json({ type: 'about:blank', title: 'This is not a cursor of this partnership', status: 400 }, 400, { 'content-type': 'application/problem+json' })
  const found = await readChanges(kernel, { viewer, purpose, lens: lensOf(viewer.role) }, { from, head, limit })
  const last = found.length === limit ? found.at(-1)?.pos ?? head : head
  return c.json({
    changes: found.map(act => ({
      id: act.id, at: act.at.toISOString(), verb: act.verb, personId: act.person_id, workId: act.work_id, subjectId: act.subject_id,
    })),
    next: cursors.seal(viewer.partnershipId, last),
  }, 200)
})

/** Desk roles watch without a link, like their board. */
const desks = new Set(['front_door_worker', 'front_door_manager'])
const lensOf = (role: string): Lens => desks.has(role) ? 'hub' : 'linked'

async function readChanges(kernel: Kernel, scope: Scope, { from, head, limit }: { from: number; head: number; limit: number }) {
  return kernel.db.as(scope, async tx => {
    const found = await tx.selectFrom('act').select(['pos', 'id', 'at', 'verb', 'person_id', 'work_id', 'subject_id'])
      .where('partnership_id', '=', scope.viewer.partnershipId).where('pos', '>', from).where('pos', '<=', head)
      .orderBy('pos').limit(limit).execute()
    const people = [...new Set(found.map(act => act.person_id))]
    await disclose(tx, kernel, scope, { page: 'api/changes', people: people.map(personId => ({ personId, categories: [] })) })
    return found
  })
}
