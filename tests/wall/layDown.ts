import type { Client } from 'pg'
import type { Period } from '../../src/sharing/decide.ts'
import { categories, tiers, type Made, type World } from './worlds.ts'

/** Puts worlds into the database as its owner, table by table, and compiles what was agreed. */
export async function layDown(owner: Client, worlds: readonly World[]): Promise<void> {
  const put = rowsInto(owner)
  await put(
    'partnership',
    'id uuid, name text',
    worlds.map(w => ({ id: w.partnershipId, name: 'generated' })),
  )
  await put(
    'agency',
    'partnership_id uuid, id uuid, name text, short_name text, kind text',
    worlds.flatMap(w =>
      w.agencies.map(id => ({
        partnership_id: w.partnershipId,
        id,
        name: 'A',
        short_name: 'A',
        kind: 'community',
      })),
    ),
  )
  await put(
    'cell',
    'partnership_id uuid, agency_id uuid, category text, tier smallint',
    worlds.flatMap(w =>
      w.agencies.flatMap(agency_id =>
        categories.flatMap(category =>
          tiers.map(tier => ({ partnership_id: w.partnershipId, agency_id, category, tier })),
        ),
      ),
    ),
  )
  await putStaff(owner, worlds)
  await putAgreements(owner, worlds)
  await owner.query('select authz.compile_own(id) from partnership where id = any ($1::uuid[])', [
    worlds.map(w => w.partnershipId),
  ])
  await owner.query(
    'select authz.compile_agreement(partnership_id, id) from agreement where partnership_id = any ($1::uuid[])',
    [worlds.map(w => w.partnershipId)],
  )
  await putLinks(owner, worlds)
  await putBlocks(owner, worlds)
  await putRecords(owner, worlds)
  await owner.query('analyze')
}

/** What the wall knows of roles; the generated worlds use the reference data as it is. */
export async function readReference(owner: Client): Promise<Made['reference']> {
  const scopes = await owner.query<{
    role: string
    category: string
    highest_tier: number
    reach: 'linked' | 'hub'
    may_write: boolean
  }>('select * from own_scope')
  const rolePurposes = await owner.query<{ role: string; purpose: string }>(
    'select role, purpose from role_purpose',
  )
  return {
    rolePurposes: rolePurposes.rows,
    ownScopes: scopes.rows.map(({ role, category, highest_tier, reach, may_write }) => ({
      role,
      category,
      highestTier: highest_tier,
      reach,
      mayWrite: may_write,
    })),
  }
}

const from = (period: Period) => period.from?.toISOString() ?? '-infinity'
const until = (at: Date | undefined) => at?.toISOString() ?? null

type Rows = readonly Readonly<Record<string, unknown>>[]

function rowsInto(owner: Client) {
  return async (table: string, columns: string, rows: Rows) => {
    const names = columns
      .split(', ')
      .map(column => column.split(' ')[0])
      .join(', ')
    await owner.query(
      `insert into ${table} (${names}) select ${names} from json_to_recordset($1) as r(${columns})`,
      [JSON.stringify(rows)],
    )
  }
}

async function putStaff(owner: Client, worlds: readonly World[]): Promise<void> {
  const put = rowsInto(owner)
  await put(
    'staff',
    'partnership_id uuid, id uuid, agency_id uuid, name text, email text, active_from timestamptz, ' +
      'active_until timestamptz, vetting_until timestamptz, training_until timestamptz',
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.staff.map(member => ({
        partnership_id,
        id: member.id,
        agency_id: member.agencyId,
        name: 'S',
        email: 's@example.org',
        active_from: from(member.active),
        active_until: until(member.active.until),
        vetting_until: until(member.vettingUntil),
        training_until: until(member.trainingUntil),
      })),
    ),
  )
  await put(
    'appointment',
    'partnership_id uuid, staff_id uuid, role text, valid_from timestamptz, valid_until timestamptz',
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.appointments.map(({ staffId, role, held }) => ({
        partnership_id,
        staff_id: staffId,
        role,
        valid_from: from(held),
        valid_until: until(held.until),
      })),
    ),
  )
}

async function putAgreements(owner: Client, worlds: readonly World[]): Promise<void> {
  const put = rowsInto(owner)
  await put(
    'agreement',
    'partnership_id uuid, id uuid, title text, about text, state text, valid_from timestamptz, ' +
      'review_on date, valid_until timestamptz',
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.agreements.map(({ id, state, inForce }) => ({
        partnership_id,
        id,
        title: 'T',
        about: 'A',
        state,
        valid_from: from(inForce),
        review_on: '2100-01-01',
        valid_until: until(inForce.until),
      })),
    ),
  )
  await put(
    'clause',
    'partnership_id uuid, id uuid, agreement_id uuid, number integer, says text, ' +
      'from_agencies uuid[], to_agencies uuid[], to_roles text[], purpose text, categories text[], ' +
      'highest_tier smallint, access text, reach text, gateway text, basis text, ' +
      'valid_until timestamptz, ended_at timestamptz',
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.agreements.flatMap(({ id: agreement_id, clauses }) =>
        clauses.map((clause, i) => ({
          partnership_id,
          id: clause.id,
          agreement_id,
          number: i + 1,
          says: 'S',
          from_agencies: clause.fromAgencies,
          to_agencies: clause.toAgencies,
          to_roles: clause.toRoles,
          purpose: clause.purpose,
          categories: clause.categories,
          highest_tier: clause.highestTier,
          access: clause.access,
          reach: clause.reach,
          gateway: 'ca2004_s10',
          basis: 'B',
          valid_until: until(clause.until),
          ended_at: until(clause.endedAt),
        })),
      ),
    ),
  )
}

async function putLinks(owner: Client, worlds: readonly World[]): Promise<void> {
  const rows = worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
    facts.links.map(({ personId, staffId, agencyId, role, purpose, valid }) => ({
      partnership_id,
      person_id: personId,
      staff_id: staffId,
      agency_id: agencyId,
      role,
      purpose,
      valid_from: from(valid),
      valid_until: until(valid.until),
    })),
  )
  await owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, kind,
       valid_from, valid_until)
     select r.partnership_id, r.person_id, c.id, r.staff_id, r.agency_id, r.role, r.purpose, 'team',
       r.valid_from, r.valid_until
     from json_to_recordset($1) as r(partnership_id uuid, person_id uuid, staff_id uuid, agency_id uuid,
       role text, purpose text, valid_from timestamptz, valid_until timestamptz)
     join cell c on c.partnership_id = r.partnership_id and c.agency_id = r.agency_id and c.category = 'identity'
       and c.tier = 0`,
    [JSON.stringify(rows)],
  )
}

export async function putBlocks(owner: Client, worlds: readonly World[]): Promise<void> {
  await rowsInto(owner)(
    'authz.block',
    'partnership_id uuid, person_id uuid, kind text, against_staff uuid, exempt_staff uuid[], ' +
      'valid_from timestamptz, valid_until timestamptz',
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.blocks.map(({ personId, againstStaff, exemptStaff, valid }) => ({
        partnership_id,
        person_id: personId,
        kind: 'seal',
        against_staff: againstStaff,
        exempt_staff: exemptStaff,
        valid_from: from(valid),
        valid_until: until(valid.until),
      })),
    ),
  )
}

async function putRecords(owner: Client, worlds: readonly World[]): Promise<void> {
  const rows = worlds.flatMap(({ partnershipId: partnership_id, records }) =>
    records.map(({ id, personId, cell }) => ({
      partnership_id,
      id,
      person_id: personId,
      agency_id: cell.agencyId,
      category: cell.category,
      tier: cell.tier,
    })),
  )
  await owner.query(
    `insert into record (partnership_id, id, person_id, cell, kind, occurred_at, assertion, source, headline)
     select r.partnership_id, r.id, r.person_id, c.id, 'concern', now(), 'fact', 'generated', 'H'
     from json_to_recordset($1) as r(partnership_id uuid, id uuid, person_id uuid, agency_id uuid,
       category text, tier smallint)
     join cell c on c.partnership_id = r.partnership_id and c.agency_id = r.agency_id and c.category = r.category
       and c.tier = r.tier`,
    [JSON.stringify(rows)],
  )
}
