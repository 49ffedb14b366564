import { randomUUID } from 'node:crypto'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { addSourceRecord } from '../../people/addSourceRecord.ts'
import type { Sex } from '../../people/sourceFacts.ts'

const sexes: readonly Sex[] = ['female', 'male', 'other', 'not known']

/**
 * Whoever asks about a child holds a record of the child: what the team that is asked may see of the name comes from
 * it, never from a third agency. Made from what the asker was told, unless the asker's agency has one already.
 */
export async function keepOwnRecord(tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<void> {
  const { partnershipId, agencyId } = scope.viewer
  const own = kernel.cells.id(agencyId, 'identity', 0)
  const known = await tx.selectFrom('source_record')
    .select(['cell', 'given_name', 'family_name', 'birth_on', 'birth_is_estimate', 'sex'])
    .where('partnership_id', '=', partnershipId).where('person_id', '=', personId)
    .orderBy('recorded_at', 'desc').execute()
  const [told] = known
  if (!told || known.some(({ cell }) => cell === own)) return
  await addSourceRecord(tx, kernel, scope, {
    source: 'kith', sourceId: randomUUID(), personId, givenName: told.given_name, familyName: told.family_name,
    birthIsEstimate: told.birth_is_estimate, sex: sexes.find(sex => sex === told.sex) ?? 'not known',
    ...(told.birth_on && { birthOn: told.birth_on }),
  })
}
