import { sql } from 'kysely'
import { emptyRoot } from '../../../packages/tlog/src/tlog.ts'
import type { TreeHead } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Commitments, Facts, LeafKind, Salts } from './entry.ts'

export type NewLeaf = {
  index: number; kind: LeafKind; rowId: string; actPos: number | null; hash: Uint8Array
  made: Commitments | undefined; salts: Salts | undefined
}
export type StoredCheckpoint = TreeHead & { signed: string; at: Date }

/** Whether this transaction alone makes leaves of the partnership, until it ends. */
export async function takeLogLock(tx: Tx, partnershipId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(authz.log_lock(${partnershipId}::uuid)) as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

export async function listWaiting(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from partnership p where exists (select from log_pending w where w.partnership_id = p.id)`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function listPartnerships(tx: Tx): Promise<string[]> {
  return (await sql<{ id: string }>`select id from partnership order by id`.execute(tx)).rows.map(({ id }) => id)
}

export async function takePending(tx: Tx, partnershipId: string, most: number): Promise<Facts[]> {
  return (await sql<Facts>`select * from authz.take_pending(${partnershipId}::uuid, ${most})`.execute(tx)).rows
}

export async function readHead(tx: Tx, partnershipId: string): Promise<TreeHead & { fault: string | null }> {
  const { rows } = await sql<{ size: number; root: Buffer; fault: string | null }>`
    select size, root, fault from log_head where partnership_id = ${partnershipId}::uuid`.execute(tx)
  return rows[0] ?? { size: 0, root: emptyRoot, fault: null }
}

export async function keepHead(tx: Tx, partnershipId: string, { size, root }: TreeHead): Promise<void> {
  await sql`insert into log_head (partnership_id, size, root) values (${partnershipId}::uuid, ${size}, ${Buffer.from(root)})
    on conflict (partnership_id) do update set size = excluded.size, root = excluded.root, at = excluded.at,
      fault = null, fault_at = null`.execute(tx)
}

/** Why the log has stopped: for the page and for whoever looks after Kith. */
export async function keepFault(tx: Tx, partnershipId: string, fault: string): Promise<void> {
  await sql`insert into log_head (partnership_id, root, fault, fault_at)
    values (${partnershipId}::uuid, ${Buffer.from(emptyRoot)}, ${fault}, statement_timestamp())
    on conflict (partnership_id) do update set fault = excluded.fault,
      fault_at = coalesce(log_head.fault_at, excluded.fault_at)`.execute(tx)
}

export async function addLeaves(tx: Tx, partnershipId: string, leaves: readonly NewLeaf[]): Promise<void> {
  const bytes = (value: Uint8Array | undefined) => value === undefined ? null : Buffer.from(value)
  await sql`insert into log_leaf (partnership_id, index, kind, row_id, act_pos, leaf_hash, about, by)
    select ${partnershipId}::uuid, * from unnest(${leaves.map(leaf => leaf.index)}::bigint[], ${leaves.map(leaf => leaf.kind)}::text[],
      ${leaves.map(leaf => leaf.rowId)}::uuid[], ${leaves.map(leaf => leaf.actPos)}::bigint[],
      ${leaves.map(leaf => bytes(leaf.hash))}::bytea[], ${leaves.map(leaf => bytes(leaf.made?.about))}::bytea[],
      ${leaves.map(leaf => bytes(leaf.made?.by))}::bytea[])`.execute(tx)
  const salted = leaves.filter(leaf => leaf.salts !== undefined)
  if (salted.length === 0) return
  await sql`insert into log_salt (partnership_id, row_id, about_salt, by_salt)
    select ${partnershipId}::uuid, * from unnest(${salted.map(leaf => leaf.rowId)}::uuid[],
      ${salted.map(leaf => bytes(leaf.salts?.about))}::bytea[], ${salted.map(leaf => bytes(leaf.salts?.by))}::bytea[])`.execute(tx)
}

export async function findLastCheckpoint(tx: Tx, partnershipId: string): Promise<StoredCheckpoint | undefined> {
  return (await sql<StoredCheckpoint>`select size, root, signed, at from log_checkpoint
    where partnership_id = ${partnershipId}::uuid order by size desc limit 1`.execute(tx)).rows[0]
}

export async function addCheckpoint(tx: Tx, partnershipId: string, { size, root }: TreeHead, signed: string): Promise<void> {
  await sql`insert into log_checkpoint (partnership_id, size, root, signed)
    values (${partnershipId}::uuid, ${size}, ${Buffer.from(root)}, ${signed})`.execute(tx)
}

/** The signature lines of witnesses under one checkpoint. */
export async function listCosignatures(tx: Tx, partnershipId: string, size: number): Promise<{ witness: string; line: string; at: Date }[]> {
  return (await sql<{ witness: string; line: string; at: Date }>`select witness, line, at from log_cosignature
    where partnership_id = ${partnershipId}::uuid and size = ${size} order by witness`.execute(tx)).rows
}

/** The checkpoint that most witnesses have signed among those which hold the leaf; the earliest of several. */
export async function findCheckpointFor(tx: Tx, partnershipId: string, index: number): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql<StoredCheckpoint>`
    select c.size, c.root, c.signed, c.at from (
      (select s.size, count(*) as n from log_cosignature s where s.partnership_id = ${partnershipId}::uuid and s.size > ${index}
        group by s.size order by s.size limit 100)
      union all
      (select k.size, 0 from log_checkpoint k where k.partnership_id = ${partnershipId}::uuid and k.size > ${index}
        order by k.size limit 1)) best
    join log_checkpoint c on c.partnership_id = ${partnershipId}::uuid and c.size = best.size
    order by best.n desc, c.size limit 1`.execute(tx)
  return rows[0]
}

export async function readHeld(tx: Tx, partnershipId: string, witness: string): Promise<number> {
  const { rows } = await sql<{ size: number }>`select held_size as size from log_witness
    where partnership_id = ${partnershipId}::uuid and witness = ${witness}`.execute(tx)
  return rows[0]?.size ?? 0
}

type Answered = { witness: string; heldSize: number; fault?: string }

export async function keepAnswer(tx: Tx, partnershipId: string, { witness, heldSize, fault }: Answered): Promise<void> {
  await sql`insert into log_witness (partnership_id, witness, held_size, answered_at, fault, fault_at)
    values (${partnershipId}::uuid, ${witness}, ${heldSize}, statement_timestamp(), ${fault ?? null},
      case when ${fault ?? null}::text is not null then statement_timestamp() end)
    on conflict (partnership_id, witness) do update set held_size = excluded.held_size, answered_at = excluded.answered_at,
      fault = excluded.fault, fault_at = case when excluded.fault is null then null else coalesce(log_witness.fault_at, excluded.fault_at) end`.execute(tx)
}

export async function addCosignature(tx: Tx, partnershipId: string, signed: { size: number; witness: string; line: string }): Promise<void> {
  await sql`insert into log_cosignature (partnership_id, size, witness, line)
    values (${partnershipId}::uuid, ${signed.size}, ${signed.witness}, ${signed.line}) on conflict do nothing`.execute(tx)
}

export type LogState = Readonly<{
  size: number; at: Date | null; fault: string | null; checkpointSize: number; checkpointAt: Date | null
  refusing: string[]
}>

export async function readLogState(tx: Tx, partnershipId: string): Promise<LogState> {
  const { rows } = await sql<LogState>`
    select coalesce(h.size, 0) as size, h.at, h.fault, coalesce(c.size, 0) as "checkpointSize", c.at as "checkpointAt",
      array(select w.witness from log_witness w where w.partnership_id = p.id and w.fault is not null order by 1) as refusing
    from partnership p left join log_head h on h.partnership_id = p.id
    left join lateral (select k.size, k.at from log_checkpoint k where k.partnership_id = p.id order by k.size desc limit 1) c on true
    where p.id = ${partnershipId}::uuid`.execute(tx)
  return rows[0] ?? { size: 0, at: null, fault: null, checkpointSize: 0, checkpointAt: null, refusing: [] }
}

export type StoredLeaf = Readonly<{ index: number; leaf_hash: Buffer; about: Buffer | null; by: Buffer | null }>

export async function findLeaf(tx: Tx, partnershipId: string, rowId: string): Promise<StoredLeaf | undefined> {
  return (await sql<StoredLeaf>`select index, leaf_hash, about, by from log_leaf
    where partnership_id = ${partnershipId}::uuid and row_id = ${rowId}::uuid`.execute(tx)).rows[0]
}
