import * as fc from 'fast-check'
import type {
  AgreementFact, BlockFact, CellFact, ClauseFact, EmergencyFact, Facts, LinkFact, OwnScopeFact, Request, RowFact,
  ShareFact,
} from '../../src/sharing/decideFacts.ts'
import { categories, draftOf, otherTables, purposes, roles, tiers, type Draft } from './worldDrafts.ts'

export type Row = Readonly<{
  id: string
  table: 'record' | (typeof otherTables)[number]
  personId: string
  cell: CellFact
  row: RowFact
  /** For a person of a notification: which. */
  notificationId?: string
}>
/** One small made-up partnership: who works there, what was agreed, and rows to be hidden or shown. */
export type World = Readonly<{
  partnershipId: string
  agencies: readonly string[]
  people: readonly string[]
  facts: Facts
  rows: readonly Row[]
}>
export type Question = Omit<Request, 'personId' | 'cell' | 'row' | 'at'>

export type Reference = Readonly<{
  ownScopes: readonly OwnScopeFact[]
  rolePurposes: readonly { role: string; purpose: string }[]
  emergencyScope: readonly { category: string; highestTier: number }[]
}>
export type Made = { now: Date; reference: Reference }

const day = 86_400_000
const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
const idOf = (world: number, kind: number, n: number) => `${hex(world, 8)}-${hex(kind, 4)}-4000-8000-${hex(n, 12)}`

/** Worlds, each with ids of its own number, which begins at `first`. */
export function sampleWorlds(count: number, seed: number, made: Made, first = 1): World[] {
  const drafts = fc.sample(draftOf(made.now.getTime()), { numRuns: count, seed })
  return drafts.map((draft, index) => built(draft, index + first, made))
}

/** Worlds in which what limits a clause meets: several shares, some of them loans, an emergency, a sealed address. */
export function sampleCrowded(count: number, seed: number, made: Made, first: number): World[] {
  const drafts = fc.sample(draftOf(made.now.getTime()), { numRuns: count * 12, seed }).filter(isCrowded).slice(0, count)
  return drafts.map((draft, index) => built(draft, index + first, made))
}

const isCrowded = ({ shares, emergencies, contactSeals, agreements }: Draft): boolean =>
  shares.length >= 2 && emergencies.length > 0 && contactSeals.length > 0 &&
  agreements.flatMap(({ clauses }) => clauses).some(({ kind }) => kind === 'narrow')

/** What stands at that place of a list, counting round and round. */
function of<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}

function agreed(draft: Draft, n: number, agencies: readonly string[]): AgreementFact[] {
  const unique = (places: readonly number[]) => [...new Set(places.map(at => of(agencies, at)))]
  return draft.agreements.map((agreement, i): AgreementFact => ({
    id: idOf(n, 4, i),
    state: agreement.state,
    inForce: { from: agreement.inForce.from, until: agreement.inForce.until ?? new Date('2100-01-01T00:00:00Z') },
    clauses: agreement.clauses.map(({ kind, subjectClass, oldestDays, ...clause }, j): ClauseFact => ({
      ...clause,
      ...kind === 'narrow' && { access: 'read', categories: ['concern', 'health'], subjectClass, oldestDays },
      ...kind === 'coarse' &&
        { access: 'read', reach: 'linked', categories: ['identity'], precision: 'age_band' as const },
      id: idOf(n, 5, i * 10 + j),
      fromAgencies: unique(clause.from),
      toAgencies: unique(clause.to),
      toRoles: clause.roles,
    })),
  }))
}

type Ids = { n: number; agencies: readonly string[]; people: readonly string[]; now: Date }

/** Turns places into ids; a draft link of a member of staff takes that person's agency. */
function built(draft: Draft, n: number, { now, reference }: Made): World {
  const agencies = Array.from({ length: draft.agencies }, (_, i) => idOf(n, 1, i))
  const people = Array.from({ length: draft.people }, (_, i) => idOf(n, 2, i))
  const staff = draft.staff.map((member, i) => ({
    id: idOf(n, 3, i),
    agencyId: of(agencies, member.agency),
    active: member.active,
    vettingUntil: member.vettingUntil,
    trainingUntil: member.trainingUntil,
  }))
  const appointments = draft.staff.map((member, i) => ({
    staffId: of(staff, i).id,
    role: member.role,
    held: member.held,
  }))
  const ids = { n, agencies, people, now }
  const rows = [...recordsOf(draft, ids), ...othersOf(draft, ids)]
  const links = draft.links.map((link): LinkFact => {
    const to = link.staff === null ? undefined : of(staff, link.staff)
    return {
      personId: of(people, link.person), staffId: to?.id, agencyId: to?.agencyId ?? of(agencies, link.agency),
      role: link.role, purpose: link.purpose, valid: link.valid,
    }
  })
  const blockFrom = ({ person, against, exempt, valid }: Draft['blocks'][number]): BlockFact => ({
    personId: of(people, person), againstStaff: against === null ? undefined : of(staff, against).id,
    exemptStaff: exempt.map(at => of(staff, at).id), valid,
  })
  const facts: Facts = {
    ...reference, staff, appointments, agreements: agreed(draft, n, agencies), links,
    blocks: [...draft.blocks.map(blockFrom),
      ...draft.contactSeals.map(seal => ({ ...blockFrom(seal), covers: 'contacts' as const }))],
    shares: draft.shares.map((share, i) => shareFrom(share, i, { ...ids, staff: draft.staff.map((member, at) =>
      ({ id: of(staff, at).id, agencyId: of(staff, at).agencyId, role: member.role })), rows })),
    emergencies: draft.emergencies.map(({ staff: who, person, valid }): EmergencyFact => ({
      staffId: of(staff, who).id, role: of(appointments, who).role, personId: of(people, person), valid })),
  }
  return { partnershipId: idOf(n, 0, 0), agencies, people, facts, rows }
}

type Giving = Ids & { staff: readonly { id: string; agencyId: string; role: string }[]; rows: readonly Row[] }

/** A share to a colleague is to the role that they hold; nobody shares with their own agency. */
function shareFrom(share: Draft['shares'][number], i: number, { n, agencies, people, staff, rows }: Giving): ShareFact {
  const about = of(rows.filter(({ table }) => table === 'record'), share.row)
  const { agencyId } = about.cell
  const personId = share.person === null ? about.personId : of(people, share.person)
  const colleague = share.staff === null ? undefined
    : staff.filter(each => each.agencyId !== agencyId).at(share.staff % Math.max(1, staff.length))
  const records = share.isOfCell || personId !== about.personId ? [] : [about.id]
  const opens = [
    ...share.isOfCell ? [about.cell] : [],
    ...share.more.map(([category, tier]): CellFact =>
      ({ agencyId, category: of(categories, category), tier: of(tiers, tier) }))]
  return {
    id: idOf(n, 7, i), personId,
    purpose: share.purpose, fromAgencyId: agencyId,
    toAgencyId: colleague?.agencyId ?? of(agencies.filter(id => id !== agencyId), share.to),
    toRole: colleague?.role ?? share.role, toStaffId: colleague?.id,
    opens, lends: share.lends ? [...opens, ...records.length > 0 ? [about.cell] : []] : [], records,
    valid: { from: share.valid.from, until: share.valid.until ?? new Date('2100-01-01T00:00:00Z') },
  }
}

const recordsOf = (draft: Draft, { n, agencies, people, now }: Ids): Row[] =>
  draft.records.map((record, i) => ({
    id: idOf(n, 6, i), table: 'record', personId: of(people, record.person),
    cell: { agencyId: of(agencies, record.agency), category: record.category, tier: record.tier },
    row: {
      id: idOf(n, 6, i), occurredAt: new Date(now.getTime() - record.daysAgo * day - 5 * day / 2), eventRole: record.role,
    },
  }))

/** A person of a notification stands beside the notification itself, of which that person need not be the subject. */
const othersOf = (draft: Draft, { n, agencies, people }: Ids): Row[] =>
  draft.others.flatMap(({ table, person, second, agency, party, tier }, i): Row[] => {
    const cell = { agencyId: of(agencies, agency), tier,
      category: table === 'contact_point' ? 'identity' : 'notification' }
    const one = (id: string, personId: string, as: Row['table']): Row => ({
      id, table: as, personId, cell,
      row: as === 'contact_point' ? { id, isContact: true } : { id, partyId: of(agencies, party) },
    })
    const id = idOf(n, 8, i)
    if (table !== 'notification_person') return [one(id, of(people, person), table)]
    const of2 = one(`${id}/${of(people, second)}`, of(people, second), 'notification_person')
    return [one(id, of(people, person), 'notification'), { ...of2, notificationId: id }]
  })

/** Every member of staff, in their role and in one they do not hold, for every purpose, through both lenses. */
export function questionsOf({ facts }: World): Question[] {
  return facts.staff.flatMap(({ id, agencyId }, i) => {
    const held = facts.appointments[i]?.role ?? roles[0]
    const other = roles[(roles.findIndex(each => each === held) + 1) % roles.length] ?? roles[0]
    const asked = [...purposes.map(purpose => ({ role: held, purpose })), { role: other, purpose: purposes[0] }]
    const questions: Question[] = asked.flatMap(way =>
      (['linked', 'hub'] as const).map(lens => ({ staffId: id, agencyId, ...way, lens })))
    const inEmergency = facts.emergencies?.some(each => each.staffId === id) === true
    return inEmergency
      ? [...questions, { staffId: id, agencyId, role: held, purpose: 'vital_interests', lens: 'linked' }]
      : questions
  })
}
