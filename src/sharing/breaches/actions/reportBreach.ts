import { randomUUID } from 'node:crypto'
import { carryOut } from '../../../kernel/action.ts'
import { clockBook } from '../../../kernel/clocks.ts'
import type { Viewer } from '../../../kernel/context.ts'
import { dueAt, ruleAt } from '../../../kernel/deadlines.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { lifeOfABreach, notYet } from '../breach.ts'
import type { BreachStep } from '../breach.ts'
import { keepingRegister, mayKeepRegister, reporting } from '../policy.ts'
import { keepReport, keepStep, listBreaches } from '../store.ts'
import type { Report } from '../store.ts'

const rule = 'breach_to_commissioner'
const nobody = '00000000-0000-0000-0000-000000000000'
export const absent = 'absent'
export const movedOn = 'Somebody has taken a step meanwhile: look at it again.'

export type Reporting = Omit<Report, 'ruleVersion' | 'dueAt' | 'atRiskAt'> & { key: string }

/** Enters a breach in the register; the 72 hours run from when the partnership became aware (UK GDPR Article 33). */
export async function reportBreach(kernel: Kernel, viewer: Viewer, { key, ...report }: Reporting): Promise<Outcome<{
  breachId: string }>> {
  const { rules, isHoliday } = await clockBook(kernel)
  const inForce = ruleAt(rules, rule, report.awareAt)
  const due = dueAt(inForce, report.awareAt, isHoliday)
  return carryOut<{ breachId: string }>(kernel, reporting(viewer), { name: 'report a breach', key }, async tx => {
    const breachId = randomUUID()
    await keepReport(tx, breachId, { ...report, ruleVersion: inForce.version, ...due })
    return done({ breachId })
  })
}

export type Step = { breachId: string; step: BreachStep; said: Record<string, unknown>; key: string }

export async function stepBreach(kernel: Kernel, viewer: Viewer,
  { breachId, step, said, key }: Step): Promise<Outcome<BreachStep>> {
  if (!mayKeepRegister(viewer)) return refused(absent)
  return carryOut<BreachStep>(kernel, keepingRegister(viewer), { name: `breach: ${step}`, key }, async (tx, record) => {
    const [breach] = await listBreaches(tx, breachId)
    if (!breach) return refused(absent)
    const to = lifeOfABreach[breach.state][step]
    if (to === undefined) return refused(movedOn)
    const why = notYet(breach, step)
    if (why !== undefined) return refused(why)
    const answer = await keepStep(tx, breachId, { step, from: breach.state, to, said })
    if (answer !== 'done') return refused(answer === 'moved_on' ? movedOn : absent)
    record({
      verb: `breach.${step}`, personId: nobody, subjectId: breachId,
        cell: kernel.cells.id(viewer.agencyId, 'disclosure', 0),
    })
    return done(step)
  })
}
