import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId, readTyped, wholeNumber } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { acceptAllProposals, decideOneItem } from '../../subject/actions/decideItems.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'
import { countItems, findItem, findRequest, listItems } from '../../subject/store.ts'
import { afterStep, isChoice, isGround, isSection } from '../../subject/subjectRequest.ts'
import type { Item } from '../../subject/subjectRequest.ts'
import { loadWords } from '../../store/words.ts'
import { uuid } from './page.tsx'
import { itemsPerPage, ReviewView } from './reviewView.tsx'
import type { ReturnedItem } from './reviewView.tsx'

const review = `/subject-requests/:id${uuid}/review`

/** What is given and what is left out, item by item. */
export const reviewPages = () =>
  new Hono<Env>()
    .get(review, c => showReview(c, { section: c.req.query('section'), page: c.req.query('page') }, undefined))
    .post(`${review}/accept`, async c => {
      const typed = await readTyped(c.req)
      const section = isSection(typed['section']) ? typed['section'] : undefined
      const id = c.req.param('id')
      const outcome = await acceptAllProposals(c.var.kernel, c.var.viewer, {
        requestId: id,
        section,
        key: typed['key'] || crypto.randomUUID(),
      })
      return outcome.done ? c.redirect(addressOf(id, typed), 303) : c.var.absent()
    })
    .post(review, decide)

function addressOf(id: string, { section = 'held', page = '1' }: Typed, place?: number): string {
  const query = new URLSearchParams({
    section: isSection(section) ? section : 'held',
    page: String(wholeNumber(page, 100_000) ?? 1),
  })
  return `/subject-requests/${id}/review?${query}${place === undefined ? '' : `#item-${place}`}`
}

type Where = { section: string | undefined; page: string | undefined }

async function showReview(c: Context<Env>, where: Where, returned: ReturnedItem) {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const scope = answering(viewer)
  const section = isSection(where.section) ? where.section : 'held'
  const page = Math.max(1, wholeNumber(where.page, 100_000) ?? 1)
  const loaded = await kernel.db.as(scope, async tx => {
    const request = await findRequest(tx, id)
    if (!request || !afterStep(request.state, 'decide')) return undefined
    const items = await listItems(tx, id, { section, from: (page - 1) * itemsPerPage, most: itemsPerPage + 1 })
    const categories = [...new Set(items.flatMap(({ ofCategory }) => ofCategory ?? []))]
    await disclose(tx, kernel, scope, {
      page: 'subject-requests/review',
      people: [{ personId: request.personId, categories: ['rights', ...categories] }],
    })
    return {
      request,
      items: items.slice(0, itemsPerPage),
      isMore: items.length > itemsPerPage,
      counts: await countItems(tx, id),
      words: await loadWords(tx),
    }
  })
  if (!loaded) return c.var.absent()
  const { reference } = loaded.request
  return c.var.render(
    {
      title: `Review ${reference}`,
      wide: true,
      ...(returned && { status: 422 as const }),
      crumbs: [
        { text: 'Requests for one’s own record', href: '/subject-requests' },
        { text: reference, href: `/subject-requests/${id}` },
        { text: 'Review' },
      ],
    },
    <ReviewView {...loaded} section={section} page={page} csrf={csrf} returned={returned} />,
  )
}

async function decide(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  const itemId = typed['item']
  if (!mayAnswerForData(viewer) || !isId(itemId)) return c.var.absent()
  const item = await kernel.db.as(answering(viewer), tx => findItem(tx, itemId))
  if (item?.requestId !== id) return c.var.absent()
  const problems = problemsOf(item, typed)
  const where = { section: typed['section'], page: typed['page'] }
  if (Object.keys(problems).length > 0) return showReview(c, where, { itemId, typed, problems })
  const { choice = '', ground, reason } = typed
  if (!isChoice(choice)) return c.var.absent()
  const outcome = await decideOneItem(
    kernel,
    viewer,
    { requestId: id, itemId, key: typed['key'] || crypto.randomUUID() },
    { choice, ground: choice !== 'keep' && isGround(ground) ? ground : null, reason: reason || null },
  )
  if (outcome.done) return c.redirect(addressOf(id, typed, item.place), 303)
  return showReview(c, where, { itemId, typed, problems: { [`choice-${item.place}`]: outcome.why } })
}

/** Whoever leaves something out names the ground; whoever departs from the proposal says why. */
function problemsOf(item: Item, { choice = '', ground = '', reason = '' }: Typed): Problems {
  const departs = choice !== item.proposal
  return {
    ...(!isChoice(choice) && { [`choice-${item.place}`]: 'Choose what becomes of this item' }),
    ...(choice === 'mask' && !item.masked && { [`choice-${item.place}`]: 'There are no words to leave out' }),
    ...(isChoice(choice) &&
      choice !== 'keep' &&
      !isGround(ground) && { [`ground-${item.place}`]: 'Choose the ground' }),
    ...(isChoice(choice) &&
      departs &&
      reason === '' && { [`reason-${item.place}`]: 'Say why you choose otherwise than proposed' }),
    ...(reason.length > 2_000 && { [`reason-${item.place}`]: 'Use 2,000 characters or fewer' }),
  }
}
