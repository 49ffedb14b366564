import type { Client } from 'pg'

/** What the loader needs to know of an agency to write the demo's agreements. */
export type Party = { id: string; kind: string; hasFrontDoor?: boolean }

type Clause = {
  says: string; from: Party[]; to: Party[]; roles: string[]; purpose: string; categories: string[]
  tier: number; access?: 'deposit'; reach?: 'hub'; gateway: string; basis: string
}

const frontDoor = ['front_door_worker', 'front_door_manager']
const socialCare = [...frontDoor, 'social_worker']
const practitioners = ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead',
  'emergency_nurse', 'youth_justice_worker', 'mentor', 'housing_officer', 'probation_officer']
const searchers = ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'emergency_nurse', 'youth_justice_worker']
const publicTask = 'UK GDPR Article 6(1)(e); Article 9(2)(g) with Data Protection Act 2018 Schedule 1 paragraph 18'
const safeguard = 'safeguard_child'

/** The two agreements of the demo: the front door, and the oversight of disclosures. */
export async function writeAgreements(owner: Client, partnershipId: string, parties: Party[], today: string): Promise<{ frontDoorId: string }> {
  const council = parties.filter(party => party.hasFrontDoor)
  const frontDoorId = await writeAgreement(owner, partnershipId, today, {
    title: 'Front door information-sharing agreement',
    about: 'What the agencies tell the front door about a child, what the front door tells them back, and what each may look up to find the right child.',
  }, clausesOfTheFrontDoor(parties, council))
  await writeAgreement(owner, partnershipId, today, {
    title: 'Oversight of disclosures',
    about: 'Lets the partnership check who has looked at what, without opening the records themselves.',
  }, clausesOfOversight(parties))
  return { frontDoorId }
}

function clausesOfTheFrontDoor(parties: Party[], council: Party[]): Clause[] {
  const of = (...kinds: string[]) => parties.filter(party => kinds.includes(party.kind) && !party.hasFrontDoor)
  const partners = of('police', 'school', 'health', 'youth_justice', 'community', 'housing', 'probation')
  const told = ['identity', 'identifier', 'contact', 'needs', 'family', 'voice', 'concern', 'narrative', 'place', 'involvement', 'answer']
  const toFrontDoor = (says: string, from: Party[], categories: string[]): Clause =>
    ({ says, from, to: council, roles: socialCare, purpose: safeguard, categories, tier: 2, gateway: 'ca1989_s47', basis: publicTask })
  return [
    { says: 'Every partner may place a safeguarding notification with the front door.', from: council, to: partners, roles: practitioners, purpose: safeguard, categories: ['notification'], tier: 1, access: 'deposit', gateway: 'ca2004_s10', basis: publicTask },
    toFrontDoor('The police tell the front door what happened, what they hold about the child and what they think.', of('police'), [...told, 'police', 'missing']),
    toFrontDoor('Schools tell the front door what they know about a pupil.', of('school'), [...told, 'education']),
    toFrontDoor('Health services tell the front door what is relevant to the child’s safety.', of('health'), [...told, 'health']),
    toFrontDoor('Youth justice, community organisations, housing and probation tell the front door what is relevant.', of('youth_justice', 'community', 'housing', 'probation'), [...told, 'youth_justice', 'support']),
    { says: 'The board of the front door shows the child’s name, age and communication needs.', from: partners, to: council, roles: frontDoor, purpose: safeguard, categories: ['identity', 'needs'], tier: 1, reach: 'hub', gateway: 'ca2004_s10', basis: publicTask },
    { says: 'Whoever made a notification learns what became of it: acknowledgement, level, decision and feedback.', from: council, to: partners, roles: practitioners, purpose: safeguard, categories: ['notification', 'decision', 'feedback'], tier: 1, gateway: 'ca2004_s10', basis: publicTask },
    { says: 'Whoever is asked for information sees who the child is, how they communicate and what is asked.', from: council, to: partners, roles: practitioners, purpose: safeguard, categories: ['identity', 'needs', 'request'], tier: 1, gateway: 'ca1989_s47', basis: publicTask },
    { says: 'To find the right child: name, date of birth and sex.', from: [...council, ...of('police', 'health', 'youth_justice')], to: [...council, ...of('police', 'health', 'youth_justice')], roles: [...searchers, ...socialCare], purpose: safeguard, categories: ['identity'], tier: 0, reach: 'hub', gateway: 'ca2004_s11', basis: publicTask },
    { says: 'Everybody who works with the child knows who else does, and how to reach them; never why.', from: parties, to: parties, roles: [...practitioners, ...socialCare], purpose: safeguard, categories: ['involvement'], tier: 0, gateway: 'ca2004_s10', basis: publicTask },
    { says: 'The front door and the child’s social worker see who has opened the child’s record.', from: partners, to: council, roles: socialCare, purpose: safeguard, categories: ['disclosure'], tier: 0, gateway: 'ca2004_s11', basis: publicTask },
    { says: 'Detectives who look for a missing child see what the council holds that may help to find them.', from: council, to: of('police'), roles: ['exploitation_detective'], purpose: 'missing_response', categories: ['identity', 'needs', 'contact', 'missing', 'involvement'], tier: 1, gateway: 'ca1989_s47', basis: publicTask },
  ]
}

function clausesOfOversight(parties: Party[]): Clause[] {
  const office = parties.filter(party => party.kind === 'partnership')
  return [
    { says: 'The information governance lead checks the record of disclosures of every agency.', from: parties, to: office, roles: ['information_governance_lead'], purpose: 'oversight', categories: ['disclosure'], tier: 0, reach: 'hub', gateway: 'partnership_terms', basis: 'UK GDPR Article 5(2), accountability' },
  ]
}

async function writeAgreement(owner: Client, partnershipId: string, today: string, { title, about }: { title: string; about: string }, clauses: Clause[]): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into agreement (partnership_id, title, about, state, valid_from, review_on, valid_until)
     values ($1, $2, $3, 'active', $4::date - 600, $4::date + 180, $4::date + 365) returning id`, [partnershipId, title, about, today])
  const id = rows[0]?.id ?? ''
  for (const [index, clause] of clauses.entries())
    await owner.query(
      `insert into clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies, to_roles, purpose, categories,
         highest_tier, access, reach, gateway, basis) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [partnershipId, id, index + 1, clause.says, clause.from.map(party => party.id), clause.to.map(party => party.id), clause.roles, clause.purpose,
        clause.categories, clause.tier, clause.access ?? 'read', clause.reach ?? 'linked', clause.gateway, clause.basis])
  await owner.query('select authz.compile_agreement($1, $2)', [partnershipId, id])
  return id
}
