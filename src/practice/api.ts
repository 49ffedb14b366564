import { randomUUID } from 'node:crypto'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../kernel/web.ts'
import { deskScope, openWork } from '../kernel/work.ts'
import { beginEpisode } from './actions/begin.ts'
import { absent, changedSince, takeStep } from './actions/takeStep.ts'
import { beginning, formOf } from './localQuestions.ts'
import { parseAnswers } from './pages/forms/parseAnswers.ts'
import { fieldsOf } from './pages/forms/fieldNames.ts'
import { rolesAsked } from './pages/one/loadEpisode.ts'
import { stepOf } from './pages/episodeWords.ts'
import { typedFrom } from './pages/typed.ts'
import type { Practice } from './practice.ts'
import type { Answers, Question } from './question.ts'
import type { Practices } from './practices.ts'
import { settingsAt } from './settings.ts'
import { findEpisode } from './store/episodes.ts'
import { listColleagues } from './store/staff.ts'

const answers = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).default({})
  .openapi({ description: 'By question of the form. A time is ISO 8601 text with its offset, a day is 2026-11-24.' })
const idempotencyKey = z.object({
  'idempotency-key': z.string().min(8).max(200).optional()
    .openapi({ description: 'Repeating a request with the same key does nothing twice' }),
})
const problem = z.object({
  type: z.string(), title: z.string(), status: z.int(),
  errors: z.array(z.object({ field: z.string(), text: z.string() })).optional(),
}).openapi('PracticeProblem')
const asProblem = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } })
const asJson = <Schema extends z.ZodType>(description: string, schema: Schema) =>
  ({ description, content: { 'application/json': { schema } } })
const security = [{ bearer: ['episodes:write'] }]

const life = z.object({
  kind: z.string(), title: z.string(), about: z.string(), first: z.string(), over: z.array(z.string()), mayBegin: z.array(z.string()),
  states: z.array(z.object({ state: z.string(), title: z.string() })),
  steps: z.array(z.object({
    from: z.string(), step: z.string(), title: z.string(), to: z.string(), who: z.array(z.string()), by: z.enum(['owner', 'partner']),
    starts: z.array(z.string()), stops: z.array(z.string()),
  })),
}).openapi('Practice')

const listRoute = createRoute({
  method: 'get', path: '/api/v1/practices', summary: 'Every kind of work: its states, its steps, and who may take them',
  tags: ['Practices'], security, responses: { 200: asJson('The lives', z.object({ practices: z.array(life) })) },
})
const began = z.object({ id: z.uuid(), wasOpen: z.boolean() }).openapi('Begun')
const beginRoute = createRoute({
  method: 'post', path: '/api/v1/practices/{kind}', summary: 'Begin a piece of work about a child', tags: ['Practices'], security,
  request: {
    params: z.object({ kind: z.string() }), headers: idempotencyKey,
    body: { required: true, content: { 'application/json': { schema: z.object({
      personId: z.uuid(), answers, agencyId: z.uuid().optional().openapi({ description: 'Whose work it will be, where several are possible' }),
    }).openapi('NewEpisode') } } },
  },
  responses: {
    201: asJson('Begun', began), 200: asJson('One was open already', began),
    404: asProblem('No such kind of work, or nobody whom you may open'), 422: asProblem('An answer is missing or wrong, or it is refused'),
  },
})
const stepRoute = createRoute({
  method: 'post', path: '/api/v1/episodes/{id}/{step}', summary: 'Take a step of a piece of work', tags: ['Practices'], security,
  request: {
    params: z.object({ id: z.uuid(), step: z.string() }), headers: idempotencyKey,
    body: { required: true, content: { 'application/json': { schema: z.object({
      revision: z.int().openapi({ description: 'The version of the work that you have seen' }), answers,
    }).openapi('Step') } } },
  },
  responses: {
    200: asJson('Taken', z.object({ id: z.uuid(), state: z.string() }).openapi('Taken')),
    404: asProblem('No such work or step, or none that you may open'), 409: asProblem('Somebody has changed it since'),
    422: asProblem('An answer is missing or wrong, or a rule refuses it'),
  },
})

type Told = { title: string; errors?: { field: string; text: string }[] }
const tell = <Status extends 404 | 409 | 422>(c: Context, status: Status, told: Told) =>
  c.json({ type: 'about:blank', status, ...told }, status, { 'content-type': 'application/problem+json' })
const nothing = { title: 'There is no such thing, or it is not open to you' }

/** The same actions as the pages; whoever mounts it has put the viewer of the token into the context. */
export const practiceApi = (practices: Practices) => {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result, c) => result.success ? undefined : tell(c, 422, {
      title: 'Some fields are missing or wrong',
      errors: result.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), text: message })),
    }),
  })
  api.openapi(listRoute, c => c.json({ practices: [...practices.values()].map(lifeOf) }, 200))
  api.openapi(beginRoute, async c => {
    const { kernel, viewer } = c.var
    const practice = practices.get(c.req.valid('param').kind)
    if (!practice) return tell(c, 404, nothing)
    const sent = c.req.valid('json')
    const read = await readAnswers(c, practice, { step: beginning, sent: sent.answers })
    if (!read.ok) return tell(c, 422, read.told)
    const outcome = await beginEpisode(kernel, viewer, practices, {
      kind: practice.kind, personId: sent.personId, answers: read.answers,
      key: c.req.valid('header')['idempotency-key'] ?? randomUUID(), ...(sent.agencyId && { agencyId: sent.agencyId }),
    })
    if (!outcome.done) return outcome.why === absent ? tell(c, 404, nothing) : tell(c, 422, { title: outcome.why })
    return c.json(outcome.value, outcome.value.wasOpen ? 200 : 201, { location: `${practice.path}/${outcome.value.id}` })
  })
  api.openapi(stepRoute, async c => {
    const { kernel, viewer } = c.var
    const { id, step: text } = c.req.valid('param')
    const opened = await openWork(kernel, viewer, id)
    const practice = opened?.work && practices.get(opened.work.kind)
    const step = practice && stepOf(practice, text)
    if (!practice || !step) return tell(c, 404, nothing)
    const { revision, answers: sent } = c.req.valid('json')
    const read = await readAnswers(c, practice, { step, sent, episodeId: id })
    if (!read.ok) return tell(c, 422, read.told)
    const key = c.req.valid('header')['idempotency-key'] ?? randomUUID()
    const outcome = await takeStep(kernel, viewer, practices, { episodeId: id, step, revision, key, answers: read.answers })
    if (outcome.done) return c.json(outcome.value, 200)
    if (outcome.why === absent) return tell(c, 404, nothing)
    return outcome.why === changedSince
      ? tell(c, 409, { title: 'Somebody has changed it since. Look at it again.' }) : tell(c, 422, { title: outcome.why })
  })
  return api
}

type Sent = { step: string; sent: Readonly<Record<string, unknown>>; episodeId?: string }
type Read = { ok: true; answers: Answers } | { ok: false; told: Told }

/** The answers as the pages read them, so that both refuse the same. */
async function readAnswers(c: Context<Env>, practice: Practice, { step, sent, episodeId }: Sent): Promise<Read> {
  const { kernel, viewer } = c.var
  const opened = episodeId ? await openWork(kernel, viewer, episodeId) : undefined
  const { questions, colleagues } = await kernel.db.as(opened?.scope ?? deskScope(viewer, practice.purpose), async tx => {
    const episode = episodeId ? await findEpisode(tx, kernel, episodeId) : undefined
    const settings = await settingsAt(tx, episode?.openedAt ?? kernel.now())
    return {
      questions: formOf(practice, settings, step)?.questions ?? [],
      colleagues: await listColleagues(tx, viewer, rolesAsked(practice, { settings }, [{ step }])),
    }
  })
  const asTexts = Object.fromEntries(Object.entries(sent).map(([id, value]) => [id, typeof value === 'number' ? String(value) : value]))
  const parsed = parseAnswers(questions, typedFrom(asTexts), { now: kernel.now(), colleagues })
  const errors = Object.entries(parsed.problems).map(([field, text]) => ({ field: `answers.${idOfField(questions, field)}`, text }))
  const unknown = Object.keys(sent).filter(id => !questions.some(question => question.id === id))
    .map(id => ({ field: `answers.${id}`, text: 'The form has no such question' }))
  const wrong = [...errors, ...unknown]
  return wrong.length > 0
    ? { ok: false, told: { title: 'Some answers are missing or wrong', errors: wrong } } : { ok: true, answers: parsed.answers }
}

const idOfField = (questions: readonly Question[], field: string): string =>
  questions.find(question => fieldsOf(question).includes(field))?.id ?? field

function lifeOf({ kind, words, life: table, first, over, begin }: Practice): z.infer<typeof life> {
  return {
    kind, title: words.one, about: words.about, first, over: [...over], mayBegin: [...begin.who],
    states: Object.entries(words.states).map(([state, title]) => ({ state, title })),
    steps: Object.entries(table).flatMap(([from, row]) => Object.entries(row).flatMap(([step, taken]) => taken ? [{
      from, step, title: words.steps[step]?.button ?? step, to: taken.to, who: [...taken.who], by: taken.by ?? 'owner',
      starts: [...taken.starts ?? []], stops: taken.stops === 'all' ? ['all'] : [...taken.stops ?? []],
    }] : [])),
  }
}
