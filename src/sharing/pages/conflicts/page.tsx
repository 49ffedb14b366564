import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { askForOneself } from '../../actions/askOfSeal.ts'
import { sayWhomOneKnows } from '../../actions/declareConflict.ts'
import { idIn, keepLooking, lookAgain } from '../../lookFor.tsx'
import { mostOfAReason, relations } from '../../seal.ts'
import { declaring, mayLookFor } from '../../sealPolicy.ts'
import { listMyConflicts } from '../../store/conflicts.ts'
import { hoursOf } from '../seals/form.ts'
import { ConflictsView, DeclareView } from './view.tsx'

const keyOf = (typed: Typed) => typed['key'] || randomUUID()
const flashes: Record<string, string> = {
  declared: 'Thank you. It is recorded.', asked: 'A colleague has been asked to sign.',
}

type Returned = { typed: Typed; problems: Problems }

/** Whom a member of staff knows privately: they say so, and from then on somebody else does the work. */
export const conflictPages = () => new Hono<Env>()
  .get('/conflicts', c => showMine(c))
  .get('/conflicts/declare', c => showDeclare(c))
  .post('/conflicts/search', async c => {
    const { viewer } = c.var
    if (!mayLookFor(viewer)) return c.var.absent()
    const search = await keepLooking(c, declaring(viewer), await readTyped(c.req))
    return c.redirect(`/conflicts/declare?s=${search ?? ''}`, 303)
  })
  .post('/conflicts', c => declare(c))
  .post('/conflicts/:id{[0-9a-f-]{36}}/ask', c => ask(c))

async function showMine(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const mine = await kernel.db.as(declaring(viewer), tx => listMyConflicts(tx))
  const flash = flashes[c.req.query('done') ?? '']
  return c.var.render(
    { title: 'Conflicts of interest', status: returned ? 422 : 200, ...(flash !== undefined && { flash }) },
    <ConflictsView mine={mine} csrf={csrf} {...returned ?? { typed: {}, problems: {} }} />)
}

async function showDeclare(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const scope = declaring(viewer)
  const personId = idIn(returned?.typed['person'] ?? c.req.query('person') ?? '')
  const looked = personId === undefined && mayLookFor(viewer)
    ? await kernel.db.as(scope, tx => lookAgain(c, tx, scope, 'conflicts/search')) : undefined
  return c.var.render({
    title: 'Declare a conflict of interest', status: returned ? 422 : 200, wide: looked !== undefined,
    crumbs: [{ text: 'Conflicts of interest', href: '/conflicts' }, { text: 'Declare' }],
  }, (
    <DeclareView csrf={csrf} today={dayOf(kernel.now())} looked={looked} mayLook={mayLookFor(viewer)}
      personId={personId}
      {...returned ?? { typed: {}, problems: {} }} />
  ))
}

async function declare(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const personId = idIn(typed['person'] ?? '')
  const words = typed['words'] ?? ''
  const relation = relations.find(each => each === typed['relation'])
  const problems = {
    ...(relation === undefined && { relation: 'Select how you know the person' }),
    ...(personId === undefined && words === ''
      && { words: 'Say who it is, so that the privacy officer can find them' }),
    ...(words.length > mostOfAReason && { words: `Use ${mostOfAReason} characters or fewer` }),
  }
  if (relation === undefined || Object.keys(problems).length > 0) return showDeclare(c, { typed, problems })
  const outcome = await sayWhomOneKnows(kernel, viewer, { personId, relation, words, key: keyOf(typed) })
  return outcome.done ? c.redirect('/conflicts?done=declared', 303) : c.var.absent()
}

async function ask(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  const why = typed['why'] ?? ''
  const mine = await kernel.db.as(declaring(viewer), tx => listMyConflicts(tx))
  const conflict = mine.find(each => each.id === id)
  if (!isId(id) || !conflict?.sealId) return c.var.absent()
  const hours = hoursOf(typed['hours'])
  const problems = {
    ...(hours === undefined && { [`hours-${id}`]: 'Select for how long' }),
    ...((why === '' || why.length > mostOfAReason)
      && { [`why-${id}`]: `Say why, in ${mostOfAReason} characters or fewer` }),
  }
  if (hours === undefined || Object.keys(problems).length > 0) return showMine(c, { typed, problems })
  const until = new Date(kernel.now().getTime() + hours * 3_600_000)
  const outcome = await askForOneself(kernel, viewer, { sealId: conflict.sealId, until, why, key: keyOf(typed) })
  return outcome.done ? c.redirect('/conflicts?done=asked', 303) : c.var.absent()
}
