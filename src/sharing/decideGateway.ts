import { isSameCell, isWithin } from './decideFacts.ts'
import type { Asker, ClauseFact, Facts, Lock, OwnScopeFact, Request, RowFact, ShareFact } from './decideFacts.ts'

/** The purpose of an emergency access; nobody is linked for it but to the person who was opened. */
export const emergencyPurpose = 'vital_interests'
const usualPurpose = 'safeguard_child'
const day = 86_400_000

export type Gateway = Readonly<{ lock: Lock; own: boolean; clauses: readonly ClauseFact[] }>

/** Lock four: one's own agency's row, a clause in force, what a share lends, or an emergency. */
export function gatewayLock(facts: Facts, request: Request): Gateway {
  const isEmergency = request.purpose === emergencyPurpose
  const asked = isEmergency ? { ...request, purpose: usualPurpose } : request
  const opened = (because: string, own = false, clauses: readonly ClauseFact[] = []): Gateway =>
    ({ lock: { name: 'gateway', open: true, because }, own, clauses })
  const closed: Gateway = {
    lock: { name: 'gateway', open: false, because: 'no clause in force' }, own: false, clauses: [] }
  if (isEmergency && (request.lens === 'hub' || !hasEmergency(facts, request))) return closed
  if (ownScopeThatOpens(facts, asked)) return opened('own agency’s record', true)
  const clauses = clausesThatOpen(facts, asked, 'read')
    .filter(clause => isEmergency || reachesRow(clause, request.row, request.at))
  if (clauses.length > 0) return opened('clause in force', false, clauses)
  if (isEmergency) return isOfEmergency(facts, request) ? opened('opened in an emergency') : closed
  const isLent = request.lens === 'linked' &&
    sharesWith(facts, request).some(share =>
      share.toRole === request.role && share.lends.some(cell => isSameCell(cell, request.cell)))
  return isLent ? opened('lent by a share') : closed
}

const hasEmergency = ({ emergencies = [] }: Facts, { staffId, role, at }: Request) =>
  emergencies.some(each => each.staffId === staffId && each.role === role && isWithin(each.valid, at))

const isOfEmergency = ({ emergencyScope = [] }: Facts, { cell }: Request) =>
  emergencyScope.some(each => each.category === cell.category && cell.tier <= each.highestTier)

/** A clause without limits reaches every row; a narrow one the entries that are recent and of that role. */
function reachesRow({ subjectClass = 'any', oldestDays }: ClauseFact, row: RowFact | undefined, at: Date): boolean {
  if (row?.occurredAt === undefined) return true
  if (subjectClass !== 'any' && subjectClass !== row.eventRole) return false
  return oldestDays === undefined || row.occurredAt.getTime() >= at.getTime() - oldestDays * day
}

export function ownScopeThatOpens(facts: Facts, asked: Asker): OwnScopeFact | undefined {
  const { cell, role, purpose } = asked
  if (cell.agencyId !== asked.agencyId) return undefined
  if (!facts.rolePurposes.some(each => each.role === role && each.purpose === purpose)) return undefined
  return facts.ownScopes.find(
    scope =>
      scope.role === role &&
      scope.category === cell.category &&
      cell.tier <= scope.highestTier &&
      (scope.reach === 'hub' || asked.lens === 'linked'),
  )
}

/** A coarse clause opens no row: it tells an age band or a district instead. */
export function clausesThatOpen({ agreements }: Facts, asked: Asker, access: 'read' | 'deposit'): ClauseFact[] {
  const { agencyId, role, purpose, lens, cell, at } = asked
  if (cell.agencyId === agencyId) return []
  return agreements
    .filter(({ state, inForce }) => state === 'active' && isWithin(inForce, at))
    .flatMap(({ clauses }) => clauses)
    .filter(
      clause =>
        clause.access === access &&
        (clause.precision ?? 'full') === 'full' &&
        isWithin({ until: clause.until }, at) &&
        isWithin({ until: clause.endedAt }, at) &&
        clause.toAgencies.includes(agencyId) &&
        clause.toRoles.includes(role) &&
        clause.purpose === purpose &&
        clause.fromAgencies.includes(cell.agencyId) &&
        clause.categories.includes(cell.category) &&
        cell.tier <= clause.highestTier &&
        (clause.reach === 'hub' || lens === 'linked'),
    )
}

/** The shares of this person that reach whoever asks, now. */
export function sharesWith({ shares = [] }: Facts, request: Request): ShareFact[] {
  return shares.filter(share =>
    share.personId === request.personId && share.purpose === request.purpose && share.toAgencyId === request.agencyId &&
    (share.toStaffId === undefined ? share.toRole === request.role : share.toStaffId === request.staffId) &&
    isWithin(share.valid, request.at))
}
