import type { Context } from 'hono'
import { Hono } from 'hono'
import { createDraft, discardDraft } from '../../../../kernel/drafts.ts'
import type { Env } from '../../../../kernel/web.ts'
import { isId } from '../../../making/ids.ts'
import { draftKind, makingScope } from '../../../making/openForm.ts'
import { pageAfter } from '../../../making/answers.ts'
import { listForms } from '../../../store/making.ts'
import type { OfferedForm } from '../../../store/making.ts'
import { listOwnDrafts, readName } from '../../../store/ownNotifications.ts'
import { addressOf } from './makingFrame.tsx'
import { StartPage } from './view.tsx'

type Started = { form: string; search: string; about: string; problems: Record<string, string> }

/** Where a notification begins: which form, which child, or go on with what was begun. */
export const startPages = () => new Hono<Env>()
  .get('/notifications/make', async c => {
    const about = c.req.query('about') ?? ''
    return draw(c, { form: '', search: '', about, problems: {} })
  })
  .post('/notifications/make', start)
  .post('/notifications/make/:draft/discard', async c => {
    await c.var.kernel.db.as(makingScope(c), tx => discardDraft(tx, c.var.viewer, c.req.param('draft')))
    return c.redirect('/notifications/make', 303)
  })

async function start(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const form = await c.req.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const sent = { form: text('form'), search: text('search').slice(0, 200), about: text('about') }
  const forms = await kernel.db.as(makingScope(c), tx => listForms(tx, viewer))
  const chosen = forms.length === 1 ? forms[0] : forms.find(({ kind }) => kind.code === sent.form)
  const child = isId(sent.about) ? await readName(kernel, makingScope(c), sent.about) : undefined
  const problems = problemsOf({ forms, chosen, search: sent.search, isKnown: child !== undefined })
  if (!chosen || Object.keys(problems).length > 0) return draw(c, { ...sent, problems })
  const answers = child ? { child: { personId: child.personId } } : { 'child-search': sent.search }
  const draft = { kind: draftKind(chosen.kind.code), formVersion: chosen.kind.version, answers }
  const id = await kernel.db.as(makingScope(c), tx => createDraft(tx, viewer, draft))
  return c.redirect(addressOf(id, child ? pageAfter(chosen.kind, 'child') : 'child'), 303)
}

type Begun = { forms: readonly OfferedForm[]; chosen: OfferedForm | undefined; search: string; isKnown: boolean }

function problemsOf({ forms, chosen, search, isKnown }: Begun): Record<string, string> {
  return {
    ...(!chosen && forms.length > 0 && { form: 'Select what you want to send' }),
    ...(!isKnown && search === '' && { search: 'Enter a name, a date of birth or a number' }),
  }
}

async function draw(c: Context<Env>, started: Started): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const scope = makingScope(c)
  const forms = await kernel.db.as(scope, tx => listForms(tx, viewer))
  const drafts = await listOwnDrafts(kernel, scope)
  const child = isId(started.about) ? await readName(kernel, scope, started.about) : undefined
  const status = Object.keys(started.problems).length > 0 ? 422 as const : undefined
  return c.var.render(
    {
      title: 'Make a notification', back: { href: '/notifications', text: 'My notifications' },
      ...(status && { status }),
    },
    <StartPage {...started} {...{ forms, drafts, child, csrf }} now={kernel.now()} />)
}
