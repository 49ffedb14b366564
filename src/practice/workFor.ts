import type { Scope, Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { dayOf, daysBetween } from '../language/format.ts'
import { ageOf } from '../people/age.ts'
import { inEachScope } from './eachScope.ts'
import type { Practice } from './practice.ts'
import { getPractice } from './practices.ts'
import type { Practices } from './practices.ts'
import { showRows } from './showRows.ts'
import { listWaitingFor, listWork } from './store/worklist.ts'
import type { WorkRow } from './store/worklist.ts'

export type WorkGroup = 'overdue' | 'today' | 'this_week' | 'later' | 'waiting'

/** One line of "My work": what is due, about whom, and who asked. */
export type WorkItem = {
  key: string; group: WorkGroup; child: string; age: string; what: string; dueAt?: Date; whoAsked: string; href: string
}

const most = 300

/** What this person has to do in every practice: their own, what they cover, their team's that nobody has, what they wait for. */
export const episodesFor = (practices: Practices) => async (kernel: Kernel, viewer: Viewer): Promise<WorkItem[]> => {
  const all = [...practices.values()]
  const lists = await inEachScope(kernel, viewer, all, async (tx, scope, ofScope) => {
    const lines = await rowsFor({ tx, kernel, viewer }, ofScope)
    const agencies = await tx.selectFrom('agency').select(['id', 'short_name']).execute()
    return { scope, lines, agencies: new Map(agencies.map(agency => [agency.id, agency.short_name])) }
  })
  const items = await Promise.all(lists.map(list => itemsOf(kernel, practices, list)))
  return items.flat().toSorted((one, other) => (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity))
}

type Line = { row: WorkRow; isWaiting: boolean }

async function rowsFor({ tx, kernel, viewer }: { tx: Tx; kernel: Kernel; viewer: Viewer }, practices: readonly Practice[]): Promise<Line[]> {
  const mayTake = practices.filter(({ team }) => team.includes(viewer.role)).map(({ kind }) => kind)
  const shared = { isOpen: true, overdueOnly: false, from: 0, most, keepsOverdue: false }
  const own = await listWork(tx, kernel, viewer, { ...shared, kinds: mayTake, who: 'team' })
  const waiting = await listWaitingFor(tx, kernel, viewer, practices.map(({ kind }) => kind))
  return [...own.map(row => ({ row, isWaiting: false })), ...waiting.map(row => ({ row, isWaiting: true }))]
}

type Found = { scope: Scope; lines: readonly Line[]; agencies: ReadonlyMap<string, string> }

async function itemsOf(kernel: Kernel, practices: Practices, { scope, lines, agencies }: Found): Promise<WorkItem[]> {
  const now = kernel.now()
  const names = await showRows(kernel, scope, { page: 'my-work', practices, rows: lines.map(({ row }) => row) })
  return lines.map(({ row, isWaiting }): WorkItem => {
    const practice = getPractice(practices, row.kind)
    const name = names.get(row.personId)
    const dueAt = row.clock && !row.clock.pausedAt ? row.clock.dueAt : undefined
    const due = row.clock ? `. ${row.clock.title}` : ''
    return {
      key: row.id, group: isWaiting ? 'waiting' : groupOf(dueAt, now), child: name?.name ?? 'Name not open to you',
      age: ageOf(name?.birthOn, dayOf(now)), what: `${practice.words.one} ${row.reference}: ${wordsOf(practice, row)}${due}`,
      whoAsked: agencies.get(row.openedByAgency) ?? '', href: `${practice.path}/${row.id}`,
      ...(dueAt && { dueAt }),
    }
  })
}

const wordsOf = ({ words }: Practice, row: WorkRow): string =>
  `${(words.states[row.state] ?? row.state).toLowerCase()}${row.assignedTo ? '' : ', nobody has it yet'}`

/** Overdue, today, this week (the next seven days), later. */
export function groupOf(dueAt: Date | undefined, now: Date): WorkGroup {
  if (!dueAt) return 'later'
  if (dueAt < now) return 'overdue'
  const days = daysBetween(now, dueAt)
  if (days === 0) return 'today'
  return days < 7 ? 'this_week' : 'later'
}
