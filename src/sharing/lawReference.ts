import type { Day } from '../language/format.ts'
import type { Assessment, BasisKind, ClauseText } from './agreement.ts'

/** A limit of a gateway: it applies where every list that it names holds. */
export type Forbidding = Readonly<{
  from?: readonly string[]
  from_except?: readonly string[]
  to?: readonly string[]
  to_except?: readonly string[]
  categories?: readonly string[]
  categories_except?: readonly string[]
  severity?: Severity
  says: string
}>
/** Kinds or purposes that are absent have not been recorded. */
export type GatewayLaw = Readonly<{
  code: string
  version: number
  title: string
  validFrom: Day
  validUntil: Day | undefined
  isVerified: boolean
  fromKinds: readonly string[] | undefined
  toKinds: readonly string[] | undefined
  purposes: readonly string[] | undefined
  forbids: readonly Forbidding[]
  regime: 'any' | 'gdpr' | 'part3'
  depersonalisedOnly: boolean
  instead: string
}>
export type LawfulBasis = Readonly<{
  code: string
  kind: BasisKind
  title: string
  forPublic: boolean
  needsSchedule: boolean
  fits: readonly string[]
  validFrom: Day
  validUntil: Day | undefined
}>
export type AgencyKindLaw = Readonly<{ title: string; isPublic: boolean; isCompetentAuthority: boolean }>
export type Sensitivity = 'ordinary' | 'special' | 'offence'

/** The law as it stands on a day, and the words in which an agreement is written. */
export type LawReference = Readonly<{
  today: Day
  agencies: ReadonlyMap<string, Readonly<{ name: string; kind: string }>>
  kinds: ReadonlyMap<string, AgencyKindLaw>
  gateways: readonly GatewayLaw[]
  bases: ReadonlyMap<string, LawfulBasis>
  categories: ReadonlyMap<string, Readonly<{ title: string; sensitivity: Sensitivity }>>
  purposes: ReadonlyMap<string, Readonly<{ title: string; forLawEnforcement: boolean; isAboutPeople: boolean }>>
}>

export type LawDraft = Readonly<{
  parties: readonly string[]
  purposes: readonly string[]
  reviewOn: Day | undefined
  dpia: Assessment
  equality: Assessment
  clauses: readonly NumberedClause[]
}>
export type NumberedClause = ClauseText & Readonly<{ number: number }>

/** What refuses does not save (a clause) or is not proposed (an agreement); what warns is for people to judge. */
export type Severity = 'refuses' | 'warns'
export type Finding = Readonly<{ clause: number | undefined; field: string; severity: Severity; says: string }>
export type Said = Omit<Finding, 'clause'>

export const refuses = (field: string, says: string): Said => ({ field, severity: 'refuses', says })
export const warns = (field: string, says: string): Said => ({ field, severity: 'warns', says })

export const isInForce = (
  { validFrom, validUntil }: Readonly<{ validFrom: Day; validUntil: Day | undefined }>,
  on: Day,
): boolean => validFrom <= on && (validUntil === undefined || validUntil > on)
