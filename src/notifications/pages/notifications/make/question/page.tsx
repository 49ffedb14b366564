import type { Context } from 'hono'
import { Hono } from 'hono'
import { saveAnswers } from '../../../../../kernel/drafts.ts'
import type { Conflict, Draft } from '../../../../../kernel/drafts.ts'
import type { Env } from '../../../../../kernel/web.ts'
import type { Lexicon } from '../../../../../wording/lexicon.ts'
import type { FormPage } from '../../../../formKind.ts'
import { pagesOf, sectionOf } from '../../../../formKind.ts'
import type { Answers } from '../../../../making/answers.ts'
import { firstFieldOf, pageAfter, pageBefore } from '../../../../making/answers.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { makingScope, openForm } from '../../../../making/openForm.ts'
import { isKnown, peopleIn } from '../../../../making/people.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { problemsOn } from '../../../../making/problems.ts'
import { audiences } from '../../../../store/audience.ts'
import { listDraftFiles, removeDraftFile } from '../../../../store/draftFiles.ts'
import { readKnownNeeds } from '../../../../store/knownNeeds.ts'
import { addressOf } from '../makingFrame.tsx'
import { keepFiles } from './keepFiles.ts'
import type { SentPage } from './sentPage.ts'
import { hasNewPhrases, readSentPage } from './sentPage.ts'
import { QuestionPage } from './view.tsx'

type LexiconAt = (at: Date) => Promise<Lexicon>
type Opened = { open: OpenForm; page: FormPage }
type Drawn = { answers: Answers; problems: FieldProblems; revision: string; isChange: boolean; status?: 409 | 422 }

/** One page of questions of any form kind. */
export const questionPages = (lexiconAt: LexiconAt) => new Hono<Env>()
  .get('/notifications/make/:draft/:page', async c => {
    const opened = await openPage(c, c.req.param('draft'), c.req.param('page'))
    if (!opened) return c.var.absent()
    const { draft } = opened.open
    if (draft.finishedAt) return c.redirect(`/notifications/sent/${draft.workId ?? ''}`, 303)
    return draw(
      c, opened, { ...draft, problems: {}, isChange: c.req.query('return') === 'check' },
      await lexiconAt(c.var.kernel.now()),
    )
  })
  .post('/notifications/make/:draft/:page', async c => {
    const opened = await openPage(c, c.req.param('draft'), c.req.param('page'))
    if (!opened) return c.var.absent()
    const { draft } = opened.open
    if (draft.finishedAt) return c.redirect(`/notifications/sent/${draft.workId ?? ''}`, 303)
    const lexicon = await lexiconAt(c.var.kernel.now())
    const sent = await readSentPage(c, opened.page, lexicon)
    return answer(c, opened, sent, lexicon)
  })

async function openPage(c: Context<Env>, draftId: string, pageId: string): Promise<Opened | undefined> {
  const { kernel } = c.var
  const scope = makingScope(c)
  const open = await kernel.db.as(scope, tx => openForm(tx, kernel, scope, draftId))
  const page = open && pagesOf(open.form.kind).find(({ id }) => id === pageId)
  return page && { open, page }
}

/** Saves what was sent, whatever else is wrong with it, and then goes on or says what is missing. */
async function answer(c: Context<Env>, opened: Opened, sent: SentPage, lexicon: Lexicon): Promise<Response> {
  const { open: { form, draft, isChild }, page } = opened
  const fileProblems = sent.files.length > 0 ? await keepFiles(c, draft.id, sent.files, page) : {}
  const people = sent.pressed === 'remove' ? await remove(c, draft, page, sent.remove) : {}
  const change = { answers: { ...sent.answers, ...people }, revision: sent.revision }
  const { kernel, viewer } = c.var
  const saved = await kernel.db.as(makingScope(c), tx => saveAnswers(tx, viewer, draft.id, change))
  if (!saved) return c.var.absent()
  const answers = { ...draft.answers, ...change.answers }
  const { revision, conflicts } = saved
  const drawn = { answers, revision, isChange: sent.isChange }
  if (conflicts.length > 0) return draw(c, opened, { ...drawn, problems: conflictsIn(conflicts), status: 409 }, lexicon)
  const here = addressOf(draft.id, page.id) + (sent.isChange ? '?return=check' : '')
  if (sent.pressed === 'add') return c.redirect(addressOf(draft.id, 'person'), 303)
  if (sent.pressed === 'wording') return c.redirect(`${here}#${wordingField(page)}`, 303)
  const problems = { ...problemsOn(page, { kind: form.kind, answers, isChild, now: kernel.now() }), ...fileProblems }
  if (sent.pressed === 'remove') return c.redirect(here, 303)
  if (Object.keys(problems).length > 0) return draw(c, opened, { ...drawn, problems, status: 422 }, lexicon)
  if (sent.files.length > 0) return c.redirect(here, 303)
  if (sent.isWithoutScripts && hasNewPhrases(page, draft.answers, answers, lexicon))
    return c.redirect(`${here}#wording-heading`, 303)
  return c.redirect(addressOf(draft.id, sent.isChange ? 'check' : pageAfter(form.kind, page.id)), 303)
}

const wordingField = (page: FormPage) => page.questions
  .find(question => question.kind === 'textarea' && question.checksWording)?.id ?? ''

function conflictsIn(conflicts: readonly Conflict[]): FieldProblems {
  return Object.fromEntries(conflicts.map(({ name, current }) => {
    const there = [current].flat().filter(value => typeof value === 'string').join(', ')
    return [name, `Changed on another device to “${there}”. Continue to keep what stands here.`]
  }))
}

async function remove(c: Context<Env>, draft: Draft, page: FormPage, key: string): Promise<Answers> {
  const people = page.questions.find(question => question.kind === 'people')
  if (people) return { [people.id]: peopleIn(draft.answers, people.id).filter(one => one.key !== key) }
  await c.var.kernel.db.as(makingScope(c), tx => removeDraftFile(tx, c.var.viewer, draft.id, key))
  return {}
}

async function draw(c: Context<Env>, { open, page }: Opened, drawn: Drawn, lexicon: Lexicon): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const { draft, form, child } = open
  const needs = page.questions.find(question => question.becomes.to === 'need' && question.kind === 'checkboxes')
  const knownNeeds = needs && child && isKnown(child) ? await readKnownNeeds(
    kernel, makingScope(c), child.personId,
  ) : []
  const [audience, files] = await kernel.db.as(makingScope(c), async tx => [
    (await audiences(tx, viewer, form.kind)).get(sectionOf(form.kind, page.id)?.id ?? '') ?? [],
    page.questions.some(({ kind }) => kind === 'files') ? await listDraftFiles(tx, viewer, draft.id) : [],
  ] as const)
  const isPrefilled = needs !== undefined && knownNeeds.length > 0 && drawn.answers[firstFieldOf(needs)] === undefined
  const answers = isPrefilled ? { ...drawn.answers, [needs.id]: knownNeeds.map(({ kind }) => kind) } : drawn.answers
  const back = drawn.isChange ? 'check' : pageBefore(form.kind, page.id)
  return c.var.render(
    {
      title: page.title, back: { href: addressOf(draft.id, back), text: 'Back' },
      ...(drawn.status && { status: drawn.status }),
    },
    <QuestionPage {...drawn} {...{ open, page, answers, lexicon, csrf, audience, knownNeeds, files }} />)
}
