import { randomUUID } from 'node:crypto'
import { viewerOf } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { takeStep } from '../practice/actions/takeStep.ts'
import type { Answers } from '../practice/question.ts'
import { practicesOf } from '../practice/practices.ts'
import { custodyRoom } from './room.ts'

export const practices = practicesOf(custodyRoom.practices)

/** What a custody sergeant writes when a child comes in, at that time. */
export const broughtInAt = (relevantAt: Date): Answers => ({
  age_known_from: 'record', communicates: 'Short sentences, pictures, time to answer', needs: [
    'autism', 'speech_language',
  ],
  adjustments: 'Quiet room, lights down, mother beside him', injured: 'no', unwell: 'no', exploited: 'no', cared_for_by: 'parent',
  reach_them: 'Mother, by phone', school: 'yes', reason: 'arrested', offence: 'theft', account: 'Said to have taken a phone.',
  relevant_at: relevantAt.toISOString(),
})

export const authorisedAt = (at: Date): Answers => ({
  adjusted: 'Explained with pictures', alternatives: ['voluntary_attendance', 'taken_home'], why_detained: 'The phone has to be found tonight.',
  ground: 'evidence', gravity_offence: 'theft', gravity: 2, authorised_at: at.toISOString(),
})

export const hoursBefore = (now: Date, hours: number) => new Date(now.getTime() - hours * 3_600_000)

/** Episodes of the custody room as their personas carry them out. */
export function custodyOf(w: World) {
  const revisionOf = async (id: string): Promise<number> =>
    (await w.owner.query('select revision from episode where id = $1', [id])).rows[0]?.revision ?? 0
  return {
    begin: (who: Persona, begun: { kind: string; personId: string; answers: Answers; agencyId?: string }) =>
      beginEpisode(w.kernel, viewerOf(who), practices, { ...begun, key: randomUUID() }),
    take: async (who: Persona, episodeId: string, step: string, answers: Answers = {}) =>
      takeStep(w.kernel, viewerOf(who), practices, {
        episodeId, step, answers, key: randomUUID(), revision: await revisionOf(episodeId),
      }),
    /** A child who was brought in some hours ago; the id of the detention. */
    bringIn: async (personId: string, hours = 2): Promise<string> => {
      const begun = await beginEpisode(w.kernel, viewerOf('custody'), practices, {
        kind: 'detention', personId, answers: broughtInAt(hoursBefore(w.kernel.now(), hours)), key: randomUUID(),
      })
      if (!begun.done) throw new Error(begun.why)
      return begun.value.id
    },
    begunBy: async (parentId: string, kind: string): Promise<string | undefined> =>
      (await w.owner.query('select id from episode where parent_id = $1 and kind = $2', [parentId, kind])).rows[0]?.id,
    clocks: async (workId: string): Promise<Record<string, { startsAt: Date; dueAt: Date; stoppedAt: Date | null }>> => {
      const { rows } = await w.owner.query('select rule, starts_at, due_at, stopped_at from clock where work_id = $1 order by starts_at, id', [
        workId,
      ])
      return Object.fromEntries(rows.map(row => [
        row.rule, { startsAt: row.starts_at, dueAt: row.due_at, stoppedAt: row.stopped_at },
      ]))
    },
  }
}
