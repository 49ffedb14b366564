import type { Facts } from '../../practice/practice.ts'
import { instantIn, textIn } from '../../practice/question.ts'
import type { Answers } from '../../practice/question.ts'
import type { EpisodeEntry } from '../../practice/episode.ts'
import { ranks } from './settings.ts'
import type { Rank, SearchRules } from './settings.ts'

/** The steps that say that a child was searched: by the rules, urgently, or outside the rules. */
export const searchedSteps = ['conduct', 'urgent', 'breach'] as const

const height = (rank: Rank) => ranks.indexOf(rank)
export const rankWords: Readonly<Record<Rank, string>> = {
  constable: 'constable', sergeant: 'sergeant', inspector: 'inspector', chief_inspector: 'chief inspector',
  superintendent: 'superintendent', chief_superintendent: 'chief superintendent',
}

/** The stricter of the floors. A national floor that is pending may only make it stricter, never milder. */
export function neededRank({ nationalFloor, forceFloor }: Pick<SearchRules, 'nationalFloor' | 'forceFloor'>): Rank {
  return height(nationalFloor) > height(forceFloor) ? nationalFloor : forceFloor
}

export function hasRank(rules: SearchRules, role: string, needed: Rank): boolean {
  const own = rules.rankOfRole[role]
  return own !== undefined && height(own) >= height(needed)
}

type Recorded = Pick<Facts, 'entries'>
export const findEntry = ({ entries }: Recorded, ...steps: readonly string[]): EpisodeEntry | undefined =>
  entries.find(({ step }) => steps.includes(step))
export const searchOf = (recorded: Recorded): EpisodeEntry | undefined => findEntry(recorded, ...searchedSteps)

export type AuthorityTime = 'before' | 'after' | 'none'

/** Authority counts as given in advance only if it was given before the search began. */
export function authorityOf(recorded: Recorded, startedAt: Date): AuthorityTime {
  const authority = findEntry(recorded, 'authorise')
  const at = authority && (instantIn(authority.answers, 'authorised_at') ?? authority.recordedAt)
  if (!at) return 'none'
  return at < startedAt ? 'before' : 'after'
}

export type Adult = 'present' | 'declined' | 'late' | 'none'

/** The adult beside the child; one who left the room because the child rightly wished so is no exception. */
export function adultOf(recorded: Recorded, startedAt: Date, search: Answers): Adult {
  const arrived = findEntry(recorded, 'adult_here')
  const at = arrived && instantIn(arrived.answers, 'adult_at')
  if (!at) return 'none'
  if (at > startedAt) return 'late'
  if (textIn(search, 'adult_in_room') === 'yes') return 'present'
  const declined = findEntry(recorded, 'adult_declined')
  return declined && declined.happenedAt <= startedAt ? 'declined' : 'none'
}

export type Flag = Readonly<{ code: string; text: string }>

const flagWords = {
  urgent: 'Searched on the urgent path.', outside: 'Recorded as a search outside the rules.',
  authority_none: 'There was no authority in advance.', authority_after: 'Authority was given after the search began.',
  authority_written_later: 'Authority is said to be earlier, but was written down after the search began.',
  adult_none: 'No appropriate adult was there.', adult_late: 'The appropriate adult arrived after the search began.',
  too_few: 'Too few people were there while intimate parts were uncovered.', other_sex: 'Not all officers were of the same sex as the child.',
  in_sight: 'It was not out of sight of others.', onlookers: 'Somebody was there who did not have to be.',
  repeated: 'Part of it was done twice.',
} as const
type FlagCode = keyof typeof flagWords

/** What the house and the panel have to look at, whatever was said about it. */
export function flagsOf(recorded: Recorded, rules: SearchRules): Flag[] {
  const search = searchOf(recorded)
  return search ? flagsFor(recorded, rules, search) : []
}

export function flagsFor(
  recorded: Recorded, rules: SearchRules, { step, answers }: Pick<EpisodeEntry, 'step' | 'answers'>,
): Flag[] {
  const startedAt = instantIn(answers, 'started_at')
  if (!startedAt) return []
  const authority = authorityOf(recorded, startedAt)
  const writtenAt = findEntry(recorded, 'authorise')?.recordedAt
  const adult = adultOf(recorded, startedAt, answers)
  const is = (id: string, value: string) => textIn(answers, id) === value
  const present = answers['present']
  const raised: readonly (readonly [FlagCode, boolean])[] = [
    ['urgent', step === 'urgent'], ['outside', step === 'breach'],
    ['authority_none', authority === 'none'], ['authority_after', authority === 'after'],
    ['authority_written_later', authority === 'before' && writtenAt !== undefined && writtenAt > startedAt],
    ['adult_none', adult === 'none'], ['adult_late', adult === 'late'],
    ['too_few', is('intimate', 'yes') && typeof present === 'number' && present < rules.leastPresent],
    ['other_sex', is('same_sex', 'no')], ['in_sight', is('out_of_sight', 'no')], ['onlookers', is('onlookers', 'yes')],
    ['repeated', is('repeated', 'yes')],
  ]
  return raised.flatMap(([code, isRaised]) => isRaised ? [{ code, text: flagWords[code] }] : [])
}

/** Chosen by the number of the work and by nothing that anybody can steer; the same each time it is asked. */
export function inSample(episodeId: string, ofHundred: number): boolean {
  return Number.parseInt(episodeId.replaceAll('-', '').slice(-8), 16) % 100 < ofHundred
}

/** Every search that has a flag goes to the panel, and a share of the others. */
export const goesToPanel = (facts: Pick<Facts, 'entries' | 'episode'>, rules: SearchRules): boolean =>
  flagsOf(facts, rules).length > 0 || inSample(facts.episode.id, rules.sampleOfHundred)
