import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { clocksOf } from '../../../kernel/clocks.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { loadWords } from '../../store/words.ts'
import { answeredBefore, settleDispute } from '../../subject/actions/settleDispute.ts'
import { isOutcome } from '../../subject/dispute.ts'
import { findDispute, findDisputed, listDisputes } from '../../subject/disputeStore.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'
import { uuid } from '../subject-requests/page.tsx'
import { DisputesView } from './listView.tsx'
import { newDispute, showNewDispute } from './newPage.tsx'
import { DisputeView } from './oneView.tsx'

const one = `/disputes/:id${uuid}`
const longest = 2_000

/** Records that their person disputes: raised by whoever sees the record, answered by whoever answers for it. */
export const disputePages = () =>
  new Hono<Env>()
    .get('/disputes', async c => {
      const { kernel, viewer } = c.var
      if (!mayAnswerForData(viewer)) return c.var.absent()
      const scope = answering(viewer)
      const loaded = await kernel.db.as(scope, async tx => {
        const disputes = await listDisputes(tx)
        const people = [...new Set(disputes.map(({ personId }) => personId))]
        await disclose(tx, kernel, scope, {
          page: 'disputes',
          people: people.map(personId => ({ personId, categories: ['rights', 'identity'] })),
        })
        return {
          disputes,
          clocks: await clocksOf(
            tx,
            disputes.map(({ id }) => id),
          ),
          names: await displayNames(tx, scope, people),
          words: await loadWords(tx),
        }
      })
      return c.var.render(
        { title: 'Disputes', wide: true },
        <DisputesView {...loaded} now={kernel.now()} today={dayOf(kernel.now())} />,
      )
    })
    .get('/disputes/new', showNewDispute)
    .post('/disputes', newDispute)
    .get(one, c => showOne(c, {}, {}))
    .post(`${one}/settle`, settle)

async function showOne(c: Context<Env>, typed: Typed, problems: Problems) {
  const { kernel, viewer, csrf } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const id = c.req.param('id') ?? ''
  const scope = answering(viewer)
  const loaded = await kernel.db.as(scope, async tx => {
    const dispute = await findDispute(tx, id)
    if (!dispute) return undefined
    const { personId } = dispute
    await disclose(tx, kernel, scope, { page: 'disputes/one', people: [{ personId, categories: ['rights'] }] })
    const names = await displayNames(tx, scope, [personId])
    return {
      dispute,
      disputed: await findDisputed(tx, id),
      clocks: await clocksOf(tx, [id]),
      name: names.get(personId),
      words: await loadWords(tx),
    }
  })
  if (!loaded) return c.var.absent()
  const { reference } = loaded.dispute
  return c.var.render(
    {
      title: `Dispute ${reference}`,
      crumbs: [{ text: 'Disputes', href: '/disputes' }, { text: reference }],
      ...(Object.keys(problems).length > 0 && { status: 422 as const }),
      ...(c.req.query('done') && { flash: 'The dispute is answered.' }),
    },
    <DisputeView
      {...loaded}
      csrf={csrf}
      typed={typed}
      problems={problems}
      now={kernel.now()}
      today={dayOf(kernel.now())}
    />,
  )
}

async function settle(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const id = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  const { outcome = '', why = '', note = '' } = typed
  const problems = {
    ...(!isOutcome(outcome) && { outcome: 'Choose what comes of it' }),
    ...(why === '' && { why: 'Say why' }),
    ...(isOutcome(outcome) &&
      outcome !== 'withdraw' &&
      note === '' && { note: 'Write what stands beside the record' }),
    ...(why.length > longest && { why: 'Use 2,000 characters or fewer' }),
    ...(note.length > longest && { note: 'Use 2,000 characters or fewer' }),
  }
  if (Object.keys(problems).length > 0 || !isOutcome(outcome)) return showOne(c, typed, problems)
  const settled = await settleDispute(kernel, viewer, {
    id,
    step: outcome,
    why,
    note,
    takesOut: typed['takes-out'] === 'yes',
    key: typed['key'] || crypto.randomUUID(),
  })
  if (settled.done) return c.redirect(`/disputes/${id}?done=settled`, 303)
  return settled.why === answeredBefore ? showOne(c, typed, { outcome: answeredBefore }) : c.var.absent()
}
