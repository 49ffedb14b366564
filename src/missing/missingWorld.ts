import { randomUUID } from 'node:crypto'
import { viewerOf, world } from '../../tests/world.ts'
import type { Persona } from '../../tests/world.ts'
import { openWork } from '../kernel/work.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { takeStep } from '../practice/actions/takeStep.ts'
import type { Answers } from '../practice/question.ts'
import { practicesOf } from '../practice/practices.ts'
import { findEpisode, listBegunBy } from '../practice/store/episodes.ts'
import { listEntriesOf } from '../practice/store/entries.ts'
import { returnInterview } from './returnInterview.ts'
import { missingEpisode } from './missingEpisode.ts'
import { safeCheck } from './safeCheck.ts'
import { strategyMeeting } from './strategyMeeting.ts'

const practices = practicesOf([missingEpisode, safeCheck, returnInterview, strategyMeeting])

export const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

export const report = (more: Answers = {}): Answers => ({
  reported_at: ago(2), reporter_relationship: 'home', reporter_name: 'Night staff', reporter_contact: '01632 960 001',
  last_seen_at: ago(3), last_seen_where: 'By the front door', tried: ['phone', 'home'], tried_detail: 'No answer',
  immediate_danger: 'no', worry: 'Has not come back and does not answer', absence: 'care', home_authority: 'Wexmere',
  ...more,
})

export const reasons = 'A fourteen-year-old who was threatened by an older group last week and has no phone with them'

export const found = (more: Answers = {}): Answers => ({
  found_at: ago(1), found_how: 'police', found_place: 'public', found_where: 'Bus station, stand 4',
  found_with: 'Two older boys', condition: 'well', ...more,
})

/** The whole product, and the verbs of this room in a line each. */
export async function missingWorld() {
  const w = await world()
  const begin = (who: Persona, personId: string, answers: Answers = report()) => beginEpisode(
    w.kernel, viewerOf(who), practices, { kind: 'missing_episode', personId, answers, key: randomUUID() })
  const look = async (who: Persona, id: string) => {
    const opened = await openWork(w.kernel, viewerOf(who), id)
    return opened && w.kernel.db.as(opened.scope, async tx => ({
      episode: await findEpisode(tx, w.kernel, id), entries: await listEntriesOf(tx, id),
      children: await listBegunBy(tx, w.kernel, id),
    }))
  }
  return {
    ...w, begin, look,
    begun: async (who: Persona, personId: string, answers?: Answers): Promise<string> => {
      const made = await begin(who, personId, answers)
      if (!made.done) throw new Error(made.why)
      return made.value.id
    },
    take: async (who: Persona, episodeId: string, ...[step, answers = {}]: [string, Answers?]) => {
      const revision = (await look(who, episodeId))?.episode?.revision ?? 0
      return takeStep(w.kernel, viewerOf(who), practices, { episodeId, step, revision, key: randomUUID(), answers })
    },
    /** The clocks that run, by rule, and since when. */
    running: async (id: string) => (await w.owner.query<{ rule: string; starts_at: Date }>(
      'select rule, starts_at from clock where work_id = $1 and stopped_at is null order by rule', [id])).rows,
    /** The piece of work of that kind that an episode began. */
    child: async (who: Persona, id: string, kind: string) =>
      (await look(who, id))?.children.find(one => one.kind === kind)?.id ?? '',
  }
}

export type MissingWorld = Awaited<ReturnType<typeof missingWorld>>
