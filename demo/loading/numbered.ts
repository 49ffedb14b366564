import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Staff, Time, Uuid } from '../types.ts'
import { purpose } from './ground.ts'
import { millisecondsOf } from './moments.ts'
import { emptyNumberedTables } from './tables.ts'

export type NewWork = {
  id: Uuid; personId: Uuid; cell: number; kind: 'notification' | 'request' | 'case'; openedAt: Moment
  closedAt?: Moment | undefined
}

export type NewAct = {
  id: Uuid; at: Moment; verb: string; by: Staff; personId: Uuid; cell: number; workId: Uuid
  subjectId?: Uuid | undefined
  detail?: Record<string, string>
}

/** A notification without the reference that its place in time will give it. */
export type UnnumberedNotification = {
  id: Uuid; person_id: Uuid; cell: number; form_kind: string; form_version: number; state: string; urgency: string
  level: string | null; headline: string; referrer_agency: Uuid; referrer_staff: Uuid; sent_at: Time
  acknowledged_at: Time | null; acknowledged_by: Uuid | null; assigned_to: Uuid | null; decided_at: Time | null
  closed_at: Time | null; revision: number
}

/** What gets its number by its place in time over all communities. */
export class Numbered {
  private readonly works: (NewWork & { opened: number })[] = []
  private readonly acts: (NewAct & { done: number })[] = []
  private readonly notifications: UnnumberedNotification[] = []

  open(work: NewWork): void {
    this.works.push({ ...work, opened: millisecondsOf(work.openedAt) })
  }

  act(act: NewAct): void {
    this.acts.push({ ...act, done: millisecondsOf(act.at) })
  }

  notify(notification: UnnumberedNotification): void {
    this.notifications.push(notification)
  }

  /** The rows with their numbers: works count up in their year, acts without a gap. */
  rows(): ReturnType<typeof emptyNumberedTables> {
    const tables = emptyNumberedTables()
    const references = this.numberWorks(tables)
    for (const notification of this.notifications) {
      const reference = references.get(notification.id) ?? ''
      tables.notification.add({ ...notification, reference })
    }
    this.acts.sort((one, other) => one.done - other.done)
    for (const [place, act] of this.acts.entries()) tables.act.add(rowOf(act, place + 1))
    tables.actCounter.add({ pos: this.acts.length })
    return tables
  }

  private numberWorks({ work, workCounter }: ReturnType<typeof emptyNumberedTables>): Map<Uuid, string> {
    this.works.sort((one, other) => one.opened - other.opened)
    const references = new Map<Uuid, string>()
    const counts = new Map<string, number>()
    for (const { id, personId, cell, kind, openedAt, closedAt } of this.works) {
      const opened = timeText(openedAt)
      const year = opened.slice(0, 4)
      const count = (counts.get(year) ?? 0) + 1
      counts.set(year, count)
      const reference = `${year}-${String(count).padStart(5, '0')}`
      references.set(id, reference)
      work.add({
        id, person_id: personId, cell, kind, purpose, reference, opened_at: opened,
        closed_at: closedAt === undefined ? null : timeText(closedAt),
      })
    }
    for (const [series, n] of counts) workCounter.add({ series, n })
    return references
  }
}

function rowOf({ id, at, verb, by, personId, cell, workId, subjectId, detail = {} }: NewAct, pos: number) {
  return {
    pos, id, at: timeText(at), verb, staff_id: by.id, agency_id: by.agencyId, role: by.role, purpose,
    person_id: personId, cell, work_id: workId, subject_id: subjectId ?? null, detail: JSON.stringify(detail),
  }
}
