import { Hono } from 'hono'
import type { Viewer } from '../../../../kernel/context.ts'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Kernel } from '../../../../kernel/kernel.ts'
import type { Env } from '../../../../kernel/web.ts'
import { displayNames } from '../../../../people/displayNames.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { readTyped, textsOf } from '../../../../practice/pages/typed.ts'
import { csvOf } from '../../../../sharing/csv.ts'
import { lenses } from '../../../countsStore.ts'
import type { Period } from '../../../countsStore.ts'
import { readMonths } from '../../../months.ts'
import { mayExportMissing } from '../../../policy.ts'
import { listSpells, numbersOf, spellsOnce, tableHead, tableOf } from '../../../ssda903/tableRows.ts'
import type { Numbered, Spell } from '../../../ssda903/tableRows.ts'
import { TableView } from './view.tsx'

/** Beyond so many children a file needs a second person, and this room has no such way of its own. */
export const mostInFile = 10

/** The missing table of the SSDA903 return: what is in it, and the file. */
export const missingTablePages = () => new Hono<Env>()
  .get('/missing/ssda903', async c => {
    const { viewer, kernel } = c.var
    if (!mayExportMissing(viewer)) return c.var.absent()
    const months = readMonths(name => c.req.query(name), kernel.now())
    const table = await loadTable(kernel, viewer, { period: months, page: 'missing/ssda903' })
    return c.var.render(
      { title: 'SSDA903 missing table', wide: true,
        crumbs: [{ text: 'Missing episodes', href: '/missing' }, { text: 'SSDA903' }] },
      <TableView months={months} {...table} most={mostInFile} role={viewer.role} csrf={c.var.csrf} now={kernel.now()} />,
    )
  })
  .post('/missing/ssda903', async c => {
    const { viewer, kernel } = c.var
    if (!mayExportMissing(viewer)) return c.var.absent()
    const typed = await readTyped(c.req)
    const months = readMonths(name => textsOf(typed, name)[0], kernel.now())
    const { spells, numbers } = await loadTable(kernel, viewer, { period: months, page: 'missing/ssda903-file' })
    if (numbers.size === 0 || childrenIn(spells, numbers) > mostInFile)
      return c.redirect(`/missing/ssda903?from=${months.first}&to=${months.last}`, 303)
    return c.body(csvOf(tableHead, tableOf(spells, numbers)), 200, {
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="missing.csv"',
    })
  })

export const childrenIn = (spells: readonly Spell[], numbers: ReadonlyMap<string, Numbered>): number =>
  new Set(spells.map(({ personId }) => personId).filter(id => numbers.has(id))).size

type Table = { spells: Spell[]; numbers: Map<string, Numbered>; names: Map<string, DisplayName> }

/** What the desk sees and what links open; who is shown is written down where it is read. */
async function loadTable(kernel: Kernel, viewer: Viewer,
  { period, page }: { period: Period; page: string }): Promise<Table> {
  const spells: Spell[] = []
  const numbers = new Map<string, Numbered>()
  const names = new Map<string, DisplayName>()
  for (const scope of lenses(viewer)) await kernel.db.as(scope, async tx => {
    const found = await listSpells(tx, viewer.agencyId, period)
    const people = [...new Set(found.map(({ personId }) => personId))]
    for (const [id, number] of await numbersOf(tx, viewer.agencyId, people)) numbers.set(id, number)
    for (const [id, name] of await displayNames(tx, scope, people)) names.set(id, name)
    await disclose(tx, kernel, scope, {
      page, people: people.map(personId => ({ personId, categories: ['identity', 'identifier', 'missing'] })),
    })
    spells.push(...found)
  })
  return { spells: spellsOnce(spells), numbers, names }
}
