import { sql } from 'kysely'
import type { Tx } from '../../src/kernel/database.ts'

const newest = 50

/** What a person's page reads of one person: identity, needs, who is involved, and the newest of the chronology. */
export async function readPersonsPage(tx: Tx, p: string, personId: string): Promise<number> {
  const of = <Row>(query: ReturnType<typeof sql<Row>>) => query.execute(tx)
  await of(sql`select id, cell, given_name, family_name, other_names, birth_on, birth_is_estimate, sex from source_record
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid`)
  await of(sql`select id, cell, kind, how, recorded_at from need
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid and ended_at is null`)
  await of(sql`select id, cell, service, worker, reach, valid_from from involvement
    where partnership_id = ${p}::uuid and person_id = ${personId}::uuid and coalesce(valid_until, 'infinity') > now()`)
  const { rows } = await of(sql`select id, cell, kind, occurred_at, precision, role, assertion, headline, body, recorded_by
    from record where partnership_id = ${p}::uuid and person_id = ${personId}::uuid and withdrawn_at is null
    order by occurred_at desc limit ${newest}`)
  return rows.length
}

/** The newest of everything that the viewer may see. */
export async function listNewest(tx: Tx, p: string): Promise<number> {
  const { rows } = await sql`select id, person_id, cell, kind, occurred_at, role, assertion, headline from record
    where partnership_id = ${p}::uuid and withdrawn_at is null order by occurred_at desc limit ${newest}`.execute(tx)
  return rows.length
}
