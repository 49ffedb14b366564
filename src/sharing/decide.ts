import { isSameCell, isWithin } from './decideFacts.ts'
import type { Asker, Decision, Facts, LinkFact, Lock, Request, ShareFact } from './decideFacts.ts'
import {
  clausesThatOpen, emergencyPurpose, gatewayLock, ownScopeThatOpens, sharesWith, type Gateway,
} from './decideGateway.ts'

/**
 * The locks of the wall, with their reasons: the same answer as the row policies of the database and as Cedar, which
 * `tests/wall/agrees.test.ts` proves. Any closed lock refuses; nothing is open by default.
 */
export function decide(facts: Facts, request: Request): Decision {
  const gateway = gatewayLock(facts, request)
  const locks = [
    personLock(facts, request),
    purposeLock(facts, request),
    linkLock(facts, request),
    gateway.lock,
    shareLock(facts, request, gateway),
    partyLock(facts, request),
    releaseLock(facts, request),
    blockLock(facts, request),
  ]
  return {
    allow: locks.every(lock => lock.open), locks,
    clauses: gateway.own ? [] : gateway.clauses.map(clause => clause.id),
  }
}

/** Whether something may be added in that cell: one's own agency's, or one where a clause lets this role deposit. */
export function decideAdding(facts: Facts, asked: Asker): Decision {
  const anyLens = { ...asked, lens: 'linked' } as const
  const isEmergency = asked.purpose === emergencyPurpose
  // In an emergency only the reading itself is written down.
  const mayNote = isEmergency && isSameCell(asked.cell, { agencyId: asked.agencyId, category: 'disclosure', tier: 0 })
  const clauses = isEmergency ? [] : clausesThatOpen(facts, anyLens, 'deposit')
  const isOpen = mayNote || (ownScopeThatOpens(facts, anyLens)?.mayWrite ?? false) || clauses.length > 0
  const gateway: Lock = {
    name: 'gateway',
    open: isOpen,
    because: isOpen ? 'own cell or deposit clause' : 'cell of another agency',
  }
  const locks = [personLock(facts, asked), ...mayNote ? [] : [purposeLock(facts, asked)], gateway]
  return { allow: locks.every(lock => lock.open), locks, clauses: clauses.map(clause => clause.id) }
}

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

/** A role acts for its own purposes, for those that a clause or a share names for it, and in an emergency. */
function purposeLock(facts: Facts, { staffId, agencyId, role, purpose, at }: Asker): Lock {
  const { rolePurposes, agreements, shares = [], emergencies = [] } = facts
  const isOpen = rolePurposes.some(each => each.role === role && each.purpose === purpose) ||
    agreements.some(({ clauses }) => clauses.some(clause =>
      clause.purpose === purpose && clause.toRoles.includes(role) && clause.toAgencies.includes(agencyId))) ||
    shares.some(share => share.purpose === purpose && share.toRole === role && share.toAgencyId === agencyId) ||
    (purpose === emergencyPurpose &&
      emergencies.some(each => each.staffId === staffId && each.role === role && isWithin(each.valid, at)))
  return { name: 'purpose', open: isOpen, because: isOpen ? 'purpose of this role' : 'not a purpose of this role' }
}

function linkLock(facts: Facts, request: Request): Lock {
  const lock = (open: boolean, because: string): Lock => ({ name: 'link', open, because })
  if (request.lens === 'hub') return lock(true, 'a desk needs no link')
  const link = ordinaryLink(facts, request)
  if (link) return lock(true, link.staffId === undefined ? 'linked as a team' : 'linked to this person')
  if (sharesWith(facts, request).length > 0) return lock(true, 'reached by a share')
  const isEmergency = request.purpose === emergencyPurpose && facts.emergencies?.some(each =>
    each.staffId === request.staffId && each.personId === request.personId && isWithin(each.valid, request.at))
  return isEmergency === true
    ? lock(true, 'opened in an emergency')
    : lock(false, 'no link to this person for this purpose')
}

const ordinaryLink = ({ links }: Facts, request: Request): LinkFact | undefined =>
  links.find(each =>
    each.personId === request.personId && each.purpose === request.purpose && isWithin(each.valid, request.at) &&
    isOf(each, request))

function isOf(link: LinkFact, { staffId, agencyId, role }: Request): boolean {
  return link.staffId === undefined ? link.agencyId === agencyId && link.role === role : link.staffId === staffId
}

/** Whoever is reached by a share alone, and whatever a share alone opens, stays within what was chosen. */
function shareLock(facts: Facts, request: Request, { lock: gateway, own, clauses }: Gateway): Lock {
  const lock = (open: boolean, because: string): Lock => ({ name: 'share', open, because })
  if (request.lens === 'hub' || request.purpose === emergencyPurpose) return lock(true, 'no matter of a share')
  if (request.cell.agencyId === request.agencyId) return lock(true, 'own agency’s record')
  const shares = sharesWith(facts, request)
  const needsNone = own || clauses.length > 0 || !gateway.open
  if (needsNone && (ordinaryLink(facts, request) || shares.length === 0)) return lock(true, 'no share needed')
  // What no clause opens is lent by the one share that lends it.
  const isLentBy = (share: ShareFact) => share.lends.some(cell => isSameCell(cell, request.cell))
  const isChosen = shares.filter(share => needsNone || isLentBy(share)).some(share =>
    share.opens.some(cell => isSameCell(cell, request.cell)) || share.records.some(id => id === request.row?.id))
  return isChosen ? lock(true, 'in a share') : lock(false, 'in no share')
}

/** A clause opens categories; still, a partner who is asked about a child is not the one who told of that child. */
function partyLock(facts: Facts, request: Request): Lock {
  const party = request.row?.partyId
  const isParty = party === undefined || request.lens === 'hub' || party === request.agencyId ||
    (ownScopeThatOpens(facts, request)?.mayWrite ?? false)
  return { name: 'party', open: isParty, because: isParty ? 'a party, or nobody’s alone' : 'between other agencies' }
}

/** The carer's plan is opened to those who search, and to them only while they search: migration 0074. */
function releaseLock({ releases = [] }: Facts, { personId, agencyId, cell }: Request): Lock {
  const isWithheld = cell.agencyId !== agencyId && releases.some(release => release.category === cell.category &&
    !release.openToAgencies.includes(agencyId) && !release.missingPeople.includes(personId))
  return { name: 'release', open: !isWithheld, because: isWithheld ? 'nobody is looking for the child' : 'not withheld' }
}

/** Why a lock stays closed is for the log only: that a block exists is never shown to whom it stops. */
function blockLock({ blocks }: Facts, { personId, staffId, row, at }: Request): Lock {
  const isBlocked = blocks.some(
    block =>
      block.personId === personId &&
      isWithin(block.valid, at) &&
      (block.covers !== 'contacts' || row?.isContact === true) &&
      (block.againstStaff === undefined || block.againstStaff === staffId) &&
      !block.exemptStaff.includes(staffId),
  )
  return { name: 'block', open: !isBlocked, because: isBlocked ? 'blocked' : 'no block' }
}
