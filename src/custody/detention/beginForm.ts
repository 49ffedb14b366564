import type { Question } from '../../practice/question.ts'
import { offenceOptions } from '../settings.ts'
import { childForm, needsPage, needsQuestions, welfarePage, welfareQuestions } from '../welfare.ts'

/** Why a child was brought rather than seen elsewhere; what the counts are split by. */
export const reasonOptions = [
  { value: 'arrested', text: 'Arrested for an offence' },
  { value: 'warrant', text: 'Arrested on a warrant, or for failing to come' },
  { value: 'breach', text: 'Breach of bail or of an order' }, { value: 'answering_bail', text: 'Answering bail' },
] as const

const eventQuestions: readonly Question[] = [
  {
    id: 'reason', kind: 'radios', label: 'Why was the child brought here?', options: reasonOptions,
    required: 'Select why the child was brought here',
  },
  {
    id: 'offence', kind: 'select', label: 'What kind of offence?', options: offenceOptions,
    required: 'Select a kind of offence',
  },
  {
    id: 'account', kind: 'textarea', rows: 3, label: 'What happened, in short?', checksWording: true, longest: 1000,
    hint: 'What is said to have happened, by whom. Not what sort of person the child is.', required: 'Enter what happened, in short',
  },
  {
    id: 'relevant_at', kind: 'date_time', past: true, label: 'When did the child arrive at the police station?',
    hint: 'The relevant time: the 24 hours run from it.', required: 'Enter when the child arrived',
  },
]

/** How a child comes in: how they communicate, how they are, and only then what is said to have happened. */
export const broughtIn = childForm({
  intro: 'Ask about the child first. You decide about detention afterwards.',
  happenedAt: 'relevant_at',
  pages: [needsPage, welfarePage, { title: 'What happened', questions: eventQuestions.map(({ id }) => id) }],
  questions: [...needsQuestions, ...welfareQuestions, ...eventQuestions],
})
