import type { Tx } from '../../kernel/database.ts'
import { textIn } from '../../practice/question.ts'
import type { StepContext } from '../../practice/practice.ts'

const kinds = { communicates: 'communication', adjustments: 'adjustment' } as const

/**
 * What was learned about how the child communicates becomes a need of the child, which whoever helps reads first, here
 * and elsewhere. It takes the place of what custody recorded before; what others recorded stands.
 */
export async function keepNeeds(tx: Tx, { kernel, facts, answers }: Omit<StepContext, 'tx'>): Promise<void> {
  const { episode, viewer, now } = facts
  const cell = kernel.cells.id(viewer.agencyId, 'needs', 0)
  const learned = Object.entries(kinds).map(([question, kind]) => ({ kind, how: textIn(answers, question) }))
    .filter(({ how }) => how !== '')
  const known = await tx.selectFrom('need').select(['id', 'kind', 'how']).where('person_id', '=', episode.personId)
    .where('cell', '=', cell).where('ended_at', 'is', null).execute()
  const fresh = learned.filter(need => !known.some(({ kind, how }) => kind === need.kind && how === need.how))
  const replaced = known.filter(({ kind }) => fresh.some(need => need.kind === kind)).map(({ id }) => id)
  if (fresh.length === 0) return
  if (replaced.length > 0) await tx.updateTable('need').set({ ended_at: now }).where('id', 'in', replaced).execute()
  await tx.insertInto('need').values(fresh.map(({ kind, how }) => ({
    partnership_id: viewer.partnershipId, person_id: episode.personId, cell, kind, how, recorded_by: viewer.staffId, recorded_at: now,
  }))).execute()
}
