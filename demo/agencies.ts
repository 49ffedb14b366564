import { uuidOf } from './chance.ts'
import type { Agency, AgencyCode, AgencyKind, DistrictCode, SchoolPhase } from './types.ts'

type Row = readonly [code: AgencyCode, name: string, kind: AgencyKind, domain: string, phase?: SchoolPhase]

const rows: readonly Row[] = [
  ['police', 'Wexmere Constabulary', 'police', 'wexmere-police'],
  ['childrens_services', 'Wexmere Council children’s services', 'council', 'wexmere-council'],
  ['youth_justice_service', 'Wexmere Youth Justice Service', 'youth_justice', 'wexmere-yjs'],
  ['alderbrook_school', 'Alderbrook School', 'school', 'alderbrook-school', 'secondary'],
  ['thornfold_academy', 'Thornfold Academy', 'school', 'thornfold-academy', 'secondary'],
  ['saint_wenna_school', 'Saint Wenna School', 'school', 'saint-wenna', 'secondary'],
  ['wexmere_college', 'Wexmere College', 'school', 'wexmere-college', 'college'],
  ['the_bridge', 'The Bridge pupil referral unit', 'school', 'the-bridge', 'pupil_referral_unit'],
  ['larkmoor_primary', 'Larkmoor Primary School', 'school', 'larkmoor-primary', 'primary'],
  ['millrace_primary', 'Millrace Primary School', 'school', 'millrace-primary', 'primary'],
  ['copperbeck_primary', 'Copperbeck Primary School', 'school', 'copperbeck-primary', 'primary'],
  ['general_hospital', 'Wexmere General Hospital NHS Trust', 'health', 'wexmere-general'],
  ['community_health', 'Wexmere Community Health NHS Trust', 'health', 'wexmere-community-health'],
  ['lantern_mentoring', 'Lantern Mentoring', 'community', 'lantern-mentoring'],
  ['millrace_youth_club', 'Millrace Youth Club', 'community', 'millrace-youth-club'],
  ['violence_reduction_unit', 'Wexmere Violence Reduction Unit', 'policing_body', 'wexmere-vru'],
  ['probation_unit', 'Wexmere Probation Delivery Unit', 'probation', 'wexmere-probation'],
  ['housing_department', 'Wexmere Council housing', 'housing', 'wexmere-housing'],
  ['partnership_office', 'Wexmere Partnership office', 'partnership', 'wexmere-partnership'],
  ['rowan_house', 'Rowan House children’s home', 'care', 'rowan-house'],
  ['harbour_advocacy', 'Harbour Advocacy', 'community', 'harbour-advocacy'],
]

export const agencies: readonly Agency[] = rows.map(([code, name, kind, domain, phase]) => ({
  id: uuidOf('agency', code),
  code,
  name,
  kind,
  schoolPhase: phase ?? null,
  emailDomain: `${domain}.example`,
}))

const byCode = new Map(agencies.map((agency) => [agency.code, agency]))

export function getAgency(code: AgencyCode): Agency {
  const agency = byCode.get(code)
  if (!agency) throw new Error('no such agency')
  return agency
}

const secondaries: Record<DistrictCode, AgencyCode> = {
  A: 'alderbrook_school', B: 'alderbrook_school', C: 'thornfold_academy', D: 'thornfold_academy',
  E: 'saint_wenna_school',
}
const primaries: Record<DistrictCode, AgencyCode> = {
  A: 'larkmoor_primary', B: 'larkmoor_primary', C: 'copperbeck_primary', D: 'copperbeck_primary',
  E: 'millrace_primary',
}

export function getSchoolFor(districtCode: DistrictCode, phase: 'primary' | 'secondary'): AgencyCode {
  return phase === 'primary' ? primaries[districtCode] : secondaries[districtCode]
}
