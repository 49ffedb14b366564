import type { AgencyCode, AgencyKind } from './types.ts'

/** What goes wrong when this kind of agency writes somebody down, in a thousand records. */
export type ErrorModel = {
  mistyped: number
  knownAs: number
  otherSpelling: number
  formerName: number
  birthDayMissing: number
  dayAndMonthSwapped: number
  birthDayOneOff: number
  oldAddress: number
  noAddress: number
  ethnicityMissing: number
  /** Records that hold the number at all. */
  nhsNumber: number
  pupilNumber: number
}

const careful: ErrorModel = {
  mistyped: 12, knownAs: 30, otherSpelling: 25, formerName: 12, birthDayMissing: 0, dayAndMonthSwapped: 3,
  birthDayOneOff: 3,
  oldAddress: 90, noAddress: 0, ethnicityMissing: 60, nhsNumber: 0, pupilNumber: 0,
}

const models: Record<AgencyKind, ErrorModel> = {
  police: {
    ...careful,
    mistyped: 55, knownAs: 120, otherSpelling: 90, formerName: 30, birthDayMissing: 30, dayAndMonthSwapped: 15,
    birthDayOneOff: 20, oldAddress: 260, noAddress: 40, ethnicityMissing: 140,
  },
  council: { ...careful, mistyped: 20, otherSpelling: 40, nhsNumber: 760, pupilNumber: 820 },
  youth_justice: { ...careful, mistyped: 25, knownAs: 90, nhsNumber: 300, pupilNumber: 420, ethnicityMissing: 20 },
  school: { ...careful, knownAs: 180, oldAddress: 130, pupilNumber: 985, ethnicityMissing: 30 },
  health: {
    ...careful, mistyped: 14, otherSpelling: 70, formerName: 40, oldAddress: 180, nhsNumber: 960,
    ethnicityMissing: 210,
  },
  community: {
    ...careful,
    mistyped: 45, knownAs: 320, birthDayMissing: 150, birthDayOneOff: 25, noAddress: 1000, ethnicityMissing: 400,
  },
  policing_body: careful,
  probation: { ...careful, mistyped: 20, oldAddress: 150 },
  housing: { ...careful, birthDayMissing: 100, oldAddress: 20, ethnicityMissing: 350 },
  partnership: careful,
  care: careful,
}

export function getErrorModel(code: AgencyCode, kind: AgencyKind): ErrorModel {
  if (code !== 'general_hospital') return models[kind]
  return { ...models.health, mistyped: 40, knownAs: 80, nhsNumber: 800, oldAddress: 240 }
}

const shapes: Record<AgencyCode, (serial: number) => string> = {
  police: (serial) => `WXP${pad(serial, 7)}`,
  childrens_services: (serial) => String(4_000_000 + serial),
  youth_justice_service: (serial) => `YJ-${pad(serial, 6)}`,
  alderbrook_school: (serial) => `AB${pad(serial, 6)}`,
  thornfold_academy: (serial) => `TF${pad(serial, 6)}`,
  saint_wenna_school: (serial) => `SW${pad(serial, 6)}`,
  wexmere_college: (serial) => `C${pad(serial, 7)}`,
  the_bridge: (serial) => `BR${pad(serial, 6)}`,
  larkmoor_primary: (serial) => `LP${pad(serial, 6)}`,
  millrace_primary: (serial) => `MP${pad(serial, 6)}`,
  copperbeck_primary: (serial) => `CP${pad(serial, 6)}`,
  general_hospital: (serial) => `RWX-${pad(serial, 8)}`,
  community_health: (serial) => `WCH${pad(serial, 8)}`,
  lantern_mentoring: (serial) => `LM${pad(serial, 5)}`,
  millrace_youth_club: (serial) => `YC${pad(serial, 5)}`,
  violence_reduction_unit: (serial) => `VR${pad(serial, 5)}`,
  probation_unit: (serial) => `X${pad(serial, 6)}`,
  housing_department: (serial) => `T${pad(serial, 8)}`,
  partnership_office: (serial) => `P${pad(serial, 6)}`,
  rowan_house: (serial) => `RH${pad(serial, 4)}`,
  harbour_advocacy: (serial) => `HA${pad(serial, 5)}`,
}

/** The number as this agency's own system would write it. */
export function agencyReferenceOf(code: AgencyCode, serial: number): string {
  return shapes[code](serial)
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
