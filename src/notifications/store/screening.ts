import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { levels, notificationStates } from '../life.ts'
import { findWord, wordOf } from '../../practice/life.ts'
import type { Level, NotificationState } from '../life.ts'
import type { NotificationFacts } from '../policy.ts'
import type { Grades } from '../rubric.ts'
import { stopWords, urgencies } from '../words.ts'
import type { Outcome, Urgency } from '../words.ts'

/** A notification as the front door works on it. */
export type Screened = {
  id: string; personId: string; cell: number; reference: string; formKind: string; formVersion: number
  state: NotificationState; urgency: Urgency; level?: Level; headline: string
  referrerAgency: string; referrerStaff: string; sentAt: Date
  acknowledgedAt?: Date; acknowledgedBy?: string; assignedTo?: string; decidedAt?: Date; closedAt?: Date
  revision: number
}

export async function findScreened(tx: Tx, id: string): Promise<Screened | undefined> {
  const row = await tx.selectFrom('notification').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const level = findWord(levels, row.level)
  return {
    id: row.id, personId: row.person_id, cell: row.cell, reference: row.reference,
    formKind: row.form_kind, formVersion: row.form_version,
    state: wordOf(notificationStates, row.state), urgency: wordOf(urgencies, row.urgency), headline: row.headline,
    referrerAgency: row.referrer_agency, referrerStaff: row.referrer_staff, sentAt: row.sent_at, revision: row.revision,
    ...(level && { level }),
    ...(row.acknowledged_at && { acknowledgedAt: row.acknowledged_at }),
    ...(row.acknowledged_by && { acknowledgedBy: row.acknowledged_by }),
    ...(row.assigned_to && { assignedTo: row.assigned_to }),
    ...(row.decided_at && { decidedAt: row.decided_at }),
    ...(row.closed_at && { closedAt: row.closed_at }),
  }
}

export type Changes = {
  state: NotificationState; level?: Level; acknowledged_at?: Date; acknowledged_by?: string
  assigned_to?: string | null; decided_at?: Date | null; closed_at?: Date | null
}

/** Changes a notification that nobody has changed since `revision`; false if somebody has. */
export async function changeScreened(
  tx: Tx, { id, revision }: { id: string; revision: number }, changes: Changes,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('notification').set({ ...changes, revision: revision + 1 })
    .where('id', '=', id).where('revision', '=', revision).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What the policy needs to know. */
export async function factsOf(tx: Tx, kernel: Kernel, screened: Screened): Promise<NotificationFacts> {
  const decision = await tx.selectFrom('decision').select(['decided_by', 'decided_at'])
    .where('notification_id', '=', screened.id).where('undone_at', 'is', null)
    .orderBy('decided_at', 'desc').limit(1).executeTakeFirst()
  return {
    state: screened.state, agencyId: kernel.cells.of(screened.cell)?.agencyId ?? '',
    ...(decision && { lastDecision: { by: decision.decided_by, at: decision.decided_at } }),
  }
}

/** Tier 2: stays with the agency that screens. */
const inside = (kernel: Kernel, viewer: Viewer, category: string) => kernel.cells.id(viewer.agencyId, category, 2)
/** Tier 1: what the clauses let the referrer learn. */
const told = (kernel: Kernel, viewer: Viewer, category: string) => kernel.cells.id(viewer.agencyId, category, 1)

type About = { kernel: Kernel; viewer: Viewer; screened: Screened }

const keysOf = ({ viewer, screened }: About, id: string) =>
  ({ partnership_id: viewer.partnershipId, id, notification_id: screened.id, person_id: screened.personId })

export async function addLevel(tx: Tx, about: About, set: { level: Level; why: string }): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('level_set').values({
    ...keysOf(about, id), cell: inside(about.kernel, about.viewer, 'notification'), ...set,
    set_by: about.viewer.staffId, set_at: about.kernel.now(),
  }).execute()
  return id
}

export type NewDecision = { outcome: Outcome; rationale: string; advice: string }

/** The decision with its rationale, and, apart from it, what the referrer is told. */
export async function addDecision(tx: Tx, about: About, decision: NewDecision): Promise<string> {
  const { kernel, viewer } = about
  const id = randomUUID()
  const at = kernel.now()
  await tx.insertInto('decision').values({
    ...keysOf(about, id), cell: inside(kernel, viewer, 'decision'), outcome: decision.outcome,
    rationale: decision.rationale, decided_by: viewer.staffId, decided_at: at,
  }).execute()
  await tx.insertInto('told_outcome').values({
    ...keysOf(about, randomUUID()), cell: told(kernel, viewer, 'decision'), decision_id: id,
    outcome: decision.outcome, advice: decision.advice, told_by: viewer.staffId, told_at: at,
  }).execute()
  return id
}

/** Marks the standing decision as undone; it stays on the record. */
export async function undoDecision(tx: Tx, about: About, why: string): Promise<string | undefined> {
  const at = about.kernel.now()
  const standing = await tx.selectFrom('decision').select('id').where('notification_id', '=', about.screened.id)
    .where('undone_at', 'is', null).orderBy('decided_at', 'desc').limit(1).executeTakeFirst()
  if (!standing) return undefined
  await tx.updateTable('decision').set({ undone_at: at, undone_by: about.viewer.staffId, undone_why: why })
    .where('id', '=', standing.id).execute()
  await tx.updateTable('told_outcome').set({ withdrawn_at: at }).where('decision_id', '=', standing.id).execute()
  return standing.id
}

/** Why it was reopened, as an entry of the front door's own in the chronology. */
export async function addReopening(tx: Tx, { kernel, viewer, screened }: About, why: string): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('record').values({
    partnership_id: viewer.partnershipId, id, person_id: screened.personId, cell: inside(kernel, viewer, 'decision'),
    kind: 'decision', occurred_at: kernel.now(), assertion: 'fact', work_id: screened.id, source: 'kith',
    headline: 'Notification reopened', body: why, recorded_by: viewer.staffId, recorded_at: kernel.now(),
  }).execute()
  return id
}

export type Recipient = { agencyId: string; role: string; staffId?: string | undefined }

export async function addHandover(tx: Tx, about: About, to: Recipient & { note: string }): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('handover').values({
    ...keysOf(about, id), cell: inside(about.kernel, about.viewer, 'notification'), to_agency: to.agencyId,
    to_role: to.role, to_staff: to.staffId ?? null, note: to.note,
    handed_by: about.viewer.staffId, handed_at: about.kernel.now(),
  }).execute()
  return id
}

export async function addFeedback(
  tx: Tx, about: About, given: { version: number; grades: Grades; comment: string },
): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('quality_feedback').values({
    ...keysOf(about, id), cell: told(about.kernel, about.viewer, 'feedback'),
    grades: JSON.stringify({ version: given.version, grades: given.grades }), comment: given.comment,
    given_by: about.viewer.staffId, given_at: about.kernel.now(),
  }).execute()
  return id
}

export async function listPeopleOf(tx: Tx, notificationId: string) {
  return tx.selectFrom('notification_person').select(['person_id', 'role', 'is_subject'])
    .where('notification_id', '=', notificationId).orderBy('is_subject', 'desc').orderBy('person_id').execute()
}

/** Lets the clocks run again that the undone decision had stopped. */
export async function resumeClocks(tx: Tx, workId: string, stoppedFrom: Date): Promise<void> {
  await tx.updateTable('clock').set({ stopped_at: null, stopped_by: null, stopped_why: null })
    .where('work_id', '=', workId).where('stopped_at', '>=', stoppedFrom)
    .where('stopped_why', '=', stopWords['decide'] ?? '').execute()
}
