import { definePractice } from '../practice/practice.ts'
import type { Rule } from '../practice/practice.ts'
import { instantIn, textIn } from '../practice/question.ts'
import { askForm, interviewForms } from './interviewForms.ts'
import { interviewers, missingCell, missingPagesBeside, searchers, socialCare } from './roles.ts'
import { interviewAttempts } from './settings.ts'
import { interviewKind } from './store.ts'

const heldClock = 'return_interview_held'
const assign = <State extends string>(to: State) => ({ assign: { to, who: socialCare } })
/** The interviewer's own steps leave the state to the council, whose work it is; they stop its clocks all the same. */
const interviewersSteps = <State extends string>(to: State) => ({
  attempt: { to, who: interviewers, by: 'partner' as const },
  tell_offer: { to, who: ['return_interviewer'], by: 'partner' as const, stops: ['return_interview'] },
  interview: { to, who: interviewers, by: 'partner' as const, needs: ['heldAfterReturn'],
    stops: ['return_interview', heldClock] },
})
const ways = {
  accept: { to: 'accepted' as const, who: socialCare, stops: ['return_interview'] },
  decline: { to: 'declined' as const, who: socialCare, stops: 'all' as const },
  not_reached: { to: 'not_reached' as const, who: socialCare, needs: ['triedEnough'], stops: 'all' as const },
  note_held: { to: 'held' as const, who: socialCare, needs: ['interviewThere'], stops: 'all' as const },
  cancel: { to: 'cancelled' as const, who: socialCare, stops: 'all' as const },
}
const offer = { to: 'offered' as const, who: socialCare, needs: ['offeredAfterReturn'], stops: ['return_interview'] }
/** A child may change their mind, and somebody who could not be reached may turn up. */
const again = {
  offer, interview: interviewersSteps('').interview, finish: { to: 'done' as const, who: socialCare },
  cancel: ways.cancel,
}

/** An independent talk with a child who came back: why they went, and what would help. The council's work. */
export const returnInterview = definePractice({
  kind: interviewKind, path: '/missing/interviews', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Return home interview', many: 'Return home interviews',
    about: 'An independent talk with a child who came back, within 72 hours: why they went, what happened, what would help.',
    states: {
      to_offer: 'To be offered', offered: 'Offered', accepted: 'Accepted', declined: 'Declined',
      not_reached: 'Not reached',
      held: 'Held', done: 'Done', cancelled: 'No interview',
    },
    steps: {
      assign: { button: 'Say who will talk with the child', done: 'Somebody is asked to talk with the child.' },
      offer: { button: 'Record the offer', done: 'The interview is offered.' },
      tell_offer: { button: 'Tell the council of an offer', done: 'The interviewer has offered it.' },
      attempt: { button: 'Record an attempt', done: 'An attempt to reach the child is recorded.' },
      accept: { button: 'Record a yes', done: 'The interview is accepted.' },
      decline: { button: 'Record a no', done: 'The interview is declined.' },
      not_reached: { button: 'End as not reached', done: 'The child could not be reached.' },
      interview: { button: 'Record the interview', done: 'The interview is recorded.' },
      note_held: { button: 'Take it up', done: 'The council has taken up what the child said.' },
      finish: { button: 'Record the outcome', done: 'The outcome is recorded.' },
      cancel: { button: 'End without an interview', done: 'It is ended without an interview.' },
    },
  },
  verbs: {
    assign: 'return_interview.assigned', offer: 'return_interview.offered', tell_offer: 'return_interview.offer_told',
    attempt: 'return_interview.tried', accept: 'return_interview.accepted', decline: 'return_interview.declined',
    not_reached: 'return_interview.not_reached', interview: 'return_interview.interviewed',
    note_held: 'return_interview.held',
    finish: 'return_interview.finished', cancel: 'return_interview.cancelled',
  },
  life: {
    to_offer: { ...assign('to_offer'), offer, ...interviewersSteps('to_offer'), ...ways },
    offered: { ...assign('offered'), ...interviewersSteps('offered'), ...ways },
    accepted: { ...assign('accepted'), ...interviewersSteps('accepted'), ...ways },
    declined: { ...again, interview: { ...again.interview, to: 'declined' } },
    not_reached: { ...again, interview: { ...again.interview, to: 'not_reached' } },
    held: { finish: { to: 'done', who: socialCare }, interview: { ...again.interview, to: 'held' } },
    done: {}, cancelled: {},
  },
  first: 'to_offer', over: ['done', 'cancelled'],
  begin: { who: [], ownerKinds: ['council'], form: askForm, starts: ['return_interview', heldClock] },
  beside: missingPagesBeside,
  team: ['social_worker', 'front_door_manager', 'front_door_worker'],
  follow: [{ kinds: ['community'], roles: ['return_interviewer'] }, { kinds: ['police'], roles: searchers }],
  entryCell: missingCell, daysAfter: 90,
  forms: interviewForms,
  rules: {
    triedEnough: facts => {
      const { attempts } = facts.settings.valueOf(interviewAttempts)
      const made = facts.entries.filter(({ step }) => step === 'attempt').length
      return made < attempts ? `Record ${attempts} attempts to reach the child first; there are ${made}.` : undefined
    },
    interviewThere: facts => facts.entries.some(({ step }) => step === 'interview') ? undefined
      : 'The interview has not been recorded yet.',
    heldAfterReturn: afterReturn('held_at', 'held'),
    offeredAfterReturn: afterReturn('offered_at', 'offered'),
  } satisfies Record<string, Rule>,
  effects: {
    offer: ({ answers }) => ({ detail: { answer: textIn(answers, 'answer') } }),
    tell_offer: ({ answers }) => ({ detail: { answer: textIn(answers, 'answer') } }),
    decline: ({ answers }) => ({ detail: { by: textIn(answers, 'answered_by') } }),
    interview: ({ answers, facts }) => ({
      detail: { independent: textIn(answers, 'is_independent') === 'yes',
        shared: textIn(answers, 'share_back') !== '' },
      chronology: [{
        kind: 'return_interview', occurredAt: instantIn(answers, 'held_at') ?? facts.now, role: 'subject_of_concern',
        headline: 'Return home interview held',
      }],
    }),
  },
})

function afterReturn(question: string, word: string): Rule {
  return ({ entries }, answers) => {
    const at = instantIn(answers, question)
    const begun = entries.find(({ step }) => step === 'begin')
    const returnedAt = begun && instantIn(begun.answers, 'returned_at')
    return at && returnedAt && at < returnedAt ? `It cannot have been ${word} before the child came back.` : undefined
  }
}
