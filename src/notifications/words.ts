import type { Level, NotificationState, NotificationStep, RequestState, RequestStep } from './life.ts'

/** The words of screening, as people at the front door say them. */
export const stateWords: Record<NotificationState, string> = {
  sent: 'New', acknowledged: 'Being screened', decided: 'Decided', handed_over: 'Handed over', closed: 'Closed',
}

export const stepWords: Record<NotificationStep, string> = {
  acknowledge: 'Acknowledge', start_screening: 'Start screening', assign: 'Assign', set_level: 'Set the level',
  ask: 'Ask another agency', decide: 'Record the decision', undo_decision: 'Undo the decision', hand_over: 'Hand over',
  give_feedback: 'Give feedback to the referrer', close: 'Close', reopen: 'Reopen',
}

/** What is said when a step has been taken. */
export const takenWords: Record<NotificationStep, string> = {
  acknowledge: 'You have acknowledged this.', start_screening: 'You are screening this now.', assign: 'It is assigned.',
  set_level: 'The level is set.', ask: 'The request has been sent.', decide: 'The decision is recorded.',
  undo_decision: 'The decision is undone.', hand_over: 'It is handed over.', give_feedback: 'The referrer has your feedback.',
  close: 'It is closed.', reopen: 'It is open again.',
}

export const requestStateWords: Record<RequestState, string> = {
  asked: 'Not answered yet', part_answered: 'Answered in part', answered: 'Answered', refused: 'Refused',
  withdrawn: 'Withdrawn',
}

export const requestStepWords: Record<RequestStep, string> = {
  answer_in_part: 'Send part of the answer', answer_in_full: 'Send the whole answer', refuse: 'Refuse with a reason',
  withdraw: 'Withdraw the request',
}

export const urgencies = ['immediate', 'today', 'routine'] as const
export type Urgency = typeof urgencies[number]
export const urgencyWords: Record<Urgency, string> = { immediate: 'Immediate', today: 'Today', routine: 'Routine' }

export const outcomes = ['no_further_action', 'advice', 'early_help', 'child_in_need', 'strategy_discussion'] as const
export type Outcome = typeof outcomes[number]
export const outcomeWords: Record<Outcome, { title: string; about: string }> = {
  no_further_action: { title: 'No further action', about: 'The child’s needs are met without us' },
  advice: { title: 'Information and advice', about: 'We tell the referrer or the family where to turn' },
  early_help: { title: 'Early help', about: 'The family gets help before needs grow' },
  child_in_need: { title: 'Child in need', about: 'Assessment under section 17 of the Children Act 1989' },
  strategy_discussion: {
    title: 'Strategy discussion',
    about: 'The child may be suffering significant harm (section 47); starts its own clock',
  },
}

export const levelWords: Record<Level, { title: string; about: string }> = {
  red: { title: 'Red', about: 'Likely to need protection now' },
  amber: { title: 'Amber', about: 'Likely to be a child in need' },
  green: { title: 'Green', about: 'Early help' },
  blue: { title: 'Blue', about: 'Universal services and advice' },
}

/** Why an agency does not share; its decision is recorded like any other. */
export const refusalReasons = [
  { code: 'not_held', title: 'We hold nothing about this child' },
  { code: 'not_relevant', title: 'What we hold does not help to keep the child safe' },
  { code: 'not_proportionate', title: 'Sharing what is asked would be more than the worry needs' },
  { code: 'more_harm', title: 'Sharing could put the child or somebody else at risk' },
  { code: 'not_lawful', title: 'We have no lawful ground to share this' },
  { code: 'somebody_else', title: 'Another agency holds this' },
  { code: 'other', title: 'Another reason' },
] as const

export function reasonText(code: string): string {
  return refusalReasons.find(reason => reason.code === code)?.title ?? code
}

/** What each act says on a timeline. */
export const actWords: Record<string, string> = {
  'notification.sent': 'Sent to the front door',
  'notification.acknowledged': 'Acknowledged',
  'notification.screening_started': 'Screening started',
  'notification.assigned': 'Assigned',
  'notification.level_set': 'Level set',
  'notification.decided': 'Decision recorded',
  'notification.decision_undone': 'Decision undone',
  'notification.handed_over': 'Handed over',
  'notification.feedback_given': 'Feedback given to the referrer',
  'notification.feedback_seen': 'Feedback read by the referrer',
  'notification.closed': 'Closed',
  'notification.reopened': 'Reopened',
  'request.asked': 'Information asked for',
  'request.part_answered': 'Request answered in part',
  'request.answered': 'Request answered',
  'request.refused': 'Request refused',
  'request.withdrawn': 'Request withdrawn',
}

/** Why a clock was stopped, as it is kept with the clock. */
export const stopWords: Record<string, string> = {
  decide: 'a decision was recorded', set_level: 'another level was set', undo_decision: 'the decision was undone',
  close: 'closed', reopen: 'reopened', answer_in_full: 'answered in full', refuse: 'refused', withdraw: 'withdrawn',
}
