import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** Days of London, both included. */
export type DisclosureFilter = Readonly<{
  from: string
  to: string
  agencyId?: string | undefined
  staffId?: string | undefined
  /** An instant: nothing from it on, so that a file stays what was approved. */
  before?: string | undefined
}>
export type Disclosure = Readonly<{
  id: string
  at: Date
  by: string
  agencyId: string
  role: string
  purpose: string
  page: string
  categories: readonly string[]
  outcome: 'shown' | 'refused'
  personId: string
}>
export type DisclosureCounts = Readonly<{ readings: number; people: number; staff: number; refused: number }>
export type Look = Readonly<{ at: Date; by: string; found: number; exported: boolean; filter: DisclosureFilter }>

const matching = ({ from, to, agencyId, staffId, before }: DisclosureFilter) => sql`
  d.at >= ${from}::date::timestamp at time zone 'Europe/London'
  and d.at < (${to}::date + 1)::timestamp at time zone 'Europe/London'
  and (${before ?? null}::timestamptz is null or d.at < ${before ?? null}::timestamptz)
  and (${agencyId ?? null}::uuid is null or d.agency_id = ${agencyId ?? null}::uuid)
  and (${staffId ?? null}::uuid is null or d.staff_id = ${staffId ?? null}::uuid)`

export async function countDisclosures(tx: Tx, filter: DisclosureFilter): Promise<DisclosureCounts> {
  const { rows } = await sql<DisclosureCounts>`
    select count(*) as readings, count(distinct person_id) filter (where outcome = 'shown') as people, count(distinct staff_id) as staff,
      count(*) filter (where outcome = 'refused') as refused
    from disclosure d where ${matching(filter)}`.execute(tx)
  return rows[0] ?? { readings: 0, people: 0, staff: 0, refused: 0 }
}

export async function listDisclosures(
  tx: Tx,
  filter: DisclosureFilter,
  part: { from: number; most: number },
): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select d.id, d.at, coalesce(s.name, 'Unknown') as by, d.agency_id as "agencyId", d.role, d.purpose,
      d.page, d.categories,
      d.outcome, d.person_id as "personId"
    from disclosure d left join staff s on s.partnership_id = d.partnership_id and s.id = d.staff_id
    where ${matching(filter)} order by d.at desc, d.id desc offset ${part.from} limit ${part.most}`.execute(tx)
  return rows
}

/** Members of staff of that agency, or of all, for the filter. */
export async function listReaders(tx: Tx, agencyId: string | undefined): Promise<{ id: string; name: string }[]> {
  let query = tx.selectFrom('staff').select(['id', 'name']).orderBy('name').limit(2_000)
  if (agencyId !== undefined) query = query.where('agency_id', '=', agencyId)
  return query.execute()
}

export async function noteLook(tx: Tx, filter: DisclosureFilter, found: number, exported: boolean): Promise<void> {
  await sql`select authz.note_look(${JSON.stringify(filter)}::jsonb, ${found}, ${exported})`.execute(tx)
}

export async function listLooks(tx: Tx, most: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select o.at, s.name as by, o.found, o.exported, o.filter from oversight_look o
    join staff s on s.partnership_id = o.partnership_id and s.id = o.staff_id order by o.at desc limit ${most}`.execute(
    tx,
  )
  return rows
}
