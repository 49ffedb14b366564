import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import type { Practices } from '../practices.ts'
import { absencePages } from './absence/page.tsx'
import { digestPages } from './digest/page.tsx'
import { handOverRoutes } from './handing-over/handOverRoutes.tsx'
import { movedPages } from './moved/movedPages.tsx'
import { movePages } from './moved/movePages.tsx'

/** What every piece of work needs beside its steps; mounted before the pages of the practices. */
export const upkeepPages = (practices: Practices): Hono<Env> => new Hono<Env>()
  .route('/', handOverRoutes(practices)).route('/', movePages(practices)).route('/', movedPages(practices))
  .route('/', absencePages()).route('/', digestPages())
