import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Env } from '../../../../kernel/web.ts'
import { isId, readTyped } from '../../../../people/pages/typed.ts'
import type { Typed } from '../../../../people/pages/typed.ts'
import { absent } from '../../../actions/laySeal.ts'
import { reviewAccess } from '../../../actions/reviewAccess.ts'
import { inAnEmergency, mayReview, maySeeLateReviews } from '../../../breakGlassPolicy.ts'
import type { ReviewStep } from '../../../breakGlass.ts'
import { personReference } from '../../../personReference.ts'
import { keeping, mayKeepSeals } from '../../../sealPolicy.ts'
import { findWhomTold, listLateReviews, listReviews } from '../../../store/breakGlass.ts'
import type { Review } from '../../../store/breakGlass.ts'
import { mostOfAReason } from '../../../seal.ts'
import { LateView, ReviewsView, ReviewView } from './view.tsx'

const one = '/break-glass/:id{[0-9a-f-]{36}}'
const steps = ['justify', 'object', 'follow_up'] as const satisfies readonly ReviewStep[]

/** Reviews by whoever answers for what was opened; for the board, how many are late. */
export const reviewPages = () => new Hono<Env>()
  .get('/break-glass/reviews', c => showReviews(c))
  .get(one, c => showOne(c))
  .post(`${one}/review`, c => review(c))

const calledBy = (c: Context<Env>) => ({ name, personId }: Pick<Review, 'name' | 'personId'>): string =>
  name || personReference(c.var.kernel, c.var.viewer.partnershipId, personId)

const peopleIn = (reviews: readonly Review[]) => [...new Map(reviews.map(each =>
  [each.personId, { personId: each.personId, categories: each.name ? ['protection', 'identity'] : ['protection'] }],
)).values()]

async function showReviews(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  if (!mayReview(viewer) && !maySeeLateReviews(viewer)) return c.var.absent()
  const scope = keeping(viewer)
  const { reviews, late } = await kernel.db.as(scope, async tx => {
    const mine = mayReview(viewer) ? await listReviews(tx) : []
    await disclose(tx, kernel, scope, { page: 'break-glass/reviews', people: peopleIn(mine) })
    return { reviews: mine, late: maySeeLateReviews(viewer) ? await listLateReviews(tx) : undefined }
  })
  const flash = c.req.query('done') === 'reviewed' ? { flash: 'Your review is recorded.' } : {}
  return c.var.render({ title: 'Reviews of emergency access', wide: true, live: 'verb:break_glass.', ...flash }, (
    <>
      <h1 class="govuk-heading-l">Reviews of emergency access</h1>
      {late ? <LateView late={late} now={kernel.now()} /> : undefined}
      {mayReview(viewer) ? <ReviewsView reviews={reviews} now={kernel.now()} called={calledBy(c)} /> : undefined}
    </>
  ))
}

/** A review, or for a professional who works with the person: their page, where all readings stand. */
async function showOne(c: Context<Env>, returned?: { typed: Typed; problems: Problems }): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return c.var.absent()
  if (!mayKeepSeals(viewer)) {
    const personId = await kernel.db.as(inAnEmergency(viewer), tx => findWhomTold(tx, id))
    return personId === undefined ? c.var.absent() : c.redirect(`/people/${personId}/shared`, 303)
  }
  const scope = keeping(viewer)
  const found = await kernel.db.as(scope, async tx => {
    const [first] = await listReviews(tx, id)
    if (first) await disclose(tx, kernel, scope, { page: 'break-glass/review', people: peopleIn([first]) })
    return first
  })
  if (!found) return c.var.absent()
  return c.var.render({
    title: 'Review of an emergency access', status: returned ? 422 : 200,
    crumbs: [{ text: 'Reviews of emergency access', href: '/break-glass/reviews' }, { text: 'One review' }],
  }, (
    <ReviewView review={found} csrf={csrf} now={kernel.now()} called={calledBy(c)}
      {...returned ?? { typed: {}, problems: {} }}
      mayDecide={mayReview(viewer) && found.staffId !== viewer.staffId} />
  ))
}

async function review(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  if (!mayReview(viewer) || !isId(id)) return c.var.absent()
  const typed = await readTyped(c.req)
  const words = typed['words'] ?? ''
  const step = steps.find(each => each === typed['step'])
  const problems = {
    ...(step === undefined && { step: 'Select what you have found' }),
    ...(words === '' && { words: 'Say how you have come to it' }),
    ...(words.length > mostOfAReason && { words: `Use ${mostOfAReason} characters or fewer` }),
  }
  if (step === undefined || Object.keys(problems).length > 0) return showOne(c, { typed, problems })
  const outcome = await reviewAccess(kernel, viewer, { reviewId: id, step, words, key: typed['key'] || randomUUID() })
  if (outcome.done) return c.redirect('/break-glass/reviews?done=reviewed', 303)
  return outcome.why === absent ? c.var.absent() : showOne(c, { typed, problems: { step: outcome.why } })
}
