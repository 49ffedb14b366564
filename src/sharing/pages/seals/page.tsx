import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import { askForStep } from '../../actions/askOfSeal.ts'
import { sayNobodyFound } from '../../actions/declareConflict.ts'
import { absent } from '../../actions/laySeal.ts'
import { signSeal } from '../../actions/signSeal.ts'
import { keepLooking } from '../../lookFor.tsx'
import { keeping, mayKeepSeals, mayLaySeals } from '../../sealPolicy.ts'
import { listByEmail } from '../../store/seals.ts'
import { emailsIn, hoursOf, problemsOfStep } from './form.ts'
import { lay, showNew } from './laying.tsx'
import { showList, showOne } from './reading.tsx'

const one = '/seals/:id{[0-9a-f-]{36}}'

/** The seals that a privacy officer keeps: nobody else learns that there are any. */
export const sealPages = () => new Hono<Env>()
  .get('/seals', c => mayKeepSeals(c.var.viewer) ? showList(c) : c.var.absent())
  .get('/seals/new', c => mayLaySeals(c.var.viewer) ? showNew(c) : c.var.absent())
  .post('/seals/search', async c => {
    const { viewer } = c.var
    if (!mayLaySeals(viewer)) return c.var.absent()
    const typed = await readTyped(c.req)
    const search = await keepLooking(c, keeping(viewer), typed)
    const declared = isId(c.req.query('for')) ? `&for=${c.req.query('for')}` : ''
    return c.redirect(`/seals/new?s=${search ?? ''}${declared}`, 303)
  })
  .post('/seals', c => mayLaySeals(c.var.viewer) ? lay(c) : c.var.absent())
  .get(one, c => mayKeepSeals(c.var.viewer) ? showOne(c) : c.var.absent())
  .post(`${one}/sign`, c => sign(c))
  .post(`${one}/ask`, c => ask(c))
  .post('/seals/declarations/:id{[0-9a-f-]{36}}/nobody', async c => {
    const { kernel, viewer } = c.var
    const id = c.req.param('id')
    const typed = await readTyped(c.req)
    if (!mayLaySeals(viewer) || !isId(id)) return c.var.absent()
    const outcome = await sayNobodyFound(kernel, viewer, { declarationId: id, key: typed['key'] || randomUUID() })
    return outcome.done ? c.redirect('/seals?done=nobody', 303) : c.var.absent()
  })

async function sign(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const sealId = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  const requestId = typed['request'] ?? ''
  if (!mayKeepSeals(viewer) || !isId(sealId) || !isId(requestId)) return c.var.absent()
  const answer = typed['answer'] === 'refuse' ? 'refuse' : 'sign'
  const outcome = await signSeal(kernel, viewer, { sealId, requestId, answer, key: typed['key'] || randomUUID() })
  // Whoever lifts or opens may no longer see the seal, nor needs to.
  if (outcome.done) return c.redirect(`/seals/${sealId}?done=${answer === 'refuse' ? 'refused' : outcome.value}`, 303)
  return outcome.why === absent ? c.var.absent() : showOne(c, { typed,
    problems: { [`sign-${requestId}`]: outcome.why } })
}

async function ask(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const sealId = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  if (!mayKeepSeals(viewer) || !isId(sealId)) return c.var.absent()
  const step = typed['step'] === 'lift' ? 'lift' : 'open'
  const whom = await kernel.db.as(keeping(viewer), tx => listByEmail(tx, emailsIn(typed['colleague'])))
  const problems = problemsOfStep({ ...typed, colleague: typed['colleague'] ?? '' }, step, whom)
  if (Object.keys(problems).length > 0) return showOne(c, { typed, problems })
  const hours = hoursOf(typed['hours']) ?? 0
  const outcome = await askForStep(kernel, viewer, {
    sealId, step, why: typed['why'] ?? '', key: typed['key'] || randomUUID(),
    ...(step === 'open' && { forStaff: whom[0]?.id, until: new Date(kernel.now().getTime() + hours * 3_600_000) }),
  })
  return outcome.done ? c.redirect(`/seals/${sealId}?done=asked`, 303) : c.var.absent()
}
