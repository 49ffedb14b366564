import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { DisputableKind, Dispute } from './dispute.ts'
import type { Lines } from './subjectRequest.ts'

const columns = sql`d.id, d.person_id as "personId", d.kind, d.record_id as "recordId", d.state, d.reference, d.role,
  d.raised_name as "raisedName", d.says, d.wants, d.received_on as "receivedOn", d.raised_agency as "raisedAgency",
  d.raised_at as "raisedAt", d.settled_at as "settledAt", d.why, d.note, c.agency_id as "ofAgency"`

/** Those that the viewer's agency answers, open ones first. */
export async function listDisputes(tx: Tx): Promise<Dispute[]> {
  const { rows } = await sql<Dispute>`select ${columns} from dispute d join cell c on c.id = d.record_cell
    order by d.state <> 'raised', d.raised_at desc limit 200`.execute(tx)
  return rows
}

export async function findDispute(tx: Tx, id: string): Promise<Dispute | undefined> {
  const { rows } = await sql<Dispute>`select ${columns} from dispute d join cell c on c.id = d.record_cell
      where d.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type Disputed = Readonly<{ title: string; lines: Lines }>

/** The record that is disputed, for whoever has to answer. */
export async function findDisputed(tx: Tx, id: string): Promise<Disputed | undefined> {
  return (await sql<Disputed>`select title, lines from authz.disputed_content(${id}::uuid)`.execute(tx)).rows[0]
}

export type SeenRecord = { personId: string; category: string; title: string; said: string; agency: string }

/** A record as this scope sees it; nothing where it does not. */
export async function findSeen(tx: Tx, kind: DisputableKind, id: string): Promise<SeenRecord | undefined> {
  const said = kind === 'record' ? sql`t.headline` : sql`''`
  const title = kind === 'record' ? sql`(select k.title from record_kind k where k.code = t.kind)` : sql`''`
  const { rows } = await sql<SeenRecord>`select t.person_id as "personId", c.category, coalesce(${title}, '') as title,
      ${said} as said, g.name as agency
    from ${sql.table(kind)} t join cell c on c.id = t.cell join agency g on g.partnership_id = c.partnership_id
      and g.id = c.agency_id
    where t.id = ${id}::uuid`.execute(tx)
  return rows[0]
}
