import type { Rule } from '../practice/practice.ts'
import { missingIn } from '../practice/question.ts'
import type { Question, StepForm } from '../practice/question.ts'
import { optionsOf } from './options.ts'

/** Seen by everybody who helps the child, the appropriate adult among them. */
const helpers = { category: 'needs', tier: 0 } as const

/** Age and communication stand before anything else on a form about a child. */
export const needsQuestions: readonly Question[] = [
  {
    id: 'age_known_from', kind: 'radios', label: 'How do you know the child’s age?', required: 'Select how you know the child’s age',
    hint: 'If nobody is sure, treat them as a child (Code C 1.5).',
    options: optionsOf({
      record: 'From a record or document', told: 'The child or their family said so',
      not_known: 'Nobody is sure',
    }),
  },
  {
    id: 'age_said', kind: 'number', label: 'Age in years, as told', least: 8, most: 17,
    showIf: { question: 'age_known_from', is: ['told'] }, required: 'Enter the age that you were told',
  },
  {
    id: 'communicates', kind: 'textarea', rows: 3, label: 'How does the child understand and speak best?', cell: helpers, checksWording: true,
    hint: 'Ask the child, and whoever knows them. Language, hearing, pictures, short sentences, time to answer.',
    required: 'Enter how the child communicates best',
  },
  {
    id: 'needs', kind: 'checkboxes', label: 'What does the child live with?', cell: helpers, required: 'Select what you found, or that you asked and found none',
    options: optionsOf({
      speech_language: 'Speech or language difficulty', learning_disability: 'Learning disability',
      autism: 'Autism', adhd: 'ADHD', hearing: 'Hearing loss', sight: 'Sight loss',
      mental_health: 'Mental health', physical: 'Physical disability or illness',
      interpreter: 'Needs an interpreter', none_found: 'Asked, and none found',
    }),
  },
  {
    id: 'adjustments', kind: 'textarea', rows: 3, label: 'What will be done differently for this child?', cell: helpers,
    hint: 'A quiet room, somebody beside them, breaks, fidget objects, lights, pictures. If nothing, say why.',
    required: 'Enter what will be done differently, or why nothing',
  },
]

const yesNo = (yes: string, no: string) => [{ value: 'yes', text: yes }, { value: 'no', text: no }]
const more = (id: string, question: string, is: string, label: string): Question =>
  ({
    id, kind: 'textarea', rows: 2, label, showIf: { question, is: [is] },
    required: 'Enter what you saw or were told', checksWording: true,
  })

export const welfareQuestions: readonly Question[] = [
  {
    id: 'injured', kind: 'radios', label: 'Is the child hurt?', options: yesNo('Yes', 'No'),
    required: 'Select whether the child is hurt',
  },
  more('injuries', 'injured', 'yes', 'Which injuries, and who looks after them now?'),
  {
    id: 'unwell', kind: 'radios', label: 'Is the child ill, on medicine, or thinking of harming themselves?',
    options: yesNo('Yes', 'No'), required: 'Select whether the child is unwell',
  },
  more('health', 'unwell', 'yes', 'What is needed for their health now?'),
  {
    id: 'exploited', kind: 'radios', label: 'Could somebody be using or hurting the child?', required: 'Select whether somebody could be using or hurting the child',
    hint: 'A child who carries for others, is far from home or has debts may be a victim first.',
    options: [...yesNo('Yes, there are signs', 'No signs seen'), { value: 'not_asked', text: 'Not safe to ask yet' }],
  },
  more('exploitation', 'exploited', 'yes', 'Which signs?'),
  {
    id: 'cared_for_by', kind: 'radios', label: 'Who looks after the child?', required: 'Select who looks after the child',
    options: optionsOf({
      parent: 'Parent', relative: 'Relative or family friend',
      council: 'The council: foster carer or children’s home', nobody: 'Nobody', not_known: 'Not known yet',
    }),
  },
  { id: 'reach_them', kind: 'text', label: 'How to reach whoever looks after the child' },
  {
    id: 'school', kind: 'radios', label: 'Is the child at school or college?', required: 'Select whether the child is at school',
    options: [...yesNo('Yes', 'No, out of school'), { value: 'not_known', text: 'Not known yet' }],
  },
]

export const needsPage = { title: 'How the child communicates', questions: needsQuestions.map(({ id }) => id) } as const
export const welfarePage = { title: 'How the child is', questions: welfareQuestions.map(({ id }) => id) } as const

/**
 * Why a police form about a child may not be used, or nothing: age and communication first, then welfare, all of it
 * asked and none of it skippable, and only then what the child is said to have done.
 */
export function faultOfChildForm({ pages = [], questions }: StepForm): string | undefined {
  const asked = pages.flatMap(page => page.questions)
  const first = [...needsQuestions, ...welfareQuestions]
  const misplaced = first.find(({ id }, place) => asked[place] !== id)
  if (misplaced) return `a form about a child does not ask “${misplaced.label}” in its place`
  const loosened = first.find(one => one.required && !questions.find(({ id }) => id === one.id)?.required)
  return loosened && `a form about a child may be sent without “${loosened.label}”`
}

/** A form about a child; one without its welfare section stops the start of the product. */
export function childForm(form: StepForm): StepForm {
  const fault = faultOfChildForm(form)
  if (fault) throw new Error(fault)
  return form
}

/** The same where a form is not sent through a page: nothing about a child is begun without its welfare section. */
export const welfareKnown: Rule = (_facts, answers) =>
  Object.values(missingIn([...needsQuestions, ...welfareQuestions], answers))[0]
