import type { Client } from 'pg'
import { writeAgreements } from './loadAgreements.ts'
import { layDownProgrammes } from './programmes.ts'

export type OfficeAgency = { id: string; name: string; shortName: string; kind: string; hasFrontDoor?: boolean }
export type OfficeStaff = {
  id: string; agencyId: string; name: string; email: string; role: string; subject?: string
  vettedUntilOn?: string; trainedUntilOn?: string
}
export type Office = {
  partnershipId: string; name: string; agencies: OfficeAgency[]; staff: OfficeStaff[]; issuer: string; today: string
}

/** Lays down a partnership: its agencies with their cells, its people with their roles, its agreements. */
export async function layDownOffice(owner: Client, office: Office): Promise<void> {
  const { partnershipId: p, agencies, staff } = office
  await owner.query('insert into partnership (id, name) values ($1, $2)', [p, office.name])
  await owner.query('insert into authz.version (partnership_id) values ($1)', [p])
  await owner.query(
    `insert into agency (partnership_id, id, name, short_name, kind)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])`,
    [p, agencies.map(a => a.id), agencies.map(a => a.name), agencies.map(a => a.shortName), agencies.map(a => a.kind)])
  await owner.query('select authz.make_cells($1, id) from agency where partnership_id = $1', [p])
  await layDownStaff(owner, office)
  await owner.query(
    `insert into appointment (partnership_id, staff_id, role, valid_from)
     select $1, *, '2020-01-01' from unnest($2::uuid[], $3::text[])`,
    [p, staff.map(s => s.id), staff.map(s => s.role)])
  await owner.query('select authz.compile_own($1)', [p])
  await writeAgreements(owner, p, { parties: agencies, staff, today: office.today })
  await layDownProgrammes(owner, p, agencies)
}

async function layDownStaff(owner: Client, { partnershipId, staff, issuer }: Office): Promise<void> {
  await owner.query(
    `insert into staff (partnership_id, id, agency_id, name, email, issuer, subject, active_from, vetting_until,
       training_until)
     select $1, id, agency, name, email, case when subject is null then null else $2 end, subject, '2020-01-01',
       vetted, trained
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[])
       s(id, agency, name, email, subject, vetted, trained)`,
    [partnershipId, issuer, staff.map(s => s.id), staff.map(s => s.agencyId), staff.map(s => s.name),
      staff.map(s => s.email), staff.map(s => s.subject ?? null), staff.map(s => s.vettedUntilOn ?? null),
      staff.map(s => s.trainedUntilOn ?? null)])
}
