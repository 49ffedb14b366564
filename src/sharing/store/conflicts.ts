import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Relation } from '../seal.ts'

export type MyConflict = {
  id: string; relation: Relation; words: string; state: 'declared' | 'laid' | 'nobody_found'; declaredAt: Date
  sealId: string | null; sealState: string | null; isWaiting: boolean; openUntil: Date | null
}
export type Declared = {
  id: string; personId: string; cell: number; staffId: string; staff: string; staffEmail: string; agency: string
  relation: Relation; words: string; declaredAt: Date
}

export async function listMyConflicts(tx: Tx): Promise<MyConflict[]> {
  const { rows } = await sql<MyConflict>`
    select id, relation, words, state, declared_at as "declaredAt", seal_id as "sealId", seal_state as "sealState",
      is_waiting as "isWaiting", open_until as "openUntil" from authz.my_conflicts()`.execute(tx)
  return rows
}

/** Described in words, and waiting for somebody to find who is meant. */
export async function listDeclared(tx: Tx, only?: string): Promise<Declared[]> {
  const { rows } = await sql<Declared>`
    select d.id, d.person_id as "personId", d.cell, d.staff_id as "staffId", m.name as staff,
      m.email as "staffEmail", a.name as agency, d.relation, d.words,
      d.declared_at as "declaredAt"
    from conflict_declaration d
    join staff m on m.partnership_id = d.partnership_id and m.id = d.staff_id
    join agency a on a.partnership_id = m.partnership_id and a.id = m.agency_id
    where d.state = 'declared' ${only === undefined ? sql`` : sql`and d.id = ${only}::uuid`}
    order by d.declared_at, d.id`.execute(tx)
  return rows
}

/** Whether the viewer's own search could have shown them this person. */
export async function isSeen(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql`select from source_record where person_id = ${personId}::uuid limit 1`.execute(tx)
  return rows.length > 0
}

export type Declaring = { personId: string | undefined; relation: Relation; words: string }

export async function declareConflict(tx: Tx, { personId, relation, words }: Declaring): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string | null }>`
    select authz.declare_conflict(${personId ?? null}::uuid, ${relation}, ${words}) as id`.execute(tx)
  return row?.id ?? undefined
}

export async function settleConflict(tx: Tx, id: string, sealId: string | undefined): Promise<boolean> {
  const { rows: [row] } = await sql<{ settled: boolean }>`
    select authz.settle_conflict(${id}::uuid, ${sealId ?? null}::uuid) as settled`.execute(tx)
  return row?.settled ?? false
}
