import type { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Env } from '../kernel/web.ts'
import type { Facts, Practice } from './practice.ts'
import type { Practices } from './practices.ts'
import type { Setting } from './settings.ts'

/** A part of an episode's page that only one room has; it reads in the page's own transaction. */
export type EpisodePanel = Readonly<{
  /** Of these kinds of episode. */
  kinds: readonly string[]
  place: 'before_steps' | 'after_steps' | 'end'
  show: (reading: Readonly<{ tx: Tx; kernel: Kernel; scope: Scope; facts: Facts; csrf: string }>) => Promise<Child | undefined>
}>

/** What a practice room hands to the composition root: its practices, and what it has beside the common pages. */
export type PracticeRoom = Readonly<{
  practices: readonly Practice[]
  panels?: readonly EpisodePanel[]
  /** Mounted before the common pages. */
  pages?: (practices: Practices) => Hono<Env>
  settings?: readonly Setting[]
}>
