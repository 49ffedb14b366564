import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { urgencies } from '../episode.ts'
import type { Episode } from '../episode.ts'
import { wordOf } from '../life.ts'

type Row = {
  id: string; person_id: string; cell: number; kind: string; reference: string; state: string; urgency: string
  team: string | null; assigned_to: string | null; parent_id: string | null; opened_at: Date; opened_by: string
  opened_by_agency: string; closed_at: Date | null; revision: number
}

export function episodeFrom(kernel: Pick<Kernel, 'cells'>, row: Row): Episode {
  return {
    id: row.id, personId: row.person_id, cell: row.cell, kind: row.kind, reference: row.reference, state: row.state,
    urgency: wordOf(urgencies, row.urgency), agencyId: kernel.cells.of(row.cell)?.agencyId ?? '',
    openedAt: row.opened_at, openedBy: row.opened_by, openedByAgency: row.opened_by_agency, revision: row.revision,
    ...(row.team && { team: row.team }), ...(row.assigned_to && { assignedTo: row.assigned_to }),
    ...(row.parent_id && { parentId: row.parent_id }), ...(row.closed_at && { closedAt: row.closed_at }),
  }
}

export async function findEpisode(tx: Tx, kernel: Pick<Kernel, 'cells'>, id: string): Promise<Episode | undefined> {
  const row = await tx.selectFrom('episode').selectAll().where('id', '=', id).executeTakeFirst()
  return row && episodeFrom(kernel, row)
}

/** What belongs to an episode: the requests, referrals and tasks that it began. */
export async function listBegunBy(tx: Tx, kernel: Kernel, parentId: string): Promise<Episode[]> {
  const rows = await tx.selectFrom('episode').selectAll().where('parent_id', '=', parentId).orderBy('opened_at').execute()
  return rows.map(row => episodeFrom(kernel, row))
}

/** Those of a child that the viewer may see, newest first. */
export async function listEpisodesOf(
  tx: Tx, kernel: Kernel, personIds: readonly string[], kinds?: readonly string[],
): Promise<Episode[]> {
  const all = tx.selectFrom('episode').selectAll().where('person_id', 'in', personIds).orderBy('opened_at', 'desc')
  const rows = await (kinds ? all.where('kind', 'in', kinds) : all).limit(500).execute()
  return rows.map(row => episodeFrom(kernel, row))
}

export type NewEpisode = Omit<Episode, 'revision' | 'closedAt' | 'agencyId'> & { partnershipId: string }

export async function insertEpisode(tx: Tx, episode: NewEpisode): Promise<void> {
  await tx.insertInto('episode').values({
    partnership_id: episode.partnershipId, id: episode.id, person_id: episode.personId, cell: episode.cell,
    kind: episode.kind, reference: episode.reference, state: episode.state, urgency: episode.urgency,
    team: episode.team ?? null, assigned_to: episode.assignedTo ?? null, parent_id: episode.parentId ?? null,
    opened_at: episode.openedAt, opened_by: episode.openedBy, opened_by_agency: episode.openedByAgency,
  }).execute()
}

export type EpisodeChange = {
  state?: string; urgency?: string; team?: string | null; assigned_to?: string | null; closed_at?: Date | null
}

/** Changes an episode that nobody has changed since `revision`; false if somebody has. */
export async function changeEpisode(
  tx: Tx, { id, revision }: { id: string; revision: number }, change: EpisodeChange,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('episode').set({ ...change, revision: revision + 1 })
    .where('id', '=', id).where('revision', '=', revision).executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  if (change.closed_at !== undefined)
    await tx.updateTable('work').set({ closed_at: change.closed_at }).where('id', '=', id).execute()
  return true
}

/** Opens the piece of work that an episode is, in the cell of whoever will do it. */
export async function openWorkOf(
  tx: Tx, work: { personId: string; cell: number; kind: string; purpose: string },
): Promise<{ id: string; reference: string }> {
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference from authz.open_work(${work.personId}::uuid, ${work.cell}, ${work.kind}, ${work.purpose})`
    .execute(tx)
  const [made] = rows
  if (!made) throw new Error('no work was opened')
  return made
}

export type NewLink = {
  personId: string; agencyId: string; role?: string | undefined; staffId?: string | undefined
  because: 'author' | 'team' | 'recipient' | 'allocated'; workId: string; until?: Date | undefined
}

/** Gives a colleague or a team its reason to open the child; false when the child is not to be opened by the caller. */
export async function addLink(tx: Tx, link: NewLink): Promise<boolean> {
  const { rows } = await sql<{ link: string | null }>`
    select authz.add_link(${link.personId}::uuid, ${link.staffId ?? null}::uuid, ${link.agencyId}::uuid,
      ${link.role ?? null}, ${link.because}, ${link.workId}::uuid, ${link.until ?? null}::timestamptz) as link`.execute(tx)
  return (rows[0]?.link ?? null) !== null
}

export async function endLinks(tx: Tx, workId: string, at: Date): Promise<void> {
  await sql`select authz.end_links(${workId}::uuid, null, ${at}::timestamptz)`.execute(tx)
}

/** Cells in which the viewer may write now: their own and those where a clause lets them deposit. */
export async function writableCells(tx: Tx): Promise<Set<number>> {
  const { rows } = await sql<{ cells: number[] }>`select authz.writable_cells() as cells`.execute(tx)
  return new Set(rows[0]?.cells)
}

/** Agencies of these kinds, by name. */
export async function listAgencies(tx: Tx, kinds: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (kinds.length === 0) return []
  return tx.selectFrom('agency').select(['id', 'name']).where('kind', 'in', kinds).where('active', '=', true)
    .orderBy('name').execute()
}
