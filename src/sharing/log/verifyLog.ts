import { sql } from 'kysely'
import { GrowingTree, hashLeaf, sameBytes } from '../../../packages/tlog/src/tlog.ts'
import type { TreeHead } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import { commitmentsOf, entryOf } from './entry.ts'
import type { Commitments, Facts } from './entry.ts'
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
    const rows = await reading
    if (rows.length === 0) break
    // The database reads on while these are hashed.
    reading = readChunk(tx, partnershipId, (rows.at(-1)?.index ?? 0) + 1)
    reading.catch(() => undefined) // told when its turn comes
    for (const row of rows) {
      if (row.index !== next) fault(`Leaf ${next} is missing.`)
      next = row.index + 1
      countIn(check, row)
      const wrong = faultOfLeaf(row, check)
      if (wrong !== undefined) fault(wrong)
      tree.append(row.leaf_hash)
      tiles.add(row.leaf_hash)
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

type Row = Omit<Facts, 'at'> & Readonly<{
  index: number; leaf_hash: Buffer; about: Buffer | null; by: Buffer | null
  about_salt: Buffer | null; by_salt: Buffer | null; is_erased: boolean
  /** Nothing where the row itself is gone. */
  at: string | null
}>

/** Leaves with the facts of their rows, in one question. */
async function readChunk(tx: Tx, partnershipId: string, from: number): Promise<Row[]> {
  return (await sql<Row>`
    with leaf as materialized (
      select index, kind, row_id, act_pos, leaf_hash, about, by from log_leaf
      where partnership_id = ${partnershipId}::uuid and index >= ${from} order by index limit ${chunk})
    select l.index, l.kind, l.row_id, l.act_pos, l.leaf_hash, l.about, l.by, f.at, f.agency, f.role, f.purpose, f.what, f.outcome,
      f.categories, f.elements, f.clauses, f.versions, f.cell, f.staff, f.person, f.work, f.subject, f.detail, f.rows,
      s.about_salt, s.by_salt, s.about_salt is null and l.kind <> 'erasure' and exists (select from log_erasure e
        where e.partnership_id = ${partnershipId}::uuid and l.row_id = any (e.rows)) as is_erased
    from leaf l
    left join authz.log_facts(${partnershipId}::uuid, array(select row_id from leaf where kind = 'disclosure'),
      array(select act_pos from leaf where kind = 'act'), array(select row_id from leaf where kind = 'erasure')) f on f.row_id = l.row_id
    left join log_salt s on s.partnership_id = ${partnershipId}::uuid and s.row_id = l.row_id
    order by l.index`.execute(tx)).rows
}

function countIn(check: LogCheck, { kind }: Row): void {
  check.leaves += 1
  if (kind === 'disclosure') check.disclosures += 1
  if (kind === 'act') check.acts += 1
}

function faultOfLeaf(row: Row, check: LogCheck): string | undefined {
  if (!isThere(row)) return `The ${named(row)} is gone.`
  const { about, by, about_salt: aboutSalt, by_salt: bySalt } = row
  if (row.kind === 'erasure') return isHashOf(row, undefined) ? undefined : `The ${named(row)} was changed.`
  if (!about || !by || !bySalt) return `What opens the ${named(row)} is gone.`
  if (aboutSalt) return isHashOf(row, commitmentsOf(row, { about: aboutSalt, by: bySalt })) ? undefined : `The ${named(row)} was changed.`
  if (!row.is_erased || row.person !== nobody) return `Whom the ${named(row)} is about cannot be checked, and no erasure was logged.`
  check.erased += 1
  const made = { about, by: commitmentsOf(row, { about: bySalt, by: bySalt }).by }
  return isHashOf(row, made) ? undefined : `The ${named(row)} was changed.`
}

const isThere = (row: Row): row is Row & Facts => row.at !== null
const named = ({ kind, row_id: id, index }: Row) => `${kind} ${id} (leaf ${index})`

const isHashOf = (row: Row & Facts, made: Commitments | undefined) =>
  sameBytes(hashLeaf(Buffer.from(entryOf(row, made))), row.leaf_hash)

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
