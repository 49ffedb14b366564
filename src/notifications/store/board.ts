import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { levels, notificationStates } from '../life.ts'
import { findWord, wordOf } from '../../practice/life.ts'
import type { Level, NotificationState } from '../life.ts'
import { urgencies } from '../words.ts'
import type { Urgency } from '../words.ts'

export type BoardFilter = {
  state: NotificationState | 'open'
  level?: Level | 'none' | undefined
  who: 'all' | 'mine' | 'unassigned'
  overdueOnly: boolean
}

export type BoardClock = {
  dueAt: Date; atRiskAt: Date; title: string; version: number; source: string; verified: boolean
}

export type BoardRow = {
  id: string; personId: string; reference: string; state: NotificationState; urgency: Urgency; level?: Level
  headline: string; sentAt: Date; recordedBy: string; recordedByRole: string; recordedByAgency: string
  assignedTo?: string; assignedName?: string; clock?: BoardClock; isOverdue: boolean; openRequests: number
  /** In the list only because what is overdue is never hidden. */
  besideFilter: boolean
}

type Row = {
  id: string; person_id: string; reference: string; state: string; urgency: string; level: string | null
  headline: string; sent_at: Date; recorded_by: string; recorded_by_agency: string; recorded_by_role: string | null
  assigned_to: string | null; assigned_name: string | null; due_at: Date | null; at_risk_at: Date | null
  rule_title: string | null; rule_version: number | null; rule_source: string | null; rule_verified: boolean | null
  is_overdue: boolean; fits: boolean; open_requests: number
}

export const mostRows = 200

/** The board in one query: by urgency, then what is overdue, then what is due first. Overdue is never filtered away. */
export async function listBoard(tx: Tx, staffId: string, filter: BoardFilter, now: Date): Promise<BoardRow[]> {
  const { rows } = await sql<Row>`
    select * from (
      select n.id, n.person_id, n.reference, n.state, n.urgency, n.level, n.headline, n.sent_at, n.assigned_to,
        s.name as recorded_by, ag.short_name as recorded_by_agency, r.title as recorded_by_role,
        me.name as assigned_name,
        c.due_at, c.at_risk_at, cr.title as rule_title, cr.version as rule_version, cr.source as rule_source,
        cr.verified as rule_verified, coalesce(c.due_at < ${now}, false) as is_overdue,
        ${fits(staffId, now, filter)} as fits,
        (select count(*)::integer from request q
          join clock qc on qc.partnership_id = q.partnership_id and qc.work_id = q.id
          where q.partnership_id = n.partnership_id and q.notification_id = n.id
            and qc.stopped_at is null) as open_requests
      from notification n
      join staff s on s.partnership_id = n.partnership_id and s.id = n.referrer_staff
      join agency ag on ag.partnership_id = n.partnership_id and ag.id = n.referrer_agency
      left join staff me on me.partnership_id = n.partnership_id and me.id = n.assigned_to
      left join lateral (select a.role from act a where a.partnership_id = n.partnership_id and a.work_id = n.id
        and a.verb = 'notification.sent' order by a.pos limit 1) sent on true
      left join role r on r.code = sent.role
      left join lateral (select k.rule, k.rule_version, k.due_at, k.at_risk_at from clock k
        where k.partnership_id = n.partnership_id and k.work_id = n.id and k.stopped_at is null
        order by k.due_at limit 1) c on true
      left join clock_rule cr on cr.code = c.rule and cr.version = c.rule_version
      where ${filter.state === 'closed' ? sql`n.closed_at is not null` : sql`n.closed_at is null`}) board
    where fits or is_overdue
    order by array_position(array['immediate', 'today', 'routine'], urgency), is_overdue desc, due_at nulls last,
      sent_at
    limit ${mostRows}`.execute(tx)
  return rows.map(boardRow)
}

function fits(staffId: string, now: Date, { state, level, who, overdueOnly }: BoardFilter) {
  const conditions = [
    state === 'open' ? sql`true` : sql`n.state = ${state}`,
    level === undefined ? sql`true` : level === 'none' ? sql`n.level is null` : sql`n.level = ${level}`,
    who === 'mine' ? sql`n.assigned_to is not distinct from ${staffId}::uuid` : sql`true`,
    who === 'unassigned' ? sql`n.assigned_to is null` : sql`true`,
    overdueOnly ? sql`coalesce(c.due_at < ${now}, false)` : sql`true`,
  ]
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function boardRow(row: Row): BoardRow {
  const level = findWord(levels, row.level)
  return {
    id: row.id, personId: row.person_id, reference: row.reference, headline: row.headline, sentAt: row.sent_at,
    state: wordOf(notificationStates, row.state), urgency: wordOf(urgencies, row.urgency),
    recordedBy: row.recorded_by, recordedByAgency: row.recorded_by_agency, recordedByRole: row.recorded_by_role ?? '',
    isOverdue: row.is_overdue, besideFilter: !row.fits, openRequests: row.open_requests,
    ...(level && { level }),
    ...(row.assigned_to && { assignedTo: row.assigned_to }), ...(row.assigned_name && {
      assignedName: row.assigned_name,
    }),
    ...(row.due_at && row.at_risk_at && { clock: {
      dueAt: row.due_at, atRiskAt: row.at_risk_at, title: row.rule_title ?? '', version: row.rule_version ?? 1,
      source: row.rule_source ?? '', verified: row.rule_verified ?? false,
    } }),
  }
}

const kind = 'board_filter'

/** The filter that this person keeps for the board, as its query string. */
export async function findSavedFilter(tx: Tx, staffId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('draft').select('answers').where('staff_id', '=', staffId).where('kind', '=', kind)
    .limit(1).executeTakeFirst()
  const answers = row?.answers
  if (typeof answers !== 'object' || answers === null || !('query' in answers)) return undefined
  return typeof answers['query'] === 'string' ? answers['query'] : undefined
}

/** Kept as a finished draft, so that it is not offered as a form to go on with. */
export async function saveFilter(
  tx: Tx, viewer: { partnershipId: string; staffId: string }, query: string,
): Promise<void> {
  await tx.deleteFrom('draft').where('staff_id', '=', viewer.staffId).where('kind', '=', kind).execute()
  await tx.insertInto('draft').values({
    partnership_id: viewer.partnershipId, staff_id: viewer.staffId, kind, answers: JSON.stringify(
      { query },
    ), finished_at: new Date(),
  }).execute()
}
