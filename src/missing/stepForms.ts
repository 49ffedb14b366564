import type { Option, StepForm } from '../practice/question.ts'
import { gradeCodes, missingGrades } from './settings.ts'

/** The codes are the product's; what they mean is the setting's, and stands above the form. */
const gradeOptions: readonly Option[] = gradeCodes.map(code => ({
  value: code, text: missingGrades.starter.grades.find(grade => grade.code === code)?.title ?? code,
}))
const lowerOptions = gradeOptions.filter(({ value }) => value === 'low' || value === 'no_apparent_risk')
const own = { category: 'missing', tier: 2 } as const

const graded = (options: readonly Option[], why: string): StepForm => ({
  questions: [
    { id: 'grade', kind: 'radios', label: 'Grade of risk', options, required: 'Choose a grade' },
    { id: 'reasons', kind: 'textarea', label: why, checksWording: true, required: 'Enter the reasons',
      hint: 'What is known about this child now, not what is usual' },
    { id: 'actions', kind: 'textarea', rows: 3, label: 'What happens next, who does it, and by when' },
  ],
})

export const howReached: readonly Option[] = [
  { value: 'phone', text: 'Telephone' }, { value: 'message', text: 'Message' },
  { value: 'online', text: 'Social media' },
  { value: 'visit', text: 'Visit' }, { value: 'through', text: 'Through somebody else' },
]

export const resultsOfSearch: readonly Option[] = [
  { value: 'nothing', text: 'Nothing found' }, { value: 'seen_before', text: 'Was there before' },
  { value: 'signs', text: 'Signs of the child' }, { value: 'not_searched', text: 'Could not be searched' },
  { value: 'found', text: 'The child was there' },
]

export const kindsOfPlace: readonly Option[] = [
  { value: 'home', text: 'Home or placement' }, { value: 'family', text: 'Home of family' },
  { value: 'friend', text: 'Home of a friend' }, { value: 'adult', text: 'Home of an adult who is no relative' },
  { value: 'public', text: 'Street, park or shop' }, { value: 'transport', text: 'Station or transport' },
  { value: 'hospital', text: 'Hospital' }, { value: 'custody', text: 'Police station' },
  { value: 'elsewhere', text: 'Another area' }, { value: 'other', text: 'Somewhere else' },
]

export const missingForms = {
  grade: graded(gradeOptions, 'Reasons for this grade'),
  regrade: graded(gradeOptions, 'Reasons for changing the grade'),
  propose_lower: {
    ...graded(lowerOptions, 'What makes this child safe enough for a lower grade?'),
    intro: 'A child is never low or no apparent risk by default. Your reasons go to the duty inspector, who confirms the grade or sets another. Until then the search goes on as it is.',
  },
  confirm_lower: { questions: [
    { id: 'confirmation', kind: 'textarea', label: 'Why the lower grade is right for this child',
      required: 'Enter why it is right' },
  ] },
  decline_lower: graded(gradeOptions.filter(({ value }) => value === 'high' || value === 'medium'),
    'Reasons for this grade'),
  review: { questions: [
    { id: 'looked_at', kind: 'textarea', label: 'What has changed since the last review',
      required: 'Enter what you looked at' },
    { id: 'actions', kind: 'textarea', rows: 3, label: 'What happens next, who does it, and by when',
      required: 'Enter what happens next' },
  ] },
  enquiry: { happenedAt: 'made_at', questions: [
    { id: 'made_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'of_whom', kind: 'text', label: 'Where or of whom you asked', required: 'Enter where or of whom you asked' },
    { id: 'result', kind: 'textarea', label: 'What came of it', required: 'Enter what came of it' },
  ] },
  contact_attempt: { happenedAt: 'tried_at', questions: [
    { id: 'tried_at', kind: 'date_time', past: true, label: 'When' },
    { id: 'how', kind: 'radios', label: 'How', options: howReached, required: 'Choose how' },
    { id: 'answer', kind: 'radios', label: 'Answer', required: 'Choose what the answer was', options: [
      { value: 'none', text: 'No answer' }, { value: 'off', text: 'Phone switched off' },
      { value: 'safe', text: 'Answered, and seemed safe' },
      { value: 'worrying', text: 'Answered, and something was wrong' },
      { value: 'refused', text: 'Answered, and would not say where' },
    ] },
    { id: 'said', kind: 'textarea', rows: 3, label: 'What was said' },
  ] },
  search_place: { happenedAt: 'searched_at', questions: [
    { id: 'place', kind: 'text', label: 'Address or place', required: 'Enter the address or place' },
    { id: 'position', kind: 'text', label: 'Position, if you have it',
      hint: 'Latitude and longitude as a telephone shows them, such as 50.9033, -1.4043' },
    { id: 'why', kind: 'text', label: 'Why this place' },
    { id: 'searched_at', kind: 'date_time', past: true, label: 'When it was searched' },
    { id: 'searched_by', kind: 'text', label: 'Who searched', required: 'Enter who searched' },
    { id: 'parts', kind: 'text', label: 'Which parts were searched' },
    { id: 'result', kind: 'radios', label: 'Result', options: resultsOfSearch, required: 'Choose the result' },
    { id: 'detail', kind: 'textarea', rows: 3, label: 'What was found or seen' },
  ] },
  inform: { happenedAt: 'learned_at', questions: [
    { id: 'about', kind: 'radios', label: 'What you tell', required: 'Choose what you tell', options: [
      { value: 'back', text: 'The child is back' }, { value: 'seen', text: 'The child was seen' },
      { value: 'contact', text: 'Somebody tried to reach the child' },
      { value: 'place', text: 'A place where they may be' },
      { value: 'person', text: 'Somebody they may be with' }, { value: 'worry', text: 'A reason to worry' },
      { value: 'other', text: 'Something else' },
    ] },
    { id: 'what', kind: 'textarea', label: 'What you know', required: 'Enter what you know' },
    { id: 'source', kind: 'text', label: 'How you know it', required: 'Enter how you know it' },
    { id: 'learned_at', kind: 'date_time', past: true, label: 'When you learned it' },
  ] },
  find: { happenedAt: 'found_at', questions: [
    { id: 'found_at', kind: 'date_time', past: true, label: 'When was the child found, or back?',
      required: 'Enter when the child was found' },
    { id: 'found_how', kind: 'radios', label: 'How', required: 'Choose how the child was found', options: [
      { value: 'returned', text: 'Came back by themselves' }, { value: 'carer', text: 'Found by family or carer' },
      { value: 'police', text: 'Found by the police' }, { value: 'partner', text: 'Found by another agency' },
      { value: 'public', text: 'Found by somebody else' },
    ] },
    { id: 'found_by', kind: 'text', label: 'By whom' },
    { id: 'found_place', kind: 'radios', label: 'Kind of place', options: kindsOfPlace,
      required: 'Choose the kind of place' },
    { id: 'found_where', kind: 'textarea', rows: 2, label: 'Where exactly', cell: own },
    { id: 'found_with', kind: 'text', label: 'With whom', hint: 'Leave empty if alone', cell: own },
    { id: 'condition', kind: 'radios', label: 'How is the child?', required: 'Choose how the child is', options: [
      { value: 'well', text: 'Well' }, { value: 'hurt', text: 'Hurt' },
      { value: 'unwell', text: 'Unwell, or needs a doctor' },
      { value: 'substances', text: 'Under the influence of drugs or alcohol' },
      { value: 'distressed', text: 'Distressed' },
      { value: 'not_seen', text: 'Not yet seen by us' }, { value: 'died', text: 'The child has died' },
    ] },
    { id: 'condition_detail', kind: 'textarea', rows: 3, label: 'What was seen and done', cell: own },
  ] },
  cancel: { questions: [
    { id: 'cancelled_why', kind: 'radios', label: 'Why', required: 'Choose why', options: [
      { value: 'not_missing', text: 'The child was not missing' },
      { value: 'twice', text: 'It had been reported already' },
      { value: 'wrong', text: 'Recorded by mistake' },
    ] },
    { id: 'detail', kind: 'textarea', rows: 3, label: 'How this is known', required: 'Enter how this is known' },
  ] },
  reopen: { questions: [
    { id: 'reopened_why', kind: 'textarea', rows: 3, label: 'Why the child is still missing',
      required: 'Enter why the child is still missing' },
  ] },
} as const satisfies Record<string, StepForm>
