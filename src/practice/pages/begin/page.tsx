import { Hono } from 'hono'
import type { Context } from 'hono'
import { createDraft, discardDraft } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import { mayBegin } from '../../policy.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import type { FieldProblems } from '../forms/parseAnswers.ts'
import { readTyped, textOf } from '../typed.ts'
import { checkPages } from './checkPage.tsx'
import { choosingPages } from './choosing.tsx'
import { addressOf } from './frame.tsx'
import { beginScope, draftKind, findChild, listOwnDrafts, openBeginning, pageAfter } from './openBeginning.ts'
import { questionPages } from './questionPage.tsx'
import { StartPage } from './startPage.tsx'

/** Beginning an episode: the child, the pages of the form with a draft, a check, and then it is sent. */
export const beginPages = (practice: Practice, practices: Practices) => new Hono<Env>()
  .use(`${practice.path}/begin/*`, async (c, next) => mayBegin(practice, c.var.viewer) ? next() : c.var.absent())
  .get(`${practice.path}/begin`, async c =>
    draw(c, practice, { personId: c.req.query('person') ?? '', problems: {} }))
  .post(`${practice.path}/begin`, async c => start(c, practice))
  .post(`${practice.path}/begin/:draft/discard`, async c => {
    await c.var.kernel.db.as(beginScope(c, practice), tx => discardDraft(tx, c.var.viewer, c.req.param('draft')))
    return c.redirect(`${practice.path}/begin`, 303)
  })
  .route('/', choosingPages(practice))
  .route('/', checkPages(practice, practices))
  .route('/', questionPages(practice))

async function start(c: Context<Env>, practice: Practice) {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const search = textOf(typed, 'about-search').slice(0, 200)
  const child = await findChild(c, practice, textOf(typed, 'about-child'))
  if (!child && search === '')
    return draw(c, practice, { personId: '', problems: { 'about-search': 'Enter a name, a date of birth or a number' } })
  const answers = child ? { 'about-child': child.personId } : { 'about-search': search }
  const id = await kernel.db.as(beginScope(c, practice), tx => createDraft(tx, viewer, { kind: draftKind(practice), answers }))
  const open = child && await openBeginning(c, practice, id)
  return c.redirect(addressOf(practice, id, open ? pageAfter(open, 'child') : 'child'), 303)
}

async function draw(c: Context<Env>, practice: Practice, { personId, problems }: { personId: string; problems: FieldProblems }) {
  const { kernel, csrf } = c.var
  const child = await findChild(c, practice, personId)
  const drafts = await listOwnDrafts(c, practice)
  return c.var.render({
    title: `Begin: ${practice.words.one.toLowerCase()}`, back: { href: practice.path, text: practice.words.many },
    ...(Object.keys(problems).length > 0 && { status: 422 as const }),
  }, <StartPage {...{ practice, child, drafts, problems, csrf }} now={kernel.now()} />)
}
