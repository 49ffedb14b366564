import { Hono } from 'hono'
import { saveAnswers } from './drafts.ts'
import type { Env } from './web.ts'
import { deskScope } from './work.ts'

const longest = 100_000
const fieldName = /^[a-z][a-z0-9-]{0,99}$/

/** Autosave: one field at a time. 409 says what stands there when the same field was changed on another device. */
export const draftRoutes = () => new Hono<Env>()
  .post('/drafts/:id/answers', async c => {
    c.header('cache-control', 'no-store')
    const { kernel, viewer } = c.var
    const form = await c.req.formData()
    const name = form.get('name')
    const values = form.getAll('value').filter(value => typeof value === 'string')
    if (typeof name !== 'string' || !fieldName.test(name)) return c.json({ why: 'no such field' }, 400)
    if (values.join('').length > longest) return c.json({ why: 'too long to be saved' }, 413)
    const revision = form.get('revision')
    const change = {
      answers: { [name]: values.length === 1 ? values[0] : values },
      revision: typeof revision === 'string' ? revision : '',
    }
    const saved = await kernel.db.as(
      deskScope(viewer, 'safeguard_child'), tx => saveAnswers(tx, viewer, c.req.param('id'), change),
    )
    if (!saved) return c.json({ why: 'no such draft' }, 404)
    const [conflict] = saved.conflicts
    return conflict
      ? c.json({ current: conflict.current, revision: saved.revision }, 409)
      : c.json({ savedAt: saved.savedAt.toISOString(), revision: saved.revision })
  })
