import { definePractice } from '../practice/practice.ts'
import type { Facts, Rule } from '../practice/practice.ts'
import { instantIn, listIn, textIn } from '../practice/question.ts'
import { dateTimeText } from '../language/format.ts'
import { beginSearch, confirmLower, findChild, reopenSearch, reviewSearch, setGrade } from './effects.ts'
import { gradingRules, reviewClocks } from './grading.ts'
import { responsibleReporters, reportForm } from './reportForm.ts'
import { missingCell, missingPagesBeside, partners, police, searchers, socialCare, supervisors } from './roles.ts'
import { missingForms } from './stepForms.ts'
import { missingKind } from './store.ts'

/** States in which somebody is looking for the child; the carer's plan is open to the searchers in these and no other. */
export const missingStates = ['reported', 'lower_proposed', 'searching'] as const

const gradeClocks = ['missing_grade', 'missing_confirm_grade', ...reviewClocks]
const whole = ['gradeKnown', 'ownReasons'] as const
const find = { to: 'found', who: police, needs: ['foundAfterSeen'], stops: 'all' } as const
const cancel = { to: 'cancelled', who: searchers, stops: 'all' } as const
const told = <State extends string>(to: State) => ({
  search_place: { to, who: police }, contact_attempt: { to, who: police }, enquiry: { to, who: police },
  inform: { to, who: partners, by: 'partner' as const },
})
const graded = (needs: readonly string[] = []) =>
  ({ to: 'searching' as const, who: searchers, needs: [...whole, ...needs], stops: gradeClocks, starts: reviewClocks })

/** From the report until the child is found; what follows are pieces of work of their own, begun by the finding. */
export const missingEpisode = definePractice({
  kind: missingKind, path: '/missing', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Missing episode', many: 'Missing episodes',
    about: 'A child or young person whom nobody can find, from the report until they are found.',
    states: {
      reported: 'Reported, not yet graded', lower_proposed: 'Lower grade waits for the inspector',
      searching: 'Being looked for',
      found: 'Found', cancelled: 'Reported in error',
    },
    steps: {
      grade: { button: 'Grade the risk', done: 'The risk is graded.' },
      regrade: { button: 'Change the grade', done: 'The grade is changed.' },
      propose_lower: { button: 'Propose a lower grade', done: 'A lower grade is proposed to the duty inspector.',
        hint: 'Low or no apparent risk needs a supervisor’s confirmation for a child.' },
      confirm_lower: { button: 'Confirm the lower grade', done: 'The lower grade is confirmed.' },
      decline_lower: { button: 'Set another grade', done: 'The lower grade is declined and another is set.' },
      review: { button: 'Review the search', done: 'The search is reviewed.' },
      enquiry: { button: 'Record an enquiry', done: 'An enquiry is recorded.' },
      contact_attempt: { button: 'Record an attempt to reach the child',
        done: 'An attempt to reach the child is recorded.' },
      search_place: { button: 'Record a place searched', done: 'A searched place is recorded.' },
      inform: { button: 'Tell the searchers', done: 'A partner has told something.',
        hint: 'What you know reaches everybody who follows the search.' },
      find: { button: 'Record that the child is found', done: 'The child is found.' },
      cancel: { button: 'End as reported in error', done: 'It was reported in error.' },
      reopen: { button: 'Search again: found in error', done: 'The search goes on.' },
    },
  },
  verbs: {
    grade: 'missing_episode.graded', regrade: 'missing_episode.regraded',
    propose_lower: 'missing_episode.lower_proposed',
    confirm_lower: 'missing_episode.lower_confirmed', decline_lower: 'missing_episode.lower_declined',
    review: 'missing_episode.reviewed', enquiry: 'missing_episode.enquired',
    contact_attempt: 'missing_episode.contact_tried',
    search_place: 'missing_episode.place_searched', inform: 'missing_episode.informed', find: 'missing_episode.found',
    cancel: 'missing_episode.cancelled', reopen: 'missing_episode.reopened',
  },
  life: {
    reported: {
      grade: graded(['childNotLowAlone']), find, ...told('reported'),
      propose_lower: { to: 'lower_proposed', who: searchers, needs: whole, starts: ['missing_confirm_grade'] },
      cancel,
    },
    lower_proposed: {
      confirm_lower: { ...graded(['secondPerson']), who: supervisors },
      decline_lower: { ...graded(), who: supervisors },
      find, ...told('lower_proposed'), regrade: graded(['childNotLowAlone']), cancel,
    },
    searching: {
      find, review: { to: 'searching', who: searchers, stops: reviewClocks, starts: reviewClocks },
      ...told('searching'),
      regrade: graded(['childNotLowAlone', 'anotherGrade']),
      propose_lower: { to: 'lower_proposed', who: searchers, needs: [...whole, 'anotherGrade'],
        starts: ['missing_confirm_grade'] },
      cancel,
    },
    found: { reopen: { to: 'searching', who: searchers, starts: ['missing_grade', ...reviewClocks] } },
    cancelled: { reopen: { to: 'searching', who: searchers, starts: ['missing_grade', ...reviewClocks] } },
  },
  first: 'reported', over: ['found', 'cancelled'],
  begin: {
    who: [...police, 'residential_carer', 'carer', ...socialCare], ownerKinds: ['police'], form: reportForm,
    starts: ['missing_grade'], rules: ['triedFirst', 'seenBeforeReport'], onlyOne: true,
    urgency: answers => textIn(answers, 'immediate_danger') === 'yes' ? 'immediate' : 'today',
    effect: beginSearch,
  },
  beside: missingPagesBeside,
  team: searchers, follow: [{ kinds: ['council'], roles: socialCare }], entryCell: missingCell, daysAfter: 90,
  forms: missingForms,
  rules: {
    ...gradingRules,
    triedFirst: (_facts, answers) => mustTry(answers) && textIn(answers, 'not_tried_why').trim() === ''
      ? 'Whoever looks after the child tries to find them first. Say what was tried, or why nothing could be.'
      : undefined,
    seenBeforeReport: (facts, answers) => {
      const seenAt = instantIn(answers, 'last_seen_at')
      return seenAt && seenAt > facts.episode.openedAt ? 'The child cannot have been last seen after the report.'
        : undefined
    },
    foundAfterSeen: (facts, answers) => {
      const foundAt = instantIn(answers, 'found_at')
      const seenAt = lastSeenAt(facts)
      return foundAt && seenAt && foundAt < seenAt
        ? `The child was last seen on ${dateTimeText(seenAt)}, and cannot have been found before.` : undefined
    },
  } satisfies Record<string, Rule>,
  effects: {
    grade: setGrade, regrade: setGrade, decline_lower: setGrade, confirm_lower: confirmLower, review: reviewSearch,
    find: findChild, reopen: reopenSearch,
  },
})

/** In danger now, nobody is asked what they have tried. */
function mustTry(answers: Parameters<Rule>[1]): boolean {
  return listIn(answers, 'tried').includes('nothing') && textIn(answers, 'immediate_danger') !== 'yes'
    && responsibleReporters.some(one => one === textIn(answers, 'reporter_relationship'))
}

const lastSeenAt = ({ entries }: Facts) => {
  const report = entries.find(({ step }) => step === 'begin')
  return report && instantIn(report.answers, 'last_seen_at')
}
