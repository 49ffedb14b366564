import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { countsPage } from './countsPage.tsx'
import { followUpPage } from './followUpPage.tsx'
import { nowPage } from './nowPage.tsx'

/** What custody has beside the common pages: who is here now, whose family was offered follow-up, and the counts. */
export const custodyPages = () => new Hono<Env>()
  .get('/custody/now', nowPage).get('/custody/follow-up', followUpPage).get('/custody/counts', countsPage)
