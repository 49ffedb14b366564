import type { Client } from 'pg'
import { Chance } from '../../demo/chance.ts'
import { layDownOffice } from '../../demo/loadOffice.ts'
import type { Viewer } from '../../src/kernel/context.ts'

/** One child, whom an officer is allocated to; one clause by which a social worker may be shown what is worrying. */
export type Revoking = {
  child: string
  sender: Viewer
  recipient: Viewer
  lead: Viewer
  clause: string
  /** Puts the ended clause into force again. */
  agreeAgain: (owner: Client) => Promise<void>
}

export async function layDownRevoking(owner: Client): Promise<Revoking> {
  const chance = new Chance('bench', 'revoke')
  const partnershipId = chance.uuid()
  const [police, council, office, child, agreement, clause] = Array.from({ length: 6 }, () => chance.uuid())
  if (!police || !council || !office || !child || !agreement || !clause) throw new Error('no ids')
  const viewer = (agencyId: string, role: string): Viewer => ({
    partnershipId,
    staffId: chance.uuid(),
    agencyId,
    role,
  })
  const sender = viewer(police, 'neighbourhood_officer')
  const recipient = viewer(council, 'social_worker')
  const lead = viewer(office, 'information_governance_lead')
  await layDownOffice(owner, {
    partnershipId,
    name: 'Revocations',
    issuer: 'https://idp.bench.example',
    today: new Date().toISOString().slice(0, 10),
    agencies: [
      { id: police, name: 'police', shortName: 'police', kind: 'police' },
      { id: council, name: 'council', shortName: 'council', kind: 'council', hasFrontDoor: true },
      { id: office, name: 'office', shortName: 'office', kind: 'partnership' },
    ],
    staff: [sender, recipient, lead].map(({ staffId, agencyId, role }) => ({
      id: staffId,
      agencyId,
      role,
      name: role,
      email: `${role}@bench.example`,
    })),
  })
  // Only the clause below counts.
  await owner.query('delete from authz.grant_cell where clause_id is not null')
  await layDownClause(owner, { partnershipId, agreement, clause, police, council })
  await layDownChild(owner, child, sender)
  return {
    child,
    sender,
    recipient,
    lead,
    clause,
    agreeAgain: async () => {
      await owner.query('update clause set ended_at = null, ended_by = null, ended_why = null where id = $1', [
        clause,
      ])
      await owner.query('select authz.compile_agreement($1, $2)', [partnershipId, agreement])
    },
  }
}

type NewClause = { partnershipId: string; agreement: string; clause: string; police: string; council: string }

async function layDownClause(owner: Client, { partnershipId, agreement, clause, police, council }: NewClause) {
  await owner.query(
    `insert into agreement (partnership_id, id, title, about, state, valid_from, review_on, valid_until)
     values ($1, $2, 'Bench', 'Bench', 'active', now() - interval '1 day', current_date + 90,
       now() + interval '90 days')`,
    [partnershipId, agreement],
  )
  await owner.query(
    `insert into clause (partnership_id, id, agreement_id, number, says, from_agencies, to_agencies, to_roles, purpose,
       categories, highest_tier, gateway, basis)
     values ($1, $2, $3, 1, 'Bench', $4, $5, '{social_worker}', 'safeguard_child', '{concern}', 1,
       'ca2004_s10', 'Bench')`,
    [partnershipId, clause, agreement, [police], [council]],
  )
  await owner.query('select authz.compile_agreement($1, $2)', [partnershipId, agreement])
}

async function layDownChild(owner: Client, child: string, { partnershipId, agencyId, staffId }: Viewer) {
  await owner.query('insert into person (partnership_id, id) values ($1, $2)', [partnershipId, child])
  const cell = `(select id from cell where partnership_id = $1 and agency_id = $3 and category = $4 and tier = $5)`
  await owner.query(
    `insert into link (partnership_id, person_id, agency_id, staff_id, cell, purpose, kind)
     select $1, $2, $3, $6, ${cell}, 'safeguard_child', 'allocated'`,
    [partnershipId, child, agencyId, 'involvement', 0, staffId],
  )
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
     select $1, $2, ${cell}, 'concern', now(), 'fact', 'bench', 'x'`,
    [partnershipId, child, agencyId, 'concern', 1],
  )
}
