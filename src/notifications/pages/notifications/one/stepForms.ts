import type { Viewer } from '../../../../kernel/context.ts'
import type { Kernel } from '../../../../kernel/kernel.ts'
import type { Outcome } from '../../../../kernel/outcome.ts'
import { askAgency } from '../../../actions/askAgency.ts'
import {
  closeNotification, decideNotification, giveFeedback, handOverNotification, reopenNotification,
  undoNotificationDecision,
} from '../../../actions/decideNotification.ts'
import {
  acknowledgeNotification, assignNotification, setLevel, startScreening,
} from '../../../actions/screenNotification.ts'
import type { StepCommand } from '../../../actions/takeStep.ts'
import { levels } from '../../../life.ts'
import type { NotificationStep } from '../../../life.ts'
import { grades, qualityRubric } from '../../../rubric.ts'
import type { Grades } from '../../../rubric.ts'
import { outcomes } from '../../../words.ts'
import { Reading, textOf } from '../../typed.ts'
import type { Parsed, Typed } from '../../typed.ts'

export type Act = (kernel: Kernel, viewer: Viewer, command: StepCommand) => Promise<Outcome<{ id: string }>>

/** Reads the form of a step: the action it asks for, or what is wrong beside each field. */
export const stepForms: Record<NotificationStep, (typed: Typed, viewer: Viewer) => Parsed<Act>> = {
  acknowledge: () => ({ ok: true, value: acknowledgeNotification }),
  start_screening: () => ({ ok: true, value: startScreening }),
  close: () => ({ ok: true, value: closeNotification }),
  assign: typed => {
    const form = new Reading(typed)
    const toStaff = form.text('assign_to', 'Choose who takes this on')
    return form.result<Act>((kernel, viewer, command) => assignNotification(kernel, viewer, { ...command, toStaff }))
  },
  set_level: typed => {
    const form = new Reading(typed)
    const level = form.oneOf('level', levels, 'Choose a level')
    const why = form.text('level_why', 'Say why you chose this level')
    return form.result<Act>(level && ((kernel, viewer, command) =>
      setLevel(kernel, viewer, { ...command, level, why })))
  },
  ask: typed => {
    const form = new Reading(typed)
    const [toAgency = '', toRole = ''] = form.text('ask_team', 'Choose who to ask').split(' ')
    const asks = form.text('asks', 'Say what you need to know')
    const reason = form.text('ask_reason', 'Say why you need it for this child')
    const urgent = textOf(typed, 'ask_urgent') === 'yes'
    return form.result<Act>((kernel, viewer, command) =>
      askAgency(kernel, viewer, { ...command, toAgency, toRole, asks, reason, urgent }))
  },
  decide: typed => {
    const form = new Reading(typed)
    const outcome = form.oneOf('outcome', outcomes, 'Choose what was decided')
    const rationale = form.text('rationale', 'Give the rationale for the decision')
    const advice = form.text('advice', 'Say what you want the referrer to know')
    return form.result<Act>(outcome && ((kernel, viewer, command) =>
      decideNotification(kernel, viewer, { ...command, outcome, rationale, advice })))
  },
  undo_decision: typed => {
    const form = new Reading(typed)
    const why = form.text('undo_why', 'Say why you undo the decision')
    return form.result<Act>((kernel, viewer, command) => undoNotificationDecision(kernel, viewer, { ...command, why }))
  },
  hand_over: (typed, { agencyId }) => {
    const form = new Reading(typed)
    const [role = '', staffId] = form.text('receiver', 'Choose who takes this on').split(' ')
    const note = form.text('handover_note', 'Say what they need to know first')
    return form.result<Act>((kernel, viewer, command) =>
      handOverNotification(kernel, viewer, { ...command, agencyId, role, staffId, note }))
  },
  give_feedback: typed => {
    const form = new Reading(typed)
    const given: Grades = {}
    for (const { code, title } of qualityRubric.criteria) {
      const grade = form.oneOf(`grade_${code}`, grades, `Grade “${title}”`)
      if (grade) given[code] = grade
    }
    const comment = form.optional('feedback_comment')
    return form.result<Act>(
      (kernel, viewer, command) => giveFeedback(kernel, viewer, { ...command, grades: given, comment }),
    )
  },
  reopen: typed => {
    const form = new Reading(typed)
    const why = form.text('reopen_why', 'Say why it is opened again')
    return form.result<Act>((kernel, viewer, command) => reopenNotification(kernel, viewer, { ...command, why }))
  },
}

/** `set_level` stands as `set-level` in addresses. */
export const slugOf = (step: string): string => step.replaceAll('_', '-')
