import { daysBetween } from '../language/format.ts'
import type { Day } from '../language/format.ts'
import type { AgreementState } from './agreementLife.ts'

export type Assessment = Readonly<{
  title: string
  reference: string
  doneOn: Day | undefined
  reviewOn: Day | undefined
  outcome: string | undefined
}>

/** One version of an agreement; all versions of one agreement share their root. */
export type Agreement = Readonly<{
  id: string
  rootId: string
  previousId: string | undefined
  version: number
  title: string
  about: string
  state: AgreementState
  validFrom: Date
  reviewOn: Day
  validUntil: Date
  ownerId: string | undefined
  ownerName: string | undefined
  parties: readonly string[]
  purposes: readonly string[]
  dpia: Assessment
  equality: Assessment
  revision: number
  round: number
  draftedBy: string | undefined
  proposedAt: Date | undefined
  activatedAt: Date | undefined
}>

/** Codes of lawful bases at one end of a clause, by kind. */
export type Basis = Readonly<Partial<Record<BasisKind, string>>>
export const basisKinds = ['article6', 'article9', 'schedule1', 'part3', 'schedule8'] as const
export type BasisKind = (typeof basisKinds)[number]

export type Clause = Readonly<{
  id: string
  agreementId: string
  lineageId: string
  number: number
  says: string
  fromAgencies: readonly string[]
  toAgencies: readonly string[]
  toRoles: readonly string[]
  purpose: string
  categories: readonly string[]
  highestTier: number
  access: 'read' | 'deposit'
  reach: 'linked' | 'hub'
  subjectClass: string
  precision: 'full' | 'age_band' | 'district'
  oldestMonths: number | undefined
  gateway: string
  gatewayVersion: number
  basis: string
  senderBasis: Basis
  receiverBasis: Basis
  onward: 'none' | 'named'
  onwardAgencies: readonly string[]
  conditions: string
  validUntil: Date | undefined
  endedAt: Date | undefined
  endedBy: string | undefined
  endedWhy: string | undefined
}>
/** What the lead writes of a clause; the rest follows. */
export type ClauseText = Omit<
  Clause,
  'id' | 'agreementId' | 'lineageId' | 'number' | 'basis' | 'endedAt' | 'endedBy' | 'endedWhy'
>

export type Standing =
  'draft' | 'proposed' | 'signed' | 'not_yet' | 'in_force' | 'expired' | 'superseded' | 'withdrawn' | 'ended'

export const standingWords: Record<Standing, string> = {
  draft: 'Draft',
  proposed: 'Waiting for signatures',
  signed: 'Signed, not yet active',
  not_yet: 'Not yet in force',
  in_force: 'In force',
  expired: 'Expired',
  superseded: 'Replaced by a newer version',
  withdrawn: 'Withdrawn',
  ended: 'Ended',
}

type Standable = Pick<Agreement, 'state' | 'validFrom' | 'validUntil'> &
  Partial<Pick<Agreement, 'draftedBy' | 'activatedAt'>>

/** Derived from its dates: an agreement that nobody ended still ends by itself. */
export function standingOf(
  { state, validFrom, validUntil, draftedBy, activatedAt }: Standable,
  now: Date,
): Standing {
  if (state === 'ended') return draftedBy !== undefined && activatedAt === undefined ? 'withdrawn' : 'ended'
  if (state !== 'active') return state
  if (validFrom > now) return 'not_yet'
  return validUntil > now ? 'in_force' : 'expired'
}

export function standingOfClause(
  clause: Pick<Clause, 'validUntil' | 'endedAt'>,
  agreement: Standable,
  now: Date,
): Standing {
  if (clause.endedAt && clause.endedAt <= now) return 'ended'
  const whole = standingOf(agreement, now)
  return whole === 'in_force' && clause.validUntil && clause.validUntil <= now ? 'expired' : whole
}

/** Everybody who gives or receives under a clause, once. */
export const partiesOf = (clauses: readonly Pick<Clause, 'fromAgencies' | 'toAgencies'>[]): string[] => [
  ...new Set(clauses.flatMap(({ fromAgencies, toAgencies }) => [...fromAgencies, ...toAgencies])),
]

/** The parties as written, or, of an agreement laid down without them, those whom its clauses name. */
export const namedParties = (
  agreement: Pick<Agreement, 'parties'>,
  clauses: readonly Clause[],
): readonly string[] => (agreement.parties.length > 0 ? agreement.parties : partiesOf(clauses))

/** Who tells and who is told: a clause to deposit lets its receivers in law tell the owner of the cell. */
export function endsOf({
  access,
  fromAgencies,
  toAgencies,
}: Pick<Clause, 'access' | 'fromAgencies' | 'toAgencies'>) {
  return access === 'deposit'
    ? { senders: toAgencies, receivers: fromAgencies }
    : { senders: fromAgencies, receivers: toAgencies }
}

/** Nothing is added to what is overdue for review; a new version with a new date is the review. */
export const isReviewOverdue = ({ reviewOn }: Pick<Agreement, 'reviewOn'>, now: Date): boolean =>
  daysBetween(now, reviewOn) < 0
