import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { practicesOf } from '../registry.ts'
import type { PracticeRoom } from '../room.ts'
import { beginPages } from './begin/page.tsx'
import { episodePages } from './one/page.tsx'

/** The pages that every practice has, from its definition. */
export function practicePages(rooms: readonly PracticeRoom[]): Hono<Env> {
  const practices = practicesOf(rooms.flatMap(room => room.practices))
  const panels = rooms.flatMap(room => room.panels ?? [])
  const app = new Hono<Env>()
  for (const practice of practices.values())
    app.route('/', beginPages(practice, practices)).route('/', episodePages({ practice, practices, panels }))
  return app
}
