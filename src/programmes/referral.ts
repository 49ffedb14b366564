import { definePractice } from '../practice/practice.ts'
import type { Rule } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import { programmeOf } from './programmeOf.ts'
import { providerKinds, providerRoles } from './programme.ts'
import { referralForm, stepForms } from './referralForms.ts'
import { referralEffects } from './referralEffects.ts'

const providers = [...providerRoles]
/** Whoever meets a child in the course of their work may ask a programme to help. */
export const referrers = ['front_door_worker', 'front_door_manager', 'social_worker', 'early_help_worker',
  'neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead', 'youth_justice_worker',
  'emergency_nurse', 'mentor', 'programme_worker', 'liaison_practitioner', 'return_interviewer', 'residential_carer',
  'locate_officer', 'inspector']
const everybody = [...new Set([...providers, ...referrers])]

const consented: Rule = (_facts, answers) => {
  const consent = textIn(answers, 'consent')
  if (consent === 'refused') return 'A programme needs a yes. If a child is not safe without it, tell the front door instead.'
  return consent === 'unsafe_to_ask' && textIn(answers, 'kind_of_help') === 'counselling'
    ? 'Counselling and therapy need the agreement of the family or the young person.' : undefined
}
const said: Rule = (_facts, answers) =>
  textIn(answers, 'eligible') === 'no' && textIn(answers, 'despite') === ''
    ? 'Say why you refer although a rule says no.' : undefined
const chosen: Rule = facts => programmeOf(facts) === undefined ? 'Choose the programme first.' : undefined
const started: Rule = ({ entries }) =>
  entries.some(({ step }) => step === 'session' || step === 'start') ? undefined : 'Record the first session first.'

const leaves = { withdraw: { to: 'withdrawn', who: providers, stops: 'all' } } as const
const tells = (to: 'referred' | 'waiting' | 'accepted' | 'in_contact' | 'under_way' | 'completed' | 'ended_early') =>
  ({ tell: { to, who: everybody, by: 'partner' } }) as const
const deciding = {
  accept: { to: 'accepted', who: providers, needs: ['chosen'], stops: ['programme_decision'], starts: ['programme_first_contact'] },
  decline: { to: 'declined', who: providers, stops: 'all' },
} as const
const ends = {
  complete: { to: 'completed', who: providers, needs: ['started'], stops: 'all', starts: ['programme_outcome'] },
  end_early: { to: 'ended_early', who: providers, stops: 'all', starts: ['programme_outcome'] },
} as const

/** Asking a provider for help for one child, from the first word to how things are six months afterwards. */
export const programmeReferral = definePractice({
  kind: 'programme_referral', path: '/programmes/referrals', purpose: 'safeguard_child',
  cell: { category: 'referral', tier: 1 },
  words: {
    one: 'Referral to a programme', many: 'Referrals to programmes',
    about: 'A child or family is offered help by somebody who runs a programme. Whoever asked learns what becomes of it.',
    states: {
      referred: 'Waits for an answer', waiting: 'On the waiting list', accepted: 'Accepted', in_contact: 'In contact',
      under_way: 'Under way', completed: 'Completed', ended_early: 'Ended early', followed_up: 'Followed up',
      declined: 'Declined', withdrawn: 'Taken back',
    },
    steps: {
      choose: { button: 'Choose the programme', done: 'The programme is chosen.' },
      accept: { button: 'Accept', done: 'The referral is accepted, and a place is taken.' },
      decline: { button: 'Decline', done: 'The referral is declined.', hint: 'The referrer reads why, and what else could help.' },
      wait: { button: 'Put on the waiting list', done: 'The child is on the waiting list.', hint: 'On the list already? This changes the day on which a place is expected.' },
      contact: { button: 'Record the first contact', done: 'The first contact is recorded.' },
      start: { button: 'Start the programme', done: 'The programme has started.' },
      session: { button: 'Record a session', done: 'The session is recorded.' },
      complete: { button: 'Complete the programme', done: 'The programme is completed, and the place is free again.' },
      end_early: { button: 'End early', done: 'The programme has ended early, and the place is free again.' },
      withdraw: { button: 'Take the referral back', done: 'The referral is taken back.' },
      outcome: { button: 'Record how things are after six months', done: 'The outcome is recorded.' },
      tell: { button: 'Tell the other agency something', done: 'It is recorded for both agencies.' },
    },
  },
  verbs: {
    choose: 'programme_referral.chosen', accept: 'programme_referral.accepted', decline: 'programme_referral.declined',
    wait: 'programme_referral.waiting', contact: 'programme_referral.contacted', start: 'programme_referral.started',
    session: 'programme_referral.session', complete: 'programme_referral.completed',
    end_early: 'programme_referral.ended_early', withdraw: 'programme_referral.withdrawn',
    outcome: 'programme_referral.outcome', tell: 'programme_referral.told',
  },
  life: {
    referred: {
      ...deciding, wait: { to: 'waiting', who: providers, needs: ['chosen'], stops: ['programme_decision'] },
      choose: { to: 'referred', who: providers }, ...leaves, ...tells('referred'),
    },
    waiting: { ...deciding, wait: { to: 'waiting', who: providers }, ...leaves, ...tells('waiting') },
    accepted: {
      contact: { to: 'in_contact', who: providers, stops: ['programme_first_contact'] },
      end_early: ends.end_early, ...leaves, ...tells('accepted'),
    },
    in_contact: {
      start: { to: 'under_way', who: providers, stops: ['programme_wait'] }, end_early: ends.end_early, ...leaves,
      ...tells('in_contact'),
    },
    under_way: { session: { to: 'under_way', who: providers }, ...ends, ...tells('under_way') },
    completed: { outcome: { to: 'followed_up', who: providers, stops: 'all' }, ...tells('completed') },
    ended_early: { outcome: { to: 'followed_up', who: providers, stops: 'all' }, ...tells('ended_early') },
    followed_up: {}, declined: {}, withdrawn: {},
  },
  first: 'referred', over: ['followed_up', 'declined', 'withdrawn'],
  begin: {
    who: everybody, ownerKinds: [...providerKinds], form: referralForm, starts: ['programme_decision', 'programme_wait'],
    rules: ['consented', 'said'], effect: referralEffects.begin,
  },
  beside: [
    { text: 'Referrals', href: '/programmes/referrals', roles: providers },
    { text: 'Programmes', href: '/programmes', roles: providers },
    { text: 'What became of referrals', href: '/programmes/counts', roles: providers },
  ],
  team: providers, listsByLink: true, daysAfter: 30, forms: stepForms, rules: { consented, said, chosen, started },
  effects: referralEffects.steps,
})
