import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { addLink } from './episodes.ts'

const authorDays = 90

/**
 * The open episode of this kind, though the viewer was not linked to the child before: whoever would begin another joins it
 * as an author. Two who begin at once wait for each other.
 */
export async function joinOpenEpisode(
  tx: Tx, kernel: Kernel, viewer: Viewer, which: { personId: string; kind: string; agencyId: string },
): Promise<string | undefined> {
  const { personId, kind, agencyId } = which
  const { rows } = await sql<{ id: string | null }>`
    select authz.open_episode(${personId}::uuid, ${kind}, ${agencyId}::uuid) as id`.execute(tx)
  const workId = rows[0]?.id ?? undefined
  if (workId === undefined) return undefined
  const until = new Date(kernel.now().getTime() + authorDays * 86_400_000)
  await addLink(tx, { personId, agencyId: viewer.agencyId, staffId: viewer.staffId, because: 'author', workId, until })
  return workId
}
