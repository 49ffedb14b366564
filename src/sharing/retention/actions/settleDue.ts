import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Day } from '../../../language/format.ts'
import type { SubjectAct } from '../../subject/acts.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'
import { lifeOfADue } from '../retention.ts'
import { findDue } from '../store.ts'

export const nothingDue = 'There is nothing like this to decide about'
export const decidedBefore = 'Somebody has decided this already'
export const isHeld = 'A hold is in force: nothing of this person may be disposed of'
export const isOpen = 'There is open work, an open request or an open dispute about this person'

const reasons: Readonly<Record<string, string>> = {
  absent: nothingDue,
  settled: decidedBefore,
  held: isHeld,
  open: isOpen,
}

export type Keeping = { id: string; until: Day; why: string; key: string }

/** Keeping longer needs a reason and a day on which it is looked at again. */
export async function keepDue(
  kernel: Kernel,
  viewer: Viewer,
  { id, until, why, key }: Keeping,
): Promise<Outcome<'kept'>> {
  if (!mayAnswerForData(viewer)) return refused(nothingDue)
  return carryOut(kernel, answering(viewer), { name: 'keep longer', key }, async (tx, record) => {
    const due = await findDue(tx, id)
    if (!due) return refused(nothingDue)
    if (!lifeOfADue[due.state].keep) return refused(decidedBefore)
    await sql`update retention_due set state = 'kept', keep_until = ${until}::date, why = ${why},
      decided_by = ${viewer.staffId}::uuid,
      decided_at = ${kernel.now()} where id = ${id}::uuid and state = 'due'`.execute(tx)
    record({
      verb: 'retention.kept' satisfies SubjectAct,
      personId: due.personId,
      cell: kernel.cells.id(viewer.agencyId, 'rights', 1),
      subjectId: id,
    })
    return done('kept' as const)
  })
}

export async function undoKeeping(
  kernel: Kernel,
  viewer: Viewer,
  { id, key }: { id: string; key: string },
): Promise<Outcome<'due'>> {
  if (!mayAnswerForData(viewer)) return refused(nothingDue)
  return carryOut(kernel, answering(viewer), { name: 'undo keeping', key }, async (tx, record) => {
    const due = await findDue(tx, id)
    if (!due) return refused(nothingDue)
    if (!lifeOfADue[due.state].undo) return refused(decidedBefore)
    await sql`update retention_due set state = 'due', keep_until = null, why = null, decided_by = null,
      decided_at = null
      where id = ${id}::uuid and state = 'kept'`.execute(tx)
    record({
      verb: 'retention.undone' satisfies SubjectAct,
      personId: due.personId,
      cell: kernel.cells.id(viewer.agencyId, 'rights', 1),
      subjectId: id,
    })
    return done('due' as const)
  })
}

/**
 * Disposal cannot be undone. A hold, open work, an open request for the record and an open dispute all stand in
 * its way.
 */
export async function disposeOf(
  kernel: Kernel,
  viewer: Viewer,
  of: { id: string; why: string; key: string },
): Promise<Outcome<'disposed'>> {
  if (!mayAnswerForData(viewer)) return refused(nothingDue)
  return carryOut(kernel, answering(viewer), { name: 'dispose', key: of.key }, async tx => {
    const {
      rows: [row],
    } = await sql<{ result: string }>`select authz.dispose(${of.id}::uuid, ${of.why}) as result`.execute(tx)
    return row?.result === 'done' ? done('disposed' as const) : refused(reasons[row?.result ?? ''] ?? nothingDue)
  })
}
