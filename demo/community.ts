import { makeEmergencyAttendances, makeMissingEpisodes } from './careEvents.ts'
import type { DayNumber } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { Ground } from './family.ts'
import { makeFamily } from './family.ts'
import type { Life } from './life.ts'
import { makeNotifications } from './notifications.ts'
import { makeFreshOccurrences, makePoliceEvents } from './policeEvents.ts'
import { Register } from './register.ts'
import type { Rhythms } from './rhythm.ts'
import { makeSchoolEvents } from './schoolEvents.ts'
import { makeSafeguardingContacts, makeSingleContacts, makeSupport } from './supportEvents.ts'
import type { Community, Place, RelationshipKind } from './types.ts'
import type { Staffing, World } from './world.ts'
import { involve, pickStaff } from './world.ts'

export type CommunityPlan = {
  index: number
  numberOfCommunities: number
  children: number
  ground: Ground
  rhythms: Rhythms
  places: readonly Place[]
  staff: Staffing
}

/** One district’s worth of families, then their months, then what each agency wrote down. */
export function makeCommunity(plan: CommunityPlan): Community {
  const { ground } = plan
  const { chance, since, today, district } = ground
  const { young, adults } = makePeople(plan)
  const register = new Register(chance, { index: plan.index, of: plan.numberOfCommunities })
  befriend(chance, young)
  const world: World = {
    chance, since, today, rhythms: plan.rhythms, register, places: plan.places, staff: plan.staff,
    involvements: [], crowd: crowdOf(young, today), told: [], index: plan.index,
    numberOfCommunities: plan.numberOfCommunities,
  }
  for (const life of young) enrol(world, life)
  for (const life of young) live(world, life)
  makeFreshOccurrences(world, young, 4)
  const { notifications, requests } = makeNotifications(world)
  for (const life of young) {
    joinFamily(world, life)
    allocate(world, life)
  }
  return {
    index: plan.index,
    districtCode: district.code,
    records: register.records,
    identifiers: register.identifiers,
    addresses: register.addresses,
    needs: register.needs,
    relationships: register.relationships,
    involvements: world.involvements,
    events: world.told.sort((one, other) => one.at - other.at).map(({ event }) => event),
    notifications,
    requests,
    truth: {
      people: [...young, ...adults].map(({ person }) => person),
      owners: register.owners,
      wrongIdentifiers: register.wrongIdentifiers,
    },
  }
}

function makePeople({ ground, children: wanted }: CommunityPlan): { young: Life[]; adults: Life[] } {
  const young: Life[] = []
  const adults: Life[] = []
  let made = 0
  while (made < wanted) {
    const family = makeFamily(ground, wanted - made)
    made += family.children.filter(({ person }) => person.stage === 'child').length
    young.push(...family.children)
    adults.push(...family.parents)
  }
  return { young, adults }
}

/** Those around whom much happens have a small circle of friends in which it happens together. */
function befriend(chance: Chance, young: readonly Life[]): void {
  const busy = young.filter(({ eventfulness }) => eventfulness >= 2).sort((one, other) => one.bornOn - other.bornOn)
  for (let start = 0; start < busy.length;) {
    const circle = busy.slice(start, start + chance.between(3, 6))
    for (const life of circle) life.friends = circle.filter((other) => other !== life)
    start += circle.length
  }
}

function crowdOf(young: readonly Life[], today: DayNumber): readonly Life[] {
  return young.filter(({ bornOn }) => bornOn < today - 9 * 366)
    .flatMap((life) => Array.from({ length: 1 + life.eventfulness * life.eventfulness }, () => life))
}

/** Records that exist before anything happens: the school roll, health, and some families the council knows. */
function enrol({ chance, register, since }: World, life: Life): void {
  const { schoolCode } = life.person
  const day = Math.max(life.bornOn + 10, since - chance.between(5, 700))
  if (schoolCode !== null) {
    const record = register.recordOf(schoolCode, life, day)
    const [mother] = life.parents
    if (mother && chance.whether(350)) register.relate('parent', register.recordOf(schoolCode, mother, day), record)
  }
  if (life.person.stage === 'child' && chance.whether(520)) register.recordOf('community_health', life, day)
  const share = life.person.lookedAfter ? 1000 : [25, 110, 420, 700][life.eventfulness] ?? 0
  if (chance.whether(share)) register.recordOf('childrens_services', life, day)
}

/** Children who are looked after or in need have a social worker, most of them for some time already. */
function allocate(world: World, life: Life): void {
  const { chance, today } = world
  const isOpen = life.person.stage === 'child' && life.records.has('childrens_services')
    && chance.whether(life.person.lookedAfter ? 1000 : [20, 90, 380, 650][life.eventfulness] ?? 0)
  if (!isOpen) return
  const from = Math.max(life.bornOn + 5, today - chance.between(20, 480))
  involve(world, { life, staff: pickStaff(world, 'childrens_services', 'social_worker'), from, until: null })
}

function live(world: World, life: Life): void {
  makePoliceEvents(world, life)
  makeMissingEpisodes(world, life)
  makeEmergencyAttendances(world, life)
  makeSchoolEvents(world, life)
  makeSupport(world, life)
  makeSingleContacts(world, life)
  makeSafeguardingContacts(world, life)
}

/** Who belongs to whom, as the council writes it down for the children it knows. */
function joinFamily({ chance, register, today }: World, life: Life): void {
  const record = life.records.get('childrens_services')
  if (!record || life.person.stage === 'adult') return
  for (const parent of life.parents) {
    if (!chance.whether(880)) continue
    const known = register.recordOf('childrens_services', parent, today - chance.between(30, 500))
    register.relate('parent', known, record)
  }
  for (const sibling of life.siblings) {
    const other = sibling.records.get('childrens_services')
    const kind: RelationshipKind = sibling.person.twinId === life.person.id ? 'twin' : 'sibling'
    if (other) register.relate(kind, other, record)
  }
}
