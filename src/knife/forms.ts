import type { Question, StepForm } from '../practice/question.ts'
import { referrers, youthJustice } from './roles.ts'

const options = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, text]) => ({ value, text }))
/** What youth justice writes for itself; whoever referred sees where it stands, not this. */
const own = { category: 'youth_justice', tier: 1 } as const
const area = (question: { id: string; label: string; required: string; hint?: string; cell?: typeof own }): Question =>
  ({ kind: 'textarea', rows: 3, longest: 2000, checksWording: true, ...question })

export const kinds = { carried: 'Carried', used: 'Used or threatened with', school: 'Found at school', home: 'Found at home', other: 'Something else' }

export const referForm: StepForm = {
  intro: 'A child with a knife is first of all a child. Say what happened, and what would help.', happenedAt: 'event_at', questions: [
    { id: 'event_at', kind: 'date_time', past: true, label: 'When did it happen?', required: 'Enter when it happened' },
    { id: 'identified_at', kind: 'date_time', past: true, label: 'When did you learn of it?', hint: 'Leave empty if you were there.' },
    { id: 'what', kind: 'radios', label: 'What was it?', required: 'Select what it was', options: options(kinds) },
    area({ id: 'happened', label: 'What happened?', hint: 'What is known, from whom. Not what sort of person the child is.', required: 'Say what happened' }),
    { id: 'safe_now', kind: 'radios', label: 'Is the child safe now?', options: options({ yes: 'Yes', no: 'No: the front door is told as well', unknown: 'I do not know' }) },
    { id: 'child_wants', kind: 'textarea', rows: 2, label: 'What does the child say, and what would help them?', longest: 1000 },
  ],
}
export const moreForm: StepForm = { questions: [area({ id: 'more', label: 'What do you know now?', required: 'Say what you know now' })] }
export const askForm: StepForm = { questions: [area({ id: 'missing', label: 'What is missing?', required: 'Say what is missing' })] }
export const receiveForm: StepForm = { questions: [
  { id: 'is_complete', kind: 'radios', label: 'Is everything here that you need to begin?', required: 'Select whether everything is here',
    options: options({ yes: 'Yes', no: 'No' }) },
] }
export const declineForm: StepForm = { questions: [
  { id: 'not_taken', kind: 'radios', label: 'Why is it not taken on?', required: 'Select why it is not taken on',
    options: options({ elsewhere: 'The child lives in another area: that service was told', not_knife: 'It was no knife, or not this child’s', already: 'The same event was referred before' }) },
  area({ id: 'not_taken_more', label: 'What happens instead?', required: 'Say what happens instead' }),
] }
export const assessForm: StepForm = { questions: [
  area({ id: 'why_carried', label: 'Why did the child have it? In their words.', required: 'Enter what the child says, or that they were not heard and why', cell: own }),
  area({ id: 'safe_and_strong', label: 'What keeps the child safe, and who is good for them?', required: 'Say what keeps the child safe', cell: own }),
  area({ id: 'in_the_way', label: 'What makes it dangerous, and what gets in the way?', required: 'Say what makes it dangerous', cell: own }),
  { id: 'communicates', kind: 'text', label: 'How does the child communicate best?', required: 'Enter how the child communicates best', cell: own },
] }
export const planForm: StepForm = { questions: [
  area({ id: 'goals', label: 'What does the child want to reach, and what do we?', required: 'Enter the goals', cell: own }),
  area({ id: 'who_does', label: 'Who does what?', hint: 'Name everybody who has a part, the family too.', required: 'Enter who does what', cell: own }),
  { id: 'review_on', kind: 'date', label: 'When do you look at it together?', required: 'Enter the day on which you look at it together' },
  { id: 'agreed_with', kind: 'checkboxes', label: 'Agreed with whom?', required: 'Select who agreed', options: options({ child: 'The child', parent: 'A parent or carer', school: 'School', other: 'Somebody else' }) },
] }
export const sessionForm: StepForm = { happenedAt: 'session_at', questions: [
  { id: 'session_at', kind: 'date_time', past: true, label: 'When?', required: 'Enter when it was' },
  { id: 'came', kind: 'radios', label: 'Was the child there?', required: 'Select whether the child was there',
    options: options({ attended: 'Yes', not_brought: 'Was not brought', not_yet: 'Could not engage yet' }) },
  { ...area({ id: 'we_change', label: 'What got in the way, and what do we change?', required: 'Say what we change', cell: own }),
    showIf: { question: 'came', is: ['not_brought', 'not_yet'] } },
  { id: 'session_about', kind: 'textarea', rows: 3, label: 'What was it about, and what does the child say?', checksWording: true, longest: 2000, cell: own },
] }
export const completeForm: StepForm = { questions: [
  area({ id: 'reached', label: 'What was reached?', required: 'Say what was reached', cell: own }),
  area({ id: 'goes_on', label: 'What goes on, and with whom?', required: 'Say what goes on', cell: own }),
] }
export const endForm: StepForm = { questions: [
  { id: 'ended_why', kind: 'radios', label: 'Why does it end?', required: 'Select why it ends',
    options: options({ moved: 'The child moved away', other_plan: 'Another plan takes its place', chose: 'The child and family do not want it', other: 'Another reason' }) },
  area({ id: 'tried', label: 'What was tried, and who is there for the child now?', required: 'Say what was tried', cell: own }),
] }
export const feedbackForm: StepForm = {
  intro: 'Whoever referred the child reads this.', questions: [
    area({ id: 'feedback', label: 'What came of the referral?', required: 'Say what came of it' }),
  ],
}
export const outcomeForm: StepForm = { questions: [
  { id: 'how_now', kind: 'radios', label: 'How is it six months later?', required: 'Select how it is',
    options: options({ better: 'Better', same: 'The same', worse: 'Worse', unknown: 'Nobody knows' }) },
  { id: 'again', kind: 'radios', label: 'Was there another knife?', required: 'Select whether there was another', options: options({ no: 'No', yes: 'Yes', unknown: 'Not known' }) },
] }
export const orderForm: StepForm = { questions: [
  { id: 'order', kind: 'select', label: 'Which order?', required: 'Select an order', options: options({
    svro: 'Serious violence reduction order', respect: 'Respect order', kcpo: 'Knife crime prevention order', youth_injunction: 'Youth injunction',
  }) },
  area({ id: 'order_why', label: 'Why, and what was tried before?', required: 'Say why, and what was tried before', cell: own }),
] }
export const promptForm: StepForm = {
  intro: 'A person decides. Support comes first.', questions: [
    { id: 'prompt_decision', kind: 'radios', label: 'What do you decide?', required: 'Select what you decide',
      options: options({ support: 'Offer more support', panel: 'Bring it to the panel', dismiss: 'Nothing more is needed' }) },
    area({ id: 'prompt_why', label: 'Why?', required: 'Say why', cell: own }),
  ],
}
export const beginners = [...referrers, ...youthJustice]
