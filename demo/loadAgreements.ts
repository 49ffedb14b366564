import type { Client } from 'pg'
import { clausesOfCustody, clausesOfHelp, clausesOfMissing } from './practiceClauses.ts'
import { signInHistory } from './signAgreements.ts'
import type { Signer } from './signAgreements.ts'

/** What the loader needs to know of an agency to write the demo's agreements. */
export type Party = { id: string; kind: string; hasFrontDoor?: boolean }

export type Clause = {
  says: string; from: Party[]; to: Party[]; roles: string[]; purpose: string; categories: string[]
  tier: number; access?: 'deposit'; reach?: 'hub'; gateway: string; basis: Record<string, string>
}

const frontDoor = ['front_door_worker', 'front_door_manager']
const socialCare = [...frontDoor, 'social_worker']
const practitioners = [
  'neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead', 'emergency_nurse',
  'youth_justice_worker', 'mentor', 'housing_officer', 'probation_officer',
]
const searchers = [
  'neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'emergency_nurse', 'youth_justice_worker',
]
const publicTask = { article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_g', schedule1: 'dpa_s1_p18' }
const safeguarding = { purpose: 'safeguard_child', basis: publicTask }
const told = [
  'identity', 'identifier', 'contact', 'needs', 'family', 'voice', 'concern', 'narrative', 'place', 'involvement',
  'answer',
]

type Agreeing = { parties: Party[]; staff: readonly Signer[]; today: string }

/** The agreements of the demo: the front door, the oversight of disclosures, and one for each part of practice. */
export async function writeAgreements(
  owner: Client, partnershipId: string, { parties, staff, today }: Agreeing,
): Promise<{ frontDoorId: string }> {
  const frontDoorId = await writeAgreement(owner, partnershipId, {
    today, staff, reference: 'FD', title: 'Front door information-sharing agreement',
    about: 'What the agencies tell the front door about a child, what the front door tells them back, and what each '
      + 'may look up to find the right child.',
    clauses: [...clausesToTheFrontDoor(parties), ...clausesFromTheFrontDoor(parties), ...clausesAmongAll(parties)],
  })
  await writeAgreement(owner, partnershipId, {
    today, staff, reference: 'OV', title: 'Oversight of disclosures',
    about: 'Lets the partnership check who has looked at what, without opening the records themselves.',
    clauses: clausesOfOversight(parties),
  })
  const practice = (reference: string, title: string, about: string, clauses: Clause[]) =>
    writeAgreement(owner, partnershipId, { today, staff, reference, title, about, clauses })
  await practice('MC', 'Children who go missing', 'Who is told of a missing child, who follows the search, and when the '
    + 'carer’s plan opens.', clausesOfMissing(parties))
  await practice('CU', 'Children in custody', 'What is told so that a detained child is looked after and goes home soon.',
    clausesOfCustody(parties))
  await practice('HE', 'Help that starts', 'Referrals to programmes and to youth justice, and what the referrer learns.',
    clausesOfHelp(parties))
  return { frontDoorId }
}

const councilOf = (parties: Party[]) => parties.filter(party => party.hasFrontDoor)
const partnersOf = (parties: Party[], ...kinds: string[]) =>
  parties.filter(party => kinds.includes(party.kind) && !party.hasFrontDoor)
const allPartnersOf = (parties: Party[]) =>
  partnersOf(parties, 'police', 'school', 'health', 'youth_justice', 'community', 'housing', 'probation')

function clausesToTheFrontDoor(parties: Party[]): Clause[] {
  const council = councilOf(parties)
  const partners = allPartnersOf(parties)
  const toFrontDoor = (says: string, kinds: string[], more: string[], gateway = 'ca2004_s10'): Clause => ({
    ...safeguarding, says, from: partnersOf(parties, ...kinds), to: council, roles: socialCare,
    categories: [...told, ...more], tier: 2, gateway,
  })
  return [
    {
      ...safeguarding, says: 'Every partner may place a safeguarding notification with the front door.',
      from: council, to: partners, roles: practitioners, categories: ['notification'], tier: 1, access: 'deposit',
      gateway: 'ca2004_s10',
    },
    toFrontDoor('The police tell the front door what happened, what they hold about the child and what they think.',
      ['police'], ['police', 'missing']),
    toFrontDoor('Schools tell the front door what they know about a pupil.', ['school'], ['education'],
      'ea2002_s175'),
    toFrontDoor('Health services tell the front door what is relevant to the child’s safety.', ['health'], ['health'],
      'ca1989_s47'),
    toFrontDoor('Youth justice, community organisations, housing and probation tell the front door what is relevant.',
      ['youth_justice', 'community', 'housing', 'probation'], ['youth_justice', 'support']),
    {
      ...safeguarding, says: 'The board of the front door shows the child’s name, age and communication needs.',
      from: partners, to: council, roles: frontDoor, categories: ['identity', 'needs'], tier: 1, reach: 'hub',
      gateway: 'ca2004_s10',
    },
  ]
}

function clausesFromTheFrontDoor(parties: Party[]): Clause[] {
  const council = councilOf(parties)
  const partners = allPartnersOf(parties)
  return [
    {
      ...safeguarding,
      says: 'Whoever made a notification learns what became of it: acknowledgement, level, decision and feedback.',
      from: council, to: partners, roles: practitioners, categories: ['notification', 'decision', 'feedback'], tier: 1,
      gateway: 'ca2004_s10',
    },
    {
      ...safeguarding,
      says: 'Whoever is asked for information sees who the child is, how they communicate and what is asked.',
      from: council, to: partners, roles: practitioners, categories: ['identity', 'needs', 'request'], tier: 1,
      gateway: 'ca1989_s47',
    },
  ]
}

function clausesAmongAll(parties: Party[]): Clause[] {
  const council = councilOf(parties)
  const searching = [...council, ...partnersOf(parties, 'police', 'health', 'youth_justice')]
  const working = [...council, ...allPartnersOf(parties)]
  return [
    {
      ...safeguarding, says: 'To find the right child: name, date of birth and sex.', from: searching, to: searching,
      roles: [...searchers, ...socialCare], categories: ['identity'], tier: 0, reach: 'hub', gateway: 'ca2004_s11',
    },
    {
      ...safeguarding,
      says: 'Everybody who works with the child knows who else does, and how to reach them; never why.',
      from: working, to: working, roles: [...practitioners, ...socialCare], categories: ['involvement'], tier: 0,
      gateway: 'ca2004_s10',
    },
    {
      ...safeguarding, says: 'The front door and the child’s social worker see who has opened the child’s record.',
      from: allPartnersOf(parties), to: council, roles: socialCare, categories: ['disclosure'], tier: 0,
      gateway: 'ca2004_s10',
    },
    {
      says: 'Detectives who look for a missing child see what the council holds that may help to find them.',
      from: council, to: partnersOf(parties, 'police'), roles: ['exploitation_detective'], purpose: 'missing_response',
      categories: ['identity', 'needs', 'contact', 'missing', 'involvement'], tier: 1, gateway: 'ca2004_s10',
      basis: publicTask,
    },
  ]
}

function clausesOfOversight(parties: Party[]): Clause[] {
  return [{
    says: 'The information governance lead checks the record of disclosures of every agency.', from: parties,
    to: parties.filter(party => party.kind === 'partnership'), roles: ['information_governance_lead'],
    purpose: 'oversight', categories: ['disclosure'], tier: 0, reach: 'hub', gateway: 'partnership_terms',
    basis: { article6: 'gdpr_6_1_e' },
  }]
}

type NewAgreement = {
  title: string; about: string; reference: string; today: string; staff: readonly Signer[]; clauses: Clause[]
}

/** Through the same tables and the same life as in the product: drafted, proposed, signed by both officers, activated. */
async function writeAgreement(owner: Client, partnershipId: string, agreement: NewAgreement): Promise<string> {
  const { title, about, reference, today, staff, clauses } = agreement
  const parties = [...new Set(clauses.flatMap(({ from, to }) => [...from, ...to]).map(({ id }) => id))]
  const lead = staff.find(({ role }) => role === 'information_governance_lead')
  const { rows } = await owner.query<{ id: string }>(
    `insert into agreement (partnership_id, title, about, review_on, valid_until, parties, purposes, owner_id, drafted_by,
       drafted_at, dpia_title, dpia_reference, dpia_done_on, dpia_review_on, dpia_outcome,
       equality_title, equality_reference, equality_done_on, equality_review_on, equality_outcome)
     values ($1, $2::text, $3, $4::date + 180, $4::date + 365, $5, $6, $7, $7, $4::date - 640,
       $2, 'DPIA-' || $8::text, $4::date - 650, $4::date + 150, 'proceed_with_conditions',
       $2, 'EQIA-' || $8::text, $4::date - 650, $4::date + 150, 'proceed') returning id`,
    [partnershipId, title, about, today, parties, [...new Set(clauses.map(({ purpose }) => purpose))], lead?.id ?? null,
      reference])
  const id = rows[0]?.id ?? ''
  for (const [index, clause] of clauses.entries()) await writeClause(owner, [partnershipId, id, index + 1], clause)
  await signInHistory(owner, { partnershipId, id, today, parties, staff })
  await owner.query('select authz.compile_agreement($1, $2)', [partnershipId, id])
  return id
}

type Place = readonly [partnershipId: string, agreementId: string, number: number]

async function writeClause(owner: Client, place: Place, clause: Clause): Promise<void> {
  await owner.query(
    `insert into clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies, to_roles, purpose,
       categories, highest_tier, access, reach, gateway, sender_basis, receiver_basis, basis)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $14::jsonb,
       (select string_agg(l.title, '; ' order by l.kind, l.code) from jsonb_each_text($14::jsonb) e
        join lawful_basis l on l.code = e.value)`,
    [...place, clause.says, clause.from.map(party => party.id), clause.to.map(party => party.id), clause.roles,
      clause.purpose, clause.categories, clause.tier, clause.access ?? 'read', clause.reach ?? 'linked', clause.gateway,
      JSON.stringify(clause.basis)])
}
