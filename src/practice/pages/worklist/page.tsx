import { Hono } from 'hono'
import type { Context } from 'hono'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { SubNavigation } from '../../../design/subNavigation.tsx'
import type { Env } from '../../../kernel/web.ts'
import { urgencies } from '../../episode.ts'
import { inEachScope } from '../../eachScope.ts'
import { findWord } from '../../life.ts'
import { topicsOf } from '../../liveTopics.ts'
import type { Practices } from '../../practices.ts'
import { countOpen, listWork } from '../../store/worklist.ts'
import type { OpenCounts, Who, WorkRow } from '../../store/worklist.ts'
import { showRows } from '../../showRows.ts'
import { WorkTable } from '../workTable.tsx'
import type { Names } from '../workTable.tsx'

const tabs = ['mine', 'team', 'overdue', 'all'] as const
type Tab = typeof tabs[number]
const titles: Record<Tab, string> = { mine: 'Mine', team: 'Mine and nobody’s yet', overdue: 'Overdue', all: 'All of our team' }

export const worklistSize = 50

/** The open work of a team across all practices: mine, nobody's yet, overdue, all; most urgent first. */
export const worklistPages = (practices: Practices) => new Hono<Env>().get('/worklist', async c => {
  const { kernel, render } = c.var
  const tab = findWord(tabs, c.req.query('show')) ?? 'team'
  const asked = Number(c.req.query('page') ?? '1')
  const page = Number.isSafeInteger(asked) && asked > 0 && asked < 1000 ? asked : 1
  const list = await loadWorklist(c, practices, { tab, page })
  return render({ title: 'Worklist', wide: true, live: topicsOf(practices.values(), c.var.viewer.role).join(',') }, (
    <>
      <h1 class="govuk-heading-l">Worklist</h1>
      <SubNavigation
        label="Whose work"
        items={tabs.map(each => ({
          text: `${titles[each]} (${list.counts[each]})`, href: `/worklist?show=${each}`, current: each === tab,
        }))}
      />
      <WorkTable caption={`${titles[tab]}, the most urgent first`} live="worklist" practices={practices} {...list} now={kernel.now()} showsKind />
      <div data-live="nothing">
        {list.rows.length === 0
          ? <EmptyState title="Nothing waits here"><p>Work appears here by itself as soon as somebody begins or asks for it.</p></EmptyState>
          : undefined}
      </div>
      {page > 1 || list.hasMore
        ? <Pagination
            previous={page > 1 ? { href: `/worklist?show=${tab}&page=${page - 1}` } : undefined}
            next={list.hasMore ? { href: `/worklist?show=${tab}&page=${page + 1}` } : undefined}
          />
        : undefined}
    </>
  ))
})

type Loaded = { rows: WorkRow[]; names: Names; counts: Record<Tab, number>; hasMore: boolean }

/** Each scope gives its first rows up to this page; the page is cut from them joined, and only what is on it is named. */
export async function loadWorklist(c: Context<Env>, practices: Practices, { tab, page }: { tab: Tab; page: number }): Promise<Loaded> {
  const { kernel, viewer } = c.var
  const mine = [...practices.values()].filter(({ team }) => team.includes(viewer.role))
  const who: Who = tab === 'overdue' ? 'all' : tab
  const until = page * worklistSize
  const lists = await inEachScope(kernel, viewer, mine, async (tx, scope, ofScope) => {
    const kinds = ofScope.map(({ kind }) => kind)
    const rows = await listWork(tx, kernel, viewer, {
      kinds, who, isOpen: true, overdueOnly: tab === 'overdue', from: 0, most: until + 1, keepsOverdue: false, ownAgencyOnly: true,
    })
    return { scope, rows, counts: await countOpen(tx, kernel, viewer, kinds) }
  })
  const all = lists.flatMap(({ rows }) => rows).toSorted(byUrgency)
  const rows = all.slice(until - worklistSize, until)
  const named = await Promise.all(lists.map(({ scope, rows: ofScope }) =>
    showRows(kernel, scope, { page: 'practice/worklist', practices, rows: ofScope.filter(row => rows.includes(row)) })))
  return {
    rows, hasMore: all.length > until, names: new Map(named.flatMap(names => [...names])),
    counts: joined(lists.map(({ counts }) => counts)),
  }
}

function joined(counts: readonly OpenCounts[]): Record<Tab, number> {
  const sum = (tab: Tab) => counts.reduce((total, each) => total + each[tab], 0)
  return { mine: sum('mine'), team: sum('team'), overdue: sum('overdue'), all: sum('all') }
}

function byUrgency(one: WorkRow, other: WorkRow): number {
  return urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency)
    || (one.clock?.dueAt.getTime() ?? Infinity) - (other.clock?.dueAt.getTime() ?? Infinity)
    || one.openedAt.getTime() - other.openedAt.getTime()
}
