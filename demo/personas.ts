import { getAgency } from './agencies.ts'
import type { DemoPersona } from './identityProvider.ts'
import { listStaff } from './staff.ts'
import type { Day, StaffRole } from './types.ts'

const roleTitles: Record<StaffRole, string> = {
  neighbourhood_officer: 'Neighbourhood officer', exploitation_detective: 'Missing and exploited team detective',
  custody_sergeant: 'Custody sergeant', front_door_worker: 'Front door social worker',
  front_door_manager: 'Front door manager', social_worker: 'Children’s social worker',
  safeguarding_lead: 'School safeguarding lead', emergency_nurse: 'Emergency department nurse',
  youth_justice_worker: 'Youth justice worker', mentor: 'Mentor', analyst: 'Violence reduction analyst',
  information_governance_lead: 'Information governance lead', board_chair: 'Board chair',
  administrator: 'Partnership administrator', housing_officer: 'Housing officer',
  probation_officer: 'Probation officer', privacy_officer: 'Privacy officer',
  senior_officer: 'Senior responsible officer', locate_officer: 'Missing locate team officer',
  inspector: 'Duty inspector', superintendent: 'Superintendent', residential_carer: 'Children’s home worker',
  return_interviewer: 'Return home interviewer', appropriate_adult: 'Appropriate adult',
  liaison_practitioner: 'Liaison and diversion practitioner', early_help_worker: 'Early help worker',
  programme_worker: 'Programme worker',
}

/** Those whom a newcomer may sign in as, for the identity provider and for what the start prints. */
export function listPersonas(today: Day): DemoPersona[] {
  return listStaff(today).flatMap(({ persona, name, email, agencyCode, role, does }) => persona === null ? [] : [{
    subject: persona, name, email, agency: getAgency(agencyCode).name, role: roleTitles[role], does,
  }])
}
