import type { NotificationStep, RequestStep } from './life.ts'

/**
 * What this room records. Tier 1 acts may be seen by the referrer, or by the agency that was asked, under their
 * clauses; tier 2 acts stay with the front door's agency. `detail` never holds anything personal.
 */
export const acts = {
  'notification.sent': 1,
  'notification.acknowledged': 1,
  'notification.screening_started': 1,
  'notification.assigned': 2,
  'notification.level_set': 1,
  'notification.decided': 1,
  'notification.decision_undone': 1,
  'notification.handed_over': 2,
  'notification.feedback_given': 1,
  'notification.feedback_seen': 1,
  'notification.closed': 1,
  'notification.reopened': 1,
  'request.asked': 1,
  'request.part_answered': 1,
  'request.answered': 1,
  'request.refused': 1,
  'request.withdrawn': 1,
} as const satisfies Record<`${'notification' | 'request'}.${string}`, 1 | 2>

export type NotificationVerb = keyof typeof acts

/** The verb that each step is recorded as. */
export const verbOf: Record<NotificationStep, NotificationVerb> = {
  acknowledge: 'notification.acknowledged', start_screening: 'notification.screening_started',
  assign: 'notification.assigned', set_level: 'notification.level_set', ask: 'request.asked',
  decide: 'notification.decided', undo_decision: 'notification.decision_undone', hand_over: 'notification.handed_over',
  give_feedback: 'notification.feedback_given', close: 'notification.closed', reopen: 'notification.reopened',
}

export const verbOfRequest: Record<RequestStep, NotificationVerb> = {
  answer_in_part: 'request.part_answered', answer_in_full: 'request.answered', refuse: 'request.refused',
  withdraw: 'request.withdrawn',
}
