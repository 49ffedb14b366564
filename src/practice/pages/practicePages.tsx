import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { practicesOf } from '../practices.ts'
import type { PracticeRoom } from '../room.ts'
import { beginPages } from './begin/page.tsx'
import { allLives, lifePages } from './life/page.tsx'
import { listPages } from './list/page.tsx'
import { episodePages } from './one/page.tsx'
import { toEpisode } from './toEpisode.ts'
import { worklistPages } from './worklist/page.tsx'

/** The pages that every practice has, from its definition. */
export function practicePages(rooms: readonly PracticeRoom[]): Hono<Env> {
  const practices = practicesOf(rooms.flatMap(room => room.practices))
  const panels = rooms.flatMap(room => room.panels ?? [])
  const app = new Hono<Env>()
    .route('/', allLives([...practices.values()])).route('/', worklistPages(practices)).route('/', toEpisode(practices))
  for (const practice of practices.values())
    app.route('/', listPages(practice, practices)).route('/', lifePages(practice)).route('/', beginPages(practice, practices))
      .route('/', episodePages({ practice, practices, panels }))
  return app
}
