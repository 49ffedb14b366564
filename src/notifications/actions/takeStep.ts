import { carryOut } from '../../kernel/action.ts'
import { startClock, stopClock } from '../../kernel/clocks.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import { acts, verbOf } from '../acts.ts'
import { rulesOf } from '../life.ts'
import type { NotificationState, NotificationStep, Taken } from '../life.ts'
import { decideStep } from '../policy.ts'
import type { NotificationFacts } from '../policy.ts'
import { changeScreened, factsOf, findScreened, resumeClocks } from '../store/screening.ts'
import type { Changes, Screened } from '../store/screening.ts'
import { stopWords } from '../words.ts'

/** `revision`: the version that the person was looking at; `key`: the same for a form that is sent twice. */
export type StepCommand = { notificationId: string; revision: number; key: string }

export const absent = 'absent'
/** Somebody else was quicker; the page shows who and keeps what was typed. */
export const changedSince = 'changed since'

export type StepContext = {
  kernel: Kernel; viewer: Viewer; screened: Screened; facts: NotificationFacts; now: Date
}

/** What a step does beyond the table of life: other columns, clocks of its choice, what the act is about. */
export type StepChange = {
  set?: Omit<Changes, 'state'>
  startsClock?: { rule: string; startsAt: Date }
  subjectId?: string
  /** The act belongs to another piece of work than the notification. */
  actIn?: { workId: string; cell: number }
}

type Change = (tx: Tx, context: StepContext) => Promise<StepChange | Outcome<never>>

/** Takes one step of a notification's life: the table says where it leads, who may, and which clocks it touches. */
export async function takeStep(
  kernel: Kernel, viewer: Viewer, { step, ...command }: StepCommand & { step: NotificationStep }, change: Change,
): Promise<Outcome<{ id: string }>> {
  const opened = await openWork(kernel, viewer, command.notificationId)
  if (opened?.work?.kind !== 'notification') return refused(absent)
  const { id, personId } = opened.work
  const named = { name: `notification ${step}`, key: command.key, about: personId }
  return carryOut(kernel, opened.scope, named, async (tx, record) => {
    const screened = await findScreened(tx, id)
    if (!screened) return refused(absent)
    if (screened.revision !== command.revision) return refused(changedSince)
    const now = kernel.now()
    const facts = await factsOf(tx, kernel, screened)
    const decision = decideStep(viewer, facts, step, now)
    if (!decision.allowed) return refused(decision.why)
    const changed = await change(tx, { kernel, viewer, screened, facts, now })
    if ('done' in changed) return changed
    if (!await changeScreened(tx, screened, { ...changed.set, state: decision.taken.to })) return refused(changedSince)
    await turnClocks(tx, { kernel, viewer, screened, facts, now }, { step, taken: decision.taken, changed })
    const verb = verbOf[step]
    record({
      verb, personId, ...(changed.actIn ?? {
        workId: id, cell: kernel.cells.id(viewer.agencyId, 'notification', acts[verb]),
      }),
      ...(changed.subjectId && { subjectId: changed.subjectId }),
    })
    return done({ id })
  })
}

type Turn = { step: NotificationStep; taken: Taken<NotificationState>; changed: StepChange }

async function turnClocks(tx: Tx, { kernel, viewer, screened, facts }: StepContext, { step, taken, changed }: Turn) {
  const stop = { workId: screened.id, by: viewer.staffId, why: stopWords[step] ?? step }
  if (taken.stops === 'all') await stopClock(tx, kernel, stop)
  else for (const rule of (taken.stops ?? []).flatMap(rulesOf)) await stopClock(tx, kernel, { ...stop, rule })
  if (taken.resumes && facts.lastDecision) await resumeClocks(tx, screened.id, facts.lastDecision.at)
  if (!changed.startsClock) return
  if (!taken.starts?.flatMap(rulesOf).includes(changed.startsClock.rule)) throw new Error(
    'a clock that the life does not start',
  )
  await startClock(tx, kernel, {
    ...changed.startsClock, personId: screened.personId, cell: screened.cell, workId: screened.id,
  })
}
