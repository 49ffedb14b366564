import type { Question, StepForm } from '../../practice/question.ts'
import { aggravatingOptions, mitigatingOptions, offenceOptions } from '../settings.ts'
import { optionsOf } from '../options.ts'

/** Of the police alone: how grave the offence is thought to be. */
const police = { category: 'custody', tier: 2 } as const

export const alternativeOptions = [
  {
    value: 'voluntary_attendance',
    text: 'Voluntary attendance: an interview by appointment, with an adult, at a place that suits the child',
  },
  { value: 'street_disposal', text: 'Settling it where it happened' },
  { value: 'community_resolution', text: 'Community resolution' },
  { value: 'taken_home', text: 'Taking the child home or to a safe adult' },
  { value: 'place_of_safety', text: 'A health place, or the council’s care' },
  { value: 'street_bail', text: 'Bail from the street' },
] as const

const at = (id: string, label: string): Question =>
  ({ id, kind: 'date_time', past: true, label, required: 'Enter when' })

/** Nobody detains a child without saying what else was possible and why it was not enough. */
export const authoriseForm: StepForm = {
  intro: 'A child is detained only if there is no other way, and for as short a time as possible.',
  happenedAt: 'authorised_at',
  questions: [
    {
      id: 'adjusted', kind: 'textarea', rows: 2, label: 'What have you changed so that this child understands what is happening?',
      hint: 'What others recorded about how the child communicates stands at the top of this page.', required: 'Enter what you changed for the child',
    },
    {
      id: 'alternatives', kind: 'checkboxes', label: 'What did you consider instead of detention?', options: alternativeOptions,
      required: 'Select what you considered instead of detention',
    },
    {
      id: 'why_detained', kind: 'textarea', rows: 4, label: 'Why is none of these enough?', checksWording: true,
      hint: 'Say it for this child and this night.', required: 'Enter why none of the alternatives is enough',
    },
    {
      id: 'ground', kind: 'radios', label: 'What is detention needed for?', required: 'Select what detention is needed for',
      options: optionsOf({
        evidence: 'To secure or preserve evidence', questioning: 'To obtain evidence by questioning',
        both: 'Both', court: 'To bring the child before a court',
      }),
    },
    {
      id: 'gravity_offence', kind: 'select', label: 'Gravity: what kind of offence?', options: offenceOptions,
      cell: police, required: 'Select a kind of offence',
    },
    {
      id: 'aggravating', kind: 'checkboxes', label: 'What makes the offence graver?',
      options: aggravatingOptions, cell: police,
    },
    {
      id: 'mitigating', kind: 'checkboxes', label: 'What makes it less grave?', options: mitigatingOptions,
      cell: police,
    },
    {
      id: 'gravity', kind: 'number', least: 1, most: 5, label: 'How grave do you judge the offence, from 1 to 5?', cell: police,
      hint: 'The aid above shows how a number comes about. You decide.', required: 'Enter how grave you judge the offence',
    },
    { id: 'gravity_why', kind: 'textarea', rows: 2, label: 'If you depart from the aid, why?', cell: police },
    at('authorised_at', 'When was detention authorised?'),
  ],
}

const withWhom: Question = {
  id: 'with_whom', kind: 'text', label: 'With whom does the child leave, and how do they get there?',
  required: 'Enter with whom and how',
}
const safeNow: Question = {
  id: 'safe_now', kind: 'textarea', rows: 3, label: 'Is where the child goes safe, and who looks after them tonight?',
  hint: 'Harm from others, harm to themselves, the way home, who is told.', required: 'Enter whether it is safe, and who looks after the child',
}

export const divertForm: StepForm = {
  happenedAt: 'left_at',
  questions: [
    {
      id: 'instead', kind: 'radios', label: 'What happens instead?', required: 'Select what happens instead',
      options: [...alternativeOptions, { value: 'no_grounds', text: 'Nothing: there are no grounds to detain' }],
    },
    {
      id: 'appointment_at', kind: 'date_time', label: 'When is the appointment?',
      showIf: { question: 'instead', is: ['voluntary_attendance'] }, required: 'Enter when the appointment is',
    },
    {
      id: 'appointment_where', kind: 'text', label: 'Where? Choose a place that suits the child',
      showIf: { question: 'instead', is: ['voluntary_attendance'] }, required: 'Enter where the appointment is',
    },
    { id: 'why', kind: 'textarea', rows: 2, label: 'In short, why' }, withWhom, safeNow, at('left_at', 'When did the child leave?'),
  ],
}

export const outcomeOptions = [
  { value: 'no_further_action', text: 'No further action' },
  { value: 'community_resolution', text: 'Community resolution' },
  { value: 'outcome_22', text: 'Outcome 22: help was taken up, no further action in the public interest' },
  { value: 'youth_caution', text: 'Youth caution' },
  { value: 'youth_conditional_caution', text: 'Youth conditional caution' },
  { value: 'under_investigation', text: 'Released under investigation' },
  { value: 'bailed', text: 'Bailed before charge' },
  { value: 'charged', text: 'Charged' },
] as const
const outcome: Question = {
  id: 'outcome', kind: 'radios', label: 'What is the outcome for now?', options: outcomeOptions,
  required: 'Select the outcome',
}

export const leaveForm: StepForm = {
  happenedAt: 'left_at', questions: [outcome, withWhom, safeNow, at('left_at', 'When did the child leave?')],
}
export const outcomeForm: StepForm = {
  happenedAt: 'decided_at',
  questions: [
    outcome, { id: 'why', kind: 'textarea', rows: 2, label: 'Why', required: 'Enter why' },
    at('decided_at', 'When was it decided?'),
  ],
}

export const reviewForm: StepForm = {
  happenedAt: 'reviewed_at',
  questions: [
    {
      id: 'heard', kind: 'checkboxes', label: 'Who was heard?', required: 'Select who was heard, or why nobody',
      options: optionsOf({
        child: 'The child', adult: 'The appropriate adult', solicitor: 'The solicitor',
        asleep: 'The child was asleep; told when awake', nobody: 'Nobody could be heard',
      }),
    },
    { id: 'said', kind: 'textarea', rows: 2, label: 'What did they say?' },
    {
      id: 'independent', kind: 'radios', label: 'Have you taken part in the investigation?', required: 'Select whether you have taken part',
      options: optionsOf({ no: 'No', yes: 'Yes' }),
    },
    {
      id: 'why_still', kind: 'textarea', rows: 3, label: 'Why must the child still be here?',
      required: 'Enter why the child must still be here',
    },
    { id: 'why_late', kind: 'textarea', rows: 2, label: 'If the review is late, why?' },
    at('reviewed_at', 'When was the review?'),
  ],
}

export const extendForm: StepForm = {
  happenedAt: 'decided_at',
  questions: [
    {
      id: 'why_longer', kind: 'textarea', rows: 4, label: 'Why is detention beyond 24 hours necessary for this child?',
      hint: 'An indictable offence, an investigation done diligently and expeditiously, and special care for a child (PACE s.42; Code C 15.2A).',
      required: 'Enter why longer detention is necessary',
    },
    { id: 'heard', kind: 'text', label: 'Who was heard?', required: 'Enter who was heard' }, at('decided_at', 'When did you decide?'),
  ],
}

export const refuseBailForm: StepForm = {
  happenedAt: 'charged_at',
  questions: [
    { id: 'charge', kind: 'text', label: 'Charged with what, in short?', required: 'Enter the charge, in short' },
    {
      id: 'why_no_bail', kind: 'textarea', rows: 3, label: 'Why is bail refused, and why are conditions not enough?',
      required: 'Enter why bail is refused',
    },
    { id: 'court_on', kind: 'date', label: 'When is the next court?' }, at('charged_at', 'When was bail refused?'),
  ],
}

export const courtForm: StepForm = {
  happenedAt: 'left_at', questions: [safeNow, at('left_at', 'When did the child leave for court?')],
}
export const movedForm: StepForm = {
  happenedAt: 'left_at',
  questions: [
    {
      id: 'moved_to', kind: 'radios', label: 'To which kind of place?', required: 'Select a kind of place',
      options: optionsOf({ non_secure: 'Non-secure accommodation of the council', secure: 'Secure accommodation' }),
    },
    safeNow, at('left_at', 'When did the child leave the station?'),
  ],
}

export const stayForm: StepForm = {
  happenedAt: 'decided_at',
  intro: 'That the council has no non-secure place does not make a move impracticable in law. Ask again, and say who refused.',
  questions: [
    {
      id: 'stay_reason', kind: 'radios', label: 'Why does the child stay in the police station?', required: 'Select why the child stays',
      options: optionsOf({
        impracticable: 'A move is impracticable: weather, distance, the hour, the child’s health',
        no_secure_bed: '12 or older, no secure bed, and a non-secure place would not protect the public from serious harm',
        none_offered: 'The council offered no place at all',
      }),
    },
    {
      id: 'stay_why', kind: 'textarea', rows: 3, label: 'What exactly, and who said so?',
      required: 'Enter what exactly, and who said so',
    },
    at('decided_at', 'When was that decided?'),
  ],
}
export const certificateForm: StepForm = {
  happenedAt: 'made_at',
  questions: [
    {
      id: 'certified', kind: 'textarea', rows: 2, label: 'What does the certificate for the court say?',
      required: 'Enter what the certificate says',
    },
    at('made_at', 'When was it made?'),
  ],
}
export const bedForm: StepForm = {
  happenedAt: 'asked_at',
  questions: [
    {
      id: 'accommodation', kind: 'radios', label: 'Which kind of place do you ask for?', required: 'Select a kind of place',
      options: [
        { value: 'non_secure', text: 'Non-secure' },
        {
          value: 'secure', text: 'Secure',
          hint: 'Only for a child of 12 or older from whom the public must be protected from serious harm.',
        },
      ],
    },
    {
      id: 'why_secure', kind: 'textarea', rows: 2,
      label: 'Which serious harm, and why is a non-secure place not enough?',
      showIf: { question: 'accommodation', is: ['secure'] }, required: 'Enter which serious harm',
    },
    { id: 'court_on', kind: 'date', label: 'When is the next court?' }, at('asked_at', 'When do you ask?'),
  ],
}
