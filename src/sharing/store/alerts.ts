import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export type Alert = { id: string; at: Date; kind: string; referenceId: string; seenAt: Date | null; toTeam: boolean }

/** The viewer's own and those of their role in their agency, what is unseen first. */
export async function listAlerts(tx: Tx, most: number): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select id, at, kind, reference_id as "referenceId", seen_at as "seenAt", staff_id is null as "toTeam" from (
      select * from authz.my_alerts(true, ${most}) union all
      (select * from authz.my_alerts(false, ${most}) where seen_at is not null)) a
    order by seen_at is not null, at desc, id desc limit ${most}`.execute(tx)
  return rows
}

export async function countAlerts(tx: Tx): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select authz.count_alerts() as n`.execute(tx)
  return row?.n ?? 0
}

export async function seeAlert(tx: Tx, id: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ seen: boolean }>`select authz.see_alert(${id}::uuid) as seen`.execute(tx)
  return row?.seen ?? false
}
