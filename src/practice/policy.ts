import type { Viewer } from '../kernel/context.ts'
import type { Taken } from './life.ts'
import type { Facts, Practice } from './practice.ts'
import type { Answers } from './question.ts'

/** `mine: false` means that the step is not this person's to take at all: its button is not shown. */
export type StepDecision = { allowed: true; taken: Taken } | { allowed: false; mine: boolean; why: string }

export const refusals = {
  otherAgency: 'Only the agency whose work this is can do that.',
  otherRole: 'Your role cannot take this step.',
} as const

/** Whether this viewer may take this step now, and if not, why. With answers, the rules judge those too. */
export function decideStep(practice: Practice, facts: Facts, step: string, answers: Answers = {}): StepDecision {
  const { episode, viewer } = facts
  const taken = practice.life[episode.state]?.[step]
  if (!taken) return { allowed: false, mine: false, why: notNow(practice, episode.state) }
  if (taken.by !== 'partner' && viewer.agencyId !== episode.agencyId)
    return { allowed: false, mine: false, why: refusals.otherAgency }
  if (!taken.who.includes(viewer.role)) return { allowed: false, mine: false, why: refusals.otherRole }
  for (const name of taken.needs ?? []) {
    const why = practice.rules[name]?.(facts, answers)
    if (why) return { allowed: false, mine: true, why }
  }
  return { allowed: true, taken }
}

const notNow = (practice: Practice, state: string) =>
  `That is not possible while this is “${practice.words.states[state] ?? state}”.`

/** The steps that this viewer sees: those that may be taken, and those that are theirs but not yet possible. */
export function stepsFor(practice: Practice, facts: Facts): { step: string; decision: StepDecision }[] {
  return Object.keys(practice.life[facts.episode.state] ?? {})
    .map(step => ({ step, decision: decideStep(practice, facts, step) }))
    .filter(({ decision }) => decision.allowed || decision.mine)
}

/** Whoever may hand an episode to a colleague or another team, or move it to the right child. */
export function mayHandOver(practice: Practice, facts: Pick<Facts, 'viewer' | 'episode'>): boolean {
  return facts.viewer.agencyId === facts.episode.agencyId && practice.team.includes(facts.viewer.role)
    && !practice.over.includes(facts.episode.state)
}

export const mayBegin = (practice: Practice, viewer: Viewer): boolean => practice.begin.who.includes(viewer.role)
