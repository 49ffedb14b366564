import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { openWork } from '../../kernel/work.ts'
import type { Practices } from '../practices.ts'
import { episodePath } from './episodeWords.ts'

/** From an alert or a link that knows only the id: on to the page of its kind. */
export const toEpisode = (practices: Practices) => new Hono<Env>().get('/episodes/:id{[0-9a-f\\-]{36}}', async c => {
  const id = c.req.param('id')
  const opened = await openWork(c.var.kernel, c.var.viewer, id)
  const practice = opened?.work && practices.get(opened.work.kind)
  return practice ? c.redirect(episodePath(practice, id), 303) : c.var.absent()
})
