import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Outcome } from '../../../../kernel/outcome.ts'
import type { Env } from '../../../../kernel/web.ts'
import { openWork } from '../../../../kernel/work.ts'
import { withdrawRequest } from '../../../actions/askAgency.ts'
import { seeFeedback } from '../../../actions/seeFeedback.ts'
import { absent, changedSince } from '../../../actions/takeStep.ts'
import { notificationSteps } from '../../../life.ts'
import { findWord } from '../../../../practice/life.ts'
import { loadCase } from '../../../loadCase.ts'
import type { Case } from '../../../loadCase.ts'
import { maySeeBoard } from '../../../policy.ts'
import { findFile } from '../../../store/caseReads.ts'
import { takenWords } from '../../../words.ts'
import { keyOf, readTyped, Reading, revisionOf, textOf } from '../../typed.ts'
import { lifePages } from './lifePage.tsx'
import { slugOf, stepForms } from './stepForms.ts'
import type { Returned } from './stepForm.tsx'
import { CaseView } from './view.tsx'

const one = '/notifications/:id{[0-9a-f-]{36}}'

/** One notification, for everybody who may open it: each sees what their clauses give. */
export const notificationPages = () => new Hono<Env>()
  .route('/', lifePages())
  .get(one, async c => showCase(c, c.req.param('id')))
  .get(`${one}/files/:file{[0-9a-f-]{36}}`, async c => sendFile(c, c.req.param('id'), c.req.param('file')))
  .post(`${one}/withdraw`, async c => {
    const id = c.req.param('id')
    const typed = await readTyped(c.req)
    const form = new Reading(typed)
    const why = form.text('withdraw_why', 'Say why it is no longer needed')
    const parsed = form.result({ notificationId: id, requestId: textOf(typed, 'request'), key: keyOf(typed), why })
    if (!parsed.ok) return showCase(c, id, { step: 'withdraw', typed, problems: parsed.problems })
    const outcome = await withdrawRequest(c.var.kernel, c.var.viewer, parsed.value)
    return answer(c, id, outcome, { step: 'withdraw', typed, problems: {} })
  })
  .post(`${one}/see-feedback`, async c => {
    const id = c.req.param('id')
    const typed = await readTyped(c.req)
    const outcome = await seeFeedback(c.var.kernel, c.var.viewer, {
      notificationId: id, feedbackId: textOf(typed, 'feedback'), key: keyOf(typed),
    })
    return outcome.done ? c.redirect(`/notifications/${id}`, 303) : c.var.absent()
  })
  .post(`${one}/:step`, async c => {
    const { kernel, viewer } = c.var
    const id = c.req.param('id')
    const step = findWord(notificationSteps, c.req.param('step').replaceAll('-', '_'))
    if (!step) return c.var.absent()
    const typed = await readTyped(c.req)
    const parsed = stepForms[step](typed, viewer)
    if (!parsed.ok) return showCase(c, id, { step, typed, problems: parsed.problems })
    const outcome = await parsed.value(
      kernel, viewer, { notificationId: id, revision: revisionOf(typed), key: keyOf(typed) },
    )
    return answer(c, id, outcome, { step, typed, problems: {} })
  })

type Asked = Context<Env>

async function answer(c: Asked, id: string, outcome: Outcome<unknown>, returned: Returned) {
  if (outcome.done) return c.redirect(`/notifications/${id}?done=${slugOf(returned.step)}`, 303)
  if (outcome.why === absent) return c.var.absent()
  if (outcome.why === changedSince) return showCase(c, id, returned, true)
  const problems: Problems = { [slugOf(returned.step)]: outcome.why }
  return showCase(c, id, { ...returned, problems })
}

async function openCase(c: Asked, id: string): Promise<Case | undefined> {
  const { kernel, viewer } = c.var
  const opened = await openWork(kernel, viewer, id)
  if (opened?.work?.kind !== 'notification') return undefined
  return kernel.db.as(opened.scope, tx => loadCase(tx, kernel, opened.scope, id))
}

async function showCase(c: Asked, id: string, returned?: Returned, isStale = false) {
  const found = await openCase(c, id)
  if (!found) return c.var.absent()
  const last = isStale ? found.acts[0] : undefined
  const changedBy = last && { name: last.staff, at: last.at }
  const flash = flashOf(c.req.query('done'))
  const topics = [`work:${id}`, `person:${found.screened.personId}`]
  return c.var.render({
    title: `Notification ${found.screened.reference}`,
    status: isStale ? 409 : returned ? 422 : 200,
    crumbs: maySeeBoard(c.var.viewer)
      ? [{ text: 'Front door board', href: '/notifications/board' }, { text: found.screened.reference }]
      : [{ text: 'My work', href: '/my-work' }, { text: found.screened.reference }],
    purpose: { text: `Notification ${found.screened.reference} · safeguarding a child`, whyHref: `/why?work=${id}` },
    live: topics.join(','),
    ...(flash && !returned && { flash }),
  }, <CaseView case={found} csrf={c.var.csrf} returned={returned} changedBy={changedBy} />)
}

function flashOf(doneStep: string | undefined): string | undefined {
  const step = findWord(notificationSteps, doneStep?.replaceAll('-', '_'))
  if (step) return takenWords[step]
  return doneStep === 'withdraw' ? 'The request is withdrawn.' : undefined
}

/** An attachment is always saved, never shown by the browser, whatever it calls itself. */
async function sendFile(c: Asked, id: string, fileId: string) {
  const { kernel, viewer } = c.var
  const opened = await openWork(kernel, viewer, id)
  if (opened?.work?.kind !== 'notification') return c.var.absent()
  const file = await kernel.db.as(opened.scope, async tx => {
    const found = await findFile(tx, id, fileId)
    if (found) await disclose(tx, kernel, opened.scope, {
      page: 'notifications/one/file', people: [
        { personId: found.person_id, categories: [kernel.cells.of(found.cell)?.category ?? 'notification'] },
      ],
    })
    return found
  })
  if (!file) return c.var.absent()
  return c.body(new Uint8Array(file.content), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodedName(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
}

/** RFC 8187: what `encodeURIComponent` leaves as it is but a header may not hold. */
function encodedName(name: string): string {
  return encodeURIComponent(name).replace(/[\x27\(\)*]/gv, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
