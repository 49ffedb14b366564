import type { Viewer } from '../kernel/context.ts'
import { frontDoor, lifeOfANotification, lifeOfARequest, notificationSteps, requestSteps, whoWasAsked } from './life.ts'
import { findWord } from '../practice/life.ts'
import type { NotificationState, NotificationStep, RequestState, RequestStep, Taken } from './life.ts'
import { stateWords } from './words.ts'

/** `mine: false` means that the step is not this person's to take at all: its button is not shown. */
export type StepDecision<State extends string> =
  | { allowed: true; taken: Taken<State> }
  | { allowed: false; mine: boolean; why: string }

export const undoMinutes = 30

/** What the policy must know of a notification. */
export type NotificationFacts = {
  state: NotificationState
  /** The agency that screens it. */
  agencyId: string
  lastDecision?: { by: string; at: Date } | undefined
}

export const refusals = {
  notYourAgency: 'Only the front door that received this notification can do that.',
  notYourRole: 'Your role cannot take this step.',
  samePerson: 'Only the person who recorded the decision can undo it. You can reopen the notification instead.',
  undoLimit: `A decision can be undone for ${undoMinutes} minutes. You can reopen the notification instead.`,
  notAsked: 'This request was made to another team.',
} as const

/** Whether this viewer may take this step now, and if not, why. */
export function decideStep(
  viewer: Viewer, facts: NotificationFacts, step: NotificationStep, now: Date,
): StepDecision<NotificationState> {
  if (viewer.agencyId !== facts.agencyId) return { allowed: false, mine: false, why: refusals.notYourAgency }
  const taken = lifeOfANotification[facts.state][step]
  if (!taken) return {
    allowed: false, mine: mayTakeLater(viewer, facts.state, step), why: whyNotYet(facts.state, step),
  }
  if (!taken.who.includes(viewer.role)) return { allowed: false, mine: false, why: refusals.notYourRole }
  if (taken.needs?.includes('same_person') && facts.lastDecision?.by !== viewer.staffId)
    return { allowed: false, mine: false, why: refusals.samePerson }
  if (taken.needs?.includes('undo_limit') && !withinUndoLimit(facts.lastDecision?.at, now))
    return { allowed: false, mine: true, why: refusals.undoLimit }
  return { allowed: true, taken }
}

function mayTakeLater(viewer: Viewer, state: NotificationState, step: NotificationStep): boolean {
  const isAhead = ahead[state]?.steps.includes(step) ?? false
  return isAhead && Object.values(lifeOfANotification).some(row => row[step]?.who.includes(viewer.role))
}

function withinUndoLimit(decidedAt: Date | undefined, now: Date): boolean {
  return decidedAt !== undefined && now.getTime() - decidedAt.getTime() <= undoMinutes * 60_000
}

/** Steps that come next in this state, though not yet: their reason is shown where a button would stand. */
const ahead: Partial<Record<NotificationState, { steps: readonly NotificationStep[]; why: string }>> = {
  sent: { steps: ['set_level', 'ask', 'decide'], why: 'Acknowledge the notification first.' },
  acknowledged: { steps: ['hand_over', 'close'], why: 'Record the decision first.' },
}

function whyNotYet(state: NotificationState, step: NotificationStep): string {
  const next = ahead[state]
  return next?.steps.includes(
    step,
  ) ? next.why : `That is not possible while the notification is “${stateWords[state]}”.`
}

/** The steps that this viewer sees: those that may be taken, and those that are theirs but not yet possible. */
export function stepsFor(viewer: Viewer, facts: NotificationFacts, now: Date) {
  return notificationSteps.map(step => ({ step, decision: decideStep(viewer, facts, step, now) }))
    .filter(({ decision }) => decision.allowed || decision.mine)
}

export type RequestFacts = { state: RequestState; askedByAgency: string; toAgency: string; toRole: string }

/** Whether this viewer may take this step of a request now, and if not, why. */
export function decideRequestStep(viewer: Viewer, facts: RequestFacts, step: RequestStep): StepDecision<RequestState> {
  const taken = lifeOfARequest[facts.state][step]
  const isAsked = viewer.agencyId === facts.toAgency && viewer.role === facts.toRole
  const isAsker = viewer.agencyId === facts.askedByAgency && findWord(frontDoor, viewer.role) !== undefined
  const mine = step === 'withdraw' ? isAsker : isAsked
  if (!mine) return { allowed: false, mine, why: refusals.notAsked }
  if (!taken) return { allowed: false, mine, why: whyRequestIsOver(facts.state) }
  return taken.who.includes(whoWasAsked) || taken.who.includes(viewer.role)
    ? { allowed: true, taken }
    : { allowed: false, mine: false, why: refusals.notYourRole }
}

function whyRequestIsOver(state: RequestState): string {
  if (state === 'withdrawn') return 'The request has been withdrawn.'
  return state === 'refused' ? 'The request has been refused.' : 'The request has been answered in full.'
}

export function requestStepsFor(viewer: Viewer, facts: RequestFacts) {
  return requestSteps.filter(step => decideRequestStep(viewer, facts, step).allowed)
}

/** Only the front door has a board. */
export function maySeeBoard(viewer: Viewer): boolean {
  return findWord(frontDoor, viewer.role) !== undefined
}
