import { getAgency } from './agencies.ts'
import type { DayNumber, Moment } from './calendar.ts'
import { ageOn, dayOfMoment, dayText, minutesInDay, partsOf, timeText } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { Life } from './life.ts'
import type { Register } from './register.ts'
import type { Rhythms } from './rhythm.ts'
import type { Slots } from './sentence.ts'
import type {
  AgencyCode, DemoEvent, EventDetail, EventKind, EventPerson, EventRole, Place, SourceInvolvement, SourceRecord, Staff,
  StaffRole, Statement,
} from './types.ts'

/** One event with what its maker still needs to know of it. */
export type Told = { event: DemoEvent; at: Moment; recordedAt: Moment; subject: Life; slots: Slots; isFresh: boolean }

/** Who works where, by agency and by `agency/role`. */
export type Staffing = ReadonlyMap<string, readonly Staff[]>

export type World = {
  chance: Chance
  since: DayNumber
  today: DayNumber
  rhythms: Rhythms
  register: Register
  places: readonly Place[]
  staff: Staffing
  involvements: SourceInvolvement[]
  /** Everybody from nine to twenty-four, those around whom more happens more often. */
  crowd: readonly Life[]
  told: Told[]
  index: number
  numberOfCommunities: number
}

export type Account = {
  code: AgencyCode
  kind: EventKind
  at: Moment
  recordedAt: Moment
  subject: Life
  role: EventRole
  others?: readonly EventPerson[]
  place: Place | null
  statements: readonly Statement[]
  detail: EventDetail
  slots: Slots
  /** Set where the same person keeps working with the child. */
  by?: Staff | undefined
  /** Happened yesterday and has just reached the front door, where nobody has decided yet. */
  isFresh?: boolean
}

export function pickStaff(world: World, code: AgencyCode, role?: StaffRole): Staff {
  const list = world.staff.get(role ? `${code}/${role}` : code)
  if (!list) throw new Error('an agency without staff')
  return world.chance.pick(list)
}

export function ageAt(life: Life, at: Moment): number {
  return ageOn(life.bornOn, dayOfMoment(at))
}

/** What the agency calls this person, ready to be put into sentences. */
export function slotsFor(
  record: SourceRecord, who: { life: Life; at: Moment; place: Place | null; detail?: string },
): Slots {
  return {
    name: record.givenName,
    age: ageAt(who.life, who.at),
    sex: who.life.person.sex,
    place: who.place?.name ?? 'home',
    detail: who.detail ?? '',
  }
}

export function personIn(record: SourceRecord, role: EventRole): EventPerson {
  return { recordId: record.id, role }
}

/** Writes down what happened; nothing is recorded on or after the last day. */
export function write(world: World, account: Account): void {
  const { register, chance } = world
  const latest = world.today * minutesInDay - 1
  const recordedAt = Math.max(account.at, Math.min(account.recordedAt, latest))
  const record = register.recordOf(account.code, account.subject, dayOfMoment(account.at))
  const event: DemoEvent = {
    id: chance.uuid(),
    agencyId: getAgency(account.code).id,
    agencyCode: account.code,
    reference: referenceOf(world, account),
    kind: account.kind,
    happenedAt: timeText(account.at),
    recordedAt: timeText(recordedAt),
    recordedByStaffId: (account.by ?? pickStaff(world, account.code, recorders[account.kind])).id,
    placeId: account.place?.id ?? null,
    people: [personIn(record, account.role), ...(account.others ?? [])],
    statements: account.statements,
    detail: account.detail,
  }
  const { at, subject, slots, isFresh = false } = account
  world.told.push({ event, at, recordedAt, subject, slots, isFresh })
}

const recorders: Partial<Record<EventKind, StaffRole>> = {
  assault: 'neighbourhood_officer', robbery: 'neighbourhood_officer', knife_possession: 'neighbourhood_officer',
  drugs_possession: 'neighbourhood_officer', drugs_supply: 'exploitation_detective', theft: 'neighbourhood_officer',
  criminal_damage: 'neighbourhood_officer', antisocial_behaviour: 'neighbourhood_officer',
  domestic_incident: 'neighbourhood_officer', stop_and_search: 'neighbourhood_officer',
  exploitation_concern: 'exploitation_detective', missing_episode: 'exploitation_detective',
  safeguarding_contact: 'front_door_worker',
}

const prefixes: Partial<Record<EventKind, string>> = {
  missing_episode: 'MP', emergency_attendance: 'ED', suspension: 'SU', attendance: 'AT', safeguarding_contact: 'C',
  youth_justice_contact: 'YJ', mentoring_session: 'M', youth_club_note: 'Y', health_contact: 'H',
  housing_contact: 'T', probation_contact: 'PR',
}

function referenceOf(world: World, { kind, at }: Account): string {
  const serial = world.told.length * world.numberOfCommunities + world.index + 1
  const year = partsOf(dayOfMoment(at)).year % 100
  return `${prefixes[kind] ?? 'WX'}${year}-${String(serial).padStart(6, '0')}`
}

/** Notes that somebody works with this child, from a day until another or until now. */
export function involve(
  world: World, who: { life: Life; staff: Staff; from: DayNumber; until: DayNumber | null },
): void {
  const { staff, from, until } = who
  const record = world.register.recordOf(staff.agencyCode, who.life, from)
  world.involvements.push({
    id: world.chance.uuid(), recordId: record.id, agencyId: staff.agencyId, staffId: staff.id, role: staff.role,
    fromOn: dayText(from), untilOn: until === null ? null : dayText(until),
  })
}

/** Somebody else who could have been there: a friend more often than not. */
export function findCompanion(
  world: World, life: Life, who: { at: Moment; from: number; not: readonly Life[] },
): Life | undefined {
  const { chance, crowd } = world
  for (let attempt = 0; attempt < 4; attempt++) {
    const other = life.friends.length > 0 && chance.whether(550) ? chance.pick(life.friends) : chance.pick(crowd)
    if (other !== life && !who.not.includes(other) && ageAt(other, who.at) >= who.from) return other
  }
  return undefined
}
