import {
  openCheckpoint, parseCheckpoint, parseNote, proveConsistency, sameBytes, signCheckpoint, tileReader, verifyConsistency,
} from '../../../packages/tlog/src/tlog.ts'
import type { SigningKey, TreeHead } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { trustedLog } from './logKey.ts'
import { addCheckpoint, findLastCheckpoint, readHead, takeLogLock } from './logStore.ts'
import type { StoredCheckpoint } from './logStore.ts'
import { isOfDatabase, LogBroken, reportFault } from './sequence.ts'
import { databaseTileStore } from './tileStore.ts'

/** Signs how far the log has grown, after proving to itself that the last checkpoint leads here. Whether it did. */
export async function signHead(kernel: Kernel, key: SigningKey, partnershipId: string): Promise<boolean> {
  try {
    return await kernel.db.service(tx => signOnce(tx, key, partnershipId))
  } catch (error) {
    if (error instanceof LogBroken) await reportFault(kernel, partnershipId, error)
    throw error
  }
}

async function signOnce(tx: Tx, key: SigningKey, partnershipId: string): Promise<boolean> {
  if (!await takeLogLock(tx, partnershipId)) return false
  const head = await readHead(tx, partnershipId)
  const last = await findLastCheckpoint(tx, partnershipId)
  if (last) await demandContinuation(tx, { partnershipId, key, last, head })
  if (head.size === (last?.size ?? 0)) return false
  await addCheckpoint(tx, partnershipId, head, signCheckpoint({ origin: key.name, size: head.size, root: head.root }, key))
  return true
}

type Continuation = { partnershipId: string; key: SigningKey; last: StoredCheckpoint; head: TreeHead }

async function demandContinuation(tx: Tx, { partnershipId, key, last, head }: Continuation): Promise<void> {
  if (!isAsSigned(last, key)) throw new LogBroken('The last checkpoint was changed after it was signed.')
  if (head.size < last.size) throw new LogBroken('The log is shorter than its last checkpoint.')
  if (head.size === last.size) {
    if (!sameBytes(head.root, last.root)) throw new LogBroken('The log is not the one of its last checkpoint.')
    return
  }
  const proof = await proveConsistency(tileReader(databaseTileStore(tx, partnershipId), head.size), last.size, head.size)
    .catch((error: unknown) => { throw isOfDatabase(error) ? error : new LogBroken('Tiles of the log are missing or torn.', error) })
  const verdict = verifyConsistency(last, head, proof)
  if (!verdict.ok) throw new LogBroken('The log does not continue its last checkpoint.')
}

/** One signed with an earlier key, before the secret was changed, can only be read, not checked. */
export function isAsSigned({ size, root, signed }: StoredCheckpoint, key: SigningKey): boolean {
  const isOurs = signed.includes(`\n— ${key.name} `) && lineHasId(signed, key)
  const note = parseNote(signed)
  const opened = isOurs ? openCheckpoint(signed, trustedLog(key)) : note.ok ? parseCheckpoint(note.value.text) : note
  return opened.ok && opened.value.origin === key.name && opened.value.size === size && sameBytes(opened.value.root, root)
}

function lineHasId(signed: string, key: SigningKey): boolean {
  const note = parseNote(signed)
  return note.ok && note.value.signatures.some(({ name, id }) => name === key.name && id === key.id)
}
