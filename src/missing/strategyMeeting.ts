import { definePractice } from '../practice/practice.ts'
import type { Rule } from '../practice/practice.ts'
import { instantIn } from '../practice/question.ts'
import type { StepForm } from '../practice/question.ts'
import { missingCell, missingPagesBeside, searchers, socialCare } from './roles.ts'
import { meetingKind } from './store.ts'

const clock = 'missing_strategy_meeting'
const managers = ['front_door_manager', 'social_worker'] as const

const callForm: StepForm = { questions: [
  { id: 'called_by', kind: 'radios', label: 'Why it is called', required: 'Choose why it is called', options: [
    { value: 'count', text: 'The agreed count of missing episodes is reached' },
    { value: 'worry', text: 'A worry that cannot wait for the count' },
  ] },
  { id: 'within_days', kind: 'number', least: 1, most: 365, label: 'Within how many days',
    showIf: { question: 'called_by', is: ['count'] } },
  { id: 'reasons', kind: 'textarea', label: 'Reasons', required: 'Enter the reasons' },
] }

const forms = {
  arrange: { questions: [
    { id: 'meets_at', kind: 'date_time', label: 'When it meets', required: 'Enter when it meets' },
    { id: 'invited', kind: 'textarea', label: 'Who is invited', hint: 'Police, health and the child’s carer at least',
      required: 'Enter who is invited' },
  ] },
  hold: { happenedAt: 'held_at', questions: [
    { id: 'held_at', kind: 'date_time', past: true, label: 'When it met', required: 'Enter when it met' },
    { id: 'present', kind: 'textarea', rows: 3, label: 'Who was there', required: 'Enter who was there' },
    { id: 'view_of_child', kind: 'textarea', label: 'What the child thinks',
      required: 'Enter what the child thinks, or why it is not known' },
    { id: 'decided', kind: 'textarea', label: 'What was decided: who does what, by when',
      required: 'Enter what was decided' },
    { id: 'plan_looked_at', kind: 'radios', label: 'Was the plan for when the child goes missing looked at?',
      required: 'Choose whether it was looked at',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'no_plan', text: 'There is none; one is to be made' },
        { value: 'no', text: 'No' }] },
  ] },
  finish: { questions: [
    { id: 'done_about', kind: 'textarea', label: 'What came of the decisions',
      required: 'Enter what came of the decisions' },
  ] },
  not_needed: { questions: [
    { id: 'why', kind: 'textarea', label: 'Why no meeting is needed now',
      hint: 'Such as: one was held last week, or the child protection plan covers it',
      required: 'Enter why no meeting is needed' },
  ] },
} as const satisfies Record<string, StepForm>

/** Called by itself with the missing episode that reaches the agreed count, or by somebody who is worried before. */
export const strategyMeeting = definePractice({
  kind: meetingKind, path: '/missing/strategy-meetings', purpose: 'missing_response',
  cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Strategy meeting', many: 'Strategy meetings',
    about: 'A meeting of those around a child who keeps going missing: why, who harms them, and what keeps them safe.',
    states: { called: 'To be arranged', arranged: 'Arranged', held: 'Held', done: 'Done', not_needed: 'Not needed' },
    steps: {
      arrange: { button: 'Arrange it', done: 'The meeting is arranged.' },
      hold: { button: 'Record the meeting', done: 'The meeting is held.' },
      finish: { button: 'Record what came of it', done: 'What came of it is recorded.' },
      not_needed: { button: 'Say why it is not needed', done: 'The meeting is not needed.' },
    },
  },
  verbs: {
    arrange: 'missing_strategy_meeting.arranged', hold: 'missing_strategy_meeting.held',
    finish: 'missing_strategy_meeting.finished',
    not_needed: 'missing_strategy_meeting.not_needed',
  },
  life: {
    called: {
      arrange: { to: 'arranged', who: socialCare }, hold: { to: 'held', who: socialCare, stops: [clock] },
      not_needed: { to: 'not_needed', who: managers, needs: ['ownWords'], stops: 'all' },
    },
    arranged: {
      arrange: { to: 'arranged', who: socialCare }, hold: { to: 'held', who: socialCare, stops: [clock] },
      not_needed: { to: 'not_needed', who: managers, needs: ['ownWords'], stops: 'all' },
    },
    held: { finish: { to: 'done', who: socialCare, stops: 'all' } },
    done: {}, not_needed: {},
  },
  first: 'called', over: ['done', 'not_needed'],
  begin: { who: socialCare, ownerKinds: ['council'], form: callForm, starts: [clock], onlyOne: true },
  beside: missingPagesBeside,
  team: ['social_worker', 'front_door_manager', 'front_door_worker'],
  follow: [{ kinds: ['police'], roles: searchers }], entryCell: missingCell,
  forms,
  rules: {
    ownWords: (_facts, answers) => typeof answers['why'] === 'string' && answers['why'].trim().length < 20
      ? 'Say why this child needs no meeting now.' : undefined,
  } satisfies Record<string, Rule>,
  effects: {
    hold: ({ answers, facts }) => ({
      chronology: [{ kind: 'missing_meeting', occurredAt: instantIn(answers, 'held_at') ?? facts.now,
        headline: 'Strategy meeting about missing episodes held' }],
    }),
  },
})
