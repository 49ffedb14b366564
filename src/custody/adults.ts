import { definePractice } from '../practice/practice.ts'
import type { Question } from '../practice/question.ts'
import { optionsOf } from './options.ts'

/** Both the station and the adult read and write here; nothing about the offence does. */
const helpers = { category: 'custody', tier: 0 } as const
const custody = ['custody_sergeant', 'inspector']
const adult = ['appropriate_adult']
const at = (id: string, label: string): Question => ({
  id, kind: 'date_time', past: true, label, required: 'Enter when',
})
const note: Question = {
  id: 'note', kind: 'textarea', rows: 3, label: 'What do they need to know?', cell: helpers,
  required: 'Enter what they need to know',
}

/** An appropriate adult for a detained child, asked of the scheme that provides them. */
export const adultRequest = definePractice({
  kind: 'adult_request', path: '/custody/adults', purpose: 'custody', cell: { category: 'custody', tier: 1 },
  words: {
    one: 'Request for an appropriate adult', many: 'Requests for an appropriate adult',
    about: 'A child is in a police station and needs somebody beside them who helps them to understand and to be understood.',
    states: {
      asked: 'Asked', coming: 'Somebody is coming', here: 'With the child', nobody: 'Nobody can come',
      left: 'Left the child', withdrawn: 'No longer needed',
    },
    steps: {
      accept: { button: 'Say who is coming', done: 'Somebody is coming.' },
      decline: {
        button: 'Say that nobody can come', done: 'Nobody can come.',
        hint: 'Say it early: the station then looks elsewhere.',
      },
      arrive: { button: 'Record your arrival', done: 'The adult is with the child.' },
      leave: { button: 'Record that you leave', done: 'The adult left the child.' },
      withdraw: { button: 'Close: no longer needed', done: 'No longer needed.' },
      tell: {
        button: 'Tell the other side', done: 'The other side is told.',
        hint: 'The time of an interview, another place, a delay.',
      },
    },
  },
  verbs: {
    accept: 'adult_request.accepted', decline: 'adult_request.nobody', arrive: 'adult_request.arrived', leave: 'adult_request.left',
    withdraw: 'adult_request.withdrawn', tell: 'adult_request.told',
  },
  life: {
    asked: {
      accept: { to: 'coming', who: adult, stops: ['custody_adult_answer'] },
      decline: { to: 'nobody', who: adult, stops: 'all' }, withdraw: { to: 'withdrawn', who: adult, stops: 'all' },
      tell: { to: 'asked', who: [...custody, ...adult], by: 'partner' },
    },
    coming: {
      arrive: { to: 'here', who: adult }, decline: { to: 'nobody', who: adult, stops: 'all' },
      withdraw: { to: 'withdrawn', who: adult, stops: 'all' },
      tell: { to: 'coming', who: [...custody, ...adult], by: 'partner' },
    },
    here: {
      leave: { to: 'left', who: adult, stops: 'all' },
      tell: { to: 'here', who: [...custody, ...adult], by: 'partner' },
    },
    nobody: {}, left: {}, withdrawn: {},
  },
  first: 'asked', over: ['nobody', 'left', 'withdrawn'],
  begin: {
    who: custody, ownerKinds: ['community'], starts: ['custody_adult_answer'], urgency: () => 'immediate',
    form: {
      questions: [
        {
          id: 'where', kind: 'text', label: 'Where shall they come?', cell: helpers,
          required: 'Enter where they shall come',
        },
        {
          id: 'adult_note', kind: 'textarea', rows: 3,
          label: 'What helps them to prepare? Nothing about the offence', cell: helpers,
        },
      ],
    },
  },
  team: adult, listsByLink: true, daysAfter: 7,
  forms: {
    accept: { questions: [
      { id: 'who_comes', kind: 'text', label: 'Who is coming?', cell: helpers, required: 'Enter who is coming' },
      {
        id: 'here_by', kind: 'date_time', label: 'When will they be there?', cell: helpers,
        required: 'Enter when they will be there',
      },
    ] },
    decline: { questions: [
      {
        id: 'why_nobody', kind: 'radios', label: 'Why can nobody come?', cell: helpers, required: 'Select why nobody can come',
        options: optionsOf({
          nobody_free: 'Nobody is free', too_far: 'Too far', hour: 'Not at this hour',
          conflict: 'They know the child or the case', other: 'Another reason',
        }),
      },
    ] },
    arrive: { questions: [at('arrived_at', 'When did you arrive?')], happenedAt: 'arrived_at' },
    leave: {
      questions: [
        at('left_at', 'When did you leave?'),
        {
          id: 'challenge', kind: 'textarea', rows: 3,
          label: 'Anything that should have been better for the child?', cell: helpers,
        },
      ],
      happenedAt: 'left_at',
    },
    tell: { questions: [note] },
  },
  rules: {},
})
