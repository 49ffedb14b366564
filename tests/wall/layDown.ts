import type { Client } from 'pg'
import { from, rowsInto, until } from './rowsInto.ts'
import { layDownRows } from './layDownRows.ts'
import { layDownExtras } from './layDownExtras.ts'
import { categories, tiers } from './worldDrafts.ts'
import type { Reference, World } from './worlds.ts'

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
  await layDownExtras(owner, worlds)
  await layDownRows(owner, worlds)
  await owner.query('analyze')
}

/** What the wall knows of roles; the generated worlds use the reference data as it is. */
export async function readReference(owner: Client): Promise<Reference> {
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
  const emergency = await owner.query<{ category: string; highest_tier: number }>('select * from break_glass_category')
  return {
    rolePurposes: rolePurposes.rows,
    emergencyScope: emergency.rows.map(({ category, highest_tier }) => ({ category, highestTier: highest_tier })),
    ownScopes: scopes.rows.map(({ role, category, highest_tier, reach, may_write }) => ({
      role,
      category,
      highestTier: highest_tier,
      reach,
      mayWrite: may_write,
    })),
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
      'valid_until timestamptz, ended_at timestamptz, precision text, subject_class text, oldest_record interval',
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
          precision: clause.precision ?? 'full',
          subject_class: clause.subjectClass ?? 'any',
          oldest_record: clause.oldestDays === undefined ? null : `${clause.oldestDays} days`,
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
  const put = rowsInto(owner)
  const columns = 'partnership_id uuid, person_id uuid, against_staff uuid, exempt_staff uuid[], ' +
    'valid_from timestamptz, valid_until timestamptz'
  const rowsOf = (isOfContacts: boolean) =>
    worlds.flatMap(({ partnershipId: partnership_id, facts }) =>
      facts.blocks.filter(({ covers }) => (covers === 'contacts') === isOfContacts).map(block => ({
        partnership_id, person_id: block.personId, kind: 'seal', seal_id: block.personId,
        against_staff: block.againstStaff, exempt_staff: block.exemptStaff,
        valid_from: from(block.valid), valid_until: until(block.valid.until),
      })))
  await put('authz.block', `${columns}, kind text`, rowsOf(false))
  await put('authz.contact_seal', `${columns}, seal_id uuid`, rowsOf(true))
}
