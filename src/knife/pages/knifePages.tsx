import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import type { Practices } from '../../practice/practices.ts'
import { countsPage } from './countsPage.tsx'
import { criteriaPage } from './criteriaPage.tsx'
import { dismissEvent, referEvent, unreferredPage } from './unreferredPage.tsx'

/** What the room has beside the common pages. */
export const knifePages = (practices: Practices) => new Hono<Env>()
  .get('/knife/criteria', criteriaPage)
  .get('/knife/counts', countsPage)
  .get('/knife/unreferred', c => unreferredPage(c))
  .post('/knife/unreferred/:record/refer', c => referEvent(c, practices))
  .post('/knife/unreferred/:record/dismiss', dismissEvent)
