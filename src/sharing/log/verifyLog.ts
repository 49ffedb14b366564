import { sql } from 'kysely'
import { GrowingTree, hashLeaf, sameBytes } from '../../../packages/tlog/src/tlog.ts'
import type { TreeHead } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import { commitmentsOf, entryOf } from './entry.ts'
import type { Facts, LeafKind } from './entry.ts'
import { checkTiles } from './verifyTiles.ts'

/** A head that somebody has signed: a checkpoint of the log, or what a witness holds. */
export type SignedHead = TreeHead & { of: string }
export type LogCheck = {
  leaves: number; disclosures: number; acts: number; erased: number; waiting: number
  /** Sentences, at most `mostFaults` of a kind; none when all is well. */
  faults: string[]
}

const chunk = 5_120
const mostFaults = 20
const nobody = '00000000-0000-0000-0000-000000000000'

/** Checks the log of a partnership against its rows, its tiles and every signed head, in one pass over the leaves. */
export async function verifyLog(tx: Tx, partnershipId: string, heads: readonly SignedHead[]): Promise<LogCheck> {
  const check: LogCheck = { leaves: 0, disclosures: 0, acts: 0, erased: 0, waiting: 0, faults: [] }
  const fault = (text: string) => { if (check.faults.length < mostFaults) check.faults.push(text) }
  const tree = new GrowingTree()
  const tiles = checkTiles(tx, partnershipId, fault)
  const due = watchHeads(heads, fault)
  due.at(tree)
  let next = 0
  for (let reading = readChunk(tx, partnershipId, next); ;) {
    const { leaves, facts } = await reading
    if (leaves.length === 0) break
    // The database reads on while these are hashed.
    reading = readChunk(tx, partnershipId, (leaves.at(-1)?.index ?? 0) + 1)
    reading.catch(() => undefined) // told when its turn comes
    for (const leaf of leaves) {
      if (leaf.index !== next) fault(`Leaf ${next} is missing.`)
      next = leaf.index + 1
      countIn(check, leaf)
      const wrong = faultOfLeaf(leaf, facts.get(leaf.row_id), check)
      if (wrong !== undefined) fault(wrong)
      tree.append(leaf.leaf_hash)
      tiles.add(leaf.leaf_hash)
      due.at(tree)
    }
    await tiles.compare()
  }
  await tiles.end()
  due.end(tree)
  for (const text of await listRowFaults(tx, partnershipId, check)) fault(text)
  return check
}

function watchHeads(heads: readonly SignedHead[], fault: (text: string) => void) {
  const due = heads.toSorted((a, b) => a.size - b.size)
  let next = 0
  return {
    at: (tree: GrowingTree) => {
      for (let head = due[next]; head !== undefined && head.size <= tree.size; head = due[++next])
        if (head.size < tree.size || !sameBytes(head.root, tree.root()))
          fault(`${head.of} is of another tree of ${head.size} leaves: the log was changed or forked.`)
    },
    end: (tree: GrowingTree) => {
      for (const head of due.slice(next))
        fault(`${head.of} has ${head.size} leaves, the log only ${tree.size}: it was cut, or restored from an older copy.`)
    },
  }
}

type Leaf = { index: number; kind: LeafKind; row_id: string; act_pos: number | null; leaf_hash: Buffer; about: Buffer | null; by: Buffer | null }
type Row = Facts & { about_salt: Buffer | null; by_salt: Buffer | null; is_erased: boolean }

async function readChunk(tx: Tx, partnershipId: string, from: number): Promise<{ leaves: Leaf[]; facts: Map<string, Row> }> {
  const leaves = await readLeaves(tx, partnershipId, from)
  return { leaves, facts: leaves.length === 0 ? new Map() : await readFacts(tx, partnershipId, leaves) }
}

async function readLeaves(tx: Tx, partnershipId: string, from: number): Promise<Leaf[]> {
  return (await sql<Leaf>`select index, kind, row_id, act_pos, leaf_hash, about, by from log_leaf
    where partnership_id = ${partnershipId}::uuid and index >= ${from} order by index limit ${chunk}`.execute(tx)).rows
}

async function readFacts(tx: Tx, partnershipId: string, leaves: readonly Leaf[]): Promise<Map<string, Row>> {
  const of = (kind: LeafKind) => leaves.filter(leaf => leaf.kind === kind)
  const { rows } = await sql<Row>`
    select f.*, s.about_salt, s.by_salt, s.about_salt is null and f.kind <> 'erasure' and exists (select from log_erasure e
      where e.partnership_id = ${partnershipId}::uuid and f.row_id = any (e.rows)) as is_erased
    from authz.log_facts(${partnershipId}::uuid, ${of('disclosure').map(leaf => leaf.row_id)}::uuid[],
      ${of('act').map(leaf => leaf.act_pos)}::bigint[], ${of('erasure').map(leaf => leaf.row_id)}::uuid[]) f
    left join log_salt s on s.partnership_id = ${partnershipId}::uuid and s.row_id = f.row_id`.execute(tx)
  return new Map(rows.map(row => [row.row_id, row]))
}

function countIn(check: LogCheck, { kind }: Leaf): void {
  check.leaves += 1
  if (kind === 'disclosure') check.disclosures += 1
  if (kind === 'act') check.acts += 1
}

function faultOfLeaf(leaf: Leaf, row: Row | undefined, check: LogCheck): string | undefined {
  const what = `${leaf.kind === 'erasure' ? 'erasure' : leaf.kind} ${leaf.row_id} (leaf ${leaf.index})`
  if (!row) return `The ${what} is gone.`
  if (leaf.kind === 'erasure') return isHashOf(row, leaf, undefined) ? undefined : `The ${what} was changed.`
  const { about, by, about_salt: aboutSalt, by_salt: bySalt } = { ...row, about: leaf.about, by: leaf.by }
  if (!about || !by || !bySalt) return `What opens the ${what} is gone.`
  if (aboutSalt) {
    const made = commitmentsOf(row, { about: aboutSalt, by: bySalt })
    return isHashOf(row, leaf, made) ? undefined : `The ${what} was changed.`
  }
  if (!row.is_erased || row.person !== nobody) return `Whom the ${what} is about cannot be checked, and no erasure was logged.`
  check.erased += 1
  const made = { ...commitmentsOf(row, { about: bySalt, by: bySalt }), about }
  return isHashOf(row, leaf, made) ? undefined : `The ${what} was changed.`
}

const isHashOf = (row: Row, leaf: Leaf, made: { about: Uint8Array; by: Uint8Array } | undefined) =>
  sameBytes(hashLeaf(Buffer.from(entryOf(row, made))), leaf.leaf_hash)

/** Rows without a leaf that do not wait for one, and leaves of one row twice. */
async function listRowFaults(tx: Tx, partnershipId: string, check: LogCheck): Promise<string[]> {
  const faults: string[] = []
  for (const table of ['disclosure', 'act', 'log_erasure'] as const) {
    const { rows: [bare] } = await sql<{ n: number; first: string | null }>`
      select count(*) as n, min(d.id::text) as first from ${sql.table(table)} d where d.partnership_id = ${partnershipId}::uuid
        and not exists (select from log_leaf l where l.partnership_id = d.partnership_id and l.row_id = d.id)
        and not exists (select from log_pending w where w.partnership_id = d.partnership_id and w.row_id = d.id)`.execute(tx)
    if (bare && bare.n > 0) faults.push(`${bare.n} rows of ${table} have no leaf, the first is ${bare.first}.`)
  }
  const { rows: [twice] } = await sql<{ row_id: string }>`select row_id from log_leaf
    where partnership_id = ${partnershipId}::uuid group by row_id having count(*) > 1 limit 1`.execute(tx)
  if (twice) faults.push(`The row ${twice.row_id} has two leaves.`)
  const { rows: [waiting] } = await sql<{ n: number }>`
    select count(*) as n from log_pending where partnership_id = ${partnershipId}::uuid`.execute(tx)
  check.waiting = waiting?.n ?? 0
  return faults
}
