import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { absent } from '../../actions/laySeal.ts'
import { endEmergency, notInThisRole, openInEmergency } from '../../actions/openInEmergency.ts'
import { problemsOfAccess, usualMinutes } from '../../breakGlass.ts'
import { inAnEmergency } from '../../breakGlassPolicy.ts'
import { idIn, keepLooking, lookAgain } from '../../lookFor.tsx'
import { declaring } from '../../sealPolicy.ts'
import { listGrounds, listMyAccesses, mayUseEmergency } from '../../store/breakGlass.ts'
import { reviewPages } from './reviews/page.tsx'
import { EmergencyForm, EmergencyView, NotInThisRole } from './view.tsx'

type Returned = { typed: Typed; problems: Problems }

/** One person, in an emergency, for at most an hour. Nothing here tells whether somebody is recorded. */
export const breakGlassPages = () => new Hono<Env>()
  .get('/break-glass', c => showStart(c))
  .get('/break-glass/open', c => showForm(c))
  .post('/break-glass/search', async c => {
    const search = await keepLooking(c, declaring(c.var.viewer), await readTyped(c.req))
    return c.redirect(`/break-glass?s=${search ?? ''}`, 303)
  })
  .post('/break-glass', c => open(c))
  .post('/break-glass/end', async c => {
    const typed = await readTyped(c.req)
    await endEmergency(c.var.kernel, c.var.viewer, typed['key'] || randomUUID())
    return c.redirect('/break-glass?done=ended', 303)
  })
  .route('/', reviewPages())

async function showStart(c: Context<Env>): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const title = 'Emergency access'
  const mine = await kernel.db.as(inAnEmergency(viewer), async tx =>
    await mayUseEmergency(tx, viewer.role) ? { accesses: await listMyAccesses(tx) } : undefined)
  if (!mine) return c.var.render({ title }, <NotInThisRole />)
  const scope = declaring(viewer)
  const looked = await kernel.db.as(scope, tx => lookAgain(c, tx, scope, 'break-glass/search'))
  const flash = c.req.query('done') === 'ended' ? { flash: 'Ended. Nothing more is open to you through it.' } : {}
  return c.var.render({ title, wide: looked !== undefined, ...flash },
    <EmergencyView csrf={csrf} today={dayOf(kernel.now())} now={kernel.now()} looked={looked} {...mine} />)
}

/** The same page for every id: whether there is such a person is told by nothing on it. */
async function showForm(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const personId = idIn(returned?.typed['person'] ?? c.req.query('person') ?? '')
  const loaded = await kernel.db.as(inAnEmergency(viewer), async tx =>
    await mayUseEmergency(tx, viewer.role) ? await listGrounds(tx) : undefined)
  if (!loaded || personId === undefined) return c.redirect('/break-glass', 303)
  return c.var.render({
    title: 'See somebody in an emergency', status: returned ? 422 : 200, back: { href: '/break-glass', text: 'Back' },
  }, (
    <EmergencyForm csrf={csrf} personId={personId} grounds={loaded}
      {...returned ?? { typed: { minutes: String(usualMinutes) }, problems: {} }} />
  ))
}

async function open(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const personId = idIn(typed['person'] ?? '')
  if (personId === undefined) return c.var.absent()
  const { ground = '', reason = '', minutes = '' } = typed
  const grounds = await kernel.db.as(inAnEmergency(viewer), async tx =>
    await mayUseEmergency(tx, viewer.role) ? (await listGrounds(tx)).map(({ code }) => code) : undefined)
  if (!grounds) return c.var.absent()
  const problems = problemsOfAccess({ ground, reason, minutes, grounds })
  if (Object.keys(problems).length > 0) return showForm(c, { typed, problems })
  const outcome = await openInEmergency(kernel, viewer, { personId, ground, reason, minutes: Number(minutes),
    key: typed['key'] || randomUUID() })
  if (outcome.done) return c.redirect(`/people/${outcome.value.personId}`, 303)
  return outcome.why === absent || outcome.why === notInThisRole
    ? c.var.absent() : showForm(c, { typed, problems: { reason: outcome.why } })
}
