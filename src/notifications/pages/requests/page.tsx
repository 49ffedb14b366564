import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Scope } from '../../../kernel/context.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope, openWork } from '../../../kernel/work.ts'
import { answerRequest } from '../../actions/answerRequest.ts'
import { absent } from '../../actions/takeStep.ts'
import { maySeeBoard } from '../../policy.ts'
import { findRequest } from '../../store/requests.ts'
import { keyOf, readTyped } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { parseAnswer } from './answerForm.tsx'
import { loadInbox, loadRequest, loadWaiting } from './loadRequest.ts'
import { InboxView, RequestView, WaitingView } from './view.tsx'

const one = '/requests/:id{[0-9a-f-]{36}}'

/** What a team was asked, and its answers. */
export const requestPages = () => new Hono<Env>()
  .get('/requests', async c => {
    const { kernel, viewer } = c.var
    const page = { title: 'Requests for information', wide: true, live: 'verb:request.' }
    if (maySeeBoard(viewer)) {
      const desk = deskScope(viewer, 'safeguard_child')
      const waiting = await kernel.db.as(desk, tx => loadWaiting(tx, kernel, desk))
      return c.var.render(page, <WaitingView waiting={waiting} />)
    }
    const scope: Scope = { viewer, purpose: 'safeguard_child', lens: 'linked' }
    const inbox = await kernel.db.as(scope, tx => loadInbox(tx, kernel, scope))
    return c.var.render(page, <InboxView inbox={inbox} />)
  })
  .get(one, async c => showRequest(c, c.req.param('id')))
  .post(`${one}/answer`, async c => {
    const id = c.req.param('id')
    const typed = await readTyped(c.req)
    const parsed = parseAnswer(typed)
    if (!parsed.ok) return showRequest(c, id, { typed, problems: parsed.problems })
    const outcome = await answerRequest(
      c.var.kernel, c.var.viewer, { ...parsed.value, requestId: id, key: keyOf(typed) },
    )
    if (outcome.done) return c.redirect(`/requests/${id}?done=answer`, 303)
    if (outcome.why === absent) return c.var.absent()
    return showRequest(c, id, { typed, problems: { answer: outcome.why } })
  })

async function showRequest(c: Context<Env>, id: string, returned?: { typed: Typed; problems: Problems }) {
  const { kernel, viewer } = c.var
  const opened = await openWork(kernel, viewer, id)
  if (opened?.work?.kind !== 'request') return c.var.absent()
  const { scope } = opened
  // Whoever asked reads the answers where the question was asked.
  if (scope.lens === 'hub') {
    const request = await kernel.db.as(scope, tx => findRequest(tx, id))
    return request ? c.redirect(`/notifications/${request.notificationId}#requests`, 303) : c.var.absent()
  }
  const page = await kernel.db.as(scope, tx => loadRequest(tx, kernel, scope, id))
  if (!page) return c.var.absent()
  return c.var.render({
    title: `Request ${opened.work.reference}`,
    status: returned ? 422 : 200,
    crumbs: [{ text: 'Requests', href: '/requests' }, { text: opened.work.reference }],
    purpose: { text: `Request ${opened.work.reference} · safeguarding a child`, whyHref: `/why?work=${id}` },
    live: `work:${id}`,
    ...(c.req.query('done') === 'answer' && !returned && { flash: 'Your answer has been sent.' }),
  }, <RequestView page={page} kernel={kernel} csrf={c.var.csrf} {...returned ?? { typed: {}, problems: {} }} />)
}
