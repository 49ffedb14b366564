/** How sure one may be that an approach prevents violence; the words are those of the Youth Endowment Fund. */
export const bands = ['HIGH', 'MODERATE', 'LOW', 'NO CLEAR EVIDENCE', 'HARMFUL'] as const
export type Band = typeof bands[number]

/** What is known of an approach on the day on which it was looked up. */
export type Evidence = Readonly<{
  code: string; title: string; band: Band; meaning: string; asOf: string; source: string; sourceUrl?: string
  verified: boolean
}>

export const statuses = ['active', 'inactive', 'defunct', 'temporarily closed'] as const
export type Status = typeof statuses[number]

export const kindsOfHelp = ['mentoring', 'diversion', 'parenting', 'counselling', 'safe_accommodation', 'activity'] as const
export type KindOfHelp = typeof kindsOfHelp[number]

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export type Place = Readonly<{
  id: string; hidden: boolean; name: string; address1?: string; city?: string; county?: string; postalCode?: string
  latitude?: number; longitude?: number
}>

/** A programme of a provider as the directory has it; it says nothing of any child. */
export type Programme = Readonly<{
  id: string; agencyId: string; agencyName: string; name: string; description: string; kind: string; status: Status
  url?: string; email?: string; phone?: string; contactName?: string; accreditations?: string; alert?: string
  minimumAge?: number; maximumAge?: number; approach?: string; evidence?: Evidence
  needs: readonly string[]; areas: readonly string[]; languages: readonly string[]
  accessibility?: string; cost?: string
  sessionDays: readonly string[]; opensAt?: string; closesAt?: string; sessionNotes?: string
  takesReferrals: boolean; published: boolean
  places?: number; taken: number; nextPlaceOn?: string
  assuredOn?: string; assurerEmail?: string; revision: number; changedAt: Date
  /** Those that the viewer may know of. */
  locations: readonly Place[]
  /** Somewhere that only the provider may know. */
  isHidden: boolean
}>

/** A word by which programmes are found. */
export type Term = Readonly<{ id: string; taxonomyId: string; code: string; name: string; description: string }>
export type Taxonomy = Readonly<{ id: string; name: string; description: string; uri?: string; version?: string }>

/** Places that are free now, or nothing where the provider does not count them. */
export const freePlaces = ({ places, taken }: Pick<Programme, 'places' | 'taken'>): number | undefined =>
  places === undefined ? undefined : Math.max(0, places - taken)

/** Whether a referral can be made today. */
export const isOpen = ({ status, takesReferrals }: Pick<Programme, 'status' | 'takesReferrals'>): boolean =>
  status === 'active' && takesReferrals

export const providerKinds = ['community', 'health', 'council', 'youth_justice'] as const
/** Roles that run programmes: they accept referrals and look after the entries of the directory. */
export const providerRoles = ['programme_worker', 'mentor', 'early_help_worker', 'liaison_practitioner', 'youth_justice_worker'] as const
export const keeperRoles = ['programme_worker', 'mentor', 'administrator'] as const
