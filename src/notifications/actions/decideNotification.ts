import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { refused } from '../../kernel/outcome.ts'
import type { Grades } from '../rubric.ts'
import { qualityRubric } from '../rubric.ts'
import { addDecision, addFeedback, addHandover, addReopening, listPeopleOf, undoDecision } from '../store/screening.ts'
import type { NewDecision, Recipient } from '../store/screening.ts'
import { mayReceive } from '../store/screeningReads.ts'
import { takeStep } from './takeStep.ts'
import type { StepCommand } from './takeStep.ts'

/** An outcome with its rationale, and what the referrer is told; it stops the screening clocks. */
export function decideNotification(kernel: Kernel, viewer: Viewer, command: StepCommand & NewDecision) {
  return takeStep(kernel, viewer, { ...command, step: 'decide' }, async (tx, { screened, now }) => ({
    set: { decided_at: now },
    subjectId: await addDecision(tx, { kernel, viewer, screened }, command),
    ...(command.outcome === 'strategy_discussion' && { startsClock: { rule: 'strategy_discussion', startsAt: now } }),
  }))
}

export function undoNotificationDecision(kernel: Kernel, viewer: Viewer, command: StepCommand & { why: string }) {
  return takeStep(kernel, viewer, { ...command, step: 'undo_decision' }, async (tx, { screened }) => {
    const subjectId = await undoDecision(tx, { kernel, viewer, screened }, command.why)
    return subjectId === undefined ? refused('There is no decision to undo.') : { set: { decided_at: null }, subjectId }
  })
}

/** Passes it on to a team or a person, who may from then on open everybody in this event. */
export function handOverNotification(
  kernel: Kernel, viewer: Viewer, command: StepCommand & Recipient & { note: string },
) {
  return takeStep(kernel, viewer, { ...command, step: 'hand_over' }, async (tx, { screened }) => {
    if (!await mayReceive(tx, viewer, command)) return refused('Choose a team that may take this on.')
    const subjectId = await addHandover(tx, { kernel, viewer, screened }, command)
    const people = await listPeopleOf(tx, screened.id)
    const linked = new Set([screened.personId, ...people.map(person => person.person_id)])
    for (const personId of linked) await linkTo(tx, { ...command, personId, workId: screened.id })
    return { subjectId }
  })
}

async function linkTo(
  tx: Tx, { personId, workId, agencyId, role, staffId }: Recipient & { personId: string; workId: string },
) {
  const kind = staffId ? 'allocated' : 'team'
  await sql`select authz.add_link(${personId}::uuid, ${staffId ?? null}::uuid, ${agencyId}::uuid, ${role}, ${kind},
    ${workId}::uuid, null)`.execute(tx)
}

export function closeNotification(kernel: Kernel, viewer: Viewer, command: StepCommand) {
  return takeStep(kernel, viewer, { ...command, step: 'close' }, async (_tx, { now }) => ({ set: { closed_at: now } }))
}

/** Reopening is an act with a reason; the clock starts again. */
export function reopenNotification(kernel: Kernel, viewer: Viewer, command: StepCommand & { why: string }) {
  return takeStep(kernel, viewer, { ...command, step: 'reopen' }, async (tx, { screened, now }) => ({
    set: { closed_at: null, decided_at: null },
    subjectId: await addReopening(tx, { kernel, viewer, screened }, command.why),
    startsClock: { rule: 'acknowledge_notification', startsAt: now },
  }))
}

export function giveFeedback(
  kernel: Kernel, viewer: Viewer, command: StepCommand & { grades: Grades; comment: string },
) {
  return takeStep(kernel, viewer, { ...command, step: 'give_feedback' }, async (tx, { screened }) => ({
    subjectId: await addFeedback(tx, { kernel, viewer, screened }, {
      version: qualityRubric.version, grades: command.grades, comment: command.comment,
    }),
  }))
}
