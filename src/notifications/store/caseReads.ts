import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { DisputeMark } from '../../people/disputeMark.tsx'
import { levels } from '../life.ts'
import { findWord, wordOf } from '../../practice/life.ts'
import type { Level } from '../life.ts'
import { grades } from '../rubric.ts'
import type { Grades } from '../rubric.ts'
import { outcomes } from '../words.ts'
import type { Outcome } from '../words.ts'

export type RecordLine = {
  id: string; personId: string; kind: string; title: string; category: string; agencyId: string
  assertion: string; role?: string; occurredAt: Date; precision: string; recordedAt: Date; recordedBy?: string
  headline: string; body: string; dispute: DisputeMark | null
}

/** What was recorded for this work, as far as the viewer's clauses reach. */
export async function listRecordsOf(tx: Tx, kernel: Kernel, workId: string): Promise<RecordLine[]> {
  const rows = await tx.selectFrom('record').innerJoin('record_kind', 'record_kind.code', 'record.kind')
    .select([
      'record.id', 'record.person_id', 'record.cell', 'record.kind', 'record.assertion', 'record.role',
      'record.headline', 'record.body', 'record.occurred_at', 'record.precision', 'record.recorded_at',
      'record.recorded_by', 'record_kind.title', 'record_kind.category',
      sql<DisputeMark | null>`(select json_build_object('state', d.state, 'note', d.note) from disputed_record d
        where d.partnership_id = record.partnership_id and d.record_id = record.id and d.ended_at is null
        order by d.id desc limit 1)`.as('dispute'),
    ])
    .where('record.work_id', '=', workId).where('record.withdrawn_at', 'is', null)
    .orderBy('record.occurred_at').orderBy('record.recorded_at').execute()
  return rows.map(row => ({
    id: row.id, personId: row.person_id, kind: row.kind, title: row.title, category: row.category,
    agencyId: kernel.cells.of(row.cell)?.agencyId ?? '', assertion: row.assertion, headline: row.headline,
    body: row.body ?? '', dispute: row.dispute, occurredAt: row.occurred_at, precision: row.precision, recordedAt: row.recorded_at,
    ...(row.role && { role: row.role }), ...(row.recorded_by && { recordedBy: row.recorded_by }),
  }))
}

export type LevelLine = { id: string; level: Level; why: string; by: string; at: Date }

export async function listLevelsOf(tx: Tx, notificationId: string): Promise<LevelLine[]> {
  const rows = await tx.selectFrom('level_set').selectAll().where('notification_id', '=', notificationId)
    .orderBy('set_at', 'desc').execute()
  return rows.map(
    row => ({ id: row.id, level: wordOf(levels, row.level), why: row.why, by: row.set_by, at: row.set_at }),
  )
}

export type DecisionLine = {
  id: string; outcome: Outcome; rationale: string; by: string; at: Date
  undone?: { at: Date; by: string; why: string }
}

export async function listDecisionsOf(tx: Tx, notificationId: string): Promise<DecisionLine[]> {
  const rows = await tx.selectFrom('decision').selectAll().where('notification_id', '=', notificationId)
    .orderBy('decided_at', 'desc').execute()
  return rows.map(row => ({
    id: row.id, outcome: wordOf(
      outcomes, row.outcome,
    ), rationale: row.rationale, by: row.decided_by, at: row.decided_at,
    ...(row.undone_at && { undone: { at: row.undone_at, by: row.undone_by ?? '', why: row.undone_why ?? '' } }),
  }))
}

export type ToldLine = { id: string; decisionId: string; outcome: Outcome; advice: string; by: string; at: Date }

export async function listToldOf(tx: Tx, notificationId: string): Promise<ToldLine[]> {
  const rows = await tx.selectFrom('told_outcome').selectAll().where('notification_id', '=', notificationId)
    .where('withdrawn_at', 'is', null).orderBy('told_at', 'desc').execute()
  return rows.map(row => ({
    id: row.id, decisionId: row.decision_id, outcome: wordOf(
      outcomes, row.outcome,
    ), advice: row.advice, by: row.told_by, at: row.told_at,
  }))
}

export type HandoverLine = {
  id: string; agencyId: string; role: string; staffId?: string; note: string; by: string; at: Date
}

export async function listHandoversOf(tx: Tx, notificationId: string): Promise<HandoverLine[]> {
  const rows = await tx.selectFrom('handover').selectAll().where('notification_id', '=', notificationId)
    .orderBy('handed_at', 'desc').execute()
  return rows.map(row => ({
    id: row.id, agencyId: row.to_agency, role: row.to_role, note: row.note, by: row.handed_by, at: row.handed_at,
    ...(row.to_staff && { staffId: row.to_staff }),
  }))
}

export type FeedbackLine = { id: string; grades: Grades; comment: string; by: string; at: Date; seenAt?: Date }

export async function listFeedbackOf(tx: Tx, notificationId: string): Promise<FeedbackLine[]> {
  const rows = await tx.selectFrom('quality_feedback').selectAll().where('notification_id', '=', notificationId)
    .orderBy('given_at', 'desc').execute()
  return rows.map(row => ({
    id: row.id, grades: gradesIn(row.grades), comment: row.comment, by: row.given_by, at: row.given_at,
    ...(row.seen_at && { seenAt: row.seen_at }),
  }))
}

function gradesIn(stored: unknown): Grades {
  const inner = typeof stored === 'object' && stored !== null && 'grades' in stored ? stored.grades : stored
  if (typeof inner !== 'object' || inner === null) return {}
  const known: Grades = {}
  for (const [code, given] of Object.entries(inner)) {
    const grade = findWord(grades, given)
    if (grade) known[code] = grade
  }
  return known
}

export type FileLine = { id: string; name: string; size: number; addedBy: string; addedAt: Date }

export async function listFilesOf(tx: Tx, workId: string): Promise<FileLine[]> {
  const rows = await tx.selectFrom('file').select(['id', 'name', 'size', 'added_by', 'added_at'])
    .where('work_id', '=', workId).orderBy('added_at').execute()
  return rows.map(row => ({ id: row.id, name: row.name, size: row.size, addedBy: row.added_by, addedAt: row.added_at }))
}

export async function findFile(tx: Tx, workId: string, fileId: string) {
  return tx.selectFrom('file').select(['id', 'person_id', 'cell', 'name', 'content'])
    .where('work_id', '=', workId).where('id', '=', fileId).executeTakeFirst()
}

export async function titleOfForm(tx: Tx, code: string, version: number): Promise<string> {
  const form = await tx.selectFrom('form_kind').select('title').where('code', '=', code).where(
    'version', '=', version,
  ).executeTakeFirst()
  return form?.title ?? code
}

export async function namesOfAgencies(tx: Tx): Promise<Map<string, { name: string; shortName: string }>> {
  const rows = await tx.selectFrom('agency').select(['id', 'name', 'short_name']).execute()
  return new Map(rows.map(row => [row.id, { name: row.name, shortName: row.short_name }]))
}

export async function titlesOfRoles(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('role').select(['code', 'title']).execute()
  return new Map(rows.map(row => [row.code, row.title]))
}
