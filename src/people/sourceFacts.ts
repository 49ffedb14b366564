import type { Day } from '../language/format.ts'
import type { Identifier } from './identifiers.ts'

export type Sex = 'female' | 'male' | 'other' | 'not known'

/** What one agency says about one person. `personId`: somebody chose the person; else the matcher is asked. */
export type SourceFacts = {
  source: string
  sourceId: string
  version?: string | undefined
  personId?: string | undefined
  givenName: string
  familyName: string
  otherNames?: string | undefined
  birthOn?: Day | undefined
  birthIsEstimate?: boolean | undefined
  diedOn?: Day | undefined
  sex?: Sex | undefined
  ethnicity?: string | undefined
  identifiers?: readonly Identifier[] | undefined
  contactPoints?: readonly ContactPoint[] | undefined
  needs?: readonly { kind: string; how: string }[] | undefined
  relationships?: readonly { kind: string; otherName: string; otherPersonId?: string | undefined }[] | undefined
  involvements?: readonly { service: string; worker?: string | undefined; reach?: string | undefined }[] | undefined
}

export type ContactPoint = {
  kind: 'address' | 'phone' | 'email'; value: string; postcode?: string | undefined; isProtected?: boolean | undefined
}
