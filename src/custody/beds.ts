import { definePractice } from '../practice/practice.ts'
import type { Rule } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import type { Question } from '../practice/question.ts'
import { bedForm } from './detention/decisionForms.ts'
import { optionsOf } from './options.ts'

const council = ['front_door_worker', 'front_door_manager']
const custody = ['custody_sergeant', 'inspector']
const at = (id: string, label: string): Question => ({
  id, kind: 'date_time', past: true, label, required: 'Enter when',
})

export const noBedOptions = [
  { value: 'none_secure', text: 'No secure place is free anywhere' },
  { value: 'none_non_secure', text: 'No non-secure place is free' },
  { value: 'no_transport', text: 'No way to bring the child there' },
  { value: 'other_council', text: 'Another council is responsible' },
  { value: 'needs_not_met', text: 'No place can meet the child’s needs' },
] as const

/** The council has to receive a child for whom a non-secure place is asked: a worker alone does not refuse it. */
const refusedByManager: Rule = ({ entries, viewer }, answers) => {
  if (viewer.role === 'front_door_manager' || textIn(answers, 'no_bed') === 'other_council') return undefined
  const asked = entries.find(({ step }) => step === 'begin')
  return textIn(asked?.answers ?? {}, 'accommodation') === 'secure' ? undefined
    : 'Only a manager may say that there is no non-secure place: the council has to receive the child (Children Act 1989 s.21(2)(b)).'
}

/** A place in the council's care for a child who was charged and whose bail was refused. */
export const bedRequest = definePractice({
  kind: 'bed_request', path: '/custody/beds', purpose: 'custody', cell: { category: 'custody', tier: 1 },
  words: {
    one: 'Request for a bed', many: 'Requests for beds after charge',
    about: 'The police have charged a child and refused bail. The child belongs in the council’s care tonight, not in a cell.',
    states: {
      asked: 'Asked', offered: 'Bed offered', none: 'No bed', moved: 'The child is there',
      closed: 'No longer needed',
    },
    steps: {
      offer: { button: 'Offer a bed', done: 'A bed is offered.' },
      refuse: { button: 'Say that there is no bed', done: 'There is no bed.' },
      arrive: { button: 'Record that the child is there', done: 'The child is there.' },
      close: { button: 'Close: no longer needed', done: 'No longer needed.' },
      tell: { button: 'Tell the other side', done: 'The other side is told.' },
    },
  },
  verbs: {
    offer: 'bed_request.offered', refuse: 'bed_request.none', arrive: 'bed_request.moved',
    close: 'bed_request.closed', tell: 'bed_request.told',
  },
  life: {
    asked: {
      offer: { to: 'offered', who: council, stops: ['custody_bed_answer'] },
      refuse: { to: 'none', who: council, needs: ['refused_by_manager'], stops: ['custody_bed_answer'] },
      close: { to: 'closed', who: council, stops: 'all' },
      tell: { to: 'asked', who: [...custody, ...council], by: 'partner' },
    },
    offered: {
      arrive: { to: 'moved', who: council, stops: 'all' },
      refuse: { to: 'none', who: council, needs: ['refused_by_manager'] },
      close: { to: 'closed', who: council, stops: 'all' },
      tell: { to: 'offered', who: [...custody, ...council], by: 'partner' },
    },
    none: {
      offer: { to: 'offered', who: council }, close: { to: 'closed', who: council, stops: 'all' },
      tell: { to: 'none', who: [...custody, ...council], by: 'partner' },
    },
    moved: {}, closed: {},
  },
  first: 'asked', over: ['moved', 'closed'],
  begin: {
    who: custody, ownerKinds: ['council'], form: bedForm, starts: ['custody_bed_answer'],
    urgency: () => 'immediate',
  },
  team: council, listsByLink: true, daysAfter: 30,
  forms: {
    offer: { questions: [
      {
        id: 'bed', kind: 'radios', label: 'Which kind of place?', required: 'Select a kind of place',
        options: optionsOf({ non_secure: 'Non-secure', secure: 'Secure' }),
      },
      { id: 'bed_where', kind: 'text', label: 'Where, and whom to ring?', required: 'Enter where, and whom to ring' },
      { id: 'from_at', kind: 'date_time', label: 'From when?', required: 'Enter from when' },
    ] },
    refuse: { questions: [
      {
        id: 'no_bed', kind: 'radios', label: 'Why is there no bed?', options: noBedOptions,
        required: 'Select why there is no bed',
      },
      { id: 'no_bed_why', kind: 'textarea', rows: 3, label: 'What was tried?', required: 'Enter what was tried' },
    ] },
    arrive: { questions: [at('there_at', 'When did the child arrive?')], happenedAt: 'there_at' },
    tell: {
      questions: [
        {
          id: 'note', kind: 'textarea', rows: 3, label: 'What do they need to know?',
          required: 'Enter what they need to know',
        },
      ],
    },
  },
  rules: { refused_by_manager: refusedByManager },
})
