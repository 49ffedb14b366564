import type { Database } from './database.ts'

export type Cell = Readonly<{ partnershipId: string; agencyId: string; category: string; tier: number }>

/** Owner agency, category and tier as one number, and back. Cells are only ever added. */
export type Cells = {
  id: (agencyId: string, category: string, tier: number) => number
  of: (cell: number) => Cell | undefined
  reload: () => Promise<void>
}

export async function openCells(db: Database): Promise<Cells> {
  const byId = new Map<number, Cell>()
  const byKey = new Map<string, number>()
  const reload = async () => {
    const rows = await db.service(tx => tx.selectFrom('cell').selectAll().execute())
    for (const row of rows) {
      byId.set(row.id, { partnershipId: row.partnership_id, agencyId: row.agency_id, category: row.category, tier: row.tier })
      byKey.set(`${row.agency_id} ${row.category} ${row.tier}`, row.id)
    }
  }
  await reload()
  return {
    reload,
    of: cell => byId.get(cell),
    id: (agencyId, category, tier) => {
      const found = byKey.get(`${agencyId} ${category} ${tier}`)
      if (found === undefined) throw new Error(`no cell for ${category} at tier ${tier}`)
      return found
    },
  }
}
