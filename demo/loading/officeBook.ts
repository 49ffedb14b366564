import type { Client } from 'pg'
import type { ClockRule } from '../../src/kernel/deadlines.ts'
import { dueAt } from '../../src/kernel/deadlines.ts'
import type { Moment } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Agency, Partnership, Place, Staff, StaffRole, Uuid } from '../types.ts'
import { millisecondsOf } from './moments.ts'

export type RecordKind = { title: string; category: string; tier: number }

/** What the database says of them. */
export type Written = {
  cells: ReadonlyMap<string, number>
  kinds: ReadonlyMap<string, RecordKind>
  rules: ReadonlyMap<string, ClockRule>
  holidays: ReadonlySet<string>
  /** `role/category` that a role writes in its own agency. */
  writable: ReadonlySet<string>
}

/** What is already laid down and everything later refers to: cells, kinds of record, rules, staff, places. */
export class OfficeBook {
  readonly council: Agency
  private readonly written: Written
  private readonly agencies: ReadonlyMap<Uuid, Agency>
  private readonly staff: ReadonlyMap<Uuid, Staff>
  private readonly places: ReadonlyMap<Uuid, Place>

  constructor({ agencies, staff, area }: Partnership, written: Written) {
    this.written = written
    this.agencies = new Map(agencies.map(agency => [agency.id, agency]))
    this.staff = new Map(staff.map(person => [person.id, person]))
    this.places = new Map(area.places.map(place => [place.id, place]))
    this.council = found(agencies.find(({ code }) => code === 'childrens_services'), 'a council')
  }

  cell(agencyId: Uuid, category: string, tier: number): number {
    return found(this.written.cells.get(`${agencyId}/${category}/${tier}`), `the cell of ${category} ${tier}`)
  }

  kind(code: string): RecordKind {
    return found(this.written.kinds.get(code), `the kind of record ${code}`)
  }

  /** The cell of a kind of record, or the concern's own category where the writer may not write a narrower one. */
  cellOf(kindCode: string, writer: Staff): number {
    const { category, tier } = this.kind(kindCode)
    const isWritable = this.written.writable.has(`${writer.role}/${category}`)
    return this.cell(writer.agencyId, isWritable ? category : 'concern', tier)
  }

  agency(id: Uuid): Agency {
    return found(this.agencies.get(id), 'this agency')
  }

  person(staffId: Uuid): Staff {
    return found(this.staff.get(staffId), 'this member of staff')
  }

  /** This person if the role fits, else a colleague who holds it. */
  inRole(staffId: Uuid | null, { agencyId, role }: { agencyId: Uuid; role: StaffRole }, chance: Chance): Staff {
    const known = staffId === null ? undefined : this.staff.get(staffId)
    if (known?.role === role && known.agencyId === agencyId) return known
    return chance.pick([...this.staff.values()].filter(person => person.role === role && person.agencyId === agencyId))
  }

  holders(agencyId: Uuid, role: StaffRole): Staff[] {
    return [...this.staff.values()].filter(person => person.role === role && person.agencyId === agencyId)
  }

  place(id: Uuid | null): Place | undefined {
    return id === null ? undefined : this.places.get(id)
  }

  /** Deadline by the version of the rule that is in force. */
  deadline(code: string, startsAt: Moment): { version: number; dueAt: string; atRiskAt: string } {
    const rule = found(this.written.rules.get(code), `the rule ${code}`)
    const times = dueAt(rule, new Date(millisecondsOf(startsAt)), day => this.written.holidays.has(day))
    return { version: rule.version, dueAt: times.dueAt.toISOString(), atRiskAt: times.atRiskAt.toISOString() }
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the demo needs ${what}`)
  return value
}

/** Kinds of entries that only this partnership has. */
const ownKinds = [
  ['youth_club_note', 'Youth club'], ['housing_contact', 'Contact with housing'],
  ['probation_contact', 'Contact with probation'],
] as const

export async function readWritten(owner: Client, partnershipId: Uuid): Promise<Written> {
  for (const [code, title] of ownKinds) {
    await owner.query(
      `insert into record_kind (code, title, category) values ($1, $2, 'support') on conflict do nothing`, [code, title])
  }
  const cells = await owner.query<{ id: number; agency_id: string; category: string; tier: number }>(
    'select id, agency_id, category, tier from cell where partnership_id = $1', [partnershipId])
  const kinds = await owner.query<RecordKind & { code: string }>('select code, title, category, tier from record_kind')
  const rules = await owner.query<Omit<ClockRule, 'atRiskShare'> & { atRiskShare: string }>(
    `select distinct on (code) code, version, title, amount, unit, ends, day_ends_at::text as "dayEndsAt",
       at_risk_share::text as "atRiskShare", source, verified from clock_rule order by code, version`)
  const holidays = await owner.query<{ day: string }>(
    `select held_on::text as day from bank_holiday where division = 'england-and-wales'`)
  const writable = await owner.query<{ key: string }>(
    `select role || '/' || category as key from own_scope where may_write`)
  return {
    cells: new Map(cells.rows.map(row => [`${row.agency_id}/${row.category}/${row.tier}`, row.id])),
    kinds: new Map(kinds.rows.map(row => [row.code, row])),
    rules: new Map(rules.rows.map(row => [row.code, { ...row, atRiskShare: Number(row.atRiskShare) }])),
    holidays: new Set(holidays.rows.map(row => row.day)),
    writable: new Set(writable.rows.map(row => row.key)),
  }
}

