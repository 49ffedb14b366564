import { sql } from 'kysely'
import type { VerifierKey } from '../../../packages/tlog/src/tlog.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { aboutValue, byValue, entryOf } from './entry.ts'
import type { Facts } from './entry.ts'
import { findLeaf, readLogState } from './logStore.ts'
import type { LogState, StoredLeaf } from './logStore.ts'
import { findWitnessed, writeReceipt } from './receipt.ts'
import type { Openings, Witnessed } from './receipt.ts'

export type ClauseWords = Readonly<{ id: string; number: number; says: string; title: string; gateway: string }>
export type LoadedReceipt = Readonly<{
  facts: Facts; isOwn: boolean; reader: string; clauses: readonly ClauseWords[]
  categories: readonly string[]; elements: readonly string[]; versions: readonly number[]
  leaf: StoredLeaf | undefined; witnessed: Witnessed | undefined; state: LogState
  /** The receipt's own text, once a checkpoint holds the leaf. */
  text: string | undefined
}>

type Standing = { is_own: boolean; about_salt: Buffer | null; by_salt: Buffer | null }

/** One reading with what proves it, or nothing for whoever may not know of it. */
export async function loadReceipt(
  kernel: Kernel, scope: Scope, id: string, witnesses: readonly VerifierKey[],
): Promise<LoadedReceipt | undefined> {
  const { partnershipId } = scope.viewer
  const read = await kernel.db.as(scope, tx => readReading(tx, id))
  if (!read) return undefined
  const { facts, standing } = read
  const proved = await kernel.db.service(async tx => {
    const leaf = await findLeaf(tx, partnershipId, id)
    const witnessed = leaf && await findWitnessed(tx, partnershipId, leaf.index, witnesses)
    const text = leaf && witnessed && await writeReceipt(tx, {
      partnershipId, index: leaf.index, opened: openingsOf(facts, standing),
      entry: entryOf(facts, leaf.about && leaf.by ? { about: leaf.about, by: leaf.by } : undefined),
    }, witnessed)
    return { leaf, witnessed, text, state: await readLogState(tx, partnershipId) }
  })
  return {
    facts, isOwn: standing.is_own, reader: read.reader, clauses: read.clauses,
    categories: listIn(facts.categories), elements: listIn(facts.elements), versions: listIn(facts.versions).map(Number), ...proved,
  }
}

async function readReading(tx: Tx, id: string) {
  const { rows: [standing] } = await sql<Standing>`select * from authz.receipt_facts(${id}::uuid)`.execute(tx)
  const { rows: [facts] } = await sql<Facts>`select * from authz.receipt_row(${id}::uuid)`.execute(tx)
  if (!standing || !facts) return undefined
  const { rows: [reader] } = await sql<{ name: string }>`select name from staff where id = ${facts.staff}::uuid`.execute(tx)
  const { rows: clauses } = await sql<ClauseWords>`
    select c.id, c.number, c.says, c.gateway, a.title from clause c
    join agreement a on a.partnership_id = c.partnership_id and a.id = c.agreement_id
    where c.id = any (${listIn(facts.clauses)}::uuid[]) order by c.id`.execute(tx)
  return { standing, facts, clauses, reader: reader?.name ?? 'A member of staff' }
}

/** Whoever may know whom it was about is handed what proves it; nobody is handed more. */
function openingsOf(facts: Facts, { about_salt: about, by_salt: by }: Standing): Openings {
  return {
    ...(about && { about: { salt: about, value: aboutValue(facts) } }), ...(by && { by: { salt: by, value: byValue(facts) } }),
  }
}

function listIn(json: string | null): string[] {
  const list: unknown = JSON.parse(json ?? '[]')
  return Array.isArray(list) ? list.map(String) : []
}
