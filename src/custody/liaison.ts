import { definePractice } from '../practice/practice.ts'
import type { Facts, Rule } from '../practice/practice.ts'
import { listIn, textIn } from '../practice/question.ts'
import type { Question } from '../practice/question.ts'
import { liaisonAttempts } from './settings.ts'
import { optionsOf } from './options.ts'

const worker = ['liaison_practitioner']
/** What the family says stays with health: the police see that an offer was made, never the answer. */
const family = { category: 'health', tier: 1 } as const
const withPolice = { category: 'custody', tier: 1 } as const
const at = (id: string, label: string): Question => ({
  id, kind: 'date_time', past: true, label, required: 'Enter when',
})

const consents = ({ entries }: Facts) => entries.find(({ step }) => step === 'answer')

const triedEnough: Rule = facts => {
  const wanted = facts.settings.valueOf(liaisonAttempts)
  const tried = facts.entries.filter(({ step }) => step === 'attempt').length
  return tried >= wanted ? undefined : `Try ${wanted} times before you give up: ${tried} so far.`
}
const accepted: Rule = facts => textIn(consents(facts)?.answers ?? {}, 'answer') === 'yes'
  ? undefined : 'The family has not accepted help.'
const mayTellPolice: Rule = facts => listIn(consents(facts)?.answers ?? {}, 'may_tell').includes('police')
  ? undefined : 'The family has not agreed that anything is told to the police.'

/** Health and family support, offered to the family of every child whom the police detain. */
export const liaisonOffer = definePractice({
  kind: 'liaison_offer', path: '/custody/liaison', purpose: 'custody', cell: { category: 'custody', tier: 1 },
  words: {
    one: 'Offer of follow-up', many: 'Offers of follow-up',
    about: 'The family of every child who is detained is offered follow-up: health, school, money, home, somebody to talk to.',
    states: { to_offer: 'Not offered yet', offered: 'Offered', not_reached: 'Not reached', ended: 'Ended' },
    steps: {
      attempt: { button: 'Record an attempt', done: 'An attempt is recorded.' },
      offer: { button: 'Record the offer', done: 'Follow-up is offered.' },
      answer: {
        button: 'Record the answer and the consent', done: 'The answer is recorded.',
        hint: 'The police do not see the answer.',
      },
      refer: { button: 'Record a referral to help', done: 'A referral to help is recorded.' },
      share: {
        button: 'Tell the police what was agreed', done: 'The police are told what was agreed.',
        hint: 'Only what the family agreed to.',
      },
      end: { button: 'End, with the outcome', done: 'The follow-up has ended.' },
      give_up: { button: 'Close: the family was not reached', done: 'The family was not reached.' },
      reopen: { button: 'Try again', done: 'The family is tried again.' },
    },
  },
  verbs: {
    attempt: 'liaison_offer.attempted', offer: 'liaison_offer.offered', answer: 'liaison_offer.answered', refer: 'liaison_offer.referred',
    share: 'liaison_offer.shared', end: 'liaison_offer.ended', give_up: 'liaison_offer.not_reached', reopen: 'liaison_offer.reopened',
  },
  life: {
    to_offer: {
      attempt: { to: 'to_offer', who: worker }, offer: { to: 'offered', who: worker, stops: ['custody_liaison_offer'] },
      give_up: { to: 'not_reached', who: worker, needs: ['tried_enough'], stops: 'all' },
    },
    offered: {
      attempt: { to: 'offered', who: worker }, answer: { to: 'offered', who: worker },
      refer: { to: 'offered', who: worker, needs: ['accepted'] },
      share: { to: 'offered', who: worker, needs: ['may_tell_police'] },
      end: { to: 'ended', who: worker, stops: 'all' },
    },
    not_reached: { reopen: { to: 'to_offer', who: worker } },
    ended: {},
  },
  first: 'to_offer', over: ['not_reached', 'ended'],
  begin: {
    who: ['custody_sergeant', 'inspector', ...worker], ownerKinds: ['health'], starts: ['custody_liaison_offer'], urgency: () => 'today',
    form: {
      questions: [
        { id: 'cared_for_by', kind: 'text', label: 'Who looks after the child?' },
        { id: 'reach_them', kind: 'text', label: 'How to reach them' },
      ],
    },
  },
  team: worker, daysAfter: 30,
  entryCell: role => worker.includes(role) ? family : withPolice,
  forms: {
    attempt: { happenedAt: 'tried_at', questions: [
      { id: 'tried_who', kind: 'text', label: 'Who was tried?', required: 'Enter who was tried' },
      {
        id: 'tried_how', kind: 'radios', label: 'How?', required: 'Select how',
        options: optionsOf({
          in_custody: 'In the police station', phone: 'By phone', visit: 'By a visit',
          message: 'By message or letter',
        }),
      },
      {
        id: 'tried_result', kind: 'radios', label: 'What came of it?', required: 'Select what came of it',
        options: optionsOf({ no_answer: 'No answer', call_back: 'They ask to be tried again', spoke: 'We spoke' }),
      },
      at('tried_at', 'When?'),
    ] },
    offer: { happenedAt: 'offered_at', questions: [
      {
        id: 'offered_to', kind: 'checkboxes', label: 'Who was offered follow-up?',
        required: 'Select who was offered it',
        options: optionsOf({ child: 'The child', parent: 'Parent or carer', other_family: 'Others in the family' }),
      },
      { id: 'offered_what', kind: 'textarea', rows: 3, label: 'What was offered?', required: 'Enter what was offered' }, at('offered_at', 'When?'),
    ] },
    answer: { questions: [
      {
        id: 'answer', kind: 'radios', label: 'Do they accept?', required: 'Select their answer',
        options: optionsOf({ yes: 'Yes', later: 'They want to think about it', no: 'No' }),
      },
      {
        id: 'consent_by', kind: 'checkboxes', label: 'Who agreed?',
        showIf: { question: 'answer', is: ['yes'] }, required: 'Select who agreed',
        options: optionsOf({
          child: 'The child, who understands what it means',
          parent: 'A parent, or somebody with parental responsibility',
        }),
      },
      {
        id: 'may_tell', kind: 'checkboxes', label: 'Who may be told what was agreed?',
        hint: 'Nobody, unless they say so.',
        options: optionsOf({
          school: 'School', doctor: 'Family doctor', council: 'Children’s services',
          youth_justice: 'Youth justice', police: 'Police and court',
        }),
      },
    ] },
    refer: { questions: [
      {
        id: 'help', kind: 'radios', label: 'Which help?', required: 'Select which help',
        options: optionsOf({
          mental_health: 'Mental health', speech_language: 'Speech and language',
          substance: 'Drugs and alcohol', family: 'Family support', school: 'School or training',
          home_money: 'Home and money', mentor: 'Mentor or activity',
        }),
      },
      { id: 'first_appointment_at', kind: 'date_time', label: 'When is the first appointment?' },
      {
        id: 'goes_along', kind: 'radios', label: 'Does somebody go along to the first appointment?',
        required: 'Select whether somebody goes along',
        options: optionsOf({ yes: 'Yes', not_wanted: 'Not wanted', no: 'No' }),
      },
    ] },
    share: {
      questions: [
        {
          id: 'told_police', kind: 'textarea', rows: 3, label: 'What are the police told?', cell: withPolice,
          required: 'Enter what the police are told',
        },
      ],
    },
    end: { questions: [
      {
        id: 'liaison_outcome', kind: 'radios', label: 'What became of it?',
        required: 'Select what became of it',
        options: optionsOf({
          help_started: 'Help has started', already_helped: 'The family had help already',
          declined: 'The family did not want it', not_started: 'Help did not start',
        }),
      },
      { id: 'better', kind: 'textarea', rows: 2, label: 'What is better for the child now?' },
    ] },
    give_up: {
      questions: [
        {
          id: 'left_behind', kind: 'text', label: 'How can they reach you later?',
          required: 'Enter how they can reach you',
        },
      ],
    },
  },
  rules: { tried_enough: triedEnough, accepted, may_tell_police: mayTellPolice },
})
