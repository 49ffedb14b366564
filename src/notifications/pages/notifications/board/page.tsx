import { Hono } from 'hono'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Env } from '../../../../kernel/web.ts'
import { deskScope } from '../../../../kernel/work.ts'
import { displayNames } from '../../../../people/displayNames.ts'
import { maySeeBoard } from '../../../policy.ts'
import { findSavedFilter, listBoard, saveFilter } from '../../../store/board.ts'
import { readTyped, textOf } from '../../typed.ts'
import { boardPath, filterQuery, readFilter } from './filter.ts'
import { BoardView } from './view.tsx'

const purpose = 'safeguard_child'

/** The front door's board: everything that waits, the most urgent first, live. */
export const boardPages = () => new Hono<Env>()
  .get('/notifications/board', async c => {
    const { viewer, kernel } = c.var
    if (!maySeeBoard(viewer)) return c.var.absent()
    const filter = readFilter(new URL(c.req.url).searchParams)
    const scope = deskScope(viewer, purpose)
    const now = kernel.now()
    const board = await kernel.db.as(scope, async tx => {
      const rows = await listBoard(tx, viewer.staffId, filter, now)
      const names = await displayNames(tx, scope, rows.map(row => row.personId))
      const saved = await findSavedFilter(tx, viewer.staffId)
      const people = [...new Set(rows.map(row => row.personId))]
        .map(personId => ({ personId, categories: ['identity', 'notification'] }))
      await disclose(tx, kernel, scope, { page: 'notifications/board', people })
      return { rows, names, saved }
    })
    return c.var.render(
      { title: 'Front door board', wide: true, live: 'verb:notification.,verb:request.' },
      <BoardView {...board} filter={filter} now={now} csrf={c.var.csrf} />,
    )
  })
  .post('/notifications/board/filter', async c => {
    const { viewer, kernel } = c.var
    if (!maySeeBoard(viewer)) return c.var.absent()
    const filter = readFilter(new URLSearchParams(textOf(await readTyped(c.req), 'query')))
    await kernel.db.as(deskScope(viewer, purpose), tx => saveFilter(tx, viewer, filterQuery(filter)))
    return c.redirect(boardPath(filter), 303)
  })
