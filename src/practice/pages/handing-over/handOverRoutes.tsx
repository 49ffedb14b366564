import { Hono } from 'hono'
import type { Context } from 'hono'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import { assignEpisode, handOverEpisode, handOverRefusals } from '../../actions/handOver.ts'
import { absent, changedSince } from '../../actions/takeStep.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import { keyOf, readTyped, revisionOf, textOf } from '../typed.ts'
import { HandOverView } from './handOverForms.tsx'
import type { Sent } from './handOverForms.tsx'
import { frameOf, openOwned } from './openOwned.ts'

const stale = 'Somebody has changed this meanwhile. Look at it, then send it again if it still holds.'

/** Who has an episode: given to a colleague, handed to another team, taken on. Mounted before the steps of the practices. */
export function handOverRoutes(practices: Practices): Hono<Env> {
  const app = new Hono<Env>()
  for (const practice of practices.values()) {
    const one = `${practice.path}/:id{[0-9a-f\\-]{36}}`
    app.get(`${one}/hand-over`, c => show(c, practice))
    app.post(`${one}/assign`, async c => {
      const typed = await readTyped(c.req)
      const to = textOf(typed, 'to')
      const outcome = await assignEpisode(c.var.kernel, c.var.viewer, practices, {
        episodeId: c.req.param('id') ?? '', to: to === 'team' ? null : to, revision: revisionOf(typed), key: keyOf(typed),
      })
      return answer(c, practice, outcome, { form: 'assign', typed })
    })
    app.post(`${one}/hand-over`, async c => {
      const typed = await readTyped(c.req)
      const outcome = await handOverEpisode(c.var.kernel, c.var.viewer, practices, {
        episodeId: c.req.param('id') ?? '', team: textOf(typed, 'team'), note: textOf(typed, 'note').slice(0, 10_000),
        revision: revisionOf(typed), key: keyOf(typed),
      })
      return answer(c, practice, outcome, { form: 'hand-over', typed })
    })
  }
  return app
}

const fields: Readonly<Record<string, string>> = {
  [handOverRefusals.noColleague]: 'to', [handOverRefusals.noTeam]: 'team', [handOverRefusals.noNote]: 'note',
}

async function answer(c: Context<Env>, practice: Practice, outcome: Outcome<null>, { form, typed }: Omit<Sent, 'problems'>) {
  const id = c.req.param('id') ?? ''
  if (outcome.done) return c.redirect(`${practice.path}/${id}`, 303)
  if (outcome.why === absent) return c.var.absent()
  const field = fields[outcome.why] ?? (form === 'assign' ? 'to' : 'team')
  return show(c, practice, { form, typed, problems: { [field]: outcome.why === changedSince ? stale : outcome.why } })
}

async function show(c: Context<Env>, practice: Practice, sent?: Sent) {
  const found = await openOwned(c, { practice, id: c.req.param('id') ?? '', page: 'practice/hand-over' }, async () => undefined)
  if (!found) return c.var.absent()
  const { owned } = found
  const title = `Give ${practice.words.one.toLowerCase()} ${owned.episode.reference} to somebody`
  return c.var.render({ ...frameOf(owned, title), status: sent ? 422 : 200 }, (
    <>
      {sent ? <ErrorSummary errorList={errorListOf(sent.problems)} /> : undefined}
      <span class="govuk-caption-l">{owned.child
        ? <AgeName {...owned.child} today={dayOf(c.var.kernel.now())} /> : 'Name not open to you'}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <HandOverView owned={owned} csrf={c.var.csrf} sent={sent} />
    </>
  ))
}
