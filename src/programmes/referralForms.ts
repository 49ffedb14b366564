import type { NarrowCell } from '../practice/practice.ts'
import type { Option, StepForm } from '../practice/question.ts'
import { factCodes, factWords } from './eligibility.ts'
import { kindsOfHelp } from './programme.ts'

/** Safety of whoever helps: the provider and the referrer read it, other agencies that follow the referral do not. */
const safety: NarrowCell = { category: 'referral', tier: 2 }
/** The grounds for the answers on eligibility stay with the agency that knew them. */
const grounds: NarrowCell = { category: 'referral', tier: 3 }
/** What is said in sessions never leaves the provider. */
const sessionNotes: NarrowCell = { category: 'referral', tier: 3 }

export const consents: readonly Option[] = [
  { value: 'family', text: 'Yes, a parent or carer agrees' },
  { value: 'young_person', text: 'Yes, the young person agrees for themselves' },
  { value: 'both', text: 'Yes, both agree' },
  { value: 'unsafe_to_ask', text: 'Not asked, because asking would put somebody at risk', hint: 'The provider decides how to begin. Counselling and therapy always need consent.' },
  { value: 'refused', text: 'No' },
]
export const declineReasons: readonly Option[] = [
  { value: 'not_eligible', text: 'The child cannot take part under the programme’s rules' },
  { value: 'no_place', text: 'No place, and no place expected in time' },
  { value: 'other_help', text: 'Other help is already in place' },
  { value: 'not_suitable', text: 'The programme would not help with what is needed' },
  { value: 'not_safe', text: 'It would not be safe for the child or for others who take part' },
  { value: 'no_consent', text: 'The family or the young person does not want it' },
  { value: 'cannot_reach', text: 'Nobody could be reached' },
]
export const endReasons: readonly Option[] = [
  { value: 'stopped_coming', text: 'The child or family stopped coming' },
  { value: 'asked_to_end', text: 'The child or family asked to end it' },
  { value: 'moved', text: 'They moved away' },
  { value: 'other_help', text: 'Other help took over' },
  { value: 'not_safe', text: 'It was not safe to go on' },
  { value: 'programme_closed', text: 'The programme closed' },
]
export const attendances: readonly Option[] = [
  { value: 'attended', text: 'Attended' },
  { value: 'not_brought', text: 'Was not brought, or did not come' },
  { value: 'cancelled', text: 'We called it off' },
]
export const outcomes: readonly Option[] = [
  { value: 'better', text: 'Better than when it began' },
  { value: 'same', text: 'About the same' },
  { value: 'worse', text: 'Worse' },
  { value: 'not_known', text: 'Not known: nobody could be reached' },
]
const answers: readonly Option[] = [
  { value: 'yes', text: 'The child may take part' }, { value: 'no', text: 'A rule says no' },
  { value: 'not_known', text: 'Something is not known yet' },
]
export const helpWords: Readonly<Record<typeof kindsOfHelp[number], string>> = {
  mentoring: 'Mentoring', diversion: 'Diversion', parenting: 'Parenting support', counselling: 'Counselling and therapy',
  safe_accommodation: 'Safe accommodation', activity: 'Activities',
}
const facts = factCodes.map((value): Option => ({ value, text: factWords[value] }))

export const referralForm: StepForm = {
  questions: [
    { id: 'programme', kind: 'text', label: 'Programme', longest: 120 },
    { id: 'kind_of_help', kind: 'select', label: 'Kind of help', options: kindsOfHelp.map(value => ({ value, text: helpWords[value] })) },
    { id: 'why', kind: 'textarea', label: 'Why you refer this child', required: 'Enter why you refer this child', checksWording: true },
    { id: 'helps', kind: 'textarea', label: 'What would help, in the child’s or the family’s own words if you can', required: 'Enter what would help' },
    { id: 'consent', kind: 'radios', label: 'Do the family or the young person agree?', required: 'Select whether they agree', options: consents },
    { id: 'best_contact', kind: 'text', label: 'The best way and time to reach them, and any time to avoid' },
    { id: 'risks', kind: 'textarea', label: 'Risks worth knowing, so that whoever helps is safe', hint: 'Only the provider and your own agency read this.', cell: safety },
    { id: 'eligible', kind: 'radios', label: 'May the child take part?', options: answers },
    { id: 'so', kind: 'checkboxes', label: 'What is so', options: facts, cell: grounds },
    { id: 'not_so', kind: 'checkboxes', label: 'What is not so', options: facts, cell: grounds },
    { id: 'eligibility', kind: 'textarea', label: 'Rule by rule', cell: grounds },
    { id: 'despite', kind: 'textarea', label: 'Why you refer although a rule says no, or although the approach is known to be harmful' },
  ],
}

export const steps = ['choose', 'accept', 'decline', 'wait', 'contact', 'start', 'session', 'complete', 'end_early',
  'withdraw', 'outcome', 'tell'] as const
export type Step = typeof steps[number]

export const stepForms: Readonly<Partial<Record<Step, StepForm>>> = {
  choose: { questions: [{ id: 'programme', kind: 'text', label: 'Name of the programme', hint: 'One of your own agency, as the directory calls it.', required: 'Enter the name of the programme', longest: 120 }] },
  decline: { questions: [
    { id: 'reason', kind: 'radios', label: 'Why not', required: 'Select why not', options: declineReasons },
    { id: 'alternatives', kind: 'textarea', label: 'What else could help', hint: 'The referrer reads this.', required: 'Enter what else could help, or that you know of nothing' },
  ] },
  wait: { questions: [
    { id: 'expected_on', kind: 'date', label: 'When a place is expected', required: 'Enter when a place is expected' },
    { id: 'meanwhile', kind: 'textarea', label: 'What can help meanwhile' },
  ] },
  contact: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'When you spoke with the child or the family', past: true, required: 'Enter when you spoke with them' },
    { id: 'agreed', kind: 'textarea', label: 'What you agreed', hint: 'The referrer reads this.' },
  ] },
  start: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'First session', past: true, required: 'Enter when the first session was' },
  ] },
  session: { happenedAt: 'at', questions: [
    { id: 'at', kind: 'date_time', label: 'When the session was', past: true, required: 'Enter when the session was' },
    { id: 'attendance', kind: 'radios', label: 'What happened', required: 'Select what happened', options: attendances },
    { id: 'notes', kind: 'textarea', label: 'Notes', hint: 'Only your own agency reads this.', cell: sessionNotes },
  ] },
  complete: { questions: [{ id: 'summary', kind: 'textarea', label: 'What was done and what changed', hint: 'The referrer reads this. Leave out what was said in confidence.' }] },
  end_early: { questions: [
    { id: 'reason', kind: 'radios', label: 'Why it ended early', required: 'Select why it ended early', options: endReasons },
    { id: 'summary', kind: 'textarea', label: 'What was done', hint: 'The referrer reads this. Leave out what was said in confidence.' },
  ] },
  withdraw: { questions: [
    { id: 'why', kind: 'textarea', label: 'Why the referral is taken back', required: 'Enter why the referral is taken back' },
  ] },
  outcome: { questions: [
    { id: 'outcome', kind: 'radios', label: 'How things are now for the child', required: 'Select how things are now', options: outcomes },
    { id: 'more', kind: 'textarea', label: 'What makes you say so' },
  ] },
  tell: { questions: [{ id: 'text', kind: 'textarea', label: 'What you want the other agency to know', required: 'Enter what you want them to know' }] },
}
