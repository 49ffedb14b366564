import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { notificationStates } from '../life.ts'
import { wordOf } from '../../practice/life.ts'
import type { NotificationState } from '../life.ts'

export type MineRow = {
  id: string; personId: string; state: NotificationState; reference: string; referrer: string; dueAt?: Date
}

const columns = sql`n.id, n.person_id, n.state, n.reference, s.name as referrer,
  (select min(c.due_at) from clock c
    where c.partnership_id = n.partnership_id and c.work_id = n.id and c.stopped_at is null) as due_at`

type Row = { id: string; person_id: string; state: string; reference: string; referrer: string; due_at: Date | null }

const mineRow = (row: Row): MineRow => ({
  id: row.id, personId: row.person_id, state: wordOf(
    notificationStates, row.state,
  ), reference: row.reference, referrer: row.referrer,
  ...(row.due_at && { dueAt: row.due_at }),
})

/** Notifications that this person made and that are not yet closed. */
export async function listSentBy(tx: Tx, viewer: Viewer): Promise<MineRow[]> {
  const { rows } = await sql<Row>`select ${columns} from notification n
    join staff s on s.partnership_id = n.partnership_id and s.id = n.referrer_staff
    where n.referrer_staff = ${viewer.staffId}::uuid and n.closed_at is null order by n.sent_at limit 200`.execute(tx)
  return rows.map(mineRow)
}

/** Notifications that were handed over to this person, or to the whole team. */
export async function listHandedTo(tx: Tx, viewer: Viewer): Promise<MineRow[]> {
  const { rows } = await sql<Row>`select ${columns} from notification n
    join staff s on s.partnership_id = n.partnership_id and s.id = n.referrer_staff
    where n.state = 'handed_over' and exists (
      select from handover h where h.partnership_id = n.partnership_id and h.notification_id = n.id
        and h.to_agency = ${viewer.agencyId}::uuid and h.to_role = ${viewer.role}
        and coalesce(h.to_staff, ${viewer.staffId}::uuid) = ${viewer.staffId}::uuid)
    order by n.sent_at limit 200`.execute(tx)
  return rows.map(mineRow)
}

export type AskedRow = {
  id: string; notificationId: string; personId: string; asks: string; team: string; dueAt: Date; askedBy: string
}

/** Requests that still wait for their answer: this person's, or everybody's at the desk. */
export async function listWaiting(tx: Tx, askedBy?: string): Promise<AskedRow[]> {
  const { rows } = await sql<{
    id: string; notification_id: string; person_id: string; asks: string; asked_by: string; team: string; due_at: Date
  }>`
    select q.id, q.notification_id, q.person_id, q.asks, q.asked_by, a.short_name as team, c.due_at from request q
    join clock c on c.partnership_id = q.partnership_id and c.work_id = q.id and c.stopped_at is null
    join agency a on a.partnership_id = q.partnership_id and a.id = q.to_agency
    where ${askedBy ?? null}::uuid is null or q.asked_by = ${askedBy ?? null}::uuid
    order by c.due_at limit 200`.execute(tx)
  return rows.map(row => ({
    id: row.id, notificationId: row.notification_id, personId: row.person_id, asks: row.asks, team: row.team,
    dueAt: row.due_at, askedBy: row.asked_by,
  }))
}

export type AboutRow = MineRow & { mayOpen: boolean }

/** Open notifications in which this person takes part; whether the viewer may open each is asked of the wall. */
export async function listAbout(tx: Tx, personId: string): Promise<AboutRow[]> {
  const { rows } = await sql<Row & { may_open: boolean }>`
    select ${columns}, exists (select from authz.enter_work(n.id)) as may_open from notification n
    join staff s on s.partnership_id = n.partnership_id and s.id = n.referrer_staff
    where n.closed_at is null and (n.person_id = ${personId}::uuid or n.id in (
      select np.notification_id from notification_person np where np.person_id = ${personId}::uuid))
    order by n.sent_at desc limit 50`.execute(tx)
  return rows.map(row => ({ ...mineRow(row), mayOpen: row.may_open }))
}
