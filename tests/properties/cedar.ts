import {
  preparsePolicySet, statefulIsAuthorized, type CedarValueJson, type EntityUidJson,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { CellFact, ClauseFact, Facts, LinkFact, Period, ShareFact } from '../../src/sharing/decideFacts.ts'
import type { Question, Row, World } from '../wall/worlds.ts'
import { cedarPolicies } from './cedarPolicies.ts'

type Record_ = Record<string, CedarValueJson>
const actions = ['serve', 'know', 'open', 'write', 'fit', 'takePart', 'pass'] as const
type Action = (typeof actions)[number]
const never = 8_640_000_000_000_000
const day = 86_400_000
const usualPurpose = 'safeguard_child'

/** One set of policies for each action, so that a question reads only its own; and which of them forbid. */
const forbids = new Map<string, Set<string>>()

/** Reads the policies once; a fault in their words can be seeded. */
export function readPolicies(text = cedarPolicies): void {
  const policies = text.split(/^(?=permit |forbid )/mv).filter(policy => /^(?:permit|forbid) /v.test(policy))
  for (const action of actions) {
    const own = policies.filter(policy => policy.slice(0, policy.indexOf(', resource')).includes(`Action::"${action}"`))
    forbids.set(action, new Set(own.flatMap((policy, at) => policy.startsWith('forbid') ? [`policy${at}`] : [])))
    const answer = preparsePolicySet(action, { staticPolicies: own.join('\n') })
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
  }
}

const entity = (type: string, id: string) => ({ __entity: { type, id } })
const staffOf = (id: string) => entity('Staff', id)
const rowOf = (id: string) => entity('Row', id)
const cellOf = ({ agencyId, category, tier }: CellFact): Record_ => ({ owner: agencyId, category, tier })
const within = ({ from, until }: Period): Record_ =>
  ({ from: from?.getTime() ?? -never, until: until?.getTime() ?? never })

/** What Cedar shows this question of the world: the ids of rows, in order. */
export function seenByCedar(world: World, question: Question, at: Date): string[] {
  const { facts } = world
  const asking = ask(world, question, at)
  const anyRow = world.rows[0]
  if (!anyRow || !facts.appointments.some(({ staffId, role, held }) =>
    asking('serve', anyRow, { appointment: { staff: staffOf(staffId), role, ...within(held) } }))) return []
  const known = new Map<string, Record_[]>()
  const linksTo = (row: Row) => {
    const found = known.get(row.personId) ?? linksOf(facts, row.personId).filter(link => asking('know', row, { link }))
    known.set(row.personId, found)
    return found
  }
  return world.rows.filter(row => {
    const links = linksTo(row)
    if (links.length === 0) return false
    const emergencies = question.purpose === 'vital_interests' ? emergenciesOf(facts, question) : [{}]
    const grants = emergencies.flatMap(emergency =>
      grantsOf(facts, question, row).filter(grant => asking('open', row, { grant, ...emergency })))
    return links.some(link => grants.some(grant => asking('fit', row, { link, grant }))) &&
      takesPart(facts, row, asking) && isUnblocked(facts, row, asking)
  }).map(({ id }) => id).toSorted()
}

type Asking = (action: Action, row: Row, witness: Record_) => boolean

function ask({ facts }: World, question: Question, at: Date): Asking {
  const member = facts.staff.find(({ id }) => id === question.staffId)
  if (!member) return () => false
  const principal = { type: 'Staff', id: question.staffId }
  const active = within(member.active)
  const attrs: Record_ = {
    agency: member.agencyId, activeFrom: active['from'] ?? never, activeUntil: active['until'] ?? -never,
    vettingUntil: member.vettingUntil?.getTime() ?? never, trainingUntil: member.trainingUntil?.getTime() ?? never,
  }
  const common: Record_ = {
    at: at.getTime(), agency: question.agencyId, role: question.role, purpose: question.purpose, lens: question.lens,
    openFor: question.purpose === 'vital_interests' ? usualPurpose : question.purpose,
    rolePurposes: facts.rolePurposes.filter(({ role }) => role === question.role).map(({ purpose }) => purpose),
  }
  return (action, row, witness) => decided(action, { principal, row, context: { ...common, ...witness }, attrs })
}

type Call = { principal: EntityUidJson; row: Row; context: Record_; attrs: Record_ }

/** A permit asked with a witness of another kind does not apply; a forbid must always be able to judge. */
function decided(action: Action, { principal, row, context, attrs }: Call): boolean {
  const resource = { type: 'Row', id: row.id }
  const { occurredAt, eventRole, partyId, isContact = false } = row.row
  const answer = statefulIsAuthorized({
    principal, action: { type: 'Action', id: action }, resource, context, preparsedPolicySetId: action,
    entities: [
      { uid: principal, attrs, parents: [] },
      { uid: resource, parents: [], attrs: {
        ...cellOf(row.cell), person: row.personId, isContact,
        ...occurredAt && { occurredAt: occurredAt.getTime() }, ...eventRole !== undefined && { eventRole },
        ...partyId !== undefined && { party: partyId },
      } },
    ],
  })
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
  for (const { policyId, error } of answer.response.diagnostics.errors)
    if (forbids.get(action)?.has(policyId) === true || !error.message.includes('does not have the attribute'))
      throw new Error(`${policyId} for ${action}: ${error.message}`)
  return answer.response.decision === 'allow'
}

/** Of the person alone, as Cedar would be given the slice of its entities. */
function linksOf({ links, shares = [], emergencies = [] }: Facts, personId: string): Record_[] {
  return [
    { kind: 'desk' },
    ...links.filter(link => link.personId === personId).map(linkFrom),
    ...shares.filter(share => share.personId === personId).map(shareLink),
    ...emergencies.filter(each => each.personId === personId).map(({ staffId, valid }) => ({
      kind: 'emergency', person: personId, purpose: 'vital_interests', staff: staffOf(staffId), ...within(valid) })),
  ]
}

const linkFrom = ({ personId, staffId, agencyId, role, purpose, valid }: LinkFact): Record_ => ({
  kind: 'plain', person: personId, purpose, agency: agencyId, ...within(valid),
  ...role !== undefined && { role }, ...staffId !== undefined && { staff: staffOf(staffId) },
})

const shareLink = (share: ShareFact): Record_ => ({
  kind: 'share', share: share.id, person: share.personId, purpose: share.purpose, agency: share.toAgencyId,
  role: share.toRole, ...within(share.valid), ...share.toStaffId !== undefined && { staff: staffOf(share.toStaffId) },
  cells: share.opens.map(cellOf), records: share.records.map(rowOf),
})

function grantsOf(facts: Facts, { role }: Question, row: Row): Record_[] {
  const { ownScopes, agreements, shares = [], emergencyScope = [] } = facts
  return [
    ...ownScopes.filter(scope => scope.role === role && scope.category === row.cell.category)
      .map(scope => ({ kind: 'own', ...scope })),
    ...agreements.flatMap(({ state, inForce, clauses }) => clauses.map(clause =>
      clauseGrant(state, inForce, clause))),
    ...shares.filter(({ personId, lends }) => personId === row.personId && lends.length > 0)
      .map(share => ({ kind: 'loan', share: share.id, role: share.toRole, cells: share.lends.map(cellOf) })),
    ...emergencyScope.filter(({ category }) => category === row.cell.category)
      .map(scope => ({ kind: 'emergency', ...scope })),
  ]
}

function clauseGrant(state: string, inForce: Period, clause: ClauseFact): Record_ {
  const ends = [inForce.until, clause.until, clause.endedAt].map(end => end?.getTime() ?? never)
  return {
    kind: 'clause', state, from: inForce.from?.getTime() ?? -never, until: Math.min(...ends), access: clause.access,
    precision: clause.precision ?? 'full', reach: clause.reach, purpose: clause.purpose,
    toAgencies: [...clause.toAgencies], toRoles: [...clause.toRoles], fromAgencies: [...clause.fromAgencies],
    categories: [...clause.categories], highestTier: clause.highestTier, subjectClass: clause.subjectClass ?? 'any',
    oldest: clause.oldestDays === undefined ? 2 * never : clause.oldestDays * day,
  }
}

const emergenciesOf = ({ emergencies = [] }: Facts, { staffId }: Question): Record_[] =>
  emergencies.filter(each => each.staffId === staffId).map(({ role, valid }) =>
    ({ emergency: { staff: staffOf(staffId), role, ...within(valid) } }))

/** A party, or a role that writes such rows of its own agency. */
function takesPart(facts: Facts, row: Row, asking: Asking): boolean {
  if (asking('takePart', row, {})) return true
  return facts.ownScopes.some(scope => scope.category === row.cell.category &&
    asking('write', row, { grant: { kind: 'own', ...scope } }))
}

function isUnblocked({ blocks }: Facts, row: Row, asking: Asking): boolean {
  return blocks.filter(({ personId }) => personId === row.personId).every(block => asking('pass', row, { block: {
    person: block.personId, covers: block.covers ?? 'person', ...within(block.valid),
    exempt: block.exemptStaff.map(staffOf),
    ...block.againstStaff !== undefined && { against: staffOf(block.againstStaff) } } }))
}
