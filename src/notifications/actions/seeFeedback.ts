import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import { listFeedbackOf } from '../store/caseReads.ts'
import { findScreened } from '../store/screening.ts'
import { absent } from './takeStep.ts'

type Seeing = { notificationId: string; feedbackId: string; key: string }

/** The referrer says that the feedback was read. */
export async function seeFeedback(kernel: Kernel, viewer: Viewer, command: Seeing): Promise<Outcome<{ id: string }>> {
  const opened = await openWork(kernel, viewer, command.notificationId)
  if (opened?.work?.kind !== 'notification') return refused(absent)
  const { id, personId } = opened.work
  const named = { name: 'notification see_feedback', key: command.key, about: personId }
  return carryOut(kernel, opened.scope, named, async (tx, record) => {
    const screened = await findScreened(tx, id)
    if (screened?.referrerStaff !== viewer.staffId) return refused('Feedback is for whoever made the notification.')
    const given = (await listFeedbackOf(tx, id)).some(feedback => feedback.id === command.feedbackId)
    if (!given) return refused(absent)
    await sql`select authz.see_feedback(${command.feedbackId}::uuid)`.execute(tx)
    record({
      verb: 'notification.feedback_seen', personId, cell: screened.cell, workId: id, subjectId: command.feedbackId,
    })
    return done({ id: command.feedbackId })
  })
}
