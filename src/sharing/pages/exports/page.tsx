import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Env } from '../../../kernel/web.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { absent, closeExport, decideBulk } from '../../exports/actions/orderExport.ts'
import { takeCopy } from '../../exports/actions/takeCopy.ts'
import { titleOfPurpose } from '../../exports/content.ts'
import { mostOfAReason, notTakenWords } from '../../exports/exportFile.ts'
import { asOneself, mayTrace } from '../../exports/policy.ts'
import { listExports, namesOf } from '../../exports/store.ts'
import { ExportsView, ExportView, NotTakenView } from './view.tsx'

const one = '/exports/:id{[0-9a-f-]{36}}'
const flashes: Record<string, string> = {
  ready: 'The file is ordered: its recipient finds it here.',
    waiting: 'The file is ordered. A second person has been asked to approve it.',
  decided: 'Your decision is recorded.', closed: 'The file is closed.',
}

/** Files: mine, those for me, those that wait for my approval. */
export const exportPages = () => new Hono<Env>()
  .get('/exports', async c => {
    const { kernel, viewer } = c.var
    const { orders, names } = await kernel.db.as(asOneself(viewer), async tx => {
      const found = await listExports(tx)
      return { orders: found, names: await namesOf(tx, found.flatMap(({ madeBy, recipient }) => [madeBy, recipient])) }
    })
    return c.var.render({ title: 'Files', wide: true, live: 'verb:export.' },
      <ExportsView orders={orders} names={names} now={kernel.now()} mayTrace={mayTrace(viewer)} />)
  })
  .get(one, c => showOrder(c))
  .get(`${one}/file.csv`, c => take(c))
  .post(`${one}/decide`, c => decide(c))
  .post(`${one}/close`, async c => {
    const { kernel, viewer } = c.var
    const exportId = c.req.param('id')
    const typed = await readTyped(c.req)
    if (!isId(exportId)) return c.var.absent()
    const outcome = await closeExport(kernel, viewer, { exportId, key: typed['key'] || randomUUID() })
    if (outcome.done) return c.redirect(`/exports/${exportId}?done=closed`, 303)
    return outcome.why === absent ? c.var.absent() : showOrder(c, { typed, problems: { words: outcome.why } })
  })

async function showOrder(c: Context<Env>, returned?: { typed: Typed; problems: Problems }): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return c.var.absent()
  const shown = await kernel.db.as(asOneself(viewer), async tx => {
    const [order] = await listExports(tx, id)
    return order && {
      order, names: await namesOf(tx, [order.madeBy, order.recipient, order.decidedBy].filter(each => each !== null)),
      purpose: await titleOfPurpose(tx, order.purpose),
    }
  })
  if (!shown) return c.var.absent()
  const flash = flashes[c.req.query('done') ?? '']
  return c.var.render({
    title: 'A file', status: returned ? 422 : 200, live: 'verb:export.',
      crumbs: [{ text: 'Files', href: '/exports' }, { text: 'One file' }],
    ...(flash !== undefined && { flash }),
  }, <ExportView {...shown} {...returned ?? { typed: {}, problems: {} }} csrf={csrf} now={kernel.now()}
    me={viewer.staffId} />)
}

async function take(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return c.var.absent()
  const copy = await takeCopy(kernel, viewer, id)
  if (copy === 'absent') return c.var.absent()
  if (typeof copy === 'string') return c.var.render({ title: 'This file cannot be taken', status: 409 }, <NotTakenView
    why={notTakenWords[copy]} id={id} />)
  return c.body(copy.text, 200, {
    'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${copy.name}"`,
      'cache-control': 'no-store',
  })
}

async function decide(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const exportId = c.req.param('id') ?? ''
  const typed = await readTyped(c.req)
  if (!isId(exportId)) return c.var.absent()
  const words = typed['words'] ?? ''
  const answer = typed['answer']
  if ((answer !== 'yes' && answer !== 'no') || words === '' || words.length > mostOfAReason)
    return showOrder(c, { typed, problems: { words: words.length > mostOfAReason
      ? `Use ${mostOfAReason} characters or fewer` : 'Say why' } })
  const outcome = await decideBulk(kernel, viewer, { exportId, yes: answer === 'yes', words, key: typed['key']
    || randomUUID() })
  if (outcome.done) return c.redirect(`/exports/${exportId}?done=decided`, 303)
  return outcome.why === absent ? c.var.absent() : showOrder(c, { typed, problems: { words: outcome.why } })
}
