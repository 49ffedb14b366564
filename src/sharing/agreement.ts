export type Agreement = Readonly<{
  id: string
  version: number
  title: string
  about: string
  state: 'draft' | 'active' | 'ended'
  validFrom: Date
  reviewOn: string
  validUntil: Date
}>
export type Clause = Readonly<{
  id: string
  agreementId: string
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
  gateway: string
  basis: string
  validUntil: Date | undefined
  endedAt: Date | undefined
  endedBy: string | undefined
  endedWhy: string | undefined
}>

export type Standing = 'draft' | 'not_yet' | 'in_force' | 'expired' | 'ended'

export const standingWords: Record<Standing, string> = {
  draft: 'Draft',
  not_yet: 'Not yet in force',
  in_force: 'In force',
  expired: 'Expired',
  ended: 'Ended',
}

/** Derived from its dates: an agreement that nobody ended still ends by itself. */
export function standingOf({ state, validFrom, validUntil }: Agreement, now: Date): Standing {
  if (state !== 'active') return state
  if (validFrom > now) return 'not_yet'
  return validUntil > now ? 'in_force' : 'expired'
}

export function standingOfClause(clause: Clause, agreement: Agreement, now: Date): Standing {
  if (clause.endedAt && clause.endedAt <= now) return 'ended'
  const whole = standingOf(agreement, now)
  return whole === 'in_force' && clause.validUntil && clause.validUntil <= now ? 'expired' : whole
}

/** Everybody who gives or receives under a clause, once. */
export const partiesOf = (clauses: readonly Clause[]): string[] => [
  ...new Set(clauses.flatMap(({ fromAgencies, toAgencies }) => [...fromAgencies, ...toAgencies])),
]
