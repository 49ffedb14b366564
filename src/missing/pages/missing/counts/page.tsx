import { Hono } from 'hono'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Viewer } from '../../../../kernel/context.ts'
import type { Kernel } from '../../../../kernel/kernel.ts'
import type { Env } from '../../../../kernel/web.ts'
import { displayNames } from '../../../../people/displayNames.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { figuresOf, findFigure } from '../../../counts.ts'
import type { CountedEpisode, FigureCode } from '../../../counts.ts'
import { lenses, listCounted } from '../../../countsStore.ts'
import { readMonths } from '../../../months.ts'
import type { Months } from '../../../months.ts'
import { mayCountMissing } from '../../../policy.ts'
import { CountsView } from './view.tsx'

/** K14 and K15, each with the episodes that it was counted from. */
export const countsPages = () => new Hono<Env>().get('/missing/counts', async c => {
  const { viewer, kernel } = c.var
  if (!mayCountMissing(viewer)) return c.var.absent()
  const months = readMonths(name => c.req.query(name), kernel.now())
  const chosen = findFigure(c.req.query('figure'))
  const { episodes, names } = await look(kernel, viewer, { months, chosen })
  return c.var.render(
    { title: 'Missing: counts', wide: true,
      crumbs: [{ text: 'Missing episodes', href: '/missing' }, { text: 'Counts' }] },
    <CountsView months={months} figures={figuresOf(episodes)} chosen={chosen} names={names} role={viewer.role} now={kernel.now()} />,
  )
})

type Asked = { months: Months; chosen: FigureCode | undefined }

/** What the desk sees and what links open, each episode once; names are read, and disclosed, only where rows are shown. */
async function look(kernel: Kernel, viewer: Viewer, { months, chosen }: Asked) {
  const found = new Map<string, CountedEpisode>()
  const names = new Map<string, DisplayName>()
  for (const scope of lenses(viewer)) await kernel.db.as(scope, async tx => {
    const episodes = await listCounted(tx, months)
    for (const one of episodes) if (!found.get(one.id)?.interview) found.set(one.id, one)
    if (chosen === undefined) return
    const rows = figuresOf(episodes).find(({ code }) => code === chosen)?.rows ?? []
    const people = [...new Set(rows.map(({ personId }) => personId))]
    for (const [id, name] of await displayNames(tx, scope, people)) names.set(id, name)
    await disclose(tx, kernel, scope, {
      page: 'missing/counts', people: people.map(personId => ({ personId, categories: ['identity', 'missing'] })),
    })
  })
  return { episodes: [...found.values()].toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime()), names }
}
