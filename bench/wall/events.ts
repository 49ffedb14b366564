import { Chance } from '../../demo/chance.ts'
import type { Viewer } from '../../src/kernel/context.ts'
import { copyRows, type Value } from './bulk.ts'
import type { Partnership } from './partnership.ts'
import type { Desk } from './people.ts'

export type Kind = { code: string; category: string; tier: number }
/** A member of staff (by place in the list) and a person whom a link lets them open. */
export type Linked = { staff: number; personId: string }

const linksOfOne = 40
const yearsBack = 3
const monthMilliseconds = 30 * 86_400_000

/** Half of what happens concerns one person in twenty, and a tenth of it one in a thousand. */
function somebody(chance: Chance, people: readonly string[]): string {
  const among = chance.below(1000)
  const reach = among < 100 ? 0.001 : among < 500 ? 0.05 : 1
  return people[chance.below(Math.max(1, Math.floor(people.length * reach)))] ?? ''
}

const sometime = (chance: Chance, now: number) =>
  new Date(now - chance.below(yearsBack * 12 * 1000) / 1000 * monthMilliseconds).toISOString()

/** What records are to be made of: their number, the kinds of the reference data, and whom they are about. */
export type Happened = { count: number; kinds: readonly Kind[]; people: readonly string[] }

export async function layDownRecords(desk: Desk, { agencies }: Partnership, happened: Happened): Promise<void> {
  const { count, kinds, people } = happened
  const kindOf = new Map(kinds.map(kind => [kind.code, kind]))
  await copyRows(desk.owner, 'record',
    ['partnership_id', 'id', 'person_id', 'cell', 'kind', 'occurred_at', 'role', 'assertion', 'source', 'headline',
      'body'], recordRows())

  function* recordRows(): Generator<Value[]> {
    const chance = new Chance('bench', 'records')
    const now = Date.now()
    for (let n = 0; n < count; n++) {
      const agency = chance.pick(agencies)
      const kind = kindOf.get(chance.pick(agency.records))
      if (!kind) throw new Error('a kind that the reference data lacks')
      const cell = desk.cellOf(agency.id, kind.category, kind.tier)
      yield [desk.p, chance.uuid(), somebody(chance, people), cell, kind.code, sometime(chance, now),
        chance.whether(300) ? 'subject_of_concern' : null, chance.whether(800) ? 'fact' : 'opinion', 'bench',
        'What happened in one line, made up', 'The account of it, a sentence or two, so that a row has its real size.']
    }
  }
}

/** About forty people for every member of staff. */
export async function layDownLinks(desk: Desk, { staff }: Partnership, people: readonly string[]): Promise<Linked[]> {
  const chance = new Chance('bench', 'links')
  const linked = staff.flatMap((_, place) =>
    Array.from({ length: chance.between(linksOfOne - 10, linksOfOne + 10) }, () =>
      ({ staff: place, personId: somebody(chance, people) })))
  await copyRows(desk.owner, 'link',
    ['partnership_id', 'id', 'person_id', 'cell', 'staff_id', 'agency_id', 'purpose', 'kind', 'valid_from'],
    linked.map(({ staff: place, personId }) => {
      const { staffId = '', agencyId = '' } = staff[place] ?? {}
      const cell = desk.cellOf(agencyId, 'involvement', 0)
      return [desk.p, chance.uuid(), personId, cell, staffId, agencyId, 'safeguard_child', 'allocated', '2026-01-01']
    }))
  return linked
}

export type Notified = { open: number; closed: number }
type Made = { id: string; personId: string; referrer: Viewer; isOpen: boolean; sentAt: string; urgency: string }

const minuteMilliseconds = 60_000
const daysOpen = 5
const daysBack = 350

/** Notifications of a front door with their links to its team, clocks and first acts; the closed ones have let go. */
export async function layDownNotifications(
  desk: Desk, { agencies, staff }: Partnership, people: readonly string[], { open, closed }: Notified,
): Promise<void> {
  const [police, council] = agencies
  if (!police || !council) throw new Error('no police or no council')
  const chance = new Chance('bench', 'notifications')
  const referrers = staff.filter(({ agencyId }) => agencyId === police.id)
  const now = Date.now()
  const minutesAgo = (isOpen: boolean) =>
    isOpen ? chance.below(daysOpen * 1440) : daysOpen * 1440 + chance.below(daysBack * 1440)
  const made = Array.from({ length: open + closed }, (_, n): Made => ({
    id: chance.uuid(), personId: somebody(chance, people), referrer: chance.pick(referrers), isOpen: n >= closed,
    urgency: chance.pick(['immediate', 'today', 'routine']),
    sentAt: new Date(now - minutesAgo(n >= closed) * minuteMilliseconds).toISOString(),
  }))
  await copyNotifications(desk, made, desk.cellOf(council.id, 'notification', 1))
  await desk.owner.query(`
    insert into link (partnership_id, person_id, cell, agency_id, role, purpose, work_id, kind, valid_from)
    select n.partnership_id, n.person_id, $2, $3, team, 'safeguard_child', n.id, 'recipient', n.sent_at
    from notification n cross join unnest(array['front_door_worker', 'front_door_manager']) team
    where n.partnership_id = $1 and n.closed_at is null`,
  [desk.p, desk.cellOf(council.id, 'involvement', 0), council.id])
}

async function copyNotifications({ owner, p }: Desk, made: readonly Made[], cell: number): Promise<void> {
  const chance = new Chance('bench', 'clocks')
  const end = (one: Made) => one.isOpen ? null : one.sentAt
  await copyRows(owner, 'notification',
    ['partnership_id', 'id', 'person_id', 'cell', 'form_kind', 'form_version', 'reference', 'state', 'urgency',
      'headline', 'referrer_agency', 'referrer_staff', 'sent_at', 'closed_at'],
    made.map((one, n) => [p, one.id, one.personId, cell, 'ppn1', 1, `2026-${n}`, one.isOpen ? 'sent' : 'closed',
      one.urgency, 'One line of worry, made up', one.referrer.agencyId, one.referrer.staffId, one.sentAt, end(one)]))
  await copyRows(owner, 'work',
    ['partnership_id', 'id', 'person_id', 'cell', 'kind', 'purpose', 'reference', 'opened_at'],
    made.map((one, n) =>
      [p, one.id, one.personId, cell, 'notification', 'safeguard_child', `2026-${n}`, one.sentAt]))
  await copyRows(owner, 'clock',
    ['partnership_id', 'id', 'person_id', 'cell', 'work_id', 'rule', 'rule_version', 'starts_at', 'due_at',
      'at_risk_at', 'stopped_at'],
    made.map(one => [p, chance.uuid(), one.personId, cell, one.id, 'acknowledge_notification', 1, one.sentAt,
      one.sentAt, one.sentAt, end(one)]))
  await copyRows(owner, 'act',
    ['partnership_id', 'pos', 'verb', 'staff_id', 'agency_id', 'role', 'purpose', 'person_id', 'cell', 'work_id'],
    made.map(({ id, personId, referrer }, n) => [p, n + 1, 'notification.sent', referrer.staffId, referrer.agencyId,
      referrer.role, 'safeguard_child', personId, cell, id]))
  await owner.query('insert into act_counter values ($1, $2)', [p, made.length])
}
