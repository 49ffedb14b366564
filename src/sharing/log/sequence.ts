import { randomBytes } from 'node:crypto'
import { appendLeafHashes, hashLeaf } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { commitmentsOf, entryOf } from './entry.ts'
import type { Facts, Salts } from './entry.ts'
import { addLeaves, keepFault, keepHead, readHead, takeLogLock, takePending } from './logStore.ts'
import type { NewLeaf } from './logStore.ts'
import { databaseTileStore } from './tileStore.ts'

export const batchSize = 1_000
const saltLength = 32

/** The stored log contradicts itself: it stops rather than sign a second history. */
export class LogBroken extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.name = 'LogBroken'
  }
}

/**
 * Gives the oldest rows that wait their leaves, in one transaction: all of it is there or none. Returns how many; none
 * when another process is at it. Rows that commit later wait until a later call, wherever they were numbered.
 */
export async function sequence(kernel: Kernel, partnershipId: string, most = batchSize): Promise<number> {
  try {
    return await kernel.db.service(tx => sequenceOnce(tx, partnershipId, most))
  } catch (error) {
    if (error instanceof LogBroken) await reportFault(kernel, partnershipId, error)
    throw error
  }
}

export async function reportFault(kernel: Kernel, partnershipId: string, broken: LogBroken): Promise<void> {
  kernel.log.error({ partnershipId, why: broken.message }, 'the log of disclosures has stopped')
  await kernel.db.service(tx => keepFault(tx, partnershipId, broken.message))
}

async function sequenceOnce(tx: Tx, partnershipId: string, most: number): Promise<number> {
  if (!await takeLogLock(tx, partnershipId)) return 0
  const taken = await takePending(tx, partnershipId, most)
  if (taken.length === 0) return 0
  const head = await readHead(tx, partnershipId)
  // One call for the salts of all: asking for each costs as much as hashing it.
  const random = randomBytes(taken.length * 2 * saltLength)
  const saltAt = (place: number) => random.subarray(place * saltLength, (place + 1) * saltLength)
  const leaves = taken.map((facts, at) =>
    leafOf(facts, head.size + at, { about: saltAt(2 * at), by: saltAt(2 * at + 1) }))
  const grown = await grow(tx, partnershipId, head, leaves)
  await addLeaves(tx, partnershipId, leaves)
  await keepHead(tx, partnershipId, grown)
  return leaves.length
}

async function grow(tx: Tx, partnershipId: string, head: { size: number; root: Uint8Array }, leaves: readonly NewLeaf[]) {
  try {
    return await appendLeafHashes(databaseTileStore(tx, partnershipId), head, leaves.map(({ hash }) => hash))
  } catch (error) {
    throw isOfDatabase(error) ? error : new LogBroken('The stored tree is not the one that was signed last.', error)
  }
}

/** What the database itself says has a code; the rest is the tree contradicting its head. */
export const isOfDatabase = (error: unknown): boolean =>
  error instanceof Error && 'code' in error

function leafOf(facts: Facts, index: number, fresh: Salts): NewLeaf {
  const { kind, row_id: rowId, act_pos: actPos } = facts
  const salts = kind === 'erasure' ? undefined : fresh
  const made = salts && commitmentsOf(facts, salts)
  return { index, kind, rowId, actPos, made, salts, hash: hashLeaf(Buffer.from(entryOf(facts, made))) }
}
