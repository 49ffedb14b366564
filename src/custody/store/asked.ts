import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { writableCells } from '../../practice/store/episodes.ts'

type Asked = { kinds: readonly string[]; role: string }

/** The agency of these kinds that has somebody in that role and that an agreement lets the viewer ask; by name, the first. */
export async function whoIsAsked(tx: Tx, kernel: Kernel, { kinds, role }: Asked): Promise<string | undefined> {
  const writable = await writableCells(tx)
  const { rows } = await sql<{ id: string }>`
    select distinct g.id, g.name from agency g
    join staff s on s.partnership_id = g.partnership_id and s.agency_id = g.id
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id and a.role = ${role}
    where g.active and g.kind = any (${kinds}::text[]) and coalesce(s.active_until, 'infinity') > now()
      and a.valid_from <= now() and coalesce(a.valid_until, 'infinity') > now()
    order by g.name, g.id`.execute(tx)
  return rows.find(({ id }) => writable.has(kernel.cells.id(id, 'custody', 1)))?.id
}

export async function hasBegun(tx: Tx, parentId: string, kind: string): Promise<boolean> {
  const found = await tx.selectFrom('episode').select('id').where('parent_id', '=', parentId).where('kind', '=', kind)
    .executeTakeFirst()
  return found !== undefined
}
