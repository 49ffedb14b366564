/** Half-open: `until` itself is already outside; a missing end is open. */
export type Period = Readonly<{ from?: Date | undefined; until?: Date | undefined }>

export type Lens = 'linked' | 'hub'
type Reach = Lens

export type CellFact = Readonly<{ agencyId: string; category: string; tier: number }>

export type StaffFact = Readonly<{
  id: string
  agencyId: string
  active: Period
  vettingUntil?: Date | undefined
  trainingUntil?: Date | undefined
}>
export type AppointmentFact = Readonly<{ staffId: string; role: string; held: Period }>
export type OwnScopeFact = Readonly<{
  role: string
  category: string
  highestTier: number
  reach: Reach
  mayWrite: boolean
}>
/** A narrow clause opens only entries that are recent enough, or only those in which the person had one role. */
export type ClauseFact = Readonly<{
  id: string
  fromAgencies: readonly string[]
  toAgencies: readonly string[]
  toRoles: readonly string[]
  purpose: string
  categories: readonly string[]
  highestTier: number
  access: 'read' | 'deposit'
  reach: Reach
  precision?: 'full' | 'age_band' | 'district' | undefined
  subjectClass?: string | undefined
  oldestDays?: number | undefined
  until?: Date | undefined
  endedAt?: Date | undefined
}>
export type AgreementFact = Readonly<{
  id: string
  state: 'draft' | 'proposed' | 'signed' | 'active' | 'superseded' | 'ended' | 'withdrawn'
  inForce: Period
  clauses: readonly ClauseFact[]
}>
/** A link of one member of staff, or, without one, of a team: a role in an agency. */
export type LinkFact = Readonly<{
  personId: string
  staffId?: string | undefined
  agencyId: string
  role?: string | undefined
  purpose: string
  valid: Period
}>
/** A seal or a conflict: hides the person, or only where they live and can be reached. */
export type BlockFact = Readonly<{
  personId: string
  covers?: 'person' | 'contacts' | undefined
  againstStaff?: string | undefined
  exemptStaff: readonly string[]
  valid: Period
}>
/** What one agency lets a team or colleague of another see: chosen cells and entries; what no clause opens is lent. */
export type ShareFact = Readonly<{
  id: string
  personId: string
  fromAgencyId: string
  toAgencyId: string
  toRole: string
  toStaffId?: string | undefined
  purpose: string
  opens: readonly CellFact[]
  records: readonly string[]
  lends: readonly CellFact[]
  valid: Period
}>
/** One member of staff has opened one person in an emergency. */
export type EmergencyFact = Readonly<{ staffId: string; role: string; personId: string; valid: Period }>

/** What is given out only while somebody looks for the child: to whom it is withheld otherwise, and who is missing. */
export type ReleaseFact = Readonly<{
  category: string
  /** Agencies with whom children live see it at all times, like the one that wrote it. */
  openToAgencies: readonly string[]
  missingPeople: readonly string[]
}>

/** All that decides within one partnership. */
export type Facts = Readonly<{
  staff: readonly StaffFact[]
  appointments: readonly AppointmentFact[]
  rolePurposes: readonly Readonly<{ role: string; purpose: string }>[]
  ownScopes: readonly OwnScopeFact[]
  agreements: readonly AgreementFact[]
  links: readonly LinkFact[]
  blocks: readonly BlockFact[]
  shares?: readonly ShareFact[]
  emergencies?: readonly EmergencyFact[]
  releases?: readonly ReleaseFact[]
  /** What an emergency opens of every agency. */
  emergencyScope?: readonly Readonly<{ category: string; highestTier: number }>[]
}>

/** What limits who sees a row, beside its person and cell. */
export type RowFact = Readonly<{
  id?: string | undefined
  /** When an entry of a chronology happened, and the person's role in it: what a narrow clause asks. */
  occurredAt?: Date | undefined
  eventRole?: string | undefined
  /** The agency that made a notification, or that was asked: others do not see it, whatever a clause opens. */
  partyId?: string | undefined
  isContact?: boolean | undefined
}>

/** Who asks in which role, for which purpose, through which lens, to see a row about that person in that cell. */
export type Request = Readonly<{
  staffId: string
  agencyId: string
  role: string
  purpose: string
  lens: Lens
  personId: string
  cell: CellFact
  row?: RowFact | undefined
  at: Date
}>
export type Asker = Omit<Request, 'personId' | 'row'>

export type LockName = 'person' | 'purpose' | 'link' | 'gateway' | 'share' | 'party' | 'release' | 'block'
export type Lock = Readonly<{ name: LockName; open: boolean; because: string }>
export type Decision = Readonly<{ allow: boolean; locks: readonly Lock[]; clauses: readonly string[] }>

export function isWithin({ from, until }: Period, at: Date): boolean {
  return (from === undefined || from <= at) && (until === undefined || until > at)
}

export const isSameCell = (a: CellFact, b: CellFact): boolean =>
  a.agencyId === b.agencyId && a.category === b.category && a.tier === b.tier
