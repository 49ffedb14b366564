import type { Question, StepForm } from '../../practice/question.ts'
import { needsQuestions } from '../welfare.ts'
import { optionsOf } from '../options.ts'

const at = (id: string, label: string): Question =>
  ({ id, kind: 'date_time', past: true, label, required: 'Enter when' })

/** Of the police alone: what is between the child and a solicitor. */
const police = { category: 'custody', tier: 2 } as const
const helpers = { category: 'custody', tier: 0 } as const

export const needsForm: StepForm = { questions: needsQuestions.filter(({ id }) => !id.startsWith('age_')) }

export const askAdultForm: StepForm = {
  happenedAt: 'asked_at',
  questions: [
    {
      id: 'whom', kind: 'radios', label: 'Who is asked?', required: 'Select who is asked',
      hint: 'A parent or carer first, unless they are involved in what happened or the child does not want them (Code C 1.7, notes 1B to 1D).',
      options: optionsOf({
        parent: 'Parent, guardian or carer', social_worker: 'Social worker',
        other_adult: 'Another adult whom the child trusts',
        scheme: 'The appropriate adult scheme: asked through Kith',
      }),
    },
    {
      id: 'where', kind: 'text', label: 'Where shall they come?', cell: helpers,
      required: 'Enter where they shall come',
    },
    {
      id: 'adult_note', kind: 'textarea', rows: 2,
      label: 'What helps them to prepare? Nothing about the offence', cell: helpers,
    },
    at('asked_at', 'When were they asked?'),
  ],
}
export const adultHereForm: StepForm = {
  happenedAt: 'here_at',
  questions: [
    {
      id: 'adult_is', kind: 'radios', label: 'Who is the adult?', required: 'Select who the adult is',
      options: optionsOf({
        parent: 'Parent, guardian or carer', social_worker: 'Social worker',
        other_adult: 'Another adult whom the child trusts', scheme: 'From the appropriate adult scheme',
      }),
    },
    {
      id: 'alone_together', kind: 'radios', label: 'Have they spoken with the child alone?', required: 'Select whether they spoke alone',
      options: optionsOf({ yes: 'Yes', no: 'Not yet' }),
    },
    at('here_at', 'When did they arrive?'),
  ],
}
export const adultLeftForm: StepForm = {
  happenedAt: 'gone_at', questions: [at('gone_at', 'When did the adult leave?')],
}

export const parentToldForm: StepForm = {
  happenedAt: 'told_at',
  questions: [
    {
      id: 'told_who', kind: 'text', label: 'Who was told?',
      hint: 'Their place in the child’s life, such as “mother” or “key worker of the home”.',
      required: 'Enter who was told',
    },
    {
      id: 'told_what', kind: 'checkboxes', label: 'What were they told?',
      required: 'Select what they were told',
      options: optionsOf({ that: 'That the child is detained', why: 'Why', where: 'Where' }),
    },
    at('told_at', 'When?'),
  ],
}
/** The right to have somebody told may be delayed; telling the person responsible for a child may not (Code C 3.13, 3.14). */
export const parentTriedForm: StepForm = {
  happenedAt: 'tried_at',
  intro: 'There is no power to delay telling the person responsible for a child. Record why it has not been possible yet.',
  questions: [
    { id: 'tried_how', kind: 'text', label: 'Who was tried, and how?', required: 'Enter who was tried and how' },
    {
      id: 'not_yet', kind: 'radios', label: 'Why has it not been possible?', required: 'Select why it has not been possible',
      options: optionsOf({ not_reached: 'Not reached yet', not_known: 'It is not known yet who is responsible' }),
    },
    at('tried_at', 'When?'),
  ],
}
export const rightsForm: StepForm = {
  happenedAt: 'given_at',
  questions: [
    {
      id: 'explained_how', kind: 'textarea', rows: 2,
      label: 'How were the rights explained, so that this child understood?',
      required: 'Enter how the rights were explained',
    },
    {
      id: 'understood', kind: 'radios', label: 'Did the child say them back in their own words?', required: 'Select whether the child understood',
      options: optionsOf({ yes: 'Yes', partly: 'Partly: explain again', no: 'No: explain again' }),
    },
    at('given_at', 'When?'),
  ],
}
export const solicitorForm: StepForm = {
  happenedAt: 'asked_at',
  questions: [
    {
      id: 'solicitor', kind: 'radios', label: 'Legal advice', cell: police, required: 'Select what was decided about legal advice',
      hint: 'The adult may ask for a solicitor even if the child says no (Code C 6.5A).',
      options: optionsOf({
        asked: 'Asked for', adult_asked: 'The adult asked for it', given: 'Given',
        declined: 'Declined by the child, with the adult present',
      }),
    },
    at('asked_at', 'When?'),
  ],
}
export const healthForm: StepForm = {
  happenedAt: 'seen_at',
  questions: [
    { id: 'seen_by', kind: 'text', label: 'Seen by whom?', required: 'Enter who saw the child' },
    {
      id: 'health_result', kind: 'textarea', rows: 3, label: 'What does the child need?',
      required: 'Enter what the child needs',
    },
    {
      id: 'fit', kind: 'radios', label: 'May the child stay here and be interviewed?', required: 'Select what health care said',
      options: optionsOf({ fit: 'Yes', with_changes: 'Only with changes', hospital: 'No: to hospital' }),
    },
    at('seen_at', 'When?'),
  ],
}
export const careForm: StepForm = {
  happenedAt: 'done_at',
  questions: [
    {
      id: 'care', kind: 'checkboxes', label: 'What was done for the child?', required: 'Select what was done',
      options: optionsOf({
        meal: 'Meal', drink: 'Drink', rest: 'Rest', air: 'Fresh air', wash: 'Wash or shower',
        call: 'Call with family', visit: 'Visit', seen: 'Looked in',
      }),
    },
    { id: 'care_note', kind: 'textarea', rows: 2, label: 'How is the child?' }, at('done_at', 'When?'),
  ],
}
export const frontDoorForm: StepForm = {
  happenedAt: 'told_at',
  questions: [
    {
      id: 'told_number', kind: 'text', label: 'Number of the notification, or who was told',
      required: 'Enter who was told',
    },
    at('told_at', 'When?'),
  ],
}
export const voiceForm: StepForm = {
  questions: [
    {
      id: 'child_says', kind: 'textarea', rows: 3, label: 'What does the child say, in their own words?',
      cell: { category: 'voice', tier: 1 }, required: 'Enter what the child says',
    },
  ],
}
