import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { findWord } from '../../practice/life.ts'
import { textIn } from '../../practice/question.ts'
import type { Answers } from '../../practice/question.ts'
import type { Episode, EpisodeEntry } from '../../practice/episode.ts'
import { listEntriesOf } from '../../practice/store/entries.ts'
import { findEpisode } from '../../practice/store/episodes.ts'
import { familyPlanKind, familyReadsOf } from './familyPlan.ts'
import { goalsOf } from './goals.ts'
import type { Goal } from './goals.ts'

/** What the family said, and what its worker answered. */
export type Said = Readonly<{ key: string; by: 'family' | 'worker'; about: string; words: string; at: Date }>

/** The plan as the family reads it: only what was written for it, whoever looks. */
export type FamilyPlanView = Readonly<{
  episode: Episode; good: string; why: string; goals: readonly Goal[]; agreed: string; nextMeetingOn: string; ending: string
  team: readonly string[]; said: readonly Said[]
}>

/**
 * Reads the plan through the questions that the family reads, by name. A worker's preview is made of the same few answers
 * as the parent's page, so that what the worker checks is what the parent gets.
 */
export async function findFamilyView(tx: Tx, kernel: Kernel, episodeId: string): Promise<FamilyPlanView | undefined> {
  const episode = await findEpisode(tx, kernel, episodeId)
  if (episode?.kind !== familyPlanKind) return undefined
  const entries = (await listEntriesOf(tx, episodeId)).map(entry => ({ ...entry, answers: readable(entry) }))
  const newest = (id: string) => entries.map(({ answers }) => textIn(answers, id)).find(text => text !== '') ?? ''
  return {
    episode, goals: goalsOf(entries), good: newest('family_good'), why: newest('family_why'), agreed: newest('family_agreed'),
    nextMeetingOn: newest('next_meeting_on'), ending: episode.closedAt ? newest('family_summary') : '',
    team: teamOf(entries),
    said: entries.flatMap(entry => saidIn(entry)),
  }
}

const readable = ({ step, answers }: EpisodeEntry): Answers => {
  const shown = familyReadsOf(step)
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)))
}

/** Where those around the family come from, without their names. */
function teamOf(entries: readonly EpisodeEntry[]): string[] {
  const team = new Set<string>()
  for (const { answers } of entries.filter(({ step }) => step === 'team').toReversed()) {
    const from = textIn(answers, 'team_role')
    if (textIn(answers, 'team_change') === 'leaves') team.delete(from)
    else team.add(from)
  }
  return [...team]
}

function saidIn({ step, answers, takingId, recordedAt }: EpisodeEntry): Said[] {
  const by = findWord(['family', 'worker'] as const, step === 'family_says' ? 'family' : step === 'answer_family' ? 'worker' : '')
  const words = textIn(answers, by === 'family' ? 'family_words' : 'family_answer')
  return by && words !== '' ? [{ key: takingId, by, about: textIn(answers, 'about'), words, at: recordedAt }] : []
}
