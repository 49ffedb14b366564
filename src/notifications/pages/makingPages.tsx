import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import type { Lexicon } from '../../wording/lexicon.ts'
import { checkPages } from './notifications/make/check/page.tsx'
import { choosingPages } from './notifications/make/choosing/page.tsx'
import { startPages } from './notifications/make/page.tsx'
import { questionPages } from './notifications/make/question/page.tsx'
import { myNotificationPages } from './notifications/page.tsx'
import { sentPages } from './notifications/sent/page.tsx'

export type MakingDependencies = { lexiconAt: (at: Date) => Promise<Lexicon> }

/** Everything a referrer needs; mounted before `/notifications/:id`, which would take these addresses for ids. */
export const makingPages = ({ lexiconAt }: MakingDependencies) => new Hono<Env>()
  .route('/', myNotificationPages())
  .route('/', startPages())
  .route('/', choosingPages())
  .route('/', checkPages())
  .route('/', sentPages())
  .route('/', questionPages(lexiconAt))
