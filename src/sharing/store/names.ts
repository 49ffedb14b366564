import type { Tx } from '../../kernel/database.ts'
import { fullName } from '../../people/displayNames.ts'

/** What somebody is called, as far as this scope sees a name; nothing for whoever is absent or hidden. */
export async function findNameOf(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('source_record').select(['given_name', 'family_name']).where('person_id', '=',
    personId)
    .orderBy('recorded_at', 'desc').orderBy('id').executeTakeFirst()
  return row && fullName(row.given_name, row.family_name)
}
