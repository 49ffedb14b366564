import type { Truth } from './truth.ts'

/** Days are `YYYY-MM-DD`; times are ISO 8601 with the London offset of that day; ids are version-4-shaped UUIDs. */
export type Day = string
export type Time = string
export type Uuid = string

export type DemoSettings = {
  seed: number
  /** 1 is 3,000 children; fractions are allowed. */
  scale: number
  /** The day on which the made-up world ends; nothing happens on or after it. */
  today: Day
}

export type AgencyKind =
  | 'police' | 'council' | 'youth_justice' | 'school' | 'health' | 'community'
  | 'policing_body' | 'probation' | 'housing' | 'partnership' | 'care'

export type AgencyCode =
  | 'police' | 'childrens_services' | 'youth_justice_service'
  | 'alderbrook_school' | 'thornfold_academy' | 'saint_wenna_school' | 'wexmere_college' | 'the_bridge'
  | 'larkmoor_primary' | 'millrace_primary' | 'copperbeck_primary'
  | 'general_hospital' | 'community_health' | 'lantern_mentoring' | 'millrace_youth_club'
  | 'violence_reduction_unit' | 'probation_unit' | 'housing_department' | 'partnership_office' | 'rowan_house'
  | 'harbour_advocacy'

export type SchoolPhase = 'primary' | 'secondary' | 'college' | 'pupil_referral_unit'

export type Agency = {
  id: Uuid
  code: AgencyCode
  name: string
  kind: AgencyKind
  schoolPhase: SchoolPhase | null
  emailDomain: string
}

export type StaffRole =
  | 'neighbourhood_officer' | 'exploitation_detective' | 'custody_sergeant' | 'front_door_worker' | 'front_door_manager'
  | 'social_worker' | 'safeguarding_lead' | 'emergency_nurse' | 'youth_justice_worker' | 'mentor' | 'analyst'
  | 'information_governance_lead' | 'board_chair' | 'administrator' | 'housing_officer' | 'probation_officer'
  | 'privacy_officer' | 'senior_officer' | 'locate_officer' | 'inspector' | 'superintendent' | 'residential_carer'
  | 'return_interviewer' | 'appropriate_adult' | 'liaison_practitioner' | 'early_help_worker' | 'programme_worker'

export type PersonaKey =
  | 'neighbourhood-officer' | 'exploitation-detective' | 'front-door-worker' | 'front-door-manager' | 'social-worker'
  | 'safeguarding-lead-alderbrook' | 'safeguarding-lead-thornfold' | 'emergency-nurse' | 'youth-justice-worker' | 'mentor'
  | 'analyst' | 'information-governance-lead' | 'board-chair' | 'administrator' | 'custody-sergeant'
  | 'privacy-officer-police' | 'senior-officer-police' | 'privacy-officer-council' | 'senior-officer-council'
  | 'locate-officer' | 'duty-inspector' | 'superintendent' | 'childrens-home-worker' | 'return-interviewer'
  | 'appropriate-adult' | 'liaison-practitioner' | 'early-help-worker' | 'programme-worker'

export type Staff = {
  id: Uuid
  /** Set for those whom a newcomer may sign in as. */
  persona: PersonaKey | null
  name: string
  agencyId: Uuid
  agencyCode: AgencyCode
  role: StaffRole
  team: string
  does: string
  email: string
  vettedUntilOn: Day
  trainedUntilOn: Day
}

export type DistrictCode = 'A' | 'B' | 'C' | 'D' | 'E'
export type District = { code: DistrictCode; name: string }
export type Point = readonly [longitude: number, latitude: number]
export type Ward = {
  code: string
  name: string
  districtCode: DistrictCode
  /** Outward part of every postcode in the ward. */
  outcode: string
  centre: Point
  ring: readonly Point[]
}
export type PlaceKind = 'street' | 'park' | 'transport' | 'retail' | 'takeaway' | 'estate'
export type Place = {
  id: Uuid
  name: string
  kind: PlaceKind
  wardCode: string
  postcode: string
  point: Point
}
export type Area = { name: string; districts: readonly District[]; wards: readonly Ward[]; places: readonly Place[] }

export type Sex = 'F' | 'M'
/** ONS 18+1: eighteen self-defined groups and not stated. */
export type Ethnicity =
  | 'W1' | 'W2' | 'W3' | 'W9' | 'M1' | 'M2' | 'M3' | 'M9' | 'A1' | 'A2' | 'A3' | 'A4' | 'A9'
  | 'B1' | 'B2' | 'B9' | 'O2' | 'O9' | 'NS'

export type CommunicationNeed =
  | 'speech_and_language' | 'autism' | 'adhd' | 'deaf' | 'english_as_additional_language' | 'learning_disability'

export type LifeStage = 'child' | 'young_adult' | 'adult'
export type LookedAfter = {
  sinceOn: Day; placement: 'foster' | 'residential' | 'connected_person'; placedOutOfArea: boolean,
}

export type SourceRecord = {
  id: Uuid
  agencyId: Uuid
  agencyCode: AgencyCode
  /** The number by which the agency's own system knows the record. */
  agencyReference: string
  version: number
  givenName: string
  familyName: string
  knownAs: string | null
  formerFamilyName: string | null
  bornOn: Day | null
  sex: Sex | null
  ethnicity: Ethnicity | null
  lookedAfter: LookedAfter | null
  schoolCode: AgencyCode | null
  hasSafeAddress: boolean
  heldSinceOn: Day
}

export type IdentifierKind = 'nhs_number' | 'upn'
export type SourceIdentifier = { id: Uuid; recordId: Uuid; kind: IdentifierKind; value: string }
export type SourceAddress = {
  id: Uuid
  recordId: Uuid
  line: string
  town: string
  postcode: string
  wardCode: string
  fromOn: Day
  untilOn: Day | null
  /** A safe address: where the child lives must not be found by somebody who would harm them. */
  isSealed: boolean
}
export type SourceNeed = {
  id: Uuid
  recordId: Uuid
  need: CommunicationNeed
  diagnosed: boolean
  waitingSinceOn: Day | null
  howToHelp: string
  interpreterLanguage: string | null
}
export type RelationshipKind = 'parent' | 'carer' | 'sibling' | 'twin'
/** `recordId` is the `kind` of `relatedRecordId`; both records belong to `agencyId`. */
export type SourceRelationship = {
  id: Uuid
  agencyId: Uuid
  recordId: Uuid
  relatedRecordId: Uuid
  kind: RelationshipKind
}

/** Somebody who works with the child; `recordId` is the record that their own agency holds. */
export type SourceInvolvement = {
  id: Uuid; recordId: Uuid; agencyId: Uuid; staffId: Uuid; role: StaffRole; fromOn: Day; untilOn: Day | null
}

export type EventRole =
  | 'victim' | 'witness' | 'suspected' | 'arrested' | 'subject_of_concern' | 'exploited'
  | 'reporting_person' | 'parent_or_carer' | 'other'
export type EventPerson = { recordId: Uuid; role: EventRole }

export type Statement = { kind: 'fact' | 'opinion' | 'child_voice'; text: string }

export type PoliceKind =
  | 'assault' | 'robbery' | 'knife_possession' | 'drugs_possession' | 'drugs_supply' | 'theft'
  | 'criminal_damage' | 'antisocial_behaviour' | 'domestic_incident' | 'exploitation_concern' | 'stop_and_search'
export type EventKind =
  | PoliceKind | 'missing_episode' | 'emergency_attendance' | 'suspension' | 'attendance'
  | 'safeguarding_contact' | 'youth_justice_contact' | 'mentoring_session' | 'youth_club_note'
  | 'health_contact' | 'housing_contact' | 'probation_contact'

export type Weapon = 'knife' | 'other_sharp' | 'blunt' | 'none'

export type PoliceDetail = { of: 'police'; weapon: Weapon; outcome: string }
export type MissingDetail = {
  of: 'missing'
  reportedAt: Time
  foundAt: Time | null
  grading: 'high' | 'medium' | 'low'
  fromCare: boolean
  interviewOffered: boolean | null
  interviewAccepted: boolean | null
}
/** Coded as the emergency-department data set asks: no word of it says who the patient was. */
export type EmergencyDetail = {
  of: 'emergency'
  arrivedAt: Time
  method: 'sharp_object' | 'blunt_object' | 'body_part' | 'pushed' | 'other'
  locationKind: 'street' | 'park' | 'transport' | 'licensed_premises' | 'school' | 'home' | 'other'
  /** Empty when the assault was at somebody's home. */
  locationDescription: string
}
export type SuspensionDetail = {
  of: 'suspension'; reason: string; reasonCode: string; sessions: number; permanent: boolean,
}
export type AttendanceDetail = {
  of: 'attendance'; fromOn: Day; toOn: Day; percentage: number; previousPercentage: number,
}
export type ContactDetail = {
  of: 'contact'; sourceCode: string; sourceDescription: string; outcome: NotificationDecision,
}
export type SessionDetail = { of: 'session'; attended: boolean; minutes: number }
export type EventDetail =
  | PoliceDetail | MissingDetail | EmergencyDetail | SuspensionDetail | AttendanceDetail | ContactDetail
  | SessionDetail

export type DemoEvent = {
  id: Uuid
  agencyId: Uuid
  agencyCode: AgencyCode
  reference: string
  kind: EventKind
  happenedAt: Time
  recordedAt: Time
  recordedByStaffId: Uuid
  /** Null for somebody's home and where no place matters. */
  placeId: Uuid | null
  people: readonly EventPerson[]
  statements: readonly Statement[]
  detail: EventDetail
}

export type NotificationLevel = 'blue' | 'green' | 'amber' | 'red'
export type NotificationDecision =
  | 'no_further_action' | 'advice' | 'early_help' | 'child_in_need' | 'strategy_discussion'
export type FeedbackGrade =
  | 'clear_and_complete' | 'needs_more_detail' | 'voice_of_child_missing' | 'facts_and_opinion_mixed'
export type AnswerKind = 'full' | 'partial' | 'nothing_held' | 'refused'

export type DemoNotification = {
  id: Uuid
  reference: string
  fromAgencyId: Uuid
  fromStaffId: Uuid
  /** The record of the child that the sender's own agency holds. */
  childRecordId: Uuid
  /** What happened that made the sender worry. */
  eventId: Uuid
  sentAt: Time
  statements: readonly Statement[]
  immediateSafety: string
  familyInformed: boolean
  whyFamilyNotInformed: string | null
  acknowledgedAt: Time | null
  level: NotificationLevel | null
  levelSetAt: Time | null
  decision: NotificationDecision | null
  rationale: string | null
  decidedAt: Time | null
  decidedByStaffId: Uuid | null
  feedbackGrade: FeedbackGrade | null
  feedback: string | null
}

export type DemoRequest = {
  id: Uuid
  notificationId: Uuid
  toAgencyId: Uuid
  askedByStaffId: Uuid
  askedAt: Time
  reason: string
  answer: AnswerKind | null
  answeredAt: Time | null
  answeredByStaffId: Uuid | null
  text: string | null
}

/** Some six hundred children of one district and everything that the agencies hold about them. */
export type Community = {
  index: number
  districtCode: DistrictCode
  records: readonly SourceRecord[]
  identifiers: readonly SourceIdentifier[]
  addresses: readonly SourceAddress[]
  needs: readonly SourceNeed[]
  relationships: readonly SourceRelationship[]
  involvements: readonly SourceInvolvement[]
  events: readonly DemoEvent[]
  notifications: readonly DemoNotification[]
  requests: readonly DemoRequest[]
  /** Kept apart: never load it into a table that the product reads. */
  truth: Truth
}

export type Partnership = {
  settings: DemoSettings
  area: Area
  agencies: readonly Agency[]
  staff: readonly Staff[]
  numberOfCommunities: number
  /** A new pass over the communities, one at a time, so that memory stays flat at any scale. */
  communities: () => Generator<Community, void, void>
}
