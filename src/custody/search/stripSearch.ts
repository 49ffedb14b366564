import { definePractice } from '../../practice/practice.ts'
import type { Effect, StepContext } from '../../practice/practice.ts'
import { instantIn, textIn } from '../../practice/question.ts'
import { flagsFor, goesToPanel } from './authority.ts'
import {
  adultForm, authoriseForm, beginForm, breachForm, conductForm, declinedForm, outcomeForm, parentForm, parentNotToldForm, parentTriedForm,
  referralForm, refuseForm, reviewForm, scrutinyForm, urgentForm, withdrawForm,
} from './forms.ts'
import { custodyTeam, lifeOfASearch } from './life.ts'
import { stripSearchRules } from './rules.ts'
import { searchRules } from './settings.ts'

/** A flagged search is the superintendent's from the moment it is written down. */
const searched = (step: string) => ({ facts, answers }: StepContext): Effect => {
  const flags = flagsFor(facts, facts.settings.valueOf(searchRules), { step, answers })
  const at = instantIn(answers, 'started_at') ?? facts.now
  const isFlagged = flags.length > 0
  const said = textIn(answers, 'child_said')
  return {
    urgency: isFlagged ? 'immediate' : 'today', ...(isFlagged && { team: 'superintendent' }),
    onlyClocks: ['strip_search_parent', 'strip_search_referral', ...isFlagged ? ['strip_search_review'] : []],
    clocksStartAt: { strip_search_parent: at, strip_search_referral: at, strip_search_review: facts.now },
    chronology: [
      { kind: 'strip_search', headline: 'Strip search', occurredAt: at },
      ...said === '' ? [] : [{ kind: 'childs_voice', headline: 'Said when searched', body: said, occurredAt: at, assertion: 'own_words' as const }],
    ],
    detail: { path: step, flags: flags.length },
  }
}

/** Strip search of a child (PACE Code C Annex A): asked for with reasons, authorised in advance, never without an adult. */
export const stripSearch = definePractice({
  kind: 'strip_search', path: '/custody/searches', purpose: 'custody', cell: { category: 'custody', tier: 2 },
  words: {
    one: 'Strip search', many: 'Strip searches',
    about: 'A search of a child beyond outer clothing: asked for with reasons, authorised in advance, with an adult beside the child, '
      + 'and looked at afterwards by others.',
    states: {
      requested: 'Asked for', authorised: 'Authorised', refused: 'Refused', withdrawn: 'Not needed any more', searched: 'Searched',
      looked_after: 'Result recorded', closed: 'Closed',
    },
    steps: {
      authorise: { button: 'Authorise the search', done: 'The search is authorised.', hint: 'Before it begins.' },
      refuse: { button: 'Refuse the search', done: 'The search is refused.' },
      withdraw: { button: 'Withdraw the request', done: 'The search is not needed any more.' },
      adult_here: { button: 'Record the appropriate adult', done: 'The appropriate adult is here.' },
      adult_declined: { button: 'Record that the child wants the adult outside', done: 'The adult stays outside, as the child wishes.' },
      conduct: { button: 'Record the search', done: 'The search is recorded.' },
      urgent: { button: 'Record an urgent search', done: 'The urgent search is recorded and goes to review.',
        hint: 'Only where somebody would come to serious harm by waiting.' },
      breach: { button: 'Record a search outside the rules', done: 'The search outside the rules is recorded and goes to review.' },
      outcome: { button: 'Record the result', done: 'The result is recorded.' },
      parent_told: { button: 'Record that a parent was told', done: 'A parent or guardian is told.' },
      parent_tried: { button: 'Record an attempt to reach a parent', done: 'An attempt to reach a parent is recorded.' },
      parent_not_told: { button: 'Decide that no parent is told', done: 'It is decided that no parent is told.' },
      refer: { button: 'Record that the front door was told', done: 'The front door is told.' },
      review: { button: 'Review the search', done: 'The search is reviewed.' },
      scrutinise: { button: 'Record the panel’s grade', done: 'The scrutiny panel has looked at it.' },
      close: { button: 'Close', done: 'Closed.' },
    },
  },
  verbs: {
    authorise: 'strip_search.authorised', refuse: 'strip_search.refused', withdraw: 'strip_search.withdrawn', adult_here: 'strip_search.adult_came',
    adult_declined: 'strip_search.adult_declined', conduct: 'strip_search.conducted', urgent: 'strip_search.urgent', breach: 'strip_search.outside_rules',
    outcome: 'strip_search.outcome', parent_told: 'strip_search.parent_told', parent_tried: 'strip_search.parent_tried',
    parent_not_told: 'strip_search.parent_not_told', refer: 'strip_search.referred', review: 'strip_search.reviewed',
    scrutinise: 'strip_search.scrutinised', close: 'strip_search.closed',
  },
  life: lifeOfASearch, first: 'requested', over: ['refused', 'withdrawn', 'closed'],
  begin: {
    who: ['custody_sergeant', 'inspector'], ownerKinds: ['police'], form: beginForm, starts: ['strip_search_decide'], rules: ['is_child'],
    urgency: () => 'immediate',
  },
  beside: [
    { text: 'In custody now', href: '/custody/now', roles: custodyTeam },
    { text: 'Strip searches', href: '/custody/searches', roles: custodyTeam },
    { text: 'Counts', href: '/custody/searches/counts', roles: custodyTeam },
  ],
  team: custodyTeam,
  forms: {
    authorise: authoriseForm, refuse: refuseForm, withdraw: withdrawForm, adult_here: adultForm, adult_declined: declinedForm,
    conduct: conductForm, urgent: urgentForm, breach: breachForm, outcome: outcomeForm, parent_told: parentForm,
    parent_tried: parentTriedForm, parent_not_told: parentNotToldForm, refer: referralForm, review: reviewForm, scrutinise: scrutinyForm,
  },
  rules: stripSearchRules,
  effects: {
    conduct: searched('conduct'), urgent: searched('urgent'), breach: searched('breach'),
    outcome: ({ facts }) => ({
      onlyClocks: goesToPanel(facts, facts.settings.valueOf(searchRules)) ? ['strip_search_scrutiny'] : [],
    }),
  },
})
