import type { Episode, EpisodeEntry } from '../practice/episode.ts'
import { textIn } from '../practice/question.ts'

export type CountedReferral = Readonly<{
  id: string; personId: string; reference: string; state: string; openedAt: Date
  inTime: boolean; isDue: boolean; hasPlan: boolean; hasEngaged: boolean
}>

type Reading = Readonly<{
  episode: Episode; entries: readonly EpisodeEntry[]; clock?: { dueAt: Date; stoppedAt?: Date | undefined } | undefined; now: Date
}>

/** The working day is kept only by the receipt; a referral that is still on its way within the day counts neither way. */
export function countedFrom({ episode, entries, clock, now }: Reading): CountedReferral {
  const keptAt = clock?.stoppedAt
  return {
    id: episode.id, personId: episode.personId, reference: episode.reference, state: episode.state, openedAt: episode.openedAt,
    inTime: clock !== undefined && keptAt !== undefined && keptAt <= clock.dueAt,
    isDue: clock !== undefined && (keptAt !== undefined || clock.dueAt < now),
    hasPlan: entries.some(({ step }) => step === 'plan'),
    hasEngaged: entries.some(({ step, answers }) => step === 'session' && textIn(answers, 'came') === 'attended'),
  }
}

export type Figure = Readonly<{ code: string; title: string; how: string; met: readonly CountedReferral[]; of: readonly CountedReferral[] }>

/** K13, with the referrals behind every figure. What was not taken on is in none but the first. */
export function figuresOf(list: readonly CountedReferral[]): Figure[] {
  const due = list.filter(({ isDue }) => isDue)
  const taken = list.filter(({ state }) => state !== 'not_taken')
  const planned = taken.filter(({ hasPlan }) => hasPlan)
  return [
    { code: 'K13', title: 'Received within one working day', of: due, met: due.filter(({ inTime }) => inTime),
      how: 'From the event, or from when it was learned of, until youth justice had what it needs.' },
    { code: 'K13 plan', title: 'A plan is in place', of: taken, met: planned, how: 'Of all that were taken on.' },
    { code: 'K13 engaged', title: 'The child came at least once', of: planned, met: planned.filter(({ hasEngaged }) => hasEngaged),
      how: 'Of all with a plan. Not brought, and not yet, are not the child’s failing: see each.' },
  ]
}
