import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import type { Practices } from '../practices.ts'
import { findEpisode } from '../store/episodes.ts'
import { absent, changedSince } from './takeStep.ts'

export type Moving = {
  episodeId: string; toPersonId: string; revision: number; key: string
  /** How it came about; it names nobody else than the two children's record needs. */
  why: string
}

export const moveRefusals = {
  notYours: 'Only the team whose work this is can move it to another child.',
  noWhy: 'Say how it came to be about the wrong child.',
} as const

/**
 * Moves an episode that was begun for the wrong child to the right one, with all that it began and all that was recorded
 * in it. Acts and readings stay as they were; who has read the wrong child's record is listed, so that each can be told.
 */
export async function moveEpisode(
  kernel: Kernel, viewer: Viewer, practices: Practices, moving: Moving,
): Promise<Outcome<{ moveId: string }>> {
  const { episodeId, toPersonId, revision } = moving
  const why = moving.why.trim()
  const opened = await openWork(kernel, viewer, episodeId)
  const practice = opened?.work && practices.get(opened.work.kind)
  if (!opened?.work || !practice) return refused(absent)
  const { scope } = opened
  const command = { name: `${practice.kind} move`, key: moving.key, about: opened.work.personId }
  return carryOut(kernel, scope, command, async (tx, record) => {
    const episode = await findEpisode(tx, kernel, episodeId)
    if (!episode) return refused(absent)
    // What is over may turn out to be about the wrong child, too.
    if (viewer.agencyId !== episode.agencyId || !practice.team.includes(viewer.role)) return refused(moveRefusals.notYours)
    if (episode.revision !== revision) return refused(changedSince)
    if (why === '') return refused(moveRefusals.noWhy)
    const moveId = randomUUID()
    const both = [episode.personId, toPersonId].map(personId => ({ personId, categories: ['identity'] }))
    await disclose(tx, kernel, scope, { page: 'practice/move', people: both })
    const { rows: [row] } = await sql<{ why: string | null }>`
      select authz.move_episode(${moveId}::uuid, ${episodeId}::uuid, ${toPersonId}::uuid, ${why},
        ${practice.begin.onlyOne ?? false}) as why`.execute(tx)
    if (row?.why) return refused(row.why)
    const act = { cell: episode.cell, workId: episodeId, subjectId: moveId }
    record({ verb: `${practice.kind}.moved_away`, personId: episode.personId, ...act })
    record({ verb: `${practice.kind}.moved_here`, personId: toPersonId, ...act })
    return done({ moveId })
  })
}
