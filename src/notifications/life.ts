export const notificationStates = ['sent', 'acknowledged', 'decided', 'handed_over', 'closed'] as const
export type NotificationState = typeof notificationStates[number]

export const notificationSteps = [
  'acknowledge', 'start_screening', 'assign', 'set_level', 'ask', 'decide', 'undo_decision', 'hand_over',
  'give_feedback', 'close', 'reopen',
] as const
export type NotificationStep = typeof notificationSteps[number]

export const requestStates = ['asked', 'part_answered', 'answered', 'refused', 'withdrawn'] as const
export type RequestState = typeof requestStates[number]

export const requestSteps = ['answer_in_part', 'answer_in_full', 'refuse', 'withdraw'] as const
export type RequestStep = typeof requestSteps[number]

export const levels = ['red', 'amber', 'green', 'blue'] as const
export type Level = typeof levels[number]

/** What a step waits for before it may be taken; `policy.ts` says why when it is missing. */
export type Need = 'same_person' | 'undo_limit' | 'no_open_request_to_the_same_team'

/** Clocks by the code of their rule; `screen` stands for the rule of the level that is set. */
export type ClockCode = 'acknowledge_notification' | 'screen' | 'strategy_discussion' | 'answer'

export type Taken<State extends string> = Readonly<{
  to: State
  who: readonly string[]
  needs?: readonly Need[]
  stops?: readonly ClockCode[] | 'all'
  starts?: readonly ClockCode[]
  /** The clocks that the decision had stopped run again. */
  resumes?: 'stopped_by_decision'
}>

export type Life<State extends string, Step extends string> =
  Readonly<Record<State, Partial<Record<Step, Taken<State>>>>>

export const frontDoor = ['front_door_worker', 'front_door_manager'] as const
const socialCare = [...frontDoor, 'social_worker'] as const

const assign = { who: frontDoor } as const
const giveFeedback = { who: frontDoor } as const
const close = { to: 'closed', who: socialCare, stops: 'all' } as const
const handOver = { to: 'handed_over', who: frontDoor } as const
/** A reopened notification has the time of a new one. */
const reopen = { to: 'acknowledged', who: frontDoor, stops: 'all', starts: ['acknowledge_notification'] } as const

/**
 * The whole life of a notification. A step missing from a row is refused, never ignored. One clock runs from receipt
 * to the decision, because the duty is to acknowledge and decide within one working day.
 */
export const lifeOfANotification: Life<NotificationState, NotificationStep> = {
  sent: {
    acknowledge: { to: 'acknowledged', who: frontDoor },
    start_screening: { to: 'acknowledged', who: frontDoor },
    assign: { to: 'sent', ...assign },
  },
  acknowledged: {
    assign: { to: 'acknowledged', ...assign },
    set_level: { to: 'acknowledged', who: frontDoor, stops: ['screen'], starts: ['screen'] },
    ask: { to: 'acknowledged', who: frontDoor, needs: ['no_open_request_to_the_same_team'], starts: ['answer'] },
    decide: { to: 'decided', who: frontDoor, stops: 'all', starts: ['strategy_discussion'] },
    give_feedback: { to: 'acknowledged', ...giveFeedback },
  },
  decided: {
    assign: { to: 'decided', ...assign },
    undo_decision: {
      to: 'acknowledged', who: frontDoor, needs: ['same_person', 'undo_limit'],
      stops: ['strategy_discussion'], resumes: 'stopped_by_decision',
    },
    hand_over: handOver,
    give_feedback: { to: 'decided', ...giveFeedback },
    close,
    reopen,
  },
  handed_over: {
    hand_over: handOver,
    give_feedback: { to: 'handed_over', ...giveFeedback },
    close,
    reopen,
  },
  closed: {
    give_feedback: { to: 'closed', ...giveFeedback },
    reopen,
  },
}

/** Stands for the role that a request was addressed to. */
export const whoWasAsked = 'asked'

const answerInFull = { to: 'answered', who: [whoWasAsked], stops: ['answer'] } as const
const refuse = { to: 'refused', who: [whoWasAsked], stops: ['answer'] } as const
const withdraw = { to: 'withdrawn', who: frontDoor, stops: ['answer'] } as const

/** The whole life of a request: a part answer keeps the clock, an answer in full or a refusal stops it. */
export const lifeOfARequest: Life<RequestState, RequestStep> = {
  asked: {
    answer_in_part: { to: 'part_answered', who: [whoWasAsked] },
    answer_in_full: answerInFull, refuse, withdraw,
  },
  part_answered: {
    answer_in_part: { to: 'part_answered', who: [whoWasAsked] },
    answer_in_full: answerInFull, refuse, withdraw,
  },
  answered: {},
  refused: {},
  withdrawn: {},
}

/** The state of a request follows from its answers; nobody sets it. */
export function stateOfRequest(answers: readonly { kind: string }[], withdrawnAt?: Date): RequestState {
  if (answers.some(answer => answer.kind === 'refused')) return 'refused'
  if (answers.some(answer => answer.kind === 'full')) return 'answered'
  if (withdrawnAt) return 'withdrawn'
  return answers.length > 0 ? 'part_answered' : 'asked'
}

/** The rule of the clock that a level starts. */
export const ruleOfLevel = {
  red: 'screen_red', amber: 'screen_amber', green: 'screen_green', blue: 'screen_blue',
} as const satisfies Record<Level, string>

/** The rules that a clock code covers. */
export function rulesOf(code: ClockCode): readonly string[] {
  if (code === 'screen') return Object.values(ruleOfLevel)
  return code === 'answer' ? ['answer_request', 'answer_urgent_request'] : [code]
}

/** The life as a Mermaid diagram, for the help page and the README. */
export function diagramOf<State extends string, Step extends string>(life: Life<State, Step>): string {
  const lines = Object.entries<Partial<Record<Step, Taken<State>>>>(life).flatMap(([state, row]) =>
    Object.entries<Taken<State> | undefined>(row)
      .map(([step, taken]) => taken && `  ${state} --> ${taken.to}: ${step}`))
  return ['stateDiagram-v2', ...lines.filter(line => line !== undefined)].join('\n')
}
