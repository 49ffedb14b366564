import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'

/** From when until when a colleague is away and who has their work meanwhile; never why. */
export type Absence = {
  id: string; staffId: string; name: string; coverId: string; coverName: string; startsAt: Date; endsAt: Date
}

/** Those of the viewer's agency that are not over, the soonest first. */
export async function listAbsences(tx: Tx, now: Date): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select a.id, a.staff_id as "staffId", s.name, a.cover_id as "coverId", v.name as "coverName", a.starts_at as "startsAt",
      a.ends_at as "endsAt"
    from staff_absence a
    join staff s on s.partnership_id = a.partnership_id and s.id = a.staff_id
    join staff v on v.partnership_id = a.partnership_id and v.id = a.cover_id
    where a.ended_at is null and a.ends_at > ${now}::timestamptz order by a.starts_at, s.name limit 500`.execute(tx)
  return rows
}

/** The colleagues whose work this viewer covers now, beside their own: for "My work". */
export async function coveredBy(tx: Tx, viewer: Viewer, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct staff_id as id from staff_absence where cover_id = ${viewer.staffId}::uuid and ended_at is null
      and starts_at <= ${now}::timestamptz and ends_at > ${now}::timestamptz`.execute(tx)
  return rows.map(({ id }) => id)
}

export type NewAbsence = { staffId: string; coverId: string; startsAt: Date; endsAt: Date }

/** Why it was not recorded, or nothing. */
export async function recordAbsence(tx: Tx, { staffId, coverId, startsAt, endsAt }: NewAbsence): Promise<string | null> {
  const { rows: [row] } = await sql<{ why: string | null }>`
    select authz.record_absence(${staffId}::uuid, ${coverId}::uuid, ${startsAt}::timestamptz, ${endsAt}::timestamptz) as why`.execute(tx)
  return row?.why ?? null
}

export async function endAbsence(tx: Tx, id: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select authz.end_absence(${id}::uuid) as done`.execute(tx)
  return row?.done ?? false
}
