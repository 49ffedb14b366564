import { sql } from 'kysely'
import type { Scope, Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { deskScope } from '../kernel/work.ts'
import type { Practice } from './practice.ts'

type Read<T> = (tx: Tx, scope: Scope, practices: readonly Practice[]) => Promise<T>

/**
 * Reads lists of episodes with as few scopes as the wall needs: for each purpose one from the desk, for the work of the
 * viewer's own agency that their role reaches without a link, and one by links for what is left.
 */
export async function inEachScope<T>(kernel: Kernel, viewer: Viewer, practices: readonly Practice[], read: Read<T>): Promise<T[]> {
  const results: T[] = []
  for (const purpose of new Set(practices.map(practice => practice.purpose))) {
    const ofPurpose = practices.filter(practice => practice.purpose === purpose)
    const desk = deskScope(viewer, purpose)
    const atDesk = await kernel.db.as(desk, async tx => {
      const reached = await reachedFromDesk(tx, kernel, viewer, ofPurpose)
      if (reached.length > 0) results.push(await read(tx, desk, reached))
      return reached
    })
    const others = ofPurpose.filter(practice => !atDesk.includes(practice))
    const linked: Scope = { viewer, purpose, lens: 'linked' }
    if (others.length > 0) results.push(await kernel.db.as(linked, tx => read(tx, linked, others)))
  }
  return results
}

/** Practices whose work the viewer's agency does and whose cell this role reads from its desk. */
async function reachedFromDesk(tx: Tx, kernel: Kernel, viewer: Viewer, practices: readonly Practice[]): Promise<Practice[]> {
  const { rows } = await sql<{ cells: number[]; kind: string }>`
    select authz.hub_cells() as cells, a.kind from agency a where a.id = ${viewer.agencyId}::uuid`.execute(tx)
  const [mine] = rows
  if (!mine) return []
  const cells = new Set(mine.cells)
  return practices.filter(({ begin, cell, listsByLink }) => !listsByLink && begin.ownerKinds.includes(mine.kind)
    && cells.has(kernel.cells.id(viewer.agencyId, cell.category, cell.tier)))
}
