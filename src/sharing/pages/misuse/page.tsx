import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { absent, reviewSign } from '../../misuse/actions/reviewSign.ts'
import type { Reviewing } from '../../misuse/actions/reviewSign.ts'
import { mayReviewSigns, maySeeSummary, reviewing } from '../../misuse/policy.ts'
import { mostOfAnExplanation, outcomes } from '../../misuse/sign.ts'
import { findHeldUntil, listSigns, listSummary } from '../../misuse/store.ts'
import type { ShownSign } from '../../misuse/store.ts'
import { personReference } from '../../personReference.ts'
import { SignsView, SignView, SummaryView } from './view.tsx'

const one = '/misuse/:id{[0-9a-f-]{36}}'
const nobody = '00000000-0000-0000-0000-000000000000'
const summaryDays = 90
const flashes: Record<string, string> = {
  ask: 'The reader has been asked.', settle: 'The outcome is recorded.', release: 'They can read again.',
}

/** Signs of misuse: for whoever answers for the reader's agency; for oversight in figures. */
export const misusePages = () => new Hono<Env>()
  .get('/misuse', c => showSigns(c))
  .get(one, c => showSign(c))
  .post(`${one}/ask`, c => take(c, 'ask'))
  .post(`${one}/release`, c => take(c, 'release'))
  .post(`${one}/settle`, c => settle(c))

const peopleIn = (signs: readonly ShownSign[]) =>
  [...new Set(signs.map(({ personId }) => personId))].filter(id => id !== nobody).map(personId =>
    ({ personId, categories: ['protection'] }))

async function showSigns(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  if (!mayReviewSigns(viewer)) return c.var.absent()
  const scope = reviewing(viewer)
  const since = new Date(kernel.now().getTime() - summaryDays * 86_400_000)
  const { signs, summary } = await kernel.db.as(scope, async tx => {
    const mine = await listSigns(tx)
    await disclose(tx, kernel, scope, { page: 'misuse', people: peopleIn(mine) })
    return { signs: mine, summary: maySeeSummary(viewer) ? await listSummary(tx, since) : undefined }
  })
  return c.var.render({ title: 'Signs of misuse', wide: true, live: 'verb:misuse.', ...flashOf(c) }, (
    <>
      <h1 class="govuk-heading-l">Signs of misuse</h1>
      <SignsView signs={signs} now={kernel.now()} />
      {summary ? <SummaryView lines={summary} /> : undefined}
    </>
  ))
}

const flashOf = (c: Context<Env>) => {
  const flash = flashes[c.req.query('done') ?? '']
  return flash === undefined ? {} : { flash }
}

async function showSign(c: Context<Env>, returned?: { typed: Typed; problems: Problems }): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  if (!mayReviewSigns(viewer) || !isId(id)) return c.var.absent()
  const scope = reviewing(viewer)
  const shown = await kernel.db.as(scope, async tx => {
    const [sign] = await listSigns(tx, id)
    if (!sign) return undefined
    await disclose(tx, kernel, scope, { page: 'misuse/sign', people: peopleIn([sign]) })
    return { sign, heldUntil: await findHeldUntil(tx, id) }
  })
  if (!shown) return c.var.absent()
  const { personId } = shown.sign
  const reference = personId === nobody ? undefined : personReference(kernel, viewer.partnershipId, personId)
  return c.var.render({
    title: 'A sign of misuse', status: returned ? 422 : 200, live: 'verb:misuse.',
    crumbs: [{ text: 'Signs of misuse', href: '/misuse' }, { text: 'One sign' }], ...flashOf(c),
  }, <SignView {...shown} {...returned ?? { typed: {}, problems: {} }} reference={reference} csrf={csrf}
    now={kernel.now()} />)
}

async function settle(c: Context<Env>): Promise<Response> {
  if (!mayReviewSigns(c.var.viewer)) return c.var.absent()
  const typed = await readTyped(c.req)
  const outcome = outcomes.find(each => each === typed['outcome'])
  const words = typed['words'] ?? ''
  const problems = {
    ...(outcome === undefined && { outcome: 'Select the outcome' }),
    ...(words === '' && { words: 'Say why' }),
    ...(words.length > mostOfAnExplanation && { words: `Use ${mostOfAnExplanation} characters or fewer` }),
  }
  if (outcome === undefined || Object.keys(problems).length > 0) return showSign(c, { typed, problems })
  return take(c, 'settle', { typed, outcome, words })
}

type Settled = { typed: Typed; outcome: (typeof outcomes)[number]; words: string }

async function take(c: Context<Env>, step: Reviewing['step'], settled?: Settled): Promise<Response> {
  const { kernel, viewer } = c.var
  const signId = c.req.param('id') ?? ''
  if (!isId(signId)) return c.var.absent()
  const typed = settled?.typed ?? await readTyped(c.req)
  const outcome = await reviewSign(kernel, viewer, {
    signId, step, key: typed['key']
      || randomUUID(), ...(settled && { settled: { outcome: settled.outcome, words: settled.words } }),
  })
  if (outcome.done) return c.redirect(`/misuse/${signId}?done=${step}`, 303)
  return outcome.why === absent ? c.var.absent() : showSign(c, { typed, problems: { outcome: outcome.why } })
}
