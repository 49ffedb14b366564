import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { disclose } from '../../kernel/disclosure.ts'

export type KnownNeed = { kind: string; how: string; agency: string; recordedAt: Date }

/** What the partnership already knows of how a child communicates, as far as the writer may see it. */
export async function readKnownNeeds(kernel: Kernel, scope: Scope, personId: string): Promise<KnownNeed[]> {
  const linked: Scope = { ...scope, lens: 'linked' }
  return kernel.db.as(linked, async tx => {
    const rows = await tx.selectFrom('need').innerJoin('cell', 'cell.id', 'need.cell')
      .innerJoin(
        'agency',
        join => join.onRef(
          'agency.partnership_id', '=', 'need.partnership_id',
        ).onRef('agency.id', '=', 'cell.agency_id'),
      )
      .select(['need.kind', 'need.how', 'agency.short_name', 'need.recorded_at'])
      .where('need.person_id', '=', personId).where(sql<boolean>`need.ended_at is null`)
      .orderBy('need.recorded_at', 'desc').execute()
    if (rows.length > 0)
      await disclose(tx, kernel, linked, { page: 'make a notification', people: [{ personId, categories: ['needs'] }] })
    return rows.map(row => ({ kind: row.kind, how: row.how, agency: row.short_name, recordedAt: row.recorded_at }))
  })
}
