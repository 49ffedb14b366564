import { optionsOf } from '../options.ts'
import type { Question, StepForm } from '../../practice/question.ts'

const intelligence = { category: 'custody', tier: 3 } as const
const yesNo = optionsOf({ yes: 'Yes', no: 'No' })

export const beginForm: StepForm = {
  intro: 'Only for a child, or somebody who may be one. Everything else comes first: talking, asking the child to hand it over, a search of outer clothing.',
  pages: [
    { title: 'Why this search', questions: ['looking_for', 'why_now', 'instead'] },
    { title: 'What it rests on', questions: ['basis', 'basis_source', 'basis_graded', 'where'] },
  ],
  questions: [
    { id: 'looking_for', kind: 'select', label: 'What do you expect to find?', required: 'Select what you expect to find',
      options: optionsOf({ weapon: 'A weapon', drugs: 'Drugs', harm: 'Something to hurt oneself with', evidence: 'Evidence of an offence', other: 'Something else' }) },
    { id: 'why_now', kind: 'textarea', rows: 3, label: 'Why must it be now?', required: 'Say why it must be now', checksWording: true, longest: 1000 },
    { id: 'instead', kind: 'textarea', rows: 3, label: 'Why will a less intrusive search not do?', required: 'Say why a less intrusive search will not do',
      checksWording: true, longest: 1000 },
    { id: 'basis', kind: 'textarea', rows: 3, label: 'What do you know?', hint: 'What is known about this child today. Not a hunch, not where the child lives or who their friends are.',
      required: 'Say what the search rests on', checksWording: true, longest: 1000, cell: intelligence },
    { id: 'basis_source', kind: 'radios', label: 'Where does it come from?', required: 'Select where it comes from', cell: intelligence,
      options: optionsOf({ seen: 'Seen by an officer', said: 'Said by the child', told: 'Told by somebody else', report: 'An intelligence report' }) },
    { id: 'basis_graded', kind: 'radios', label: 'How reliable is it?', required: 'Select how reliable it is', cell: intelligence,
      options: optionsOf({ reliable: 'Reliable, and known at first hand', indirect: 'Reliable source, not at first hand', untested: 'Untested', unreliable: 'Not reliable' }) },
    { id: 'where', kind: 'radios', label: 'Where is the child?', required: 'Select where the child is',
      options: optionsOf({ custody: 'In custody', elsewhere: 'Stopped elsewhere, and taken out of sight' }) },
  ],
}

export const authoriseForm: StepForm = {
  happenedAt: 'authorised_at', questions: [
    { id: 'authorised_at', kind: 'date_time', past: true, label: 'When did you authorise it?', hint: 'Before the search begins.', required: 'Enter when you authorised it' },
    { id: 'authority_why', kind: 'textarea', rows: 3, label: 'Why is it necessary and no more than necessary?', required: 'Say why it is necessary', checksWording: true, longest: 1000 },
    { id: 'limits', kind: 'textarea', rows: 2, label: 'How far may it go?', required: 'Say how far it may go', longest: 500 },
  ],
}
export const refuseForm: StepForm = { questions: [
  { id: 'refused_why', kind: 'textarea', rows: 3, label: 'Why not?', required: 'Say why not', checksWording: true, longest: 1000 },
  { id: 'do_instead', kind: 'text', label: 'What is done instead?' },
] }
export const withdrawForm: StepForm = { questions: [
  { id: 'withdrawn_why', kind: 'textarea', rows: 2, label: 'Why is it not needed any more?', required: 'Say why', longest: 500 },
] }

export const adultForm: StepForm = { happenedAt: 'adult_at', questions: [
  { id: 'adult_name', kind: 'text', label: 'Name of the adult', required: 'Enter the adult’s name', longest: 120 },
  { id: 'adult_is', kind: 'radios', label: 'Who are they?', required: 'Select who they are',
    options: optionsOf({ parent: 'Parent or guardian', social_worker: 'Social worker', scheme: 'Appropriate adult from the scheme', other: 'Another adult who is not police staff' }) },
  { id: 'adult_at', kind: 'date_time', past: true, label: 'When did they arrive?', required: 'Enter when the adult arrived' },
] }
export const declinedForm: StepForm = {
  intro: 'Only where the child says so while the adult is there, and the adult agrees. Both sign.', happenedAt: 'declined_at', questions: [
    { id: 'said_before_adult', kind: 'radios', label: 'Did the child say so in front of the adult?', required: 'Select whether the child said so in front of the adult', options: yesNo },
    { id: 'adult_agrees', kind: 'radios', label: 'Does the adult agree?', required: 'Select whether the adult agrees', options: yesNo },
    { id: 'signed', kind: 'radios', label: 'Did the adult sign the record?', required: 'Select whether the adult signed', options: yesNo },
    { id: 'declined_at', kind: 'date_time', past: true, label: 'When?', required: 'Enter when the child said so' },
  ],
}

const conductQuestions: readonly Question[] = [
  { id: 'started_at', kind: 'date_time', past: true, label: 'When did the search begin?', required: 'Enter when the search began' },
  { id: 'ended_at', kind: 'date_time', past: true, label: 'When was it over?', required: 'Enter when the search was over' },
  { id: 'searched_by', kind: 'text', label: 'Who searched?', hint: 'Name or collar number of each.', required: 'Enter who searched', longest: 200 },
  { id: 'intimate', kind: 'radios', label: 'Were intimate parts of the body uncovered?', required: 'Select whether intimate parts were uncovered', options: yesNo },
  { id: 'present', kind: 'number', least: 0, most: 20, label: 'How many people were there beside the child?', hint: 'The adult counts.', required: 'Enter how many people were there' },
  { id: 'same_sex', kind: 'radios', label: 'Were all officers of the same sex as the child?', required: 'Select whether all officers were of the same sex', options: yesNo },
  { id: 'out_of_sight', kind: 'radios', label: 'Was it out of sight of everybody else?', required: 'Select whether it was out of sight', options: yesNo },
  { id: 'onlookers', kind: 'radios', label: 'Was anybody there who did not have to be?', required: 'Select whether anybody else was there', options: yesNo },
  { id: 'repeated', kind: 'radios', label: 'Was any part of it done twice?', required: 'Select whether any part was done twice', options: yesNo },
  { id: 'adult_in_room', kind: 'radios', label: 'Was the appropriate adult in the room?', required: 'Select whether the adult was in the room', options: yesNo },
]
const childSaid: Question = { id: 'child_said', kind: 'textarea', rows: 2, label: 'What did the child say?', hint: 'In the child’s own words.', longest: 1000 }

export const conductForm: StepForm = { happenedAt: 'started_at', questions: [...conductQuestions, childSaid] }
export const urgentForm: StepForm = {
  intro: 'Only where somebody would come to serious harm by waiting. It is always reviewed.', happenedAt: 'started_at', questions: [
    { id: 'harm_to', kind: 'radios', label: 'Who was at risk of serious harm?', required: 'Select who was at risk of serious harm',
      options: optionsOf({ child: 'The child', other: 'Somebody else', nobody: 'Nobody: it was only inconvenient to wait' }) },
    { id: 'harm_ground', kind: 'textarea', rows: 3, label: 'What would have happened by waiting?', required: 'Say what would have happened by waiting', checksWording: true, longest: 1000 },
    { id: 'authority_sought', kind: 'text', label: 'Who was asked for authority, and when?', required: 'Enter who was asked, or why nobody was', longest: 300 },
    ...conductQuestions, childSaid,
  ],
}
export const breachForm: StepForm = {
  intro: 'A search that has been made is recorded as it was, also where it should not have been made so. It is always reviewed.', happenedAt: 'started_at', questions: [
    { id: 'rule_not_kept', kind: 'textarea', rows: 3, label: 'Which rule was not kept, and how did that come about?', required: 'Say which rule was not kept', longest: 1000 },
    ...conductQuestions, childSaid,
  ],
}

export const outcomeForm: StepForm = { questions: [
  { id: 'found', kind: 'radios', label: 'Was anything found?', required: 'Select whether anything was found', options: yesNo },
  { id: 'item', kind: 'select', label: 'What was found?', required: 'Select what was found', showIf: { question: 'found', is: ['yes'] },
    options: optionsOf({ weapon: 'A weapon', drugs: 'Drugs', harm: 'Something to hurt oneself with', phone: 'A phone', money: 'Money', evidence: 'Other evidence', other: 'Something else' }) },
  { id: 'how_child_is', kind: 'textarea', rows: 2, label: 'How is the child now, and who looks after them?', required: 'Say how the child is now', checksWording: true, longest: 1000 },
] }
export const parentForm: StepForm = { happenedAt: 'told_at', questions: [
  { id: 'told_who', kind: 'text', label: 'Who was told?', required: 'Enter who was told', longest: 120 },
  { id: 'told_at', kind: 'date_time', past: true, label: 'When?', required: 'Enter when they were told' },
  { id: 'they_said', kind: 'textarea', rows: 2, label: 'What did they say?', longest: 1000 },
] }
export const parentTriedForm: StepForm = { happenedAt: 'tried_at', questions: [
  { id: 'tried_how', kind: 'text', label: 'Whom did you try, and how?', required: 'Enter whom you tried', longest: 200 },
  { id: 'tried_at', kind: 'date_time', past: true, label: 'When?', required: 'Enter when you tried' },
] }
export const parentNotToldForm: StepForm = { questions: [
  { id: 'not_told_why', kind: 'radios', label: 'Why is no parent or guardian told?', required: 'Select why nobody is told',
    options: optionsOf({ harm: 'Telling them would put the child at risk', nobody: 'Nobody can be found', council: 'The council has parental responsibility, and was told' }) },
  { id: 'not_told_more', kind: 'textarea', rows: 2, label: 'What makes you think so?', required: 'Say what makes you think so', checksWording: true, longest: 500 },
] }
export const referralForm: StepForm = {
  intro: 'Every search of a child is told to the front door, whatever was found. Make the notification first, then enter its number.', questions: [
    { id: 'reference', kind: 'text', label: 'Number of the notification', required: 'Enter the number of the notification', longest: 40 },
  ],
}
export const reviewForm: StepForm = { questions: [
  { id: 'review_result', kind: 'radios', label: 'Was it right to search so?', required: 'Select what you found',
    options: optionsOf({ justified: 'Yes, by what was known then', partly: 'Yes, but not in this way', not_justified: 'No' }) },
  { id: 'review_why', kind: 'textarea', rows: 3, label: 'Why?', required: 'Say why', checksWording: true, longest: 1000 },
  { id: 'review_follows', kind: 'textarea', rows: 2, label: 'What follows from it, and who tells the child?', required: 'Say what follows', longest: 1000 },
] }
export const scrutinyForm: StepForm = { questions: [
  { id: 'panel_on', kind: 'date', label: 'When did the panel meet?', required: 'Enter when the panel met' },
  { id: 'graded', kind: 'radios', label: 'How does the panel grade it?', required: 'Select a grade',
    options: optionsOf({ green: 'Green: rightly done', amber: 'Amber: something to learn', red: 'Red: not rightly done' }) },
  { id: 'footage', kind: 'radios', label: 'Did the panel see the custody record and what was filmed outside the room?', required: 'Select what the panel saw',
    options: optionsOf({ both: 'Both', record: 'The record alone', neither: 'Neither' }) },
  { id: 'learned', kind: 'textarea', rows: 3, label: 'What is learned, and who was told?', required: 'Say what is learned', longest: 1000 },
] }
