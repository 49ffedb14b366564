/** Half-open: `until` itself is already outside; a missing end is open. */
export type Period = Readonly<{ from?: Date | undefined; until?: Date | undefined }>

export type Lens = 'linked' | 'hub'
type Reach = Lens

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
  until?: Date | undefined
  endedAt?: Date | undefined
}>
export type AgreementFact = Readonly<{
  id: string
  state: 'draft' | 'active' | 'ended'
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
export type BlockFact = Readonly<{
  personId: string
  againstStaff?: string | undefined
  exemptStaff: readonly string[]
  valid: Period
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
}>

export type CellFact = Readonly<{ agencyId: string; category: string; tier: number }>

/** Who asks in which role, for which purpose, through which lens, to see a record of that person in that cell. */
export type Request = Readonly<{
  staffId: string
  agencyId: string
  role: string
  purpose: string
  lens: Lens
  personId: string
  cell: CellFact
  at: Date
}>

export type LockName = 'person' | 'purpose' | 'link' | 'gateway' | 'block'
export type Lock = Readonly<{ name: LockName; open: boolean; because: string }>
export type Decision = Readonly<{ allow: boolean; locks: readonly Lock[]; clauses: readonly string[] }>

/**
 * The five locks of the wall, with their reasons: the same answer as the row policies of the database, which
 * `tests/wall/agrees.test.ts` proves. Any closed lock refuses; nothing is open by default.
 */
export function decide(facts: Facts, request: Request): Decision {
  const clauses = clausesThatOpen(facts, request, 'read')
  const own = ownScopeThatOpens(facts, request)
  const gateway: Lock = own
    ? { name: 'gateway', open: true, because: 'own agency’s record' }
    : {
        name: 'gateway',
        open: clauses.length > 0,
        because: clauses.length > 0 ? 'clause in force' : 'no clause in force',
      }
  const locks = [
    personLock(facts, request),
    purposeLock(facts, request),
    linkLock(facts, request),
    gateway,
    blockLock(facts, request),
  ]
  return { allow: locks.every(lock => lock.open), locks, clauses: own ? [] : clauses.map(clause => clause.id) }
}

/** Whether something may be added in that cell: one's own agency's, or one where a clause lets this role deposit. */
export function decideAdding(facts: Facts, request: Omit<Request, 'personId'>): Decision {
  const own = ownScopeThatOpens(facts, { ...request, lens: 'linked' })
  const clauses = clausesThatOpen(facts, { ...request, lens: 'linked' }, 'deposit')
  const isOpen = (own?.mayWrite ?? false) || clauses.length > 0
  const gateway: Lock = {
    name: 'gateway',
    open: isOpen,
    because: isOpen ? 'own cell or deposit clause' : 'cell of another agency',
  }
  const locks = [personLock(facts, request), purposeLock(facts, request), gateway]
  return { allow: locks.every(lock => lock.open), locks, clauses: clauses.map(clause => clause.id) }
}

export function isWithin({ from, until }: Period, at: Date): boolean {
  return (from === undefined || from <= at) && (until === undefined || until > at)
}

type Asker = Pick<Request, 'staffId' | 'agencyId' | 'role' | 'at'>

function personLock({ staff, appointments }: Facts, { staffId, agencyId, role, at }: Asker): Lock {
  const lock = (open: boolean, because: string): Lock => ({ name: 'person', open, because })
  const member = staff.find(({ id }) => id === staffId)
  if (!member || member.agencyId !== agencyId) return lock(false, 'not a member of staff of this agency')
  if (!isWithin(member.active, at)) return lock(false, 'account not live')
  if (!isWithin({ until: member.vettingUntil }, at)) return lock(false, 'vetting has run out')
  if (!isWithin({ until: member.trainingUntil }, at)) return lock(false, 'training has run out')
  const isHeld = appointments.some(
    held => held.staffId === staffId && held.role === role && isWithin(held.held, at),
  )
  return isHeld ? lock(true, 'live account, appointed to this role') : lock(false, 'not appointed to this role')
}

/** A role acts for its own purposes, and for those that a clause names for it. */
function purposeLock(
  { rolePurposes, agreements }: Facts,
  { agencyId, role, purpose }: Pick<Request, 'agencyId' | 'role' | 'purpose'>,
): Lock {
  const isOwn = rolePurposes.some(each => each.role === role && each.purpose === purpose)
  const isNamed = agreements.some(({ clauses }) =>
    clauses.some(
      clause => clause.purpose === purpose && clause.toRoles.includes(role) && clause.toAgencies.includes(agencyId),
    ),
  )
  return {
    name: 'purpose',
    open: isOwn || isNamed,
    because: isOwn || isNamed ? 'purpose of this role' : 'not a purpose of this role',
  }
}

function linkLock({ links }: Facts, request: Request): Lock {
  if (request.lens === 'hub') return { name: 'link', open: true, because: 'a desk needs no link' }
  const link = links.find(
    each =>
      each.personId === request.personId &&
      each.purpose === request.purpose &&
      isWithin(each.valid, request.at) &&
      isOf(each, request),
  )
  if (!link) return { name: 'link', open: false, because: 'no link to this person for this purpose' }
  return {
    name: 'link',
    open: true,
    because: link.staffId === undefined ? 'linked as a team' : 'linked to this person',
  }
}

function isOf(link: LinkFact, { staffId, agencyId, role }: Request): boolean {
  return link.staffId === undefined ? link.agencyId === agencyId && link.role === role : link.staffId === staffId
}

function ownScopeThatOpens(facts: Facts, request: Omit<Request, 'personId'>): OwnScopeFact | undefined {
  const { cell, role, purpose } = request
  if (cell.agencyId !== request.agencyId) return undefined
  if (!facts.rolePurposes.some(each => each.role === role && each.purpose === purpose)) return undefined
  return facts.ownScopes.find(
    scope =>
      scope.role === role &&
      scope.category === cell.category &&
      cell.tier <= scope.highestTier &&
      reaches(scope.reach, request.lens),
  )
}

function clausesThatOpen(
  { agreements }: Facts,
  request: Omit<Request, 'personId'>,
  access: 'read' | 'deposit',
): ClauseFact[] {
  const { agencyId, role, purpose, lens, cell, at } = request
  if (cell.agencyId === agencyId) return []
  return agreements
    .filter(({ state, inForce }) => state === 'active' && isWithin(inForce, at))
    .flatMap(({ clauses }) => clauses)
    .filter(
      clause =>
        clause.access === access &&
        isWithin({ until: clause.until }, at) &&
        isWithin({ until: clause.endedAt }, at) &&
        clause.toAgencies.includes(agencyId) &&
        clause.toRoles.includes(role) &&
        clause.purpose === purpose &&
        clause.fromAgencies.includes(cell.agencyId) &&
        clause.categories.includes(cell.category) &&
        cell.tier <= clause.highestTier &&
        reaches(clause.reach, lens),
    )
}

const reaches = (reach: Reach, lens: Lens): boolean => reach === 'hub' || lens === 'linked'

/** Why a lock stays closed is for the log only: that a block exists is never shown to whom it stops. */
function blockLock({ blocks }: Facts, { personId, staffId, at }: Request): Lock {
  const isBlocked = blocks.some(
    block =>
      block.personId === personId &&
      isWithin(block.valid, at) &&
      (block.againstStaff === undefined || block.againstStaff === staffId) &&
      !block.exemptStaff.includes(staffId),
  )
  return { name: 'block', open: !isBlocked, because: isBlocked ? 'blocked' : 'no block' }
}
