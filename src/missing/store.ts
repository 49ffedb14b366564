import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Episode } from '../practice/episode.ts'
import { listEpisodesOf, writableCells } from '../practice/store/episodes.ts'

export const missingKind = 'missing_episode'
export const meetingKind = 'missing_strategy_meeting'
export const interviewKind = 'return_interview'
export const checkKind = 'safe_and_well_check'

/** The council that answers for the child, if an agreement lets the viewer ask it. */
export async function findCouncil(
  tx: Tx, kernel: Pick<Kernel, 'cells'>, personId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ council: string | null }>`select authz.council_of(${personId}::uuid) as council`.execute(tx)
  const council = rows[0]?.council ?? undefined
  return council && (await writableCells(tx)).has(kernel.cells.id(council, 'missing', 1)) ? council : undefined
}

/** Children's homes and youth justice that know the child follow the search. */
export async function letFollow(tx: Tx, workId: string): Promise<void> {
  await sql`select authz.follow_missing(${workId}::uuid)`.execute(tx)
}

export async function isMeetingOpen(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select authz.missing_meeting_is_open(${personId}::uuid) as open`.execute(tx)
  return rows[0]?.open ?? false
}

/** The child's missing episodes that count: one that was reported in error does not. Oldest first. */
export async function listMissingOf(tx: Tx, kernel: Kernel, personId: string): Promise<Episode[]> {
  const all = await listEpisodesOf(tx, kernel, [personId], [missingKind])
  return all.filter(({ state }) => state !== 'cancelled').toReversed()
}
