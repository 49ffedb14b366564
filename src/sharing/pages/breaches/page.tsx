import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Env } from '../../../kernel/web.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { absent, reportBreach, stepBreach } from '../../breaches/actions/reportBreach.ts'
import { breachSteps } from '../../breaches/breach.ts'
import type { BreachStep } from '../../breaches/breach.ts'
import { mayKeepRegister, reporting } from '../../breaches/policy.ts'
import { listBreaches, listBreachEvents, listCategories } from '../../breaches/store.ts'
import { momentFrom, numberFrom, problemsOfReport, problemsOfStep, riskFrom, saidIn } from './form.ts'
import { NewBreachView } from './newView.tsx'
import { BreachesView, BreachView } from './view.tsx'

const one = '/breaches/:id{[0-9a-f-]{36}}'
type Returned = { typed: Typed; problems: Problems }
const crumbs = (text: string) => [{ text: 'Breaches', href: '/breaches' }, { text }]

/** The register of breaches: everybody reports; whoever answers for an agency's data decides. */
export const breachPages = () => new Hono<Env>()
  .get('/breaches', async c => {
    const { kernel, viewer } = c.var
    const breaches = await kernel.db.as(reporting(viewer), tx => listBreaches(tx))
    return c.var.render({ title: 'Breaches', wide: true, live: 'verb:breach.' }, <BreachesView breaches={breaches}
      now={kernel.now()} />)
  })
  .get('/breaches/new', c => showNew(c))
  .post('/breaches', c => report(c))
  .get(one, c => showOne(c))
  .post(`${one}/:step`, c => step(c))

async function showNew(c: Context<Env>, returned?: Returned & { chosen: string[] }): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const categories = await kernel.db.as(reporting(viewer), tx => listCategories(tx))
  const linked = Object.fromEntries(['misuse', 'export'].flatMap(name => {
    const id = returned?.typed[name] ?? c.req.query(name)
    return isId(id) ? [[name, id]] : []
  }))
  return c.var.render({ title: 'Report a breach', status: returned ? 422 : 200, crumbs: crumbs('Report a breach') }, (
    <NewBreachView csrf={csrf} {...returned ?? { typed: {}, problems: {}, chosen: [] }} now={kernel.now()}
      linked={linked} categories={categories} />
  ))
}

async function report(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const { categories } = await c.req.parseBody({ all: true })
  const known = new Set((await kernel.db.as(reporting(viewer), tx => listCategories(tx))).map(({ code }) => code))
  const chosen = [categories].flat().filter(each => typeof each === 'string').filter(each => known.has(each))
  const problems = problemsOfReport(typed, kernel.now())
  const [noticedAt, awareAt] = [momentFrom(typed['noticed']), momentFrom(typed['aware'])]
  const [people, risk] = [numberFrom(typed['people']), riskFrom(typed['risk'])]
  if (!noticedAt || !awareAt || people === undefined || !risk || Object.keys(problems).length > 0)
    return showNew(c, { typed, problems, chosen })
  const outcome = await reportBreach(kernel, viewer, {
    happened: typed['happened'] ?? '', noticedAt, awareAt, people, risk, categories: chosen, key: typed['key']
      || randomUUID(),
    ...(isId(typed['misuse']) && { misuseId: typed['misuse'] }),
      ...(isId(typed['export']) && { exportId: typed['export'] }),
  })
  return outcome.done ? c.redirect(`/breaches/${outcome.value.breachId}?done=reported`, 303) : c.var.absent()
}

async function showOne(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return c.var.absent()
  const shown = await kernel.db.as(reporting(viewer), async tx => {
    const [breach] = await listBreaches(tx, id)
    return breach && { breach, events: await listBreachEvents(tx, id), categories: await listCategories(tx) }
  })
  if (!shown) return c.var.absent()
  const titles = new Map(shown.categories.map(({ code, title }) => [code, title]))
  const flash = c.req.query('done') === 'reported'
    ? { flash: 'The breach is reported. The privacy officer has been told.' }
    : c.req.query('done') === undefined ? {} : { flash: 'The step is recorded.' }
  return c.var.render({
    title: `Breach ${shown.breach.reference}`, status: returned ? 422 : 200, live: 'verb:breach.',
      crumbs: crumbs(shown.breach.reference), ...flash,
  }, (
    <BreachView breach={shown.breach} events={shown.events} titleOf={code => titles.get(code) ?? code}
      mayKeep={mayKeepRegister(viewer)}
      csrf={csrf} now={kernel.now()} {...returned ?? { typed: {}, problems: {} }} />
  ))
}

async function step(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const breachId = c.req.param('id') ?? ''
  const asked: BreachStep | undefined = breachSteps.find(each => each === c.req.param('step'))
  if (!isId(breachId) || asked === undefined || !mayKeepRegister(viewer)) return c.var.absent()
  const typed = await readTyped(c.req)
  const problems = problemsOfStep(asked, typed)
  if (Object.keys(problems).length > 0) return showOne(c, { typed, problems })
  const outcome = await stepBreach(kernel, viewer,
    { breachId, step: asked, said: saidIn(asked, typed), key: typed['key'] || randomUUID() })
  if (outcome.done) return c.redirect(`/breaches/${breachId}?done=${asked}`, 303)
  return outcome.why === absent ? c.var.absent()
    : showOne(c, { typed, problems: { [asked === 'decide' ? 'risk' : `words-${asked}`]: outcome.why } })
}
