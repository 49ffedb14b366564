import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { displayNames } from '../people/displayNames.ts'
import type { DisplayName } from '../people/displayNames.ts'
import { getPractice } from './practices.ts'
import type { Practices } from './practices.ts'

export type Names = Map<string, DisplayName>
type Row = { personId: string; kind: string }
type Reading = { tx: Tx; kernel: Kernel; scope: Scope }
export type Showing = { page: string; practices: Practices; rows: readonly Row[] }

/**
 * The names of everybody in a list, all written down as shown. A desk reaches its own agency's records; a child whom only
 * another agency knows is named through the team's link.
 */
export async function showRows(kernel: Kernel, scope: Scope, showing: Showing): Promise<Names> {
  if (showing.rows.length === 0) return new Map()
  const names = await kernel.db.as(scope, tx => discloseNames({ tx, kernel, scope }, showing))
  const unnamed = showing.rows.filter(({ personId }) => !names.has(personId))
  if (scope.lens !== 'hub' || unnamed.length === 0) return names
  const linked: Scope = { ...scope, lens: 'linked' }
  const more = await kernel.db.as(linked, tx => discloseNames({ tx, kernel, scope: linked }, { ...showing, rows: unnamed }))
  return new Map([...names, ...more])
}

/** Everybody in a list is written down as shown, with the kinds of information that the list shows. */
async function discloseNames({ tx, kernel, scope }: Reading, { page, practices, rows }: Showing): Promise<Names> {
  const names = await displayNames(tx, scope, rows.map(({ personId }) => personId))
  const shown = new Map<string, Set<string>>()
  for (const { personId, kind } of rows)
    shown.set(personId, (shown.get(personId) ?? new Set(names.has(personId) ? ['identity'] : [])).add(getPractice(practices, kind).cell.category))
  await disclose(tx, kernel, scope, {
    page, people: [...shown].map(([personId, categories]) => ({ personId, categories: [...categories] })),
  })
  return names
}
