import type { Office } from '../loadOffice.ts'
import type { AgencyCode, Partnership } from '../types.ts'

const shortNames: Record<AgencyCode, string> = {
  police: 'Police', childrens_services: 'Children’s services', youth_justice_service: 'Youth justice',
  alderbrook_school: 'Alderbrook', thornfold_academy: 'Thornfold', saint_wenna_school: 'Saint Wenna',
  wexmere_college: 'College', the_bridge: 'The Bridge', larkmoor_primary: 'Larkmoor Primary',
  millrace_primary: 'Millrace Primary', copperbeck_primary: 'Copperbeck Primary', general_hospital: 'Hospital',
  community_health: 'Community health', lantern_mentoring: 'Lantern', millrace_youth_club: 'Youth club',
  violence_reduction_unit: 'Violence reduction', probation_unit: 'Probation', housing_department: 'Housing',
  partnership_office: 'Partnership office', rowan_house: 'Rowan House', harbour_advocacy: 'Harbour',
}

export function officeOf(
  { agencies, staff, settings }: Partnership, { partnershipId, issuer }: { partnershipId: string; issuer: string },
): Office {
  return {
    partnershipId, issuer, today: settings.today, name: 'Wexmere Safer Children Partnership',
    agencies: agencies.map(({ id, name, code, kind }) => ({
      id, name, kind, shortName: shortNames[code], hasFrontDoor: code === 'childrens_services',
    })),
    staff: staff.map(({ id, agencyId, name, email, role, persona, vettedUntilOn, trainedUntilOn }) => ({
      id, agencyId, name, email, role, vettedUntilOn, trainedUntilOn, subject: persona ?? id,
    })),
  }
}
