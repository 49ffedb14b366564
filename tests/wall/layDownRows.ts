import type { Client } from 'pg'
import type { Row, World } from './worlds.ts'

/** What each table wants beside id, person and cell. */
const filling: Record<Row['table'], { columns: string; values: string }> = {
  record: {
    columns: 'id, kind, occurred_at, role, assertion, source, headline',
    values: `r.id::uuid, 'concern', r.occurred_at, r.role, 'fact', 'generated', 'H'`,
  },
  notification: {
    columns: 'id, form_kind, form_version, reference, state, urgency, headline, referrer_agency, referrer_staff',
    values: `r.id::uuid, 'ppn1', 1, 'R', 'sent', 'today', 'H', r.party, r.party`,
  },
  notification_person: {
    columns: 'notification_id, role, is_subject', values: `r.notification_id, 'witness', false`,
  },
  request: {
    columns: 'id, notification_id, to_agency, to_role, asks, reason, gateway, due_at, asked_by',
    values: `r.id::uuid, r.id::uuid, r.party, 'mentor', 'A', 'R', 'ca2004_s10', now(), r.party`,
  },
  contact_point: { columns: 'id, kind, value', values: `r.id::uuid, 'address', 'V'` },
}

/** Everything that the worlds show or hide. */
export async function layDownRows(owner: Client, worlds: readonly World[]): Promise<void> {
  const rows = worlds.flatMap(world => world.rows.map(({ row, ...each }) => ({
    table: each.table, id: each.id, partnership_id: world.partnershipId, person_id: each.personId,
    agency_id: each.cell.agencyId, category: each.cell.category, tier: each.cell.tier, party: row.partyId,
    occurred_at: row.occurredAt, role: row.eventRole, notification_id: each.notificationId,
  })))
  for (const [table, { columns, values }] of Object.entries(filling))
    await owner.query(
      `insert into ${table} (partnership_id, person_id, cell, ${columns})
       select r.partnership_id, r.person_id, c.id, ${values}
       from json_to_recordset($1) as r(partnership_id uuid, id text, person_id uuid, agency_id uuid, category text,
         tier smallint, party uuid, occurred_at timestamptz, role text, notification_id uuid)
       join cell c on c.partnership_id = r.partnership_id and c.agency_id = r.agency_id and c.category = r.category
         and c.tier = r.tier`,
      [JSON.stringify(rows.filter(row => row.table === table))],
    )
}

const ids: Record<Row['table'], string> = {
  record: 'select id::text as id from record', notification: 'select id::text from notification',
  notification_person: `select notification_id || '/' || person_id from notification_person`,
  request: 'select id::text from request', contact_point: 'select id::text from contact_point',
}

/** Asks for every row of the tables that this world has rows in, by its id there. */
export const everythingSeen = ({ rows }: World): string => {
  const tables = new Set<Row['table']>(['record', ...rows.map(({ table }) => table)])
  return [...tables].map(table => ids[table]).join(' union all ')
}
