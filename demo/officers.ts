import type { AgencyCode, PersonaKey, StaffRole } from './types.ts'
import type { StaffRow } from './staff.ts'

type Officers = readonly [agency: AgencyCode, privacyOfficer: string, seniorOfficer: string]

/** Two officers answer for each agency's data and sign for it; those of police and council are personas. */
const officers: readonly Officers[] = [
  ['police', 'Imelda Ravensworth-Adu', 'Alistair Bramhope'],
  ['childrens_services', 'Desmond Oyelowo-Finch', 'Harriet Colquhoun-Bell'],
  ['youth_justice_service', 'Ottoline Farrow-Nkemba', 'Edmund Castlegate'],
  ['alderbrook_school', 'Rhiannon Tolworth', 'Basil Akintola-Rowe'],
  ['thornfold_academy', 'Lucinda Marlpit', 'Godfrey Sandal-Osei'],
  ['saint_wenna_school', 'Philippa Dunmere', 'Tarquin Ainsdale-Roy'],
  ['wexmere_college', 'Sandeep Hollowell', 'Meredith Kingsnorth'],
  ['the_bridge', 'Josephine Alderwick', 'Hamish Okafor-Lisle'],
  ['larkmoor_primary', 'Beatrix Somerley', 'Rowland Chukwu-Dean'],
  ['millrace_primary', 'Annika Thorley-West', 'Cedric Palgrave-Mo'],
  ['copperbeck_primary', 'Delyth Ashmore-Singh', 'Florian Weatherall'],
  ['general_hospital', 'Nkechi Ballantyne', 'Rupert Haldenby'],
  ['community_health', 'Oonagh Stapleford', 'Vikram Lockesley'],
  ['lantern_mentoring', 'Tabitha Oakenshaw', 'Emeka Rothbury'],
  ['millrace_youth_club', 'Clementine Wardle-Ojo', 'Sebastian Fernyhough'],
  ['violence_reduction_unit', 'Marguerite Tindale', 'Jasper Odubanjo-Hill'],
  ['probation_unit', 'Nerys Cottingwood', 'Bartholomew Asante-Crane'],
  ['housing_department', 'Winifred Larkhill', 'Olamide Thackeray-Vane'],
  ['partnership_office', 'Cordelia Amankwah-Pike', 'Leopold Westerdale'],
  ['rowan_house', 'Isolde Penwarden', 'Marcus Thistlewood-Ba'],
  ['harbour_advocacy', 'Verity Longstaff', 'Ambrose Nettlefold'],
]

const personasOf: Partial<Record<AgencyCode, readonly [privacy: PersonaKey, senior: PersonaKey]>> = {
  police: ['privacy-officer-police', 'senior-officer-police'],
  childrens_services: ['privacy-officer-council', 'senior-officer-council'],
}

const words: Readonly<Record<'privacy_officer' | 'senior_officer', readonly [team: string, does: string]>> = {
  privacy_officer: ['Data protection', 'Answers for the agency’s data: signs agreements and is told of emergency access.'],
  senior_officer: ['Leadership', 'Signs agreements for the agency and answers for how it shares.'],
}

/** Everybody who signs for an agency, with their persona where a newcomer may sign in as them. */
export const officerRows: readonly { persona: PersonaKey | null; row: StaffRow }[] = officers.flatMap(
  ([agency, privacyOfficer, seniorOfficer]) => {
    const of = (persona: PersonaKey | undefined, name: string, role: StaffRole & keyof typeof words) =>
      ({ persona: persona ?? null, row: [name, agency, role, ...words[role]] as const })
    const [privacy, senior] = personasOf[agency] ?? []
    return [of(privacy, privacyOfficer, 'privacy_officer'), of(senior, seniorOfficer, 'senior_officer')]
  })

/** Officers who sign record nothing about a child; newer rooms lay down what is theirs themselves. */
export const recordsNothing = (role: StaffRole): boolean => !recorders.has(role)

const recorders = new Set<StaffRole>([
  'neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'front_door_worker', 'front_door_manager',
  'social_worker', 'safeguarding_lead', 'emergency_nurse', 'youth_justice_worker', 'mentor', 'analyst',
  'information_governance_lead', 'board_chair', 'administrator', 'housing_officer', 'probation_officer',
])
