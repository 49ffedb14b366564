import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { answering, mayAnswerForData } from '../../subject/policy.ts'

export const noHold = 'There is no such hold'

/** From the commit on nothing of the person, or of anybody, is disposed of. `personId` left out: everything. */
export async function placeHold(
  kernel: Kernel,
  viewer: Viewer,
  of: { personId: string | undefined; reason: string; key: string },
): Promise<Outcome<{ id: string }>> {
  if (!mayAnswerForData(viewer)) return refused(noHold)
  return carryOut<{ id: string }>(
    kernel,
    answering(viewer),
    { name: 'place hold', key: of.key },
    async (tx, record) => {
      const {
        rows: [row],
      } = await sql<{
        id: string | null
      }>`select authz.place_hold(${of.personId ?? null}::uuid, ${of.reason}) as id`.execute(tx)
      if (!row?.id) return refused(noHold)
      const cell = kernel.cells.id(viewer.agencyId, 'rights', 1)
      record({ verb: 'hold.placed', personId: of.personId ?? nobody, cell, subjectId: row.id })
      return done({ id: row.id })
    },
  )
}

export async function liftHold(
  kernel: Kernel,
  viewer: Viewer,
  of: { id: string; why: string; key: string },
): Promise<Outcome<'lifted'>> {
  if (!mayAnswerForData(viewer)) return refused(noHold)
  return carryOut(kernel, answering(viewer), { name: 'lift hold', key: of.key }, async (tx, record) => {
    const {
      rows: [row],
    } = await sql<{
      done: boolean
      person_id: string | null
    }>`select authz.lift_hold(${of.id}::uuid, ${of.why}) as done,
      (select person_id from legal_hold where id = ${of.id}::uuid) as person_id`.execute(tx)
    if (!row?.done) return refused(noHold)
    record({
      verb: 'hold.lifted',
      personId: row.person_id ?? nobody,
      cell: kernel.cells.id(viewer.agencyId, 'rights', 1),
      subjectId: of.id,
    })
    return done('lifted' as const)
  })
}

/** Stands for everything that is held. */
const nobody = '00000000-0000-0000-0000-000000000000'
