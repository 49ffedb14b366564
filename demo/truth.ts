import type {
  AgencyCode, CommunicationNeed, Day, DistrictCode, Ethnicity, LifeStage, LookedAfter, Sex, Uuid,
} from './types.ts'

export type TrueNeed = { need: CommunicationNeed; diagnosed: boolean; waitingSinceOn: Day | null }
export type TrueStay = {
  line: string
  wardCode: string
  town: string
  postcode: string
  fromOn: Day
  /** Null while they live there. */
  untilOn: Day | null
}

/** Who somebody really is. No agency sees this; tests compare what the index found with it. */
export type TruePerson = {
  id: Uuid
  stage: LifeStage
  givenName: string
  familyName: string
  knownAs: string | null
  formerFamilyName: string | null
  bornOn: Day
  sex: Sex
  ethnicity: Ethnicity
  householdId: Uuid
  parentIds: readonly Uuid[]
  /** Another child of the same mother born on the same day. */
  twinId: Uuid | null
  nhsNumber: string
  upn: string | null
  needs: readonly TrueNeed[]
  interpreterLanguage: string | null
  lookedAfter: LookedAfter | null
  schoolCode: AgencyCode | null
  districtCode: DistrictCode
  stays: readonly TrueStay[]
  hasSafeAddress: boolean
}

/** `knownToIndex`: the partnership already links the record to its person; the others wait to be recognised. */
export type TrueOwner = { recordId: Uuid; personId: Uuid; knownToIndex: boolean }
export type WrongIdentifier = { identifierId: Uuid; why: 'mistyped' | 'belongs_to_sibling' }
export type Truth = {
  people: readonly TruePerson[]
  owners: readonly TrueOwner[]
  wrongIdentifiers: readonly WrongIdentifier[]
}
