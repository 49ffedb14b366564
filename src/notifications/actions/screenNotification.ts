import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { refused } from '../../kernel/outcome.ts'
import { ruleOfLevel } from '../life.ts'
import type { Level } from '../life.ts'
import { isColleague, receivedAt } from '../store/screeningReads.ts'
import { addLevel } from '../store/screening.ts'
import { takeStep } from './takeStep.ts'
import type { StepCommand } from './takeStep.ts'

export function acknowledgeNotification(kernel: Kernel, viewer: Viewer, command: StepCommand) {
  return takeStep(kernel, viewer, { ...command, step: 'acknowledge' }, async (_tx, { now }) =>
    ({ set: { acknowledged_at: now, acknowledged_by: viewer.staffId } }))
}

/** Acknowledges and takes it on. */
export function startScreening(kernel: Kernel, viewer: Viewer, command: StepCommand) {
  return takeStep(kernel, viewer, { ...command, step: 'start_screening' }, async (_tx, { now }) =>
    ({ set: { acknowledged_at: now, acknowledged_by: viewer.staffId, assigned_to: viewer.staffId } }))
}

/** To oneself or to a colleague at the front door. */
export function assignNotification(kernel: Kernel, viewer: Viewer, command: StepCommand & { toStaff: string }) {
  return takeStep(kernel, viewer, { ...command, step: 'assign' }, async tx => {
    if (!await isColleague(tx, viewer, command.toStaff)) return refused('Choose somebody who works at the front door.')
    return { set: { assigned_to: command.toStaff }, subjectId: command.toStaff }
  })
}

/** A level with its reason; its clock runs from receipt and replaces the clock of the former level. */
export function setLevel(kernel: Kernel, viewer: Viewer, command: StepCommand & { level: Level; why: string }) {
  return takeStep(kernel, viewer, { ...command, step: 'set_level' }, async (tx, { screened }) => ({
    set: { level: command.level },
    subjectId: await addLevel(tx, { kernel, viewer, screened }, { level: command.level, why: command.why }),
    startsClock: { rule: ruleOfLevel[command.level], startsAt: await receivedAt(tx, screened) },
  }))
}
