import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { frontDoor } from '../life.ts'
import { findWord } from '../../practice/life.ts'
import type { Recipient, Screened } from './screening.ts'

/** When the clocks of screening began: receipt, or the last reopening. */
export async function receivedAt(tx: Tx, screened: Screened): Promise<Date> {
  const newest = await tx.selectFrom('clock').select('starts_at').where('work_id', '=', screened.id)
    .where('rule', '=', 'acknowledge_notification').orderBy('starts_at', 'desc').limit(1).executeTakeFirst()
  return newest?.starts_at ?? screened.sentAt
}

export type Colleague = { staffId: string; name: string; role: string; roleTitle: string }

/** People of one's own agency who hold one of these roles now. */
export async function listColleagues(tx: Tx, viewer: Viewer, roles: readonly string[]): Promise<Colleague[]> {
  const rows = await tx.selectFrom('staff')
    .innerJoin('appointment', join => join.onRef('appointment.partnership_id', '=', 'staff.partnership_id')
      .onRef('appointment.staff_id', '=', 'staff.id'))
    .innerJoin('role', 'role.code', 'appointment.role')
    .select(['staff.id', 'staff.name', 'role.code', 'role.title'])
    .where('staff.agency_id', '=', viewer.agencyId).where('appointment.role', 'in', roles)
    .where(isLive).orderBy('staff.name').execute()
  return rows.map(row => ({ staffId: row.id, name: row.name, role: row.code, roleTitle: row.title }))
}

const isLive = sql<boolean>`coalesce(staff.active_until, 'infinity') > now() and appointment.valid_from <= now()
  and coalesce(appointment.valid_until, 'infinity') > now()`

export async function isColleague(tx: Tx, viewer: Viewer, staffId: string): Promise<boolean> {
  const colleagues = await listColleagues(tx, viewer, frontDoor)
  return colleagues.some(colleague => colleague.staffId === staffId)
}

/** Teams of one's own agency that may take a notification on. */
export const receivingRoles = ['social_worker'] as const

export async function mayReceive(tx: Tx, viewer: Viewer, to: Recipient): Promise<boolean> {
  if (to.agencyId !== viewer.agencyId || !findWord(receivingRoles, to.role)) return false
  if (to.staffId === undefined) return true
  const colleagues = await listColleagues(tx, viewer, [to.role])
  return colleagues.some(colleague => colleague.staffId === to.staffId)
}

export type StaffName = { name: string; agency: string; agencyId: string }

/** Who these members of staff are, for "recorded by". */
export async function namesOfStaff(
  tx: Tx, ids: readonly (string | null | undefined)[],
): Promise<Map<string, StaffName>> {
  const wanted = [...new Set(ids.filter(id => typeof id === 'string'))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.selectFrom('staff')
    .innerJoin('agency', join => join.onRef('agency.partnership_id', '=', 'staff.partnership_id')
      .onRef('agency.id', '=', 'staff.agency_id'))
    .select(
      ['staff.id', 'staff.name', 'agency.short_name', 'agency.id as agency_id'],
    ).where('staff.id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.id, { name: row.name, agency: row.short_name, agencyId: row.agency_id }]))
}

export type ActLine = {
  pos: number; at: Date; verb: string; staff: string; agency: string; agencyId: string; roleTitle: string
  workId?: string; subjectId?: string
}

/** Who did what when, newest first. */
export async function listActsOf(tx: Tx, workIds: readonly string[]): Promise<ActLine[]> {
  if (workIds.length === 0) return []
  const rows = await tx.selectFrom('act')
    .innerJoin('staff', join => join.onRef(
      'staff.partnership_id', '=', 'act.partnership_id',
    ).onRef('staff.id', '=', 'act.staff_id'))
    .innerJoin('agency', join => join.onRef(
      'agency.partnership_id', '=', 'act.partnership_id',
    ).onRef('agency.id', '=', 'act.agency_id'))
    .innerJoin('role', 'role.code', 'act.role')
    .select(['act.pos', 'act.at', 'act.verb', 'act.work_id', 'act.subject_id', 'act.agency_id', 'staff.name',
      'agency.short_name', 'role.title'])
    .where('act.work_id', 'in', workIds).orderBy('act.pos', 'desc').limit(500).execute()
  return rows.map(row => ({
    pos: row.pos, at: row.at, verb: row.verb, staff: row.name, agency: row.short_name, agencyId: row.agency_id,
    roleTitle: row.title, ...(row.work_id && { workId: row.work_id }), ...(row.subject_id && {
      subjectId: row.subject_id,
    }),
  }))
}
