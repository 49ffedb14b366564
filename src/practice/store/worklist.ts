import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Episode } from '../episode.ts'
import type { ShownClock } from './clocks.ts'
import { episodeFrom } from './episodes.ts'

export type Who = 'mine' | 'team' | 'all'
export type WorkFilter = {
  kinds: readonly string[]; who: Who; state?: string | undefined; isOpen: boolean; overdueOnly: boolean
  /** Rows to leave out from the front, and the most to return. */
  from: number; most: number
  /** Overdue work of one's own agency is in the list even where the filter leaves it out. */
  keepsOverdue: boolean
  /** Leaves out what the viewer only follows. */
  ownAgencyOnly?: boolean
}

export type WorkRow = Episode & {
  assignedName?: string; clock?: ShownClock; isOverdue: boolean
  /** In the list only because what is overdue is never hidden. */
  besideFilter: boolean
}

type Row = {
  id: string; person_id: string; cell: number; kind: string; reference: string; state: string; urgency: string
  team: string | null; assigned_to: string | null; parent_id: string | null; opened_at: Date; opened_by: string
  opened_by_agency: string; closed_at: Date | null; revision: number; assigned_name: string | null
  clock_id: string | null; rule: string; rule_version: number; title: string; source: string; verified: boolean
  starts_at: Date; due_at: Date; at_risk_at: Date; paused_at: Date | null; paused_why: string | null
  is_overdue: boolean; fits: boolean
}

/** A worklist in one query: by urgency, then the soonest due. A held clock is not late. */
export async function listWork(tx: Tx, kernel: Kernel, viewer: Viewer, filter: WorkFilter): Promise<WorkRow[]> {
  if (filter.kinds.length === 0) return []
  const now = kernel.now()
  const sorted = filter.isOpen ? order : sql`closed_at desc, id`
  const { rows } = await sql<Row>`
    with soonest as (
      select c.work_id, min(c.due_at) filter (where c.paused_at is null) as due_at from clock c
      where c.stopped_at is null group by 1),
    work as (
      select e.*, k.due_at, coalesce(k.due_at < ${now}, false) as is_overdue
      from episode e left join soonest k on k.work_id = e.id
      where e.kind = any (${filter.kinds}::text[])
        and ${filter.isOpen ? sql`e.closed_at is null` : sql`e.closed_at is not null`}),
    page as materialized (
      select work.*, ${fits(viewer, kernel, filter)} as fits from work
      where ${fits(viewer, kernel, filter)} or (${filter.keepsOverdue} and is_overdue and ${ofAgency(viewer)})
      order by ${sorted} limit ${filter.most} offset ${filter.from})
    select page.id, page.person_id, page.cell, page.kind, page.reference, page.state, page.urgency, page.team, page.assigned_to,
      page.parent_id, page.opened_at, page.opened_by, page.opened_by_agency, page.closed_at, page.revision, page.is_overdue,
      page.fits, k.id as clock_id, k.rule, k.rule_version, k.starts_at, k.due_at, k.at_risk_at, k.paused_at, k.paused_why,
      s.name as assigned_name, r.title, r.source, r.verified
    from page
    left join lateral (select c.* from clock c where c.partnership_id = page.partnership_id and c.work_id = page.id
      and c.stopped_at is null order by c.paused_at is not null, c.due_at limit 1) k on true
    left join clock_rule r on r.code = k.rule and r.version = k.rule_version
    left join staff s on s.partnership_id = page.partnership_id and s.id = page.assigned_to
    order by ${filter.isOpen
      ? sql`array_position(array['immediate', 'today', 'routine'], page.urgency), page.due_at nulls last, page.opened_at`
      : sql`page.closed_at desc, page.id`}`.execute(tx)
  return rows.map(row => workRow(kernel, row))
}

const order = sql`array_position(array['immediate', 'today', 'routine'], urgency), due_at nulls last, opened_at`

/** Absent colleagues whose work the viewer has meanwhile. */
const covered = (viewer: Viewer, kernel: Kernel) => sql`(select a.staff_id from staff_absence a
  where a.cover_id = ${viewer.staffId}::uuid and a.ended_at is null
    and a.starts_at <= ${kernel.now()} and a.ends_at > ${kernel.now()})`

/** The cells of the viewer's own agency: whose work it is. */
const ofAgency = (viewer: Viewer) =>
  sql`cell in (select c.id from cell c where c.agency_id = ${viewer.agencyId}::uuid)`

const isMine = (viewer: Viewer, kernel: Kernel) =>
  sql`(assigned_to = ${viewer.staffId}::uuid or assigned_to in ${covered(viewer, kernel)})`

function fits(viewer: Viewer, kernel: Kernel, { who, state, overdueOnly, ownAgencyOnly }: WorkFilter) {
  const mine = isMine(viewer, kernel)
  const conditions = [
    who === 'mine' ? mine : sql`true`,
    who === 'team' ? sql`(${mine} or (assigned_to is null and ${ofAgency(viewer)}))` : sql`true`,
    state === undefined ? sql`true` : sql`state = ${state}`,
    overdueOnly ? sql`is_overdue` : sql`true`,
    ownAgencyOnly ? ofAgency(viewer) : sql`true`,
  ]
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function workRow(kernel: Kernel, row: Row): WorkRow {
  return {
    ...episodeFrom(kernel, row), isOverdue: row.is_overdue, besideFilter: !row.fits,
    ...(row.assigned_name && { assignedName: row.assigned_name }),
    ...(row.clock_id && { clock: {
      id: row.clock_id, workId: row.id, rule: row.rule, version: row.rule_version, title: row.title, source: row.source,
      verified: row.verified, startsAt: row.starts_at, dueAt: row.due_at, atRiskAt: row.at_risk_at,
      ...(row.paused_at && { pausedAt: row.paused_at }), ...(row.paused_why && { pausedWhy: row.paused_why }),
    } }),
  }
}

export type StateCount = { kind: string; state: string; isOpen: boolean; n: number; overdue: number }

/** How many stand in each state, and how many of them are late. */
export async function countWork(tx: Tx, kinds: readonly string[], now: Date): Promise<StateCount[]> {
  if (kinds.length === 0) return []
  const { rows } = await sql<StateCount>`
    select e.kind, e.state, e.closed_at is null as "isOpen", count(*)::integer as n,
      count(*) filter (where e.closed_at is null and exists (select from clock k where k.partnership_id = e.partnership_id
        and k.work_id = e.id and k.stopped_at is null and k.paused_at is null and k.due_at < ${now}))::integer as overdue
    from episode e where e.kind = any (${kinds}::text[]) group by 1, 2, 3 order by 1, 2`.execute(tx)
  return rows
}

export type OpenCounts = { mine: number; team: number; overdue: number; all: number }

/** How much of the agency's open work is the viewer's, nobody's yet, late, and there at all. */
export async function countOpen(tx: Tx, kernel: Kernel, viewer: Viewer, kinds: readonly string[]): Promise<OpenCounts> {
  const { rows } = await sql<OpenCounts>`
    select count(*)::integer as all, count(*) filter (where ${isMine(viewer, kernel)})::integer as mine,
      count(*) filter (where assigned_to is null or ${isMine(viewer, kernel)})::integer as team,
      count(*) filter (where exists (select from clock k where k.partnership_id = e.partnership_id and k.work_id = e.id
        and k.stopped_at is null and k.paused_at is null and k.due_at < ${kernel.now()}))::integer as overdue
    from episode e where e.kind = any (${kinds}::text[]) and e.closed_at is null and ${ofAgency(viewer)}`.execute(tx)
  return rows[0] ?? { mine: 0, team: 0, overdue: 0, all: 0 }
}

/** What the viewer began for another agency that is still open: they wait for it. */
export async function listWaitingFor(tx: Tx, kernel: Kernel, viewer: Viewer, kinds: readonly string[]): Promise<WorkRow[]> {
  const rows = await listWork(tx, kernel, viewer, {
    kinds, who: 'all', isOpen: true, overdueOnly: false, from: 0, most: 500, keepsOverdue: false,
  })
  return rows.filter(row => row.openedBy === viewer.staffId && row.agencyId !== viewer.agencyId)
}
