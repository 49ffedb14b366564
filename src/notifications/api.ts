import { randomUUID } from 'node:crypto'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../kernel/web.ts'
import { deskScope } from '../kernel/work.ts'
import { refusals, sendNotification } from './actions/sendNotification.ts'
import { formFromApi } from './making/apiForm.ts'
import { childIn } from './making/people.ts'
import { newPerson } from './making/people.ts'
import { problemsIn } from './making/problems.ts'
import { isAboutChild, readNames } from './making/ready.ts'
import { eventRoles } from './notification.ts'
import type { EventRole } from './notification.ts'
import { findForm } from './store/making.ts'

const roleWords = Object.keys(eventRoles).filter((role): role is EventRole => role in eventRoles)
const roles = z.array(z.enum(roleWords)).min(1)
const person = z.union([z.object({ personId: z.uuid() }), newPerson])

const sentForm = z.object({
  form: z.string().openapi({ example: 'ppn1', description: 'The code of a form kind that your agency may send' }),
  version: z.int().optional().openapi({ description: 'The version of the form; the newest unless given' }),
  child: person.openapi({ description: 'Somebody whom the partnership knows, by personId, or somebody new' }),
  childRoles: roles.openapi({ description: 'The child’s own roles in this event' }),
  people: z.array(z.object({ person, roles })).max(50).default([]).openapi({ description: 'Who else was there' }),
  answers: z.record(z.string(), z.union([
    z.string(), z.array(z.string()), z.object({ text: z.string(), home: z.enum(['no', 'child', 'other']) }),
  ])).openapi({ description: 'By question of the form. A time is ISO 8601 text; a place has `text` and `home`.' }),
}).openapi('NewNotification')

export type SentForm = z.infer<typeof sentForm>

const made = z.object({
  id: z.uuid(), reference: z.string(), sentAt: z.iso.datetime(),
  dueAt: z.iso.datetime()
    .openapi({ description: 'By when the front door acknowledges it and decides what happens next' }),
}).openapi('SentNotification')

const problem = z.object({
  type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), text: z.string() })).optional(),
}).openapi('Problem')
const asProblem = (description: string) => ({
  description, content: { 'application/problem+json': { schema: problem } },
})

const route = createRoute({
  method: 'post', path: '/api/v1/notifications', summary: 'Send a safeguarding notification to the front door',
  tags: ['Notifications'], security: [{ bearer: ['notifications:write'] }],
  request: {
    headers: z.object({
      'idempotency-key': z.string().min(8).max(200).optional()
        .openapi({ description: 'Repeating a request with the same key sends nothing twice' }),
    }),
    body: { required: true, content: { 'application/json': { schema: sentForm } } },
  },
  responses: {
    201: { description: 'Sent', content: { 'application/json': { schema: made } } },
    403: asProblem('No agreement covers it, or the form is not your agency’s'),
    422: asProblem('An answer is missing or wrong; `errors` names each'),
  },
})

type Problem = Omit<z.infer<typeof problem>, 'type' | 'status'>

const answerProblem = <Status extends 403 | 422>(c: Context, status: Status, given: Problem) =>
  c.json({ type: 'about:blank', status, ...given }, status, { 'content-type': 'application/problem+json' })

const fieldOf = (path: readonly PropertyKey[]) =>
  path.map((part, place) => typeof part === 'number' ? `[${part}]` : `${place === 0 ? '' : '.'}${String(part)}`)
    .join('')

/** The same action as the pages; whoever mounts it has put the viewer of the token into the context. */
export const notificationApi = () => {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result, c) => result.success ? undefined : answerProblem(c, 422, {
      title: 'Some fields are missing or wrong',
      errors: result.error.issues.map(({ path, message }) => ({ field: fieldOf(path), text: message })),
    }),
  })
  api.openapi(route, async c => {
    const { kernel, viewer } = c.var
    const sent = c.req.valid('json')
    const form = await kernel.db.as(
      deskScope(viewer, 'safeguard_child'), tx => findForm(tx, viewer, sent.form, sent.version),
    )
    if (!form) return answerProblem(c, 403, { title: refusals.noForm })
    const { answers, fieldNameOf } = formFromApi(form.kind, sent)
    const names = await readNames(kernel, viewer, { filled: { answers } })
    const isChild = isAboutChild(childIn(answers), names, kernel.now())
    const problems = problemsIn({ kind: form.kind, answers, isChild, now: kernel.now() })
    if (problems.length > 0) {
      const errors = problems.map(({ field, text }) => ({ field: fieldNameOf(field), text }))
      return answerProblem(c, 422, { title: 'Some answers are missing or wrong', errors })
    }
    const key = c.req.valid('header')['idempotency-key'] ?? randomUUID()
    const filled = { form: form.kind.code, version: form.kind.version, answers }
    const outcome = await sendNotification(kernel, viewer, { key, filled })
    if (outcome.done) return c.json(outcome.value, 201, { location: `/notifications/${outcome.value.id}` })
    return outcome.why === refusals.noClause
      ? answerProblem(c, 403, { title: outcome.why }) : answerProblem(c, 422, { title: outcome.why })
  })
  return api
}
