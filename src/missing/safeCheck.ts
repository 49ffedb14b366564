import { definePractice } from '../practice/practice.ts'
import type { StepForm } from '../practice/question.ts'
import { missingPagesBeside, police, searchers, socialCare } from './roles.ts'
import { howReached } from './stepForms.ts'
import { checkKind } from './store.ts'

const own = { category: 'missing', tier: 2 } as const

const forms = {
  attempt: { happenedAt: 'tried_at', questions: [
    { id: 'tried_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'how', kind: 'radios', label: 'How', options: howReached, required: 'Choose how' },
    { id: 'result', kind: 'textarea', rows: 3, label: 'What came of it', required: 'Enter what came of it' },
  ] },
  check: { happenedAt: 'seen_at',
    intro: 'See the child by themselves if they wish it. It is no interrogation: it is about whether they are well.',
    questions: [
    { id: 'seen_at', kind: 'date_time', past: true, label: 'When was the child seen?',
      required: 'Enter when the child was seen' },
    { id: 'seen_by', kind: 'text', label: 'By whom', required: 'Enter who saw the child' },
    { id: 'alone', kind: 'radios', label: 'Was the child seen by themselves?',
      required: 'Choose whether the child was seen alone', options: [
      { value: 'yes', text: 'Yes' }, { value: 'no_wish', text: 'No, the child did not want it' },
      { value: 'no', text: 'No, for another reason' },
    ] },
    { id: 'well', kind: 'radios', label: 'Is the child well?', required: 'Choose whether the child is well', options: [
      { value: 'well', text: 'Well' }, { value: 'hurt', text: 'Hurt' },
      { value: 'needs_care', text: 'Needs health care' },
      { value: 'distressed', text: 'Distressed' },
    ] },
    { id: 'harm', kind: 'checkboxes', label: 'What the child says happened to them', options: [
      { value: 'none', text: 'Nothing that harmed them' },
      { value: 'violence', text: 'Somebody hurt or threatened them' },
      { value: 'criminal', text: 'Somebody had them carry, sell or steal' }, { value: 'sexual', text: 'Sexual harm' },
      { value: 'substances', text: 'They were given drugs or alcohol' },
      { value: 'not_said', text: 'They would rather not say' },
    ], required: 'Choose what the child says, or that they would rather not say' },
    { id: 'own_words', kind: 'textarea', label: 'In the child’s own words',
      hint: 'As they were said. Open only to your own agency’s searchers', cell: { category: 'voice', tier: 2 } },
    { id: 'detail', kind: 'textarea', label: 'What was seen and done', cell: own },
    { id: 'safe_where', kind: 'radios', label: 'Is it safe for the child to stay where they are now?',
      required: 'Choose whether it is safe',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }, { value: 'unsure', text: 'Not sure' }] },
  ] },
  close: { questions: [
    { id: 'learned', kind: 'textarea', label: 'What was learned that helps next time',
      required: 'Enter what was learned, or that there is nothing new' },
    { id: 'told', kind: 'textarea', rows: 3, label: 'Who was told what',
      hint: 'The council of a concern, the carer of a change to their plan' },
  ] },
  cancel: { questions: [
    { id: 'why', kind: 'textarea', rows: 3, label: 'Why no check will be made',
      required: 'Enter why no check will be made' },
  ] },
} as const satisfies Record<string, StepForm>

/** Begun by finding the child: are they well, and what did we learn. */
export const safeCheck = definePractice({
  kind: checkKind, path: '/missing/checks', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Safe and well check', many: 'Safe and well checks',
    about: 'After a missing child is found: whether they are well, what happened to them, and what was learned.',
    states: { to_do: 'To be made', checked: 'Made, not yet debriefed', closed: 'Closed', cancelled: 'Not made' },
    steps: {
      attempt: { button: 'Record an attempt', done: 'An attempt is recorded.' },
      check: { button: 'Record the check', done: 'The check is recorded.' },
      close: { button: 'Debrief and close', done: 'It is debriefed and closed.' },
      cancel: { button: 'End without a check', done: 'It is ended without a check.' },
      reopen: { button: 'Open again', done: 'It is open again.' },
    },
  },
  verbs: {
    attempt: 'safe_and_well_check.tried', check: 'safe_and_well_check.made', close: 'safe_and_well_check.closed',
    cancel: 'safe_and_well_check.cancelled', reopen: 'safe_and_well_check.reopened',
  },
  life: {
    to_do: {
      attempt: { to: 'to_do', who: police }, check: { to: 'checked', who: police, stops: 'all' },
      cancel: { to: 'cancelled', who: searchers, stops: 'all' },
    },
    checked: { close: { to: 'closed', who: searchers } },
    closed: { reopen: { to: 'to_do', who: searchers, starts: ['safe_and_well_check'] } },
    cancelled: { reopen: { to: 'to_do', who: searchers, starts: ['safe_and_well_check'] } },
  },
  first: 'to_do', over: ['closed', 'cancelled'],
  begin: { who: [], ownerKinds: ['police'], form: { questions: [] }, starts: ['safe_and_well_check'] },
  beside: missingPagesBeside,
  team: searchers, follow: [{ kinds: ['council'], roles: socialCare }], daysAfter: 90,
  forms, rules: {},
  effects: {
    check: ({ answers }) => ({ detail: { well: answers['well'] === 'well', alone: answers['alone'] === 'yes' } }),
  },
})
