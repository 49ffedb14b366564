import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

/** That work was begun for the wrong child, and moved. */
export type EpisodeMove = {
  id: string; movedAt: Date; movedBy: string | null; why: string; reference: string; kind: string
  toldAt: Date | null; toldBy: string | null; ownerId: string; personId: string; fromPersonId: string
}

/** Somebody to whom the wrong child's record was shown for this work. */
export type Reading = {
  at: Date; staff: string | null; agency: string; agencyId: string; role: string; page: string; categories: string[]
}

export async function listMoves(tx: Tx, workId: string): Promise<EpisodeMove[]> {
  const { rows } = await sql<EpisodeMove>`
    select id, moved_at as "movedAt", moved_by as "movedBy", why, reference, kind, told_at as "toldAt", told_by as "toldBy",
      owner as "ownerId", person_id as "personId", from_person_id as "fromPersonId"
    from authz.moves_of(${workId}::uuid)`.execute(tx)
  return rows
}

export async function listReadingsBefore(tx: Tx, moveId: string): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    select at, staff, agency, agency_id as "agencyId", role, page, categories
    from authz.readings_before_move(${moveId}::uuid)`.execute(tx)
  return rows
}

/** False when somebody has confirmed it already, or may not. */
export async function confirmTold(tx: Tx, moveId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select authz.confirm_told(${moveId}::uuid) as done`.execute(tx)
  return row?.done ?? false
}
