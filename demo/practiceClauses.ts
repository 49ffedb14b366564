import type { Clause, Party } from './loadAgreements.ts'

const publicTask = { article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_g', schedule1: 'dpa_s1_p18' }
const socialCare = ['front_door_worker', 'front_door_manager', 'social_worker']
const searching = ['exploitation_detective', 'locate_officer', 'inspector', 'neighbourhood_officer']
const custodyTeam = ['custody_sergeant', 'inspector', 'superintendent']
const helpers = ['mentor', 'programme_worker', 'early_help_worker', 'liaison_practitioner']
const referrers = [...socialCare, 'early_help_worker', 'neighbourhood_officer', 'exploitation_detective', 'safeguarding_lead',
  'youth_justice_worker', 'emergency_nurse', 'mentor', 'programme_worker', 'liaison_practitioner', 'return_interviewer',
  'residential_carer', 'locate_officer', 'inspector']

type Between = { says: string; from: Party[]; to: Party[]; roles: string[]; categories: string[]; tier: number }

const missing = (clause: Between): Clause => ({ ...clause, purpose: 'missing_response', gateway: 'ca2004_s10', basis: publicTask })
const custody = (clause: Between, gateway = 'pace1984_code_c'): Clause =>
  ({ ...clause, purpose: 'custody', gateway, basis: publicTask })
const help = (clause: Between): Clause => ({ ...clause, purpose: 'safeguard_child', gateway: 'ca2004_s10', basis: publicTask })
const deposit = (clause: Clause): Clause => ({ ...clause, access: 'deposit' })

const of = (parties: Party[], ...kinds: string[]) => parties.filter(party => kinds.includes(party.kind))
const council = (parties: Party[]) => parties.filter(party => party.hasFrontDoor)

/** Children who go missing: who tells whom, who follows an open episode, and what the carer's plan opens meanwhile. */
export function clausesOfMissing(parties: Party[]): Clause[] {
  const police = of(parties, 'police')
  const carers = of(parties, 'care')
  const around = [...council(parties), ...carers, ...of(parties, 'youth_justice', 'community')]
  const followers = [...socialCare, 'residential_carer', 'carer', 'return_interviewer', 'youth_justice_worker']
  return [
    deposit(missing({ says: 'Whoever looks after a child may report them missing to the police.', from: police,
      to: [...council(parties), ...carers], roles: [...socialCare, 'residential_carer', 'carer'], categories: ['missing'], tier: 1 })),
    missing({ says: 'Everybody around a missing child follows the police’s search while it is open.', from: police, to: around,
      roles: followers, categories: ['identity', 'missing'], tier: 1 }),
    missing({ says: 'Those around the child tell the searchers what they know.', from: around, to: police, roles: searching,
      categories: ['identity', 'needs', 'contact', 'missing', 'involvement'], tier: 1 }),
    missing({ says: 'The carer’s plan is open to the searchers, and only while the child is missing.',
      from: [...council(parties), ...carers], to: police, roles: searching, categories: ['trigger_plan'], tier: 2 }),
    deposit(missing({ says: 'The police ask the council for the return home interview when a child is found.',
      from: council(parties), to: police, roles: searching, categories: ['missing'], tier: 1 })),
    deposit(missing({ says: 'A report that reaches the agreed count calls the council’s strategy meeting.', from: council(parties),
      to: carers, roles: ['residential_carer'], categories: ['missing'], tier: 1 })),
    deposit(missing({ says: 'The council asks an independent interviewer, or a home of its children, to act.',
      from: [...of(parties, 'community'), ...carers], to: council(parties), roles: socialCare, categories: ['missing'], tier: 1 })),
    missing({ says: 'The council and its interviewer see each other’s return home interviews.',
      from: [...council(parties), ...of(parties, 'community'), ...carers], to: [...council(parties), ...of(parties, 'community')],
      roles: [...socialCare, 'return_interviewer'], categories: ['identity', 'needs', 'missing', 'voice', 'trigger_plan'], tier: 2 }),
  ]
}

/** A child in custody: the appropriate adult, health, the council's bed, and the follow-up that every family is offered. */
export function clausesOfCustody(parties: Party[]): Clause[] {
  const police = of(parties, 'police')
  const helped = [...council(parties), ...of(parties, 'health', 'community')]
  return [
    deposit(custody({ says: 'The police ask for an appropriate adult, a bed, or liaison and diversion.', from: helped, to: police,
      roles: custodyTeam, categories: ['custody'], tier: 1 }, 'ca2004_s10')),
    custody({ says: 'The appropriate adult sees who the child is and how they communicate.', from: police,
      to: of(parties, 'community'), roles: ['appropriate_adult'], categories: ['identity', 'needs', 'custody'], tier: 0 }),
    custody({ says: 'Liaison and diversion sees who the child is, how they communicate, and that they are detained.', from: police,
      to: of(parties, 'health'), roles: ['liaison_practitioner'], categories: ['identity', 'needs', 'contact', 'custody'], tier: 1 }),
    custody({ says: 'The council sees a detention for which it is asked to find a bed.', from: police, to: council(parties),
      roles: socialCare, categories: ['identity', 'needs', 'custody'], tier: 1 }),
    custody({ says: 'Custody sees what those who were asked have answered, and what the council knows of the child’s needs.',
      from: helped, to: police, roles: custodyTeam, categories: ['identity', 'needs', 'custody', 'involvement'], tier: 1 }, 'ca2004_s10'),
    { ...custody({ says: 'Custody counts, for every detained child, what was asked for and whether it came.', from: helped, to: police,
      roles: custodyTeam, categories: ['custody'], tier: 1 }, 'ca2004_s10'), reach: 'hub' },
    { ...custody({ says: 'Liaison and diversion sees every detention of a child, so that no family is missed.', from: police,
      to: of(parties, 'health'), roles: ['liaison_practitioner'], categories: ['identity', 'custody'], tier: 1 }), reach: 'hub' },
  ]
}

/**
 * Help: programmes and their waiting lists, and referrals to youth justice after a knife. A referral has a category of
 * its own, so that whoever learns what became of one does not see everything that a provider or youth justice holds.
 */
export function clausesOfHelp(parties: Party[]): Clause[] {
  const providers = of(parties, 'community', 'health', 'council', 'youth_justice')
  const referring = [...council(parties), ...of(parties, 'police', 'school', 'health', 'youth_justice', 'community', 'care')]
  const youthJustice = of(parties, 'youth_justice')
  return [
    deposit(help({ says: 'Every practitioner may refer a child to a programme.', from: providers, to: referring, roles: referrers,
      categories: ['referral'], tier: 1 })),
    help({ says: 'A provider sees whom it is asked to help, how they communicate, and what the referrer wrote.', from: referring,
      to: providers, roles: [...helpers, 'youth_justice_worker'], categories: ['identity', 'needs', 'referral'], tier: 1 }),
    help({ says: 'A provider reads the risks that the referrer wrote down for the safety of whoever helps.', from: referring,
      to: providers, roles: [...helpers, 'youth_justice_worker'], categories: ['referral'], tier: 2 }),
    deposit(custody({ says: 'From custody a child may be referred to a programme.', from: providers,
      to: of(parties, 'police', 'health'), roles: [...custodyTeam, 'liaison_practitioner'], categories: ['referral'], tier: 1 },
    'ca2004_s10')),
    deposit(missing({ says: 'A child who was missing may be referred to a programme.', from: providers, to: referring,
      roles: [...socialCare, 'return_interviewer', 'residential_carer', ...searching], categories: ['referral'], tier: 1 })),
    custody({ says: 'Custody, and liaison and diversion, learn what became of their referral to a programme.', from: providers,
      to: of(parties, 'police', 'health'), roles: [...custodyTeam, 'liaison_practitioner'], categories: ['referral'], tier: 1 }, 'ca2004_s10'),
    missing({ says: 'Whoever referred a child who was missing learns what became of it.', from: providers, to: referring,
      roles: [...socialCare, 'return_interviewer', 'residential_carer', ...searching], categories: ['referral'], tier: 1 }),
    help({ says: 'The referrer learns what became of a referral.', from: providers, to: referring, roles: referrers,
      categories: ['referral'], tier: 1 }),
    deposit(help({ says: 'The police refer a child’s knife possession to youth justice.', from: youthJustice,
      to: of(parties, 'police', 'school', 'council'),
      roles: ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead', ...socialCare],
      categories: ['referral'], tier: 1 })),
    help({ says: 'Youth justice sees the event for which a child was referred, and how the child communicates.',
      from: of(parties, 'police', 'school', 'council'), to: youthJustice, roles: ['youth_justice_worker'],
      categories: ['identity', 'needs', 'police', 'referral'], tier: 1 }),
    help({ says: 'Whoever referred a child to youth justice learns that it was received and what was agreed.', from: youthJustice,
      to: of(parties, 'police', 'school', 'council'),
      roles: ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead', ...socialCare],
      categories: ['referral'], tier: 1 }),
  ]
}
