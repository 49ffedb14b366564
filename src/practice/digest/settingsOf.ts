import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { settingsFrom } from '../settings.ts'
import type { Settings } from '../settings.ts'

/** As `settingsAt`, for a job that sees every partnership. */
export async function settingsAtOf(tx: Tx, partnershipId: string, at: Date): Promise<Settings> {
  const { rows } = await sql<{ code: string; version: number; value: unknown }>`
    select distinct on (code) code, version, value from practice_setting
    where partnership_id = ${partnershipId}::uuid and valid_from <= ${at}::timestamptz order by code, version desc`.execute(tx)
  return settingsFrom(rows)
}
