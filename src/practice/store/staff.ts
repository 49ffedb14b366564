import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { clockActorName } from '../clocks/clockActor.ts'

export type Colleague = { staffId: string; name: string; role: string; roleTitle: string }

/** People of one's own agency who hold one of these roles now. */
export async function listColleagues(tx: Tx, viewer: Viewer, roles: readonly string[]): Promise<Colleague[]> {
  if (roles.length === 0) return []
  const { rows } = await sql<Colleague>`
    select s.id as "staffId", s.name, r.code as role, r.title as "roleTitle" from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    join role r on r.code = a.role
    where s.agency_id = ${viewer.agencyId}::uuid and a.role = any (${roles}::text[])
      and coalesce(s.active_until, 'infinity') > now() and a.valid_from <= now()
      and coalesce(a.valid_until, 'infinity') > now()
    order by s.name`.execute(tx)
  return rows
}

export type StaffName = { name: string; agency: string }

/** Who these members of staff are, for "recorded by". */
export async function namesOfStaff(tx: Tx, ids: readonly (string | undefined)[]): Promise<Map<string, StaffName>> {
  const wanted = [...new Set(ids.filter(id => id !== undefined))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.selectFrom('staff')
    .innerJoin('agency', join => join.onRef('agency.partnership_id', '=', 'staff.partnership_id')
      .onRef('agency.id', '=', 'staff.agency_id'))
    .select(['staff.id', 'staff.name', 'agency.short_name']).where('staff.id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.id, { name: row.name, agency: row.short_name }]))
}

export type ActLine = { pos: number; at: Date; verb: string; staff: string; agency: string; roleTitle: string }

/** Who did what when, newest first; what a clock did by itself, Kith did. */
export async function listActsOf(tx: Tx, workId: string): Promise<ActLine[]> {
  const { rows } = await sql<ActLine>`
    select t.pos, t.at, t.verb, coalesce(s.name, ${clockActorName}) as staff, g.short_name as agency,
      coalesce(r.title, 'By itself') as "roleTitle" from act t
    left join staff s on s.partnership_id = t.partnership_id and s.id = t.staff_id
    join agency g on g.partnership_id = t.partnership_id and g.id = t.agency_id
    left join role r on r.code = t.role
    where t.work_id = ${workId}::uuid order by t.pos desc limit 500`.execute(tx)
  return rows
}

/** Titles of reference words, for pages: agencies by id, roles and purposes by code. */
export async function loadTitles(tx: Tx): Promise<Titles> {
  const agencies = await tx.selectFrom('agency').select(['id', 'short_name']).execute()
  const roles = await tx.selectFrom('role').select(['code', 'title']).execute()
  const purposes = await tx.selectFrom('purpose').select(['code', 'title']).execute()
  const named = (rows: readonly { code: string; title: string }[]) => new Map(rows.map(({ code, title }) => [code, title]))
  return {
    agencies: new Map(agencies.map(row => [row.id, row.short_name])), roles: named(roles), purposes: named(purposes),
  }
}

export type Titles = {
  agencies: ReadonlyMap<string, string>; roles: ReadonlyMap<string, string>; purposes: ReadonlyMap<string, string>
}

/** How a child communicates and what helps: read before anything else. */
export async function listNeedsOf(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.selectFrom('need').select(['kind', 'how']).distinct().where('person_id', '=', personId)
    .where('ended_at', 'is', null).orderBy('kind').execute()
  return rows.map(({ how }) => how)
}
