import { getAgency } from './agencies.ts'
import { dayNumberOf, dayText } from './calendar.ts'
import { Chance, uuidOf } from './chance.ts'
import { colleagues } from './colleagues.ts'
import { officerRows } from './officers.ts'
import type { AgencyCode, Day, PersonaKey, Staff, StaffRole } from './types.ts'

export type StaffRow = readonly [name: string, agency: AgencyCode, role: StaffRole, team: string, does: string]

const personas: readonly (readonly [PersonaKey, ...StaffRow])[] = [
  ['neighbourhood-officer', 'Hannah Oakley', 'police', 'neighbourhood_officer', 'Wexmere Town neighbourhood team',
    'Responds to calls, knows the families on her beat and makes safeguarding notifications.'],
  ['exploitation-detective', 'Imran Sheikh-Dale', 'police', 'exploitation_detective', 'Missing and exploited team',
    'Looks for missing children and investigates the adults who exploit them.'],
  ['custody-sergeant', 'Gareth Penhale', 'police', 'custody_sergeant', 'Wexmere custody suite',
    'Decides about detention and looks after every child who is brought in.'],
  ['front-door-worker', 'Abena Frimley', 'childrens_services', 'front_door_worker', 'Front door (MASH)',
    'Reads each new notification, asks other agencies what they know and sets the level.'],
  ['front-door-manager', 'Ruth Calloway', 'childrens_services', 'front_door_manager', 'Front door (MASH)',
    'Answers for the decisions of the front door and for its clocks.'],
  ['social-worker', 'Tomasz Brindley', 'childrens_services', 'social_worker', 'Adolescent social work team',
    'Visits children and families and holds their plans.'],
  ['safeguarding-lead-alderbrook', 'Meera Whitcombe', 'alderbrook_school',
    'safeguarding_lead', 'Safeguarding and pastoral',
    'Leads safeguarding at Alderbrook School.'],
  ['safeguarding-lead-thornfold', 'David Osgathorpe', 'thornfold_academy',
    'safeguarding_lead', 'Safeguarding and pastoral',
    'Leads safeguarding at Thornfold Academy.'],
  ['emergency-nurse', 'Siobhan Larkfield', 'general_hospital', 'emergency_nurse', 'Emergency department',
    'Treats children who arrive hurt and tells the front door when they may not be safe.'],
  ['youth-justice-worker', 'Kwabena Thirlow', 'youth_justice_service',
    'youth_justice_worker', 'Prevention and diversion',
    'Works with children who have come into contact with the police.'],
  ['mentor', 'Jade Marrowby', 'lantern_mentoring', 'mentor', 'One-to-one mentoring',
    'Meets children every week where they feel at ease.'],
  ['analyst', 'Owen Castellane', 'violence_reduction_unit', 'analyst', 'Data and insight',
    'Studies where and when violence happens, without names.'],
  ['information-governance-lead', 'Farida Holloway', 'partnership_office',
    'information_governance_lead', 'Information governance',
    'Writes the sharing agreements and answers for them.'],
  ['board-chair', 'Marian Ellerby', 'partnership_office', 'board_chair', 'Partnership board',
    'Chairs the board to which all agencies answer.'],
  ['administrator', 'Lewis Tarrant', 'partnership_office', 'administrator', 'Partnership office',
    'Looks after agencies, people, roles and reference data.'],
  ['locate-officer', 'Bronagh Tideway', 'police', 'locate_officer', 'Missing locate team',
    'Looks for missing children and young people, day and night.'],
  ['duty-inspector', 'Leopold Harkness-Ito', 'police', 'inspector', 'Duty command',
    'Confirms how great the risk to a missing child is, and reviews detention.'],
  ['superintendent', 'Cressida Vane-Oduya', 'police', 'superintendent', 'Force command',
    'Authorises in advance what the force reserves to this rank.'],
  ['childrens-home-worker', 'Yusuf Applegarth', 'rowan_house', 'residential_carer', 'Rowan House',
    'Looks after the children of one home, keeps their plans, and reports when one is missing.'],
  ['return-interviewer', 'Delphine Marrable', 'harbour_advocacy', 'return_interviewer', 'Return home interviews',
    'Talks with children who were missing, independently of police and council.'],
  ['appropriate-adult', 'Winston Saltmarsh', 'harbour_advocacy', 'appropriate_adult', 'Appropriate adult service',
    'Helps a detained child to understand and to be understood.'],
  ['liaison-practitioner', 'Anwen Castleton-Shah', 'community_health', 'liaison_practitioner', 'Liaison and diversion',
    'Offers support to the family of every child who is detained.'],
  ['early-help-worker', 'Solomon Greatrex', 'childrens_services', 'early_help_worker', 'Family hub',
    'Keeps a plan together with a family before things get worse.'],
  ['programme-worker', 'Mirela Stanwick', 'lantern_mentoring', 'programme_worker', 'Programmes',
    'Takes referrals, keeps the waiting list and follows each child to the outcome.'],
]

/** Everybody who works in the partnership: the same people with the same ids in every made-up world. */
export function listStaff(today: Day): readonly Staff[] {
  const day = dayNumberOf(today)
  const chance = new Chance('staff', today)
  const rows = [
    ...personas.map(([persona, ...row]) => ({ persona, row })),
    ...colleagues.map((row) => ({ persona: null, row })),
    ...officerRows,
  ]
  return rows.map(({ persona, row: [name, agencyCode, role, team, does] }) => {
    const agency = getAgency(agencyCode)
    return {
      id: uuidOf('staff', persona ?? `${agencyCode}/${name}`),
      persona,
      name,
      agencyId: agency.id,
      agencyCode,
      role,
      team,
      does,
      email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@${agency.emailDomain}`,
      vettedUntilOn: dayText(day + chance.between(200, 900)),
      trainedUntilOn: dayText(day + chance.between(120, 700)),
    }
  })
}
