import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { openWork } from '../../../kernel/work.ts'
import { absent, changedSince, takeStep } from '../../actions/takeStep.ts'
import { formOf } from '../../localQuestions.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import type { EpisodePanel } from '../../room.ts'
import { settingsAt } from '../../settings.ts'
import { findEpisode } from '../../store/episodes.ts'
import { listColleagues } from '../../store/staff.ts'
import { slugOf, stepOf } from '../episodeWords.ts'
import { parseAnswers } from '../forms/parseAnswers.ts'
import type { Parsed } from '../forms/parseAnswers.ts'
import { keyOf, readTyped, revisionOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { loadEpisode, rolesAsked } from './loadEpisode.ts'
import type { EpisodeCase } from './loadEpisode.ts'
import type { Returned } from './nextSteps.tsx'
import { EpisodeView } from './view.tsx'

export type Mounted = { practice: Practice; practices: Practices; panels: readonly EpisodePanel[] }

/** One episode, for everybody who may open it: each sees what their own agency holds and what clauses give. */
export const episodePages = (mounted: Mounted) => new Hono<Env>()
  .get(`${mounted.practice.path}/:id{[0-9a-f\\-]{36}}`, async c => show(c, mounted, c.req.param('id')))
  .post(`${mounted.practice.path}/:id{[0-9a-f\\-]{36}}/:step`, async c => {
    const { kernel, viewer } = c.var
    const { practice, practices } = mounted
    const episodeId = c.req.param('id')
    const step = stepOf(practice, c.req.param('step'))
    if (!step) return c.var.absent()
    const typed = await readTyped(c.req)
    const parsed = await readStep(c, practice, { episodeId, step, typed })
    if (!parsed) return c.var.absent()
    const returned = { step, typed, problems: parsed.problems }
    if (Object.keys(parsed.problems).length > 0) return show(c, mounted, episodeId, returned)
    const outcome = await takeStep(kernel, viewer, practices, {
      episodeId, step, revision: revisionOf(typed), key: keyOf(typed), answers: parsed.answers,
    })
    return answer(c, mounted, outcome, { episodeId, returned })
  })

type Asked = Context<Env>
type Sent = { episodeId: string; step: string; typed: Typed }

/** The answers of a form; the questions are those of the day on which the episode began. */
export async function readStep(c: Asked, practice: Practice, { episodeId, step, typed }: Sent): Promise<Parsed | undefined> {
  const { kernel, viewer } = c.var
  const opened = await openWork(kernel, viewer, episodeId)
  if (opened?.work?.kind !== practice.kind) return undefined
  return kernel.db.as(opened.scope, async tx => {
    const episode = await findEpisode(tx, kernel, episodeId)
    if (!episode) return undefined
    const settings = await settingsAt(tx, episode.openedAt)
    const colleagues = await listColleagues(tx, viewer, rolesAsked(practice, { settings }, [{ step }]))
    return parseAnswers(formOf(practice, settings, step)?.questions ?? [], typed, { now: kernel.now(), colleagues })
  })
}

type Answered = { episodeId: string; returned: Returned }

async function answer(c: Asked, mounted: Mounted, outcome: Outcome<unknown>, { episodeId, returned }: Answered) {
  if (outcome.done) return c.redirect(`${mounted.practice.path}/${episodeId}?done=${slugOf(returned.step)}`, 303)
  if (outcome.why === absent) return c.var.absent()
  if (outcome.why === changedSince) return show(c, mounted, episodeId, returned, true)
  return show(c, mounted, episodeId, { ...returned, problems: { [slugOf(returned.step)]: outcome.why } })
}

async function openEpisode(c: Asked, { practice, practices, panels }: Mounted, id: string): Promise<EpisodeCase | undefined> {
  const { kernel, viewer, csrf } = c.var
  const opened = await openWork(kernel, viewer, id)
  if (opened?.work?.kind !== practice.kind) return undefined
  const { scope } = opened
  return kernel.db.as(scope, tx => loadEpisode({ tx, kernel, scope, practices, panels, csrf }, practice, id))
}

async function show(c: Asked, mounted: Mounted, id: string, ...[returned, isStale = false]: [Returned?, boolean?]) {
  const found = await openEpisode(c, mounted, id)
  if (!found) return c.var.absent()
  const { practice, facts: { episode }, titles } = found
  const [last] = found.acts
  const flash = flashOf(practice, c.req.query('done'))
  const name = `${practice.words.one} ${episode.reference}`
  const purpose = titles.purposes.get(practice.purpose)?.toLowerCase() ?? practice.purpose
  return c.var.render({
    title: name, status: isStale ? 409 : returned ? 422 : 200,
    crumbs: [{ text: practice.words.many, href: practice.path }, { text: episode.reference }],
    purpose: { text: `${name} · ${purpose}`, whyHref: `/why?work=${id}` },
    live: `work:${id},person:${episode.personId}`,
    ...(flash && !returned && { flash }),
  }, (
    <EpisodeView
      case={found} csrf={c.var.csrf} returned={returned}
      changedBy={isStale && last ? { name: last.staff, at: last.at } : undefined}
    />
  ))
}

function flashOf(practice: Practice, done: string | undefined): string | undefined {
  if (done === 'begin') return `${practice.words.one} begun.`
  if (done === 'was-open') return 'One is open already. This is it; nothing new was begun.'
  const step = done && stepOf(practice, done)
  return step ? practice.words.steps[step]?.done : undefined
}
