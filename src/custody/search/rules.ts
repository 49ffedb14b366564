import type { Facts, Rule } from '../../practice/practice.ts'
import { instantIn, textIn } from '../../practice/question.ts'
import type { Answers } from '../../practice/question.ts'
import { adultOf, authorityOf, findEntry, flagsOf, goesToPanel, hasRank, neededRank, rankWords } from './authority.ts'
import { searchRules } from './settings.ts'
import type { Rank } from './settings.ts'

const isBlank = (answers: Answers) => Object.keys(answers).length === 0
const rulesOf = ({ settings }: Facts) => settings.valueOf(searchRules)
const elsewhere = 'If it has been done so, record it as urgent or as outside the rules: both are reviewed.'

const isChild: Rule = ({ age }) => age !== undefined && age >= 18
  ? 'The date of birth in Kith says 18 or older. Kith keeps searches of children only: record this one in custody’s own record.' : undefined

const ofRank = (needed: (facts: Facts) => Rank, what: string): Rule => facts => {
  const rank = needed(facts)
  return hasRank(rulesOf(facts), facts.viewer.role, rank) ? undefined : `${what}: at least a ${rankWords[rank]}.`
}

const involvedIn = ({ entries, episode, viewer }: Facts) => episode.openedBy === viewer.staffId
  || entries.some(({ step, recordedBy }) => recordedBy === viewer.staffId
    && ['begin', 'authorise', 'conduct', 'urgent', 'breach', 'review'].includes(step))

const timesInOrder: Rule = ({ now }, answers) => {
  const times = Object.keys(answers).filter(id => id.endsWith('_at')).flatMap(id => instantIn(answers, id) ?? [])
  if (times.some(at => at > now)) return 'A time lies in the future. Check the day and the time.'
  const startedAt = instantIn(answers, 'started_at')
  const endedAt = instantIn(answers, 'ended_at')
  return startedAt && endedAt && endedAt < startedAt ? 'The search cannot be over before it began.' : undefined
}

/** In advance, or not at all: the time of the authority lies before the time of the search. */
const authorityInAdvance: Rule = (facts, answers) => {
  const startedAt = instantIn(answers, 'started_at')
  if (!startedAt || rulesOf(facts).withoutAuthority === 'flag') return undefined
  return authorityOf(facts, startedAt) === 'before' ? undefined
    : `Authority comes before the search. This one began earlier. ${elsewhere}`
}

const adultBeside: Rule = (facts, answers) => {
  const startedAt = instantIn(answers, 'started_at')
  if (!startedAt || rulesOf(facts).withoutAdult === 'flag') return undefined
  const adult = adultOf(facts, startedAt, answers)
  if (adult === 'present' || adult === 'declined') return undefined
  return adult === 'late' ? `The appropriate adult arrived after the search began. ${elsewhere}`
    : `No appropriate adult was beside the child. ${elsewhere}`
}

const decently: Rule = (facts, answers) => {
  if (isBlank(answers)) return undefined
  const { leastPresent } = rulesOf(facts)
  const present = answers['present']
  const is = (id: string, value: string) => textIn(answers, id) === value
  if (is('same_sex', 'no')) return `Only officers of the same sex as the child may be there. ${elsewhere}`
  if (is('out_of_sight', 'no')) return `A child is searched out of sight of everybody else. ${elsewhere}`
  if (is('onlookers', 'yes')) return `Nobody is there who does not have to be. ${elsewhere}`
  if (is('repeated', 'yes')) return `Nothing is done twice. ${elsewhere}`
  return is('intimate', 'yes') && typeof present === 'number' && present < leastPresent
    ? `At least ${leastPresent} people are there while intimate parts are uncovered. ${elsewhere}` : undefined
}

const seriousHarm: Rule = (_facts, answers) => textIn(answers, 'harm_to') === 'nobody'
  ? 'The urgent path is only for a risk of serious harm. Ask for authority, or record the search as outside the rules.' : undefined

const declinedRightly: Rule = (_facts, answers) => {
  if (isBlank(answers)) return undefined
  return ['said_before_adult', 'adult_agrees', 'signed'].every(id => textIn(answers, id) === 'yes') ? undefined
    : 'The adult may stay outside only if the child says so in front of them, they agree, and they sign. Otherwise the adult is in the room.'
}

const needsEntry = (steps: readonly string[], why: string): Rule => facts => findEntry(facts, ...steps) ? undefined : why
const noEntry = (step: string, why: string): Rule => facts => findEntry(facts, step) ? why : undefined

export const stripSearchRules = {
  is_child: isChild, times_in_order: timesInOrder,
  right_rank: ofRank(facts => neededRank(rulesOf(facts)), 'Only somebody of the rank that the rule names may decide'),
  urgent_rank: ofRank(facts => rulesOf(facts).urgentFloor, 'Only somebody of the rank that the rule names may take the urgent path'),
  review_rank: ofRank(facts => rulesOf(facts).reviewFloor, 'Only somebody of the rank that the rule names may review'),
  not_requester: ({ episode, viewer }) => episode.openedBy === viewer.staffId
    ? 'You asked for this search. Somebody else decides.' : undefined,
  not_involved: facts => involvedIn(facts) ? 'You had a part in this search. Somebody else looks at it.' : undefined,
  authority_in_advance: authorityInAdvance, adult_beside: adultBeside, decently, serious_harm: seriousHarm,
  declined_rightly: declinedRightly,
  adult_is_here: needsEntry(['adult_here'], 'Record first that the appropriate adult is here.'),
  no_adult_yet: noEntry('adult_here', 'The appropriate adult is recorded already.'),
  is_flagged: facts => flagsOf(facts, rulesOf(facts)).length > 0 ? undefined : 'Nothing about this search needs a review.',
  in_sample: facts => goesToPanel(facts, rulesOf(facts)) ? undefined : 'This search is not among those that the panel sees.',
  parent_settled: needsEntry(['parent_told', 'parent_not_told'], 'Tell the parent or guardian first, or record why nobody is told.'),
  referral_made: needsEntry(['refer'], 'Tell the front door first.'),
  review_done: facts => flagsOf(facts, rulesOf(facts)).length === 0 || findEntry(facts, 'review') ? undefined
    : 'This search has to be reviewed first.',
  scrutiny_done: facts => !goesToPanel(facts, rulesOf(facts)) || findEntry(facts, 'scrutinise') ? undefined
    : 'The scrutiny panel has to look at this search first.',
} satisfies Record<string, Rule>
