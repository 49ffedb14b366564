import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { inEachScope } from '../../eachScope.ts'
import { topicsOf } from '../../liveTopics.ts'
import { mayBegin } from '../../policy.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../registry.ts'
import { countWork, listWork } from '../../store/worklist.ts'
import { discloseRows } from '../../workFor.ts'
import { readListFilter } from './listFilter.ts'
import type { ListFilter } from './listFilter.ts'
import { ListView } from './view.tsx'

export const pageSize = 50

/** All episodes of a practice that this person may see, the most urgent first. */
export const listPages = (practice: Practice, practices: Practices) => new Hono<Env>()
  .get(practice.path, async c => {
    const { viewer, kernel, render } = c.var
    const filter = readListFilter(practice, new URL(c.req.url).searchParams)
    const [list] = await loadList(c, { practice, practices, filter })
    if (!list) return c.var.absent()
    return render({ title: practice.words.many, wide: true, live: topicsOf([practice]).join(',') }, (
      <ListView
        {...list} practice={practice} filter={filter} now={kernel.now()} role={viewer.role}
        beginHref={mayBegin(practice, viewer) ? `${practice.path}/begin` : undefined}
      />
    ))
  })

type Wanted = { practice: Practice; practices: Practices; filter: ListFilter }

/** One page and one row more, which says that there is another page. */
function loadList(c: Context<Env>, { practice, practices, filter }: Wanted) {
  const { kernel, viewer } = c.var
  return inEachScope(kernel, viewer, [practice], async (tx, scope) => {
    const found = await listWork(tx, kernel, viewer, {
      ...filter, kinds: [practice.kind], from: (filter.page - 1) * pageSize, most: pageSize + 1, keepsOverdue: filter.isOpen,
    })
    const rows = found.slice(0, pageSize)
    const names = await displayNames(tx, scope, rows.map(({ personId }) => personId))
    const counts = await countWork(tx, [practice.kind], kernel.now())
    await discloseRows({ tx, kernel, scope }, { page: 'practice/list', practices, rows })
    return { rows, names, counts, hasMore: found.length > pageSize }
  })
}
