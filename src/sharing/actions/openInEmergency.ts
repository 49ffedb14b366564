import { carryOut } from '../../kernel/action.ts'
import { clockBook } from '../../kernel/clocks.ts'
import type { Viewer } from '../../kernel/context.ts'
import { dueAt, ruleAt } from '../../kernel/deadlines.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mostMinutes, shortestReason } from '../breakGlass.ts'
import { inAnEmergency } from '../breakGlassPolicy.ts'
import { breakGlass, endBreakGlass } from '../store/breakGlass.ts'
import { noteAttempt } from '../store/seals.ts'
import { absent } from './laySeal.ts'

export type Emergency = { personId: string; ground: string; reason: string; minutes: number; key: string }

export const oneAtATime = 'You have opened somebody already. End that first: an emergency is one person at a time'
export const notInThisRole = 'forbidden'
export const notLikeThis = 'Choose a ground, say why, and stay within an hour'

const ruleOfReview = 'break_glass_review'

/** Opens one person for at most an hour, tells whoever answers for what is seen, and starts their clocks. */
export async function openInEmergency(
  kernel: Kernel, viewer: Viewer, emergency: Emergency,
): Promise<Outcome<{ personId: string }>> {
  const { personId, ground, reason, minutes, key } = emergency
  if (minutes < 1 || minutes > mostMinutes || reason.length < shortestReason) return refused(notLikeThis)
  const scope = inAnEmergency(viewer)
  const command = { name: 'open in an emergency', key, about: personId }
  const review = await clockOfReview(kernel)
  const outcome = await carryOut<{ personId: string }>(kernel, scope, command, async (tx, record) => {
    const answer = await breakGlass(tx, { personId, ground, reason, minutes, review })
    if (answer.outcome === 'open') return refused(oneAtATime)
    if (answer.outcome === 'forbidden') return refused(notInThisRole)
    if (answer.outcome === 'absent' || answer.id === null) return refused(absent)
    await disclose(tx, kernel, scope, { page: 'break-glass', people: [{ personId, categories: [] }] })
    const cell = kernel.cells.id(viewer.agencyId, 'disclosure', 0)
    record({ verb: 'break_glass.opened', personId, cell, subjectId: answer.id, detail: { ground, minutes } })
    return done({ personId })
  })
  // Absent and sealed alike: the refusal has undone its transaction, so the attempt is noted in one of its own.
  if (!outcome.done && outcome.why === absent) await kernel.db.as(scope, tx => noteAttempt(tx, personId))
  return outcome
}

async function clockOfReview(kernel: Kernel) {
  const { rules, isHoliday } = await clockBook(kernel)
  const rule = ruleAt(rules, ruleOfReview, kernel.now())
  return { version: rule.version, ...dueAt(rule, kernel.now(), isHoliday) }
}

export async function endEmergency(kernel: Kernel, viewer: Viewer, key: string): Promise<Outcome<'ended'>> {
  return carryOut<'ended'>(kernel, inAnEmergency(viewer), { name: 'end an emergency', key }, async tx => {
    await endBreakGlass(tx)
    return done('ended')
  })
}
