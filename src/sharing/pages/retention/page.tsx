import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { readTyped, wholeNumber } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { personReference } from '../../personReference.ts'
import { disposeOf, keepDue, undoKeeping } from '../../retention/actions/settleDue.ts'
import { dueStates } from '../../retention/retention.ts'
import { runRetention } from '../../retention/runRetention.ts'
import { findDue, heldAmong, listDue, listRules } from '../../retention/store.ts'
import { loadWords } from '../../store/words.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'
import { uuid } from '../subject-requests/page.tsx'
import { typedDay } from '../subject-requests/typedDay.tsx'
import { RetentionView, perPage } from './listView.tsx'
import { DueView } from './oneView.tsx'

const one = `/retention/:id${uuid}`
const longest = 2_000

/** What has been kept as long as its rule says: reviewed by a person, kept with a reason or disposed of. */
export const retentionPages = () =>
  new Hono<Env>()
    .get('/retention', async c => {
      const { kernel, viewer, csrf } = c.var
      if (!mayAnswerForData(viewer)) return c.var.absent()
      const scope = answering(viewer)
      const state = dueStates.find(each => each === c.req.query('state')) ?? 'due'
      const page = Math.max(1, wholeNumber(c.req.query('page'), 100_000) ?? 1)
      const loaded = await kernel.db.as(scope, async tx => {
        const due = await listDue(tx, state, { from: (page - 1) * perPage, most: perPage + 1 })
        const people = [...new Set(due.map(({ personId }) => personId))]
        await disclose(tx, kernel, scope, {
          page: 'retention',
          people: people.map(personId => ({ personId, categories: ['rights', 'identity'] })),
        })
        return {
          due,
          names: await displayNames(tx, scope, people),
          held: await heldAmong(tx, people),
          rules: await listRules(tx),
          words: await loadWords(tx),
        }
      })
      return c.var.render(
        { title: 'Retention', wide: true, ...flashOf(c.req.query('done')) },
        <RetentionView
          {...loaded}
          due={loaded.due.slice(0, perPage)}
          isMore={loaded.due.length > perPage}
          state={state}
          page={page}
          csrf={csrf}
          today={dayOf(kernel.now())}
          referenceOf={personId => personReference(kernel, viewer.partnershipId, personId)}
        />,
      )
    })
    .post('/retention/run', async c => {
      if (!mayAnswerForData(c.var.viewer)) return c.var.absent()
      const { found } = await runRetention(c.var.kernel, c.var.kernel.now())
      return c.redirect(`/retention?done=${found > 0 ? 'found' : 'none'}`, 303)
    })
    .get(one, c => showOne(c, {}, {}))
    .post(`${one}/keep`, keep)
    .post(`${one}/dispose`, dispose)
    .post(`${one}/undo`, async c => {
      const typed = await readTyped(c.req)
      const outcome = await undoKeeping(c.var.kernel, c.var.viewer, {
        id: c.req.param('id'),
        key: typed['key'] || crypto.randomUUID(),
      })
      return outcome.done ? c.redirect(`/retention/${c.req.param('id')}`, 303) : c.var.absent()
    })

function flashOf(what: string | undefined): { flash?: string } {
  const words: Readonly<Record<string, string>> = {
    found: 'The list is up to date: something new is due.',
    none: 'The list is up to date: nothing new is due.',
    kept: 'It is kept. You can undo this.',
    disposed: 'It is disposed of.',
  }
  const flash = words[what ?? '']
  return flash ? { flash } : {}
}

async function showOne(c: Context<Env>, typed: Typed, problems: Problems) {
  const { kernel, viewer, csrf } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const scope = answering(viewer)
  const loaded = await kernel.db.as(scope, async tx => {
    const due = await findDue(tx, c.req.param('id') ?? '')
    if (!due) return undefined
    const { personId } = due
    await disclose(tx, kernel, scope, {
      page: 'retention/one',
      people: [{ personId, categories: ['rights', 'identity'] }],
    })
    const names = await displayNames(tx, scope, [personId])
    return {
      due,
      name: names.get(personId),
      isHeld: (await heldAmong(tx, [personId])).has(personId),
      words: await loadWords(tx),
    }
  })
  if (!loaded) return c.var.absent()
  return c.var.render(
    {
      title: 'Keep or dispose',
      crumbs: [{ text: 'Retention', href: '/retention' }, { text: 'Keep or dispose' }],
      ...flashOf(c.req.query('done')),
      ...(Object.keys(problems).length > 0 && { status: 422 as const }),
    },
    <DueView
      {...loaded}
      csrf={csrf}
      typed={typed}
      problems={problems}
      today={dayOf(kernel.now())}
      reference={personReference(kernel, viewer.partnershipId, loaded.due.personId)}
    />,
  )
}

async function keep(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const id = c.req.param('id') ?? ''
  const why = typed['keep-why'] ?? ''
  const until = typedDay(typed, 'until')
  const problems = {
    ...(why === '' && { 'keep-why': 'Say why it is kept' }),
    ...(why.length > longest && { 'keep-why': 'Use 2,000 characters or fewer' }),
    ...(!until && { 'until-day': 'Enter the day on which it is looked at again' }),
    ...(until && until <= dayOf(kernel.now()) && { 'until-day': 'The day must be in the future' }),
  }
  if (Object.keys(problems).length > 0 || !until) return showOne(c, typed, problems)
  const outcome = await keepDue(kernel, viewer, { id, until, why, key: typed['key'] || crypto.randomUUID() })
  return outcome.done ? c.redirect(`/retention/${id}?done=kept`, 303) : showOne(c, typed, { 'keep-why': outcome.why })
}

async function dispose(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const id = c.req.param('id') ?? ''
  const why = typed['why'] ?? ''
  const problems = {
    ...(why === '' && { why: 'Say why it may go' }),
    ...(why.length > longest && { why: 'Use 2,000 characters or fewer' }),
    ...(typed['sure'] !== 'yes' && { sure: 'Confirm that it may go for good' }),
  }
  if (Object.keys(problems).length > 0) return showOne(c, typed, problems)
  const outcome = await disposeOf(kernel, viewer, { id, why, key: typed['key'] || crypto.randomUUID() })
  return outcome.done ? c.redirect('/retention?done=disposed', 303) : showOne(c, typed, { why: outcome.why })
}
