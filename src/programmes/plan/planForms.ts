import type { NarrowCell } from '../../practice/practice.ts'
import type { Option, Question, StepForm } from '../../practice/question.ts'

/** What the family itself reads: goals, what was agreed, when we meet next. Nobody outside the family is named in it. */
export const familyReads: NarrowCell = { category: 'plan', tier: 0 }
/** What is for the workers alone. */
export const workersRead: NarrowCell = { category: 'plan', tier: 1 }
const voice: NarrowCell = { category: 'voice', tier: 1 }

/** A plan with more goals than its form of review has places for is no plan that a family can keep in mind. */
export const goalPlaces = [1, 2, 3, 4, 5, 6, 7, 8] as const

const plain = 'The family reads this. Use short sentences, and name nobody outside the family.'

export const consents: readonly Option[] = [
  { value: 'parents', text: 'Yes, whoever has parental responsibility agrees' },
  { value: 'young_person', text: 'Yes, the young person agrees for themselves', hint: 'They are old enough to understand and decide.' },
  { value: 'both', text: 'Yes, both agree' },
  { value: 'not_asked', text: 'Not asked yet' },
  { value: 'refused', text: 'No' },
]
export const agreeing = ['parents', 'young_person', 'both'] as const

export const doers: readonly Option[] = [
  { value: 'family', text: 'The family' }, { value: 'young_person', text: 'The child or young person' },
  { value: 'family_worker', text: 'The family’s worker' }, { value: 'school', text: 'School' }, { value: 'health', text: 'Health' },
  { value: 'housing', text: 'Housing' }, { value: 'programme', text: 'A programme or club' }, { value: 'police', text: 'Police' },
]
export const progresses: readonly Option[] = [
  { value: 'met', text: 'Done' }, { value: 'better', text: 'Getting better' }, { value: 'same', text: 'No change yet' },
  { value: 'worse', text: 'Harder than before' }, { value: 'dropped', text: 'No longer a goal' },
]
export const closings: readonly Option[] = [
  { value: 'no_longer_agrees', text: 'The family no longer wants it' }, { value: 'cannot_reach', text: 'Nobody could be reached' },
  { value: 'moved', text: 'The family has moved' }, { value: 'other_help', text: 'Other help took over' },
  { value: 'not_needed', text: 'The family manages without it' }, { value: 'made_in_error', text: 'It was begun in error' },
]
export const sayings: readonly Option[] = [
  { value: 'think', text: 'I want to say what I think' },
  { value: 'wrong', text: 'Something here is wrong' },
  { value: 'talk', text: 'I want to talk to my worker' },
]
const takenOn: readonly Option[] = [
  { value: 'child_in_need', text: 'Yes: a child in need assessment' }, { value: 'child_protection', text: 'Yes: child protection enquiries' },
  { value: 'other_service', text: 'Yes: another social work team' },
]
const around = [...doers.slice(2), { value: 'other', text: 'Somebody else' }]

const consent = (id: string): Question[] => [
  { id, kind: 'radios', label: 'Does the family agree to this plan?', hint: 'Early help is voluntary. A plan needs their consent.', required: 'Select whether the family agrees', options: consents },
  { id: `${id}_who`, kind: 'text', label: 'Who agreed, when, and what they are to the child', required: 'Enter who agreed', showIf: { question: id, is: agreeing } },
]
const agreed: readonly Question[] = [
  { id: 'family_agreed', kind: 'textarea', label: 'What we agreed', hint: plain, required: 'Enter what was agreed', cell: familyReads },
  { id: 'next_meeting_on', kind: 'date', label: 'Next meeting', hint: 'The family reads this.', required: 'Enter the day of the next meeting', cell: familyReads },
]
const familySummary: Question =
  { id: 'family_summary', kind: 'textarea', label: 'What we say to the family at the end', hint: plain, required: 'Enter what you say to the family', cell: familyReads }

export const beginForm: StepForm = {
  pages: [
    { title: 'Does the family agree?', questions: ['consent', 'consent_who', 'reading_help'] },
    { title: 'How things are', questions: ['going_well', 'worries', 'childs_view', 'parents_view'] },
    { title: 'What the family reads', questions: ['family_good', 'family_why'] },
  ],
  questions: [
    ...consent('consent'),
    { id: 'reading_help', kind: 'checkboxes', label: 'What helps this family to read and to talk', options: [
      { value: 'interpreter', text: 'An interpreter' }, { value: 'other_language', text: 'Letters in another language' },
      { value: 'read_aloud', text: 'Reading it aloud together' }, { value: 'large_print', text: 'Large print' }, { value: 'pictures', text: 'Pictures' },
    ] },
    { id: 'going_well', kind: 'textarea', label: 'What is going well', required: 'Enter what is going well', checksWording: true },
    { id: 'worries', kind: 'textarea', label: 'What we are worried about, and what it is like for the child', required: 'Enter what you are worried about', checksWording: true },
    { id: 'childs_view', kind: 'textarea', label: 'How the child sees it, in the child’s words', cell: voice },
    { id: 'parents_view', kind: 'textarea', label: 'How the parents or carers see it, in their words' },
    { id: 'family_good', kind: 'textarea', label: 'What is good in your family', hint: plain, required: 'Enter what is good in the family', cell: familyReads },
    { id: 'family_why', kind: 'textarea', label: 'Why we made this plan together', hint: plain, required: 'Enter why you made this plan together', cell: familyReads },
  ],
}

export const planSteps = ['add_goal', 'team', 'note', 'hear', 'agree', 'review', 'answer_family', 'family_says', 'step_up',
  'take_on', 'hand_back', 'close_met', 'close_otherwise', 'reopen'] as const
export type PlanStep = typeof planSteps[number]

export const planForms: Readonly<Partial<Record<PlanStep, StepForm>>> = {
  add_goal: { questions: [
    { id: 'family_goal', kind: 'text', label: 'The goal', hint: plain, required: 'Enter the goal', longest: 200, cell: familyReads },
    { id: 'family_action', kind: 'textarea', label: 'What we do', hint: plain, required: 'Enter what you do', cell: familyReads },
    { id: 'by_whom', kind: 'select', label: 'Who does it', required: 'Select who does it', options: doers, cell: familyReads },
    { id: 'by_when', kind: 'date', label: 'By when', required: 'Enter by when', cell: familyReads },
    { id: 'goal_note', kind: 'textarea', label: 'For the workers: who exactly, and what they need to know' },
  ] },
  team: { questions: [
    { id: 'team_change', kind: 'radios', label: 'What changes', required: 'Select what changes', options: [
      { value: 'joins', text: 'Somebody joins the team around the family' }, { value: 'leaves', text: 'Somebody leaves it' }], cell: familyReads },
    { id: 'team_role', kind: 'select', label: 'From where', hint: 'The family reads this, without the name.', required: 'Select from where', options: around, cell: familyReads },
    { id: 'team_name', kind: 'text', label: 'Name and telephone', required: 'Enter the name' },
    { id: 'team_lead', kind: 'radios', label: 'Is this the lead practitioner?', options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] },
  ] },
  note: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'When', past: true, required: 'Enter when' },
    { id: 'text', kind: 'textarea', label: 'What happened', required: 'Enter what happened', checksWording: true },
  ] },
  hear: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'When', past: true, required: 'Enter when' },
    { id: 'who', kind: 'radios', label: 'Who spoke', required: 'Select who spoke', options: [
      { value: 'child', text: 'The child' }, { value: 'parent', text: 'A parent or carer' }, { value: 'sibling', text: 'A brother or sister' }] },
    { id: 'words', kind: 'textarea', label: 'In their words', required: 'Enter what they said', cell: voice },
  ] },
  agree: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'When you agreed it together', past: true, required: 'Enter when you agreed it' }, ...agreed,
  ] },
  review: { happenedAt: 'at', intro: 'Say for each goal how it goes. The numbers are those of the goals above.', questions: [
    { id: 'at', kind: 'date_time', label: 'When you met', past: true, required: 'Enter when you met' },
    { id: 'present', kind: 'checkboxes', label: 'Who was there', options: [{ value: 'child', text: 'The child' }, ...doers.filter(({ value }) => value !== 'young_person')] },
    ...goalPlaces.map((place): Question => ({ id: `progress_${place}`, kind: 'radios', label: `Goal ${place}`, options: progresses, cell: familyReads })),
    ...agreed,
    { id: 'child_said', kind: 'textarea', label: 'What the child says about it', cell: voice },
    { id: 'notes', kind: 'textarea', label: 'For the workers' },
  ] },
  family_says: { questions: [
    { id: 'about', kind: 'radios', label: 'What is it about?', required: 'Choose one', options: sayings, cell: familyReads },
    { id: 'family_words', kind: 'textarea', label: 'Write it here', required: 'Write something, or close this page', longest: 4000, cell: familyReads },
  ] },
  answer_family: { questions: [
    { id: 'family_answer', kind: 'textarea', label: 'Your answer', hint: plain, required: 'Enter your answer', cell: familyReads },
    { id: 'put_right', kind: 'textarea', label: 'For the workers: what was put right' },
  ] },
  step_up: { questions: [
    { id: 'why', kind: 'textarea', label: 'Why early help is no longer enough', required: 'Enter why early help is not enough', checksWording: true },
    { id: 'told_family', kind: 'radios', label: 'Does the family know?', required: 'Select whether the family knows', options: [
      { value: 'yes', text: 'Yes' }, { value: 'unsafe', text: 'No: telling them now would put somebody at risk' }] },
  ] },
  take_on: { questions: [
    { id: 'outcome', kind: 'radios', label: 'What happens now', required: 'Select what happens now', options: takenOn },
    { id: 'reason', kind: 'textarea', label: 'Why', required: 'Enter why' },
  ] },
  hand_back: { questions: [
    { id: 'reason', kind: 'textarea', label: 'Why early help goes on, and what it needs', required: 'Enter why early help goes on' },
  ] },
  close_met: { questions: [familySummary, { id: 'notes', kind: 'textarea', label: 'For the workers' }] },
  close_otherwise: { questions: [
    { id: 'reason', kind: 'radios', label: 'Why it ends', required: 'Select why it ends', options: closings },
    { id: 'detail', kind: 'textarea', label: 'For the workers: what was tried, and what worries remain', required: 'Enter what was tried' },
    familySummary,
  ] },
  reopen: { questions: [...consent('consent_again'), { id: 'reason', kind: 'textarea', label: 'Why it opens again', required: 'Enter why it opens again' }] },
}
