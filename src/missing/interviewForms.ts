import type { Option, StepForm } from '../practice/question.ts'
import { howReached } from './stepForms.ts'

/** Open to the council and the interviewer, not to the police. */
const account = { category: 'missing', tier: 2 } as const
const voice = { category: 'voice', tier: 2 } as const

/** Version 1 of the product's list; an answer that no longer stands in it stays what it was. */
export const pushFactors: readonly Option[] = [
  { value: 'conflict', text: 'Arguments or conflict at home or in the placement' },
  { value: 'violence_home', text: 'Violence or abuse at home' },
  { value: 'neglect', text: 'Not looked after well enough' },
  { value: 'unhappy_placement', text: 'Unhappy in the placement, or moved too often' },
  { value: 'rules', text: 'Rules that felt unfair' }, { value: 'bullying', text: 'Bullying' },
  { value: 'school', text: 'Trouble at school' },
  { value: 'mental_health', text: 'Feeling low, anxious or unsafe' },
  { value: 'fear', text: 'Afraid of somebody near home' },
  { value: 'none', text: 'Nothing pushed them away' },
]
export const pullFactors: readonly Option[] = [
  { value: 'friends', text: 'To be with friends' }, { value: 'family', text: 'To be with family' },
  { value: 'partner', text: 'To be with a boyfriend or girlfriend' },
  { value: 'exploited', text: 'Somebody told, paid or forced them to' },
  { value: 'debt', text: 'To pay a debt' }, { value: 'older', text: 'To be with an older person' },
  { value: 'substances', text: 'Drugs or alcohol' }, { value: 'online', text: 'To meet somebody from online' },
  { value: 'freedom', text: 'To have freedom, or fun' }, { value: 'none', text: 'Nothing pulled them away' },
]

const whom: readonly Option[] = [
  { value: 'child', text: 'The child' }, { value: 'carer', text: 'A parent or carer' }, { value: 'both', text: 'Both' },
]
const declining: readonly Option[] = [{ value: 'child', text: 'The child' },
  { value: 'carer', text: 'A parent or carer' }]

const offered: StepForm = { happenedAt: 'offered_at', questions: [
  { id: 'offered_at', kind: 'date_time', past: true, label: 'When it was offered',
    required: 'Enter when it was offered' },
  { id: 'offered_to', kind: 'radios', label: 'To whom', options: whom, required: 'Choose to whom it was offered' },
  { id: 'how', kind: 'radios', label: 'How', options: howReached, required: 'Choose how it was offered' },
  { id: 'answer', kind: 'radios', label: 'Answer', required: 'Choose the answer', options: [
    { value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }, { value: 'not_yet', text: 'Not yet' },
  ] },
] }

export const interviewForms = {
  assign: { questions: [
    { id: 'interviewer', kind: 'text', label: 'Who will talk with the child',
      required: 'Enter who will talk with the child' },
    { id: 'is_independent', kind: 'radios', label: 'Are they independent of the child’s care and of the police?',
      required: 'Choose whether they are independent',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] },
    { id: 'why_not', kind: 'textarea', rows: 2, label: 'Why nobody independent',
      required: 'Enter why nobody independent',
      showIf: { question: 'is_independent', is: ['no'] } },
  ] },
  offer: offered,
  tell_offer: offered,
  attempt: { happenedAt: 'tried_at', questions: [
    { id: 'tried_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'how', kind: 'radios', label: 'How', options: howReached, required: 'Choose how' },
    { id: 'result', kind: 'textarea', rows: 2, label: 'What came of it', required: 'Enter what came of it' },
  ] },
  accept: { happenedAt: 'answered_at', questions: [
    { id: 'answered_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'answered_by', kind: 'radios', label: 'Who said yes', options: whom, required: 'Choose who said yes' },
    { id: 'wishes', kind: 'textarea', rows: 2, label: 'Where, when and with whom the child would like to talk',
      cell: account },
  ] },
  decline: { happenedAt: 'answered_at', questions: [
    { id: 'answered_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'answered_by', kind: 'radios', label: 'Who said no', options: declining, required: 'Choose who said no' },
    { id: 'reason', kind: 'textarea', label: 'Why', cell: account, required: 'Enter why, or that no reason was given' },
    { id: 'instead', kind: 'textarea', rows: 2, label: 'What is done instead',
      hint: 'A parent or carer may say what they know; somebody the child trusts may talk with them',
      required: 'Enter what is done instead' },
  ] },
  not_reached: { questions: [
    { id: 'instead', kind: 'textarea', label: 'What is done instead', required: 'Enter what is done instead' },
  ] },
  interview: { happenedAt: 'held_at', pages: [
    { title: 'The talk', questions: ['held_at', 'held_by', 'is_independent', 'why_not', 'alone'] },
    { title: 'Why the child went', questions: ['push', 'pull', 'own_words', 'account'] },
    { title: 'What may be passed on', questions: ['asked_child', 'share_back', 'worry_now'] },
  ], questions: [
    { id: 'held_at', kind: 'date_time', past: true, label: 'When it was held', required: 'Enter when it was held' },
    { id: 'held_by', kind: 'text', label: 'Who talked with the child', required: 'Enter who talked with the child' },
    { id: 'is_independent', kind: 'radios', label: 'Are they independent of the child’s care and of the police?',
      required: 'Choose whether they are independent',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] },
    { id: 'why_not', kind: 'textarea', rows: 2, label: 'Why nobody independent',
      required: 'Enter why nobody independent',
      showIf: { question: 'is_independent', is: ['no'] } },
    { id: 'alone', kind: 'radios', label: 'Was the child seen by themselves?',
      required: 'Choose whether the child was seen alone',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'chosen', text: 'With somebody they chose' },
        { value: 'no', text: 'No' }] },
    { id: 'push', kind: 'checkboxes', label: 'What pushed the child away', options: pushFactors, cell: account,
      required: 'Choose what pushed the child away' },
    { id: 'pull', kind: 'checkboxes', label: 'What pulled the child away', options: pullFactors, cell: account,
      required: 'Choose what pulled the child away' },
    { id: 'own_words', kind: 'textarea', label: 'In the child’s own words', hint: 'As they were said', cell: voice },
    { id: 'account', kind: 'textarea', rows: 8, label: 'What the child told',
      hint: 'Open to the council and the interviewer, not to the police',
      cell: account, checksWording: true },
    { id: 'asked_child', kind: 'radios', label: 'Did you ask the child what may be passed on?',
      required: 'Choose whether you asked',
      options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] },
    { id: 'share_back', kind: 'textarea', label: 'What may be passed on to the police',
      hint: 'Only this reaches the police. Leave empty if nothing' },
    { id: 'worry_now', kind: 'radios', label: 'Is there a worry that somebody must act on now?',
      required: 'Choose whether there is a worry',
      options: [{ value: 'no', text: 'No' }, { value: 'yes', text: 'Yes, and the council has been told' }] },
  ] },
  note_held: { questions: [
    { id: 'read_by', kind: 'textarea', rows: 3, label: 'What the council will do with what the child said',
      required: 'Enter what the council will do' },
  ] },
  finish: { questions: [
    { id: 'outcome', kind: 'radios', label: 'Outcome', required: 'Choose the outcome', options: [
      { value: 'plan', text: 'The child’s plan changes' },
      { value: 'placement', text: 'Where the child lives is looked at' },
      { value: 'help', text: 'Help is offered' }, { value: 'strategy', text: 'A strategy discussion is held' },
      { value: 'none', text: 'Nothing further is needed' },
    ] },
    { id: 'done_about', kind: 'textarea', label: 'What was done, and what the child was told about it',
      required: 'Enter what was done' },
  ] },
  cancel: { questions: [
    { id: 'why', kind: 'textarea', rows: 3, label: 'Why there is no interview',
      hint: 'Such as: the child had not been found after all',
      required: 'Enter why there is no interview' },
  ] },
} as const satisfies Record<string, StepForm>

/** What the police tell when they ask for it. */
export const askForm: StepForm = { questions: [
  { id: 'returned_at', kind: 'date_time', past: true, label: 'When the child came back',
    required: 'Enter when the child came back' },
] }
