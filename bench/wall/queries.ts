import { sql } from 'kysely'
import type { Tx } from '../../src/kernel/database.ts'

const newest = 50

/** What a person's page reads of one person: identity, needs, who is involved, and the newest of the chronology. */
export async function readPersonsPage(tx: Tx, p: string, personId: string): Promise<number> {
  await sql`select id, cell, given_name, family_name, other_names, birth_on, birth_is_estimate, sex from source_record
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid`.execute(tx)
  await sql`select id, cell, kind, how, recorded_at from need
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid and ended_at is null`.execute(tx)
  await sql`select id, cell, service, worker, reach, valid_from from involvement
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid
      and coalesce(valid_until, 'infinity') > now()`.execute(tx)
  const { rows } = await sql`select id, cell, kind, occurred_at, precision, role, assertion, headline, body from record
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid and withdrawn_at is null
    order by occurred_at desc limit ${newest}`.execute(tx)
  return rows.length
}

/** The newest of everything that the viewer may see, asked plainly: for a desk the index on time answers. */
export async function listNewest(tx: Tx, p: string): Promise<number> {
  const { rows } = await sql`select id, person_id, cell, kind, occurred_at, role, assertion, headline from record
    where partnership_id = ${p}::uuid and withdrawn_at is null order by occurred_at desc limit ${newest}`.execute(tx)
  return rows.length
}

/** The same, person by person: the index on person and time gives each one's newest, and the rest is never read. */
export async function listNewestByPerson(tx: Tx, p: string): Promise<number> {
  const { rows } = await sql`select r.* from unnest(authz.people()) linked(person_id) cross join lateral (
      select id, t.person_id, cell, kind, occurred_at, role, assertion, headline from record t
      where t.partnership_id = ${p}::uuid and t.person_id = linked.person_id and withdrawn_at is null
      order by occurred_at desc limit ${newest}) r
    order by occurred_at desc limit ${newest}`.execute(tx)
  return rows.length
}
