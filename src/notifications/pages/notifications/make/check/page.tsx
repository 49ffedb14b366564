import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Env } from '../../../../../kernel/web.ts'
import { refusals, sendNotification } from '../../../../actions/sendNotification.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { makingScope, openForm } from '../../../../making/openForm.ts'
import { problemsIn } from '../../../../making/problems.ts'
import { audiences } from '../../../../store/audience.ts'
import { listDraftFiles } from '../../../../store/draftFiles.ts'
import type { Listed } from '../makingFrame.tsx'
import { addressOf } from '../makingFrame.tsx'
import { CheckPage } from './view.tsx'

/** Everything once more, with who will see it, and then it is sent. */
export const checkPages = () => new Hono<Env>()
  .get('/notifications/make/:draft/check', async c => {
    const open = await opened(c, c.req.param('draft'))
    if (!open) return c.var.absent()
    if (open.draft.finishedAt) return c.redirect(`/notifications/sent/${open.draft.workId ?? ''}`, 303)
    return draw(c, open, [])
  })
  .post('/notifications/make/:draft/check', async c => {
    const { kernel, viewer } = c.var
    const open = await opened(c, c.req.param('draft'))
    if (!open) return c.var.absent()
    const { draft, form, isChild } = open
    const problems = draft.finishedAt ? [] : problemsIn({
      kind: form.kind, answers: draft.answers, isChild, now: kernel.now(),
    })
    const missing = problems.map(({ page, field, text }) => ({
      text, href: `${addressOf(draft.id, page)}?return=check#${field}`,
    }))
    if (missing.length > 0) return draw(c, open, missing)
    const outcome = await sendNotification(kernel, viewer, { draftId: draft.id })
    if (outcome.done) return c.redirect(`/notifications/sent/${outcome.value.id}`, 303)
    const href = outcome.why === refusals.noPerson ? addressOf(draft.id, 'child') : undefined
    return draw(c, open, [{ text: outcome.why, href: href ?? addressOf(draft.id, 'check') }])
  })

function opened(c: Context<Env>, draftId: string): Promise<OpenForm | undefined> {
  const { kernel } = c.var
  const scope = makingScope(c)
  return kernel.db.as(scope, tx => openForm(tx, kernel, scope, draftId))
}

async function draw(c: Context<Env>, open: OpenForm, problems: readonly Listed[]): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const [audience, files] = await kernel.db.as(makingScope(c), async tx =>
    [await audiences(tx, viewer, open.form.kind), await listDraftFiles(tx, viewer, open.draft.id)] as const)
  return c.var.render(
    {
      title: 'Check your answers', back: { href: '/notifications/make', text: 'Save and come back later' },
      ...(problems.length > 0 && { status: 422 }),
    },
    <CheckPage {...{ open, audience, files, problems, csrf }} />)
}
