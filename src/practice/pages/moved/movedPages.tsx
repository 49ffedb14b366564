import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Scope } from '../../../kernel/context.ts'
import type { Env } from '../../../kernel/web.ts'
import { openWork } from '../../../kernel/work.ts'
import { isId } from '../../../people/pages/typed.ts'
import type { Practices } from '../../practices.ts'
import { loadTitles } from '../../store/staff.ts'
import { confirmTold, listMoves, listReadingsBefore } from './moves.ts'
import { MovedView } from './movedView.tsx'

const privacy = ['privacy_officer', 'information_governance_lead']

/**
 * To whom the wrong child was shown for work that has been moved, so that each can be told: for the owner's team under the
 * work's own address, and for whoever answers for the owner's data.
 */
export function movedPages(practices: Practices): Hono<Env> {
  const app = new Hono<Env>()
  for (const path of ['/episodes', ...[...practices.values()].map(practice => practice.path)]) {
    app.get(`${path}/:id{[0-9a-f\\-]{36}}/moved`, c => show(c, practices, path))
    app.post(`${path}/:id{[0-9a-f\\-]{36}}/moved`, async c => {
      const scope = await scopeFor(c)
      const form = await c.req.parseBody()
      const move = typeof form['move'] === 'string' ? form['move'] : undefined
      if (!scope || !isId(move)) return c.var.absent()
      const id = c.req.param('id')
      const isKnown = await c.var.kernel.db.as(scope, async tx => {
        const known = (await listMoves(tx, id)).some(one => one.id === move)
        if (known) await confirmTold(tx, move)
        return known
      })
      return isKnown ? c.redirect(`${path}/${id}/moved?done=told`, 303) : c.var.absent()
    })
  }
  return app
}

/** The work's own scope for its team; for whoever answers for the data, the functions of the wall decide. */
async function scopeFor(c: Context<Env>): Promise<Scope | undefined> {
  const { kernel, viewer } = c.var
  if (privacy.includes(viewer.role)) return { viewer, purpose: 'oversight', lens: 'hub' }
  return (await openWork(kernel, viewer, c.req.param('id') ?? ''))?.scope
}

async function show(c: Context<Env>, practices: Practices, path: string) {
  const id = c.req.param('id') ?? ''
  const scope = await scopeFor(c)
  const found = scope && await c.var.kernel.db.as(scope, async tx => {
    const moves = await listMoves(tx, id)
    return {
      moves: await Promise.all(moves.map(async move => ({ move, readings: await listReadingsBefore(tx, move.id) }))),
      titles: await loadTitles(tx),
    }
  })
  const [first] = found?.moves ?? []
  const practice = first && practices.get(first.move.kind)
  if (!found || !first || !practice) return c.var.absent()
  const title = `Who read the wrong child’s record: ${practice.words.one.toLowerCase()} ${first.move.reference}`
  const flash = c.req.query('done') === 'told' ? 'Recorded: everybody has been told.' : undefined
  return c.var.render({ title, wide: true, crumbs: [{ text: title }], ...(flash && { flash }) },
    <MovedView title={title} {...found} action={`${path}/${id}/moved`} csrf={c.var.csrf} />)
}
