import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { personReference } from '../../personReference.ts'
import { liftHold, placeHold } from '../../retention/actions/changeHold.ts'
import { listHolds } from '../../retention/store.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'
import { findSubject } from '../../subject/store.ts'
import { uuid } from '../subject-requests/page.tsx'
import { typedDay } from '../subject-requests/typedDay.tsx'
import { HoldsView, NewHoldView } from './view.tsx'
import type { HoldCandidate } from './view.tsx'

const longest = 2_000

/** Holds: until they are lifted, nothing of one person, or of anybody, is disposed of. */
export const holdPages = () =>
  new Hono<Env>()
    .get('/holds', c => showHolds(c, undefined))
    .get('/holds/new', c =>
      mayAnswerForData(c.var.viewer) ? showNew(c, { what: c.req.query('what') ?? '' }, {}, []) : c.var.absent(),
    )
    .post('/holds', place)
    .post(`/holds/:id${uuid}/lift`, lift)

type LiftBack = { id: string; problem: string } | undefined

async function showHolds(c: Context<Env>, back: LiftBack) {
  const { kernel, viewer, csrf } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const scope = answering(viewer)
  const loaded = await kernel.db.as(scope, async tx => {
    const holds = await listHolds(tx)
    const people = [...new Set(holds.filter(({ kind }) => kind === 'person').map(({ personId }) => personId))]
    await disclose(tx, kernel, scope, {
      page: 'holds',
      people: people.map(personId => ({ personId, categories: ['rights', 'identity'] })),
    })
    return { holds, names: await displayNames(tx, scope, people) }
  })
  const flash = { placed: 'The hold is in force.', lifted: 'The hold is lifted.' }[c.req.query('done') ?? '']
  return c.var.render(
    { title: 'Holds', wide: true, ...(flash && { flash }), ...(back && { status: 422 as const }) },
    <HoldsView
      {...loaded}
      csrf={csrf}
      back={back}
      today={dayOf(kernel.now())}
      referenceOf={personId => personReference(kernel, viewer.partnershipId, personId)}
    />,
  )
}

function showNew(c: Context<Env>, typed: Typed, problems: Problems, several: readonly HoldCandidate[]) {
  return c.var.render(
    {
      title: 'Place a hold',
      crumbs: [{ text: 'Holds', href: '/holds' }, { text: 'Place a hold' }],
      status: Object.keys(problems).length > 0 ? 422 : 200,
    },
    <NewHoldView csrf={c.var.csrf} typed={typed} problems={problems} several={several} />,
  )
}

async function place(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const typed = await readTyped(c.req)
  const { what = '', reason = '', given = '', family = '' } = typed
  const born = typedDay(typed, 'born')
  const isOne = what === 'person'
  const problems = {
    ...(!isOne && what !== 'everything' && { what: 'Choose what is held' }),
    ...(isOne && family === '' && { family: 'Enter the family name' }),
    ...(isOne && !born && { 'born-day': 'Enter a real date of birth' }),
    ...(reason === '' && { reason: 'Say why' }),
    ...(reason.length > longest && { reason: 'Use 2,000 characters or fewer' }),
  }
  if (Object.keys(problems).length > 0) return showNew(c, typed, problems, [])
  const scope = answering(viewer)
  const found =
    isOne && born
      ? await kernel.db.as(scope, async tx => {
          const people = await findSubject(tx, given, family, born)
          await disclose(tx, kernel, scope, {
            page: 'holds/new',
            people: people.map(({ personId }) => ({ personId, categories: ['identity'] })),
          })
          return people.map(({ personId }) => ({
            personId,
            says: personReference(kernel, viewer.partnershipId, personId),
          }))
        })
      : []
  const chosen =
    found.find(({ personId }) => isId(typed['person']) && personId === typed['person']) ??
    (found.length === 1 ? found[0] : undefined)
  if (isOne && !chosen)
    return showNew(
      c,
      typed,
      found.length === 0
        ? { family: 'Nobody is held by this name and date of birth' }
        : { person: 'There are several: choose one' },
      found,
    )
  const outcome = await placeHold(kernel, viewer, {
    personId: chosen?.personId,
    reason,
    key: typed['key'] || crypto.randomUUID(),
  })
  return outcome.done ? c.redirect('/holds?done=placed', 303) : c.var.absent()
}

async function lift(c: Context<Env>) {
  const typed = await readTyped(c.req)
  const id = c.req.param('id') ?? ''
  const why = typed['why'] ?? ''
  if (why === '' || why.length > longest)
    return showHolds(c, { id, problem: why === '' ? 'Say why it is lifted' : 'Use 2,000 characters or fewer' })
  const outcome = await liftHold(c.var.kernel, c.var.viewer, { id, why, key: typed['key'] || crypto.randomUUID() })
  return outcome.done ? c.redirect('/holds?done=lifted', 303) : c.var.absent()
}
