export type AccessState = 'open' | 'ended'
/** An emergency access ends by itself, or when whoever opened it has seen enough. */
export const lifeOfAnAccess: Record<AccessState, Partial<Record<'end' | 'run_out', AccessState>>> = {
  open: { end: 'ended', run_out: 'ended' },
  ended: {},
}

export type ReviewState = 'waiting' | 'justified' | 'not_justified' | 'needs_follow_up'
export type ReviewStep = 'justify' | 'object' | 'follow_up'
/** The owner's finding stands; only a follow-up is decided again. */
export const lifeOfAReview: Record<ReviewState, Partial<Record<ReviewStep, ReviewState>>> = {
  waiting: { justify: 'justified', object: 'not_justified', follow_up: 'needs_follow_up' },
  needs_follow_up: { justify: 'justified', object: 'not_justified' },
  justified: {},
  not_justified: {},
}

export const reviewWords: Record<ReviewState, string> = {
  waiting: 'Waiting for review', justified: 'Justified', not_justified: 'Not justified',
    needs_follow_up: 'Needs follow-up',
}
export const reviewStepWords: Record<ReviewStep, string> = {
  justify: 'It was justified', object: 'It was not justified', follow_up: 'It needs follow-up',
}

export const mostMinutes = 60
export const usualMinutes = 30
export const shortestReason = 20
export const longestReason = 2_000

/** What is wrong with what was typed, by field. Only what the form shows; the person is not looked at here. */
export function problemsOfAccess(
  { ground, reason, minutes, grounds }: { ground: string; reason: string; minutes: string; grounds: readonly string[] },
): Record<string, string> {
  const time = /^\d{1,3}$/v.test(minutes) ? Number(minutes) : 0
  return {
    ...(!grounds.includes(ground) && { ground: 'Select what the emergency is' }),
    ...(reason.length < shortestReason && { reason: `Say in at least ${shortestReason} characters what has happened
      and what you need` }),
    ...(reason.length > longestReason && { reason: `Use ${longestReason} characters or fewer` }),
    ...((time < 1 || time > mostMinutes) && { minutes: `Enter minutes from 1 to ${mostMinutes}` }),
  }
}
