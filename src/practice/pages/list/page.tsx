import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { inEachScope } from '../../eachScope.ts'
import { topicsOf } from '../../liveTopics.ts'
import { mayBegin } from '../../policy.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import { countWork, listWork } from '../../store/worklist.ts'
import { showRows } from '../../showRows.ts'
import { readListFilter } from './listFilter.ts'
import type { ListFilter } from './listFilter.ts'
import { ListView } from './view.tsx'

export const pageSize = 50

/** All episodes of a practice that this person may see, the most urgent first. */
export const listPages = (practice: Practice, practices: Practices) => new Hono<Env>()
  .get(practice.path, async c => {
    const { viewer, kernel, render } = c.var
    const filter = readListFilter(practice, new URL(c.req.url).searchParams)
    const [found] = await loadList(c, { practice, filter })
    if (!found) return c.var.absent()
    const { scope, ...list } = found
    const names = await showRows(kernel, scope, { page: 'practice/list', practices, rows: list.rows })
    return render({ title: practice.words.many, wide: true, live: topicsOf([practice]).join(',') }, (
      <ListView
        {...list} names={names} practice={practice} filter={filter} now={kernel.now()} role={viewer.role}
        beginHref={mayBegin(practice, viewer) ? `${practice.path}/begin` : undefined}
      />
    ))
  })

type Wanted = { practice: Practice; filter: ListFilter }

/** One page and one row more, which says that there is another page. */
function loadList(c: Context<Env>, { practice, filter }: Wanted) {
  const { kernel, viewer } = c.var
  return inEachScope(kernel, viewer, [practice], async (tx, scope) => {
    const found = await listWork(tx, kernel, viewer, {
      ...filter, kinds: [practice.kind], from: (filter.page - 1) * pageSize, most: pageSize + 1, keepsOverdue: filter.isOpen,
    })
    const rows = found.slice(0, pageSize)
    const counts = await countWork(tx, [practice.kind], kernel.now())
    return { scope, rows, counts, hasMore: found.length > pageSize }
  })
}
