import type { Episode, EpisodeEntry } from '../practice/episode.ts'
import { instantIn, textIn } from '../practice/question.ts'
import type { Answers } from '../practice/question.ts'
import { stayOf } from './hours.ts'

/** One detention as it is counted: what is open to the viewer, and nothing that names the child. */
export type Counted = Readonly<{
  id: string; personId: string; reference: string; arrivedAt: Date; state: string; reason: string; ethnicity?: string
  /** How it ended so far. */
  outcome?: string
  minutesToAdult?: number
  /** Only for a child who was charged and refused bail. */
  after?: Readonly<{
    hours: number; nights: number; bed: 'not_asked' | 'asked' | 'offered' | 'none' | 'moved'; isSecure: boolean; isCertified: boolean,
  }>
  followUp: FollowUp
}>

export type FollowUp = 'missing' | 'waiting' | 'late' | 'offered' | 'not_reached'
export type Asked = Pick<Episode, 'id' | 'kind' | 'state' | 'openedAt'> & { isLate?: boolean }

export type Reading = Readonly<{
  detention: Pick<Episode, 'id' | 'personId' | 'reference' | 'openedAt' | 'state' | 'closedAt'>
  /** Newest first. */
  entries: readonly EpisodeEntry[]
  asked: readonly Asked[]
  ethnicity?: string | undefined
  now: Date
}>

/** How a detention ended where the step itself says it. */
const ended: Readonly<Record<string, string>> = {
  divert: 'not_detained', bail: 'charged', to_court: 'charged', move: 'charged',
}

export function countedFrom({ detention, entries, asked, ethnicity, now }: Reading): Counted {
  const answersOf = (step: string): Answers => entries.find(entry => entry.step === step)?.answers ?? {}
  const here = entries.findLast(({ step }) => step === 'adult_here')
  const last = entries.find(({ step }) => step === 'outcome' || step === 'leave' || ended[step])
  const chargedAt = instantIn(answersOf('refuse_bail'), 'charged_at')
  const arrivedAt = instantIn(answersOf('begin'), 'relevant_at') ?? detention.openedAt
  const leftAt = last && last.step !== 'outcome' ? last.happenedAt : detention.closedAt
  const outcome = last && (ended[last.step] ?? textIn(last.answers, 'outcome'))
  return {
    id: detention.id, personId: detention.personId, reference: detention.reference, state: detention.state, arrivedAt,
    reason: textIn(answersOf('begin'), 'reason'), followUp: followUpOf(asked),
    ...(ethnicity && { ethnicity }), ...(outcome && { outcome }),
    ...(here && {
      minutesToAdult: Math.max(0, Math.round((here.happenedAt.getTime() - arrivedAt.getTime()) / 60_000)),
    }),
    ...(chargedAt && { after: {
      ...stayOf({ chargedAt, leftAt, now }), bed: bedOf(asked, entries), isSecure: textIn(answersOf('ask_bed'), 'accommodation') === 'secure',
      isCertified: entries.some(({ step }) => step === 'certify'),
    } }),
  }
}

function bedOf(asked: readonly Asked[], entries: readonly EpisodeEntry[]) {
  if (entries.some(({ step }) => step === 'move')) return 'moved'
  const request = asked.find(({ kind }) => kind === 'bed_request')
  if (request?.state === 'moved') return 'moved'
  if (request?.state === 'offered' || request?.state === 'none') return request.state
  return request || entries.some(({ step }) => step === 'ask_bed') ? 'asked' : 'not_asked'
}

/** The best that was done for a family: somebody who asked twice has not missed anybody. */
export function followUpOf(asked: readonly Asked[]): FollowUp {
  const offers = asked.filter(({ kind }) => kind === 'liaison_offer')
  if (offers.length === 0) return 'missing'
  if (offers.some(({ state }) => state === 'offered' || state === 'ended')) return 'offered'
  if (offers.some(({ state }) => state === 'not_reached')) return 'not_reached'
  return offers.some(({ isLate }) => isLate) ? 'late' : 'waiting'
}

/** What counts as diverted: not detained, or settled without caution or charge. */
export const divertedOutcomes = ['not_detained', 'community_resolution', 'outcome_22'] as const
const undecided = ['under_investigation', 'bailed']

export const isDecided = ({ outcome }: Counted): boolean => outcome !== undefined && !undecided.includes(outcome)
export const isDiverted = ({ outcome }: Counted): boolean => divertedOutcomes.some(diverted => diverted === outcome)

export type Figure = Readonly<{
  code: string; title: string; how: string
  /** Of these, those that meet it; a plain count has no `of`. */
  met: readonly Counted[]; of?: readonly Counted[]
}>

/** Every figure with the rows behind it, so that anybody can count again by hand. */
export function figuresOf(list: readonly Counted[]): Figure[] {
  const detained = list.filter(({ outcome, state }) => state !== 'arrived' && outcome !== 'not_detained')
  const decided = list.filter(isDecided)
  const held = list.filter(({ after }) => after)
  const overnight = held.filter(({ after }) => (after?.nights ?? 0) > 0)
  const asked = held.filter(({ after }) => after?.bed !== 'not_asked')
  return [
    { code: 'brought', title: 'Brought to a police station', how: 'Every time a child was brought in.', met: list },
    { code: 'detained', title: 'Detained', how: 'Detention was authorised.', met: detained, of: list },
    {
      code: 'diverted', title: 'Diverted',
      how: 'Not detained, community resolution or outcome 22, of all whose outcome is decided.',
      met: decided.filter(isDiverted), of: decided,
    },
    {
      code: 'adult', title: 'An appropriate adult came', how: 'The adult’s arrival is recorded.',
      met: list.filter(({ minutesToAdult }) => minutesToAdult !== undefined), of: list,
    },
    {
      code: 'K21', title: 'Overnight after charge',
      how: 'Bail refused, and still in the station at midnight, of all who were charged and refused bail.',
      met: overnight, of: held,
    },
    {
      code: 'K21 asked', title: 'A bed was asked for', how: 'Of all who were charged and refused bail.',
      met: asked, of: held,
    },
    {
      code: 'K21 given', title: 'A bed was offered',
      how: 'Offered by the council, or the child moved, of all for whom one was asked.',
      met: asked.filter(({ after }) => after?.bed === 'offered' || after?.bed === 'moved'), of: asked,
    },
    {
      code: 'K23', title: 'Follow-up was offered to the family', how: 'Of every child who was brought in.',
      met: list.filter(({ followUp }) => followUp === 'offered'), of: list,
    },
  ]
}

export function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined || sorted.length % 2 === 1) return upper
  return ((sorted[middle - 1] ?? upper) + upper) / 2
}
