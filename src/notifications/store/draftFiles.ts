import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Sending } from './making.ts'

export type DraftFile = { id: string; name: string; mediaType: string; size: number }

export async function listDraftFiles(tx: Tx, viewer: Viewer, draftId: string): Promise<DraftFile[]> {
  const rows = await filesOf(tx, viewer, draftId).select([
    'id', 'name', 'media_type', 'size',
  ]).orderBy('added_at').execute()
  return rows.map(row => ({ id: row.id, name: row.name, mediaType: row.media_type, size: row.size }))
}

/** How much one person may keep in all their drafts: what is sent counts no longer. */
export const mostInDrafts = 200 * 1024 * 1024

export async function sizeInDrafts(tx: Tx, viewer: Viewer): Promise<number> {
  const { size } = await tx.selectFrom('draft_file').select(({ fn }) => fn.sum('size').as('size'))
    .where('partnership_id', '=', viewer.partnershipId).where('staff_id', '=', viewer.staffId).executeTakeFirstOrThrow()
  return Number(size ?? 0)
}

export type NewFile = { name: string; mediaType: string; content: Buffer }

/** The same file sent twice is kept once. */
export async function addDraftFile(tx: Tx, viewer: Viewer, draftId: string, file: NewFile): Promise<void> {
  const sha256 = createHash('sha256').update(file.content).digest()
  const known = await filesOf(tx, viewer, draftId).select('id').where('sha256', '=', sha256).executeTakeFirst()
  if (known) return
  await tx.insertInto('draft_file').values({
    partnership_id: viewer.partnershipId, id: randomUUID(), staff_id: viewer.staffId, draft_id: draftId,
    name: file.name, media_type: file.mediaType, size: file.content.length, sha256, content: file.content,
  }).execute()
}

export async function removeDraftFile(tx: Tx, viewer: Viewer, draftId: string, fileId: string): Promise<void> {
  await tx.deleteFrom('draft_file').where('partnership_id', '=', viewer.partnershipId).where('draft_id', '=', draftId)
    .where('staff_id', '=', viewer.staffId).where('id', '=', fileId).execute()
}

/** Hands the attachments of a draft over to the notification that it became. */
export async function moveFiles(tx: Tx, sending: Sending, draftId: string): Promise<void> {
  const { partnershipId, staffId } = sending.scope.viewer
  const cell = sending.cellFor('narrative', 2)
  await sql`
    insert into file (partnership_id, id, person_id, cell, work_id, name, media_type, size, sha256, content, added_by,
      added_at)
    select partnership_id, id, ${sending.personId}::uuid, ${cell}::integer, ${sending.workId}::uuid, name, media_type,
      size, sha256, content, staff_id, added_at from draft_file
    where partnership_id = ${partnershipId}::uuid and draft_id = ${draftId}::uuid and staff_id = ${staffId}::uuid`
    .execute(tx)
  await tx.deleteFrom('draft_file').where('partnership_id', '=', partnershipId).where('draft_id', '=', draftId)
    .where('staff_id', '=', staffId).execute()
}

const filesOf = (tx: Tx, viewer: Viewer, draftId: string) => tx.selectFrom('draft_file')
  .where(
    'partnership_id', '=', viewer.partnershipId,
  ).where('draft_id', '=', draftId).where('staff_id', '=', viewer.staffId)
