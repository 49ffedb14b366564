import type { EpisodeEntry } from '../../practice/episode.ts'
import { textIn } from '../../practice/question.ts'

/** A goal of a family, numbered in the order in which the goals were set. */
export type Goal = Readonly<{
  number: number; goal: string; action: string; byWhom: string; byWhen: string
  /** As it was said at the last review; nothing before the first. */
  progress?: string
}>

const settled = ['met', 'dropped']

/** The goals so far, from what was recorded, newest first or not. */
export function goalsOf(entries: readonly EpisodeEntry[]): Goal[] {
  const oldestFirst = entries.toSorted((one, other) => one.recordedAt.getTime() - other.recordedAt.getTime())
  const reviews = oldestFirst.filter(({ step }) => step === 'review')
  return oldestFirst.filter(({ step }) => step === 'add_goal').map(({ answers }, place) => {
    const number = place + 1
    const progress = reviews.map(review => textIn(review.answers, `progress_${number}`)).findLast(said => said !== '')
    return {
      number, goal: textIn(answers, 'family_goal'), action: textIn(answers, 'family_action'),
      byWhom: textIn(answers, 'by_whom'), byWhen: textIn(answers, 'by_when'), ...(progress && { progress }),
    }
  })
}

export const isSettled = ({ progress }: Goal): boolean => progress !== undefined && settled.includes(progress)
