import { definePractice } from '../practice/practice.ts'
import type { Effect, Facts, Rule, StepContext } from '../practice/practice.ts'
import type { Taken } from '../practice/life.ts'
import { instantIn, textIn } from '../practice/question.ts'
import { carrierCriteria, promptFrom } from './carrier.ts'
import {
  askForm, assessForm, beginners, completeForm, declineForm, endForm, feedbackForm, moreForm, orderForm, outcomeForm, planForm, promptForm,
  receiveForm, referForm, sessionForm,
} from './forms.ts'
import { orderAges, whyNotOrder } from './orders.ts'
import { referrers, supervisors, youthJustice } from './roles.ts'
import { listKnifeFacts } from './store.ts'

type State = 'referred' | 'received' | 'assessed' | 'engaging' | 'ended' | 'not_taken' | 'closed'
const step = <To extends State>(to: To, more: Omit<Taken<State>, 'to' | 'who'> = {}) => ({ to, who: youthJustice, ...more })
/** At any time while it is open. */
const always = <To extends State>(to: To) => ({
  tell_more: { to, who: referrers, by: 'partner' as const },
  decide_prompt: step(to),
  consider_order: step(to, { needs: ['order_for_this_age'] }),
})

const yearLong = 365.25 * 86_400_000
/** Of somebody who is 18 by now, whether they may have been a child on the day of the event. */
const wasChild = ({ age, episode, now }: Facts): boolean =>
  age === undefined || age - Math.ceil((now.getTime() - episode.openedAt.getTime()) / yearLong) < 18

export const latest = ({ entries }: Pick<Facts, 'entries'>, ...steps: readonly string[]) => entries.find(entry => steps.includes(entry.step))

const rules = {
  is_child: facts => wasChild(facts) ? undefined
    : 'The date of birth in Kith says that this person was 18 or older. This referral is for children.',
  times_in_order: (facts, answers) => {
    const at = ['event_at', 'identified_at', 'session_at'].flatMap(id => instantIn(answers, id) ?? [])
    if (at.some(one => one > facts.now)) return 'A time lies in the future. Check the day and the time.'
    const [eventAt, identifiedAt] = [instantIn(answers, 'event_at'), instantIn(answers, 'identified_at')]
    return eventAt && identifiedAt && identifiedAt < eventAt ? 'Nobody can learn of it before it happened.' : undefined
  },
  has_what_is_needed: (_facts, answers) => textIn(answers, 'is_complete') === 'no'
    ? 'Ask for what is missing. The working day goes on until everything is here.' : undefined,
  order_for_this_age: ({ age, settings }, answers) =>
    textIn(answers, 'order') === '' ? undefined : whyNotOrder(settings.valueOf(orderAges), textIn(answers, 'order'), age),
  feedback_given: facts => latest(facts, 'give_feedback') ? undefined : 'Tell whoever referred the child first what came of it.',
} satisfies Record<string, Rule>

/** A human decision about a prompt that is open; without one there is nothing to decide. */
async function decidePrompt({ tx, facts, answers }: StepContext): Promise<Effect> {
  const prompt = promptFrom(facts.settings.valueOf(carrierCriteria), await listKnifeFacts(tx, facts.episode.personId), {
    now: facts.now, decidedAt: latest(facts, 'decide_prompt')?.recordedAt,
  })
  if (!prompt) return { refused: 'No question is open about this child by the published criteria.' }
  return { detail: { decision: textIn(answers, 'prompt_decision'), criterion: prompt.criterion.code, facts: prompt.facts.length } }
}

/** A knife in a child's hands, from the referral to the plan and what came of it; done by youth justice. */
export const knifeReferral = definePractice({
  kind: 'knife_referral', path: '/knife', purpose: 'safeguard_child', cell: { category: 'referral', tier: 1 },
  words: {
    one: 'Knife referral', many: 'Knife referrals',
    about: 'A child who had a knife is referred to youth justice within one working day, and gets a plan that is kept to.',
    states: {
      referred: 'Referred', received: 'Received', assessed: 'Assessed', engaging: 'Plan in place', ended: 'Ended', not_taken: 'Not taken on',
      closed: 'Closed',
    },
    steps: {
      ask_more: { button: 'Ask for what is missing', done: 'What is missing was asked for.' },
      tell_more: { button: 'Tell what you know', done: 'More is told.' },
      receive: { button: 'Receive the referral', done: 'The referral is received, with what is needed.' },
      decline: { button: 'Do not take it on', done: 'The referral is not taken on.' },
      assess: { button: 'Record the assessment', done: 'The child is assessed.' },
      plan: { button: 'Put the plan in place', done: 'The plan is in place.' },
      change_plan: { button: 'Change the plan', done: 'The plan is changed.' },
      session: { button: 'Record a session', done: 'A session is recorded.' },
      complete: { button: 'Complete the plan', done: 'The plan is completed.' },
      end: { button: 'End before it is completed', done: 'The work ended.' },
      give_feedback: { button: 'Tell the referrer', done: 'The referrer is told.' },
      record_outcome: { button: 'Record how it is later', done: 'What became of it is recorded.' },
      decide_prompt: { button: 'Decide on more help', done: 'It is decided.' },
      consider_order: { button: 'Consider an order', done: 'An order was considered.' },
      close: { button: 'Close', done: 'Closed.' },
    },
  },
  verbs: {
    ask_more: 'knife_referral.asked', tell_more: 'knife_referral.told', receive: 'knife_referral.received', decline: 'knife_referral.not_taken',
    assess: 'knife_referral.assessed', plan: 'knife_referral.planned', change_plan: 'knife_referral.plan_changed', session: 'knife_referral.session',
    complete: 'knife_referral.completed', end: 'knife_referral.ended', give_feedback: 'knife_referral.feedback', record_outcome: 'knife_referral.outcome',
    decide_prompt: 'knife_referral.prompt_decided', consider_order: 'knife_referral.order_considered', close: 'knife_referral.closed',
  },
  life: {
    referred: {
      ...always('referred'), ask_more: step('referred'),
      receive: step('received', { needs: ['has_what_is_needed'], stops: ['knife_referral'], starts: ['knife_assessment'] }),
      decline: step('not_taken', { stops: 'all' }),
    },
    received: {
      ...always('received'), assess: step('assessed', { stops: ['knife_assessment'], starts: ['knife_plan'] }), decline: step('not_taken', { stops: 'all' }),
      end: step('ended', { stops: 'all' }),
    },
    assessed: { ...always('assessed'), plan: step('engaging', { stops: ['knife_plan'] }), end: step('ended', { stops: 'all' }) },
    engaging: {
      ...always('engaging'), session: step('engaging', { needs: ['times_in_order'] }), change_plan: step('engaging'),
      complete: step('ended', { starts: ['knife_outcome'] }), end: step('ended'),
    },
    ended: {
      give_feedback: step('ended'), record_outcome: step('ended', { stops: ['knife_outcome'] }),
      close: step('closed', { needs: ['feedback_given'], stops: 'all' }),
    },
    not_taken: {}, closed: {},
  },
  first: 'referred', over: ['not_taken', 'closed'],
  begin: {
    who: beginners, ownerKinds: ['youth_justice'], form: referForm, starts: ['knife_referral'], rules: ['is_child', 'times_in_order'],
    urgency: answers => textIn(answers, 'safe_now') === 'no' ? 'immediate' : 'today',
    effect: ({ facts, answers }) => ({
      clocksStartAt: { knife_referral: instantIn(answers, 'identified_at') ?? facts.episode.openedAt },
      chronology: [{ kind: 'knife_referral', headline: 'Referred to youth justice', occurredAt: facts.now }],
    }),
  },
  beside: [
    { text: 'Referrals', href: '/knife', roles: youthJustice },
    { text: 'Not referred', href: '/knife/unreferred', roles: supervisors },
    { text: 'Criteria of the prompt', href: '/knife/criteria', roles: [...referrers, ...youthJustice] },
    { text: 'Counts', href: '/knife/counts', roles: youthJustice },
  ],
  team: youthJustice, daysAfter: 365,
  forms: {
    ask_more: askForm, tell_more: moreForm, receive: receiveForm, decline: declineForm, assess: assessForm, plan: planForm, change_plan: planForm,
    session: sessionForm, complete: completeForm, end: endForm, give_feedback: feedbackForm, record_outcome: outcomeForm,
    decide_prompt: promptForm, consider_order: orderForm,
  },
  rules,
  effects: { decide_prompt: decidePrompt, decline: ({ answers }) => ({ detail: { why: textIn(answers, 'not_taken') } }) },
})
