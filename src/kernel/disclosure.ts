import type { Scope } from './context.ts'
import type { Tx } from './database.ts'
import type { Kernel } from './kernel.ts'

export type Shown = {
  /** Which page, feed or command, by its name; never a value from it. */
  page: string
  people: { personId: string; categories: string[] }[]
  outcome?: 'refused'
}

/** Writes who is being shown what about whom, in the transaction that reads it: no log, no answer. */
export async function disclose(tx: Tx, kernel: Kernel, scope: Scope, shown: Shown): Promise<void> {
  if (shown.people.length === 0) return
  const { partnershipId, staffId, agencyId, role } = scope.viewer
  const cell = kernel.cells.id(agencyId, 'disclosure', 0)
  await tx.insertInto('disclosure').values(shown.people.map(({ personId, categories }) => ({
    partnership_id: partnershipId, person_id: personId, cell, staff_id: staffId, agency_id: agencyId, role,
    purpose: scope.purpose, work_id: scope.workId ?? null, page: shown.page, categories, outcome: shown.outcome ?? 'shown',
  }))).execute()
}
