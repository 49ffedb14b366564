import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import type { ActHead } from './audience.ts'

const batchSize = 500

/** The next acts after a position, in order of commit: positions are gapless, so nothing can be skipped. */
export async function readActs(tx: Tx, partnershipId: string, after: number): Promise<ActHead[]> {
  return tx.selectFrom('act').select(['pos', 'id', 'verb', 'person_id', 'cell', 'work_id'])
    .where('partnership_id', '=', partnershipId).where('pos', '>', after).orderBy('pos').limit(batchSize).execute()
}

export async function headOf(tx: Tx, partnershipId: string): Promise<number> {
  const row = await tx.selectFrom('act_counter').select('pos').where('partnership_id', '=', partnershipId).executeTakeFirst()
  return row?.pos ?? 0
}

export async function versionOf(tx: Tx, partnershipId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select authz.version_now(${partnershipId}::uuid) as n`.execute(tx)
  return rows[0]?.n ?? 0
}
