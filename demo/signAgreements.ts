import type { Client } from 'pg'

export type Signer = { id: string; agencyId: string; role: string }
type Signing = {
  partnershipId: string; id: string; today: string; parties: readonly string[]; staff: readonly Signer[]
}

/** The life of an agreement as it was twenty months ago: proposed, signed by the officers of its parties, activated. */
export async function signInHistory(owner: Client, { partnershipId, id, today, parties, staff }: Signing): Promise<void> {
  const officers = staff.filter(({ agencyId, role }) =>
    parties.includes(agencyId) && (role === 'privacy_officer' || role === 'senior_officer'))
  const lead = staff.find(({ role }) => role === 'information_governance_lead')
  const move = (change: string) => owner.query(`update agreement set ${change} where partnership_id = $1 and id = $2`
    + ' and $3::date is not null', [partnershipId, id, today])
  await move(`state = 'proposed', round = 1, proposed_at = $3::date - 630 + time '10:00'`)
  await owner.query(
    `insert into agreement_signature (partnership_id, agreement_id, round, agency_id, role, staff_id, at, content)
     select $1, $2, 1, s.agency, s.role, s.id, $3::date - 625 + s.n::integer % 20 + time '09:30',
       authz.agreement_content($1, $2)
     from unnest($4::uuid[], $5::text[], $6::uuid[]) with ordinality s(agency, role, id, n)`,
    [partnershipId, id, today, officers.map(s => s.agencyId), officers.map(s => s.role), officers.map(s => s.id)])
  await move(`state = 'signed', signed_at = $3::date - 603`)
  await move(`state = 'active', valid_from = $3::date - 600, activated_at = $3::date - 600`)
  if (lead) await writeEvents(owner, { partnershipId, id, today, lead })
}

type Events = Pick<Signing, 'partnershipId' | 'id' | 'today'> & { lead: Signer }

async function writeEvents(owner: Client, { partnershipId, id, today, lead }: Events): Promise<void> {
  await owner.query(
    `insert into agreement_event (partnership_id, agreement_id, at, staff_id, agency_id, what)
     select $1, $2, e.at, e.staff, e.agency, e.what from (
       select $3::date - 640 + time '09:00' as at, $4::uuid as staff, $5::uuid as agency, 'drafted' as what
       union all select $3::date - 630 + time '10:00', $4::uuid, $5::uuid, 'proposed'
       union all select s.at at time zone 'UTC', s.staff_id, s.agency_id, 'signed' from agreement_signature s
         where s.partnership_id = $1 and s.agreement_id = $2
       union all select $3::date - 600 + time '00:00', $4::uuid, $5::uuid, 'activated') e order by e.at`,
    [partnershipId, id, today, lead.id, lead.agencyId])
}
