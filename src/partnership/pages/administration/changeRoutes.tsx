import { Hono } from 'hono'
import { carryOut } from '../../../kernel/action.ts'
import { createDraft, findDraft, finishDraft, lockDraft, type Draft } from '../../../kernel/drafts.ts'
import { done, refused, type Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import type { Asking, Change, Plan } from '../../administration/change.ts'
import type { Checks } from '../../administration/checks.ts'
import { readTyped, type Typed } from '../../administration/typed.ts'
import { ConfirmView, FormView, SecretView } from './changeViews.tsx'
import { asAdministrator, home, show, type C } from './shell.tsx'

const confirmPath = '/administration/confirm/:draft{[0-9a-f-]{36}}'
const gone = 'This change has been made or thrown away'

type Params = Readonly<Record<string, string>>
type Held = { change: Change; typed: Typed; params: Params; draft: Draft }

/** Every change the same way: a form, a page that says whom it affects, and one answer however often it is sent. */
export function changeRoutes(changes: readonly Change[], checks: Checks): Hono<Env> {
  const app = new Hono<Env>()
  for (const change of changes) {
    app.get(change.path, c => showForm(c, { change, checks }))
    app.post(change.path, c => readForm(c, { change, checks }))
  }
  app.get(confirmPath, async c => {
    const held = await findHeld(c, changes)
    return held ? showConfirm(c, held, checks) : c.var.absent()
  })
  app.post(confirmPath, async c => {
    const held = await findHeld(c, changes)
    return held ? confirm(c, held, checks) : c.var.absent()
  })
  return app
}

type Offered = { change: Change; checks: Checks }

const askingOf = (c: C, { tx, checks, params }: Pick<Asking, 'tx' | 'checks' | 'params'>): Asking => ({
  tx,
  kernel: c.var.kernel,
  viewer: c.var.viewer,
  checks,
  params,
})

async function showForm(c: C, { change, checks }: Offered) {
  const params: Params = c.req.param()
  const kept = await readDraft(c, c.req.query('draft'))
  return asAdministrator(c, async tx => {
    const asking = askingOf(c, { tx, checks, params })
    const begun = await change.begin(asking)
    if (!begun) return c.var.absent()
    const typed = kept?.kind === kindOf(change) ? typedOf(kept) : begun
    return form(c, { change, asking, typed, problems: {} })
  })
}

async function readForm(c: C, { change, checks }: Offered) {
  const params: Params = c.req.param()
  const { csrf: _csrf, ...typed } = await readTyped(c.req)
  return asAdministrator(c, async tx => {
    const asking = askingOf(c, { tx, checks, params })
    if (!(await change.begin(asking))) return c.var.absent()
    const read = await change.plan(asking, typed)
    if (!read.ok) return form(c, { change, asking, typed, problems: read.problems })
    const draft = await createDraft(tx, c.var.viewer, { kind: kindOf(change), answers: { typed, params } })
    return c.redirect(`/administration/confirm/${draft}`, 303)
  })
}

type FormParts = { change: Change; asking: Asking; typed: Typed; problems: Readonly<Record<string, string>> }

async function form(c: C, { change, asking, typed, problems }: FormParts) {
  const status = Object.keys(problems).length > 0 ? 422 : 200
  const fields = await change.form(asking, typed, problems)
  const action = filledPath(change.path, asking.params)
  return show(
    c,
    { title: change.title, status, crumbs: [home, change.crumb] },
    <FormView action={action} csrf={c.var.csrf} problems={problems} takesFile={change.takesFile ?? false}>
      {fields}
    </FormView>,
  )
}

function showConfirm(c: C, held: Held, checks: Checks, why?: string) {
  if (held.draft.finishedAt) return c.redirect(`${held.change.crumb.href}?done=${held.change.code}`, 303)
  return asAdministrator(c, async tx => {
    const asking = askingOf(c, { tx, checks, params: held.params })
    if (!(await held.change.begin(asking))) return c.var.absent()
    const read = await held.change.plan(asking, held.typed)
    if (!read.ok) return form(c, { change: held.change, asking, typed: held.typed, problems: read.problems })
    return show(
      c,
      { title: read.plan.title, status: why ? 422 : 200, crumbs: [home, held.change.crumb] },
      <ConfirmView
        plan={read.plan}
        why={why}
        csrf={c.var.csrf}
        action={`/administration/confirm/${held.draft.id}`}
        changeHref={`${filledPath(held.change.path, held.params)}?draft=${held.draft.id}`}
        cancelHref={held.change.crumb.href}
      />,
    )
  })
}

async function confirm(c: C, held: Held, checks: Checks) {
  const { kernel, viewer } = c.var
  const scope = deskScope(viewer, 'oversight')
  let made: Plan | undefined
  const outcome: Outcome<{ next: string }> = await carryOut(
    kernel,
    scope,
    { name: `administration ${held.change.code}`, key: held.draft.id },
    async tx => {
      const draft = await lockDraft(tx, viewer, held.draft.id)
      if (!draft || draft.finishedAt) return refused(gone)
      const read = await held.change.plan(askingOf(c, { tx, checks, params: held.params }), typedOf(draft))
      if (!read.ok) return refused(Object.values(read.problems)[0] ?? gone)
      const why = await read.plan.apply(tx)
      if (why !== null) return refused(why)
      await finishDraft(tx, viewer, draft.id)
      made = read.plan
      return done({ next: read.plan.next })
    },
  )
  if (!outcome.done) return showConfirm(c, held, checks, outcome.why)
  await made?.afterwards?.()
  const { next } = outcome.value
  if (!made?.secret) return c.redirect(`${next}?done=${held.change.code}`, 303)
  c.header('Cache-Control', 'no-store')
  return show(
    c,
    { title: 'Copy the token now', crumbs: [home, held.change.crumb] },
    <SecretView secret={made.secret} next={next} />,
  )
}

const kindOf = (change: Change) => `administration:${change.code}`

function readDraft(c: C, id: string | undefined): Promise<Draft | undefined> {
  if (id === undefined) return Promise.resolve(undefined)
  return asAdministrator(c, tx => findDraft(tx, c.var.viewer, id))
}

async function findHeld(c: C, changes: readonly Change[]): Promise<Held | undefined> {
  const draft = await readDraft(c, c.req.param('draft'))
  const change = changes.find(one => draft?.kind === kindOf(one))
  return draft && change && { change, draft, typed: typedOf(draft), params: textsOf(draft.answers['params']) }
}

const typedOf = (draft: Draft): Typed => textsOf(draft.answers['typed'])

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

/** `/agencies/:id/rename` with its ids. */
const filledPath = (path: string, params: Params): string =>
  path.replaceAll(/:(\w+)(?:\{[^/]*\})?/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
