import type { OpenCheckpoint, TrustedLog } from './checkpoint.ts'
import type { Cosigner, Quorum } from './cosignature.ts'
import { openWitnessedCheckpoint } from './cosignature.ts'
import type { Hash } from './hashing.ts'
import { verifyInclusion } from './inclusion.ts'
import { findBase64, findHash, findSize, toBase64 } from './lineFormats.ts'
import { parseNote } from './note.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/**
 * A proof that stands by itself (C2SP tlog-proof): the index of the leaf, its inclusion proof, and the signed
 * checkpoint, word for word, with its cosignatures. `extra` is carried along and **proved by nothing**.
 */
export type LogProof = { index: number; inclusion: readonly Hash[]; checkpoint: string; extra?: Uint8Array }

const firstLine = 'c2sp.org/tlog-proof@v1'
const maxProofLines = 63

/** The text of a proof, for a file named `….tlog-proof`. Throws RangeError when it could not be read back. */
export function formatLogProof({ index, inclusion, checkpoint, extra }: LogProof): string {
  const extraLine = extra === undefined ? [] : [`extra ${toBase64(extra)}`]
  const text = [firstLine, ...extraLine, `index ${index}`, ...inclusion.map(toBase64), '', checkpoint].join('\n')
  if (!parseLogProof(text).ok) throw new RangeError('That is no proof of a log.')
  return text
}

/** Reads the text of a proof and checks its form only. */
export function parseLogProof(text: string): Result<LogProof> {
  const split = text.indexOf('\n\n')
  if (split < 0) return refused('the proof has no checkpoint')
  const [first, ...rest] = text.slice(0, split).split('\n')
  if (first !== firstLine) return refused('not a log proof')
  const extraLine = rest[0]?.startsWith('extra ') ? rest.shift() : undefined
  const extra = extraLine === undefined ? undefined : findBase64(extraLine.slice('extra '.length))
  if (extraLine !== undefined && !extra?.length) return refused('the extra data is not Base 64')
  const indexLine = rest.shift() ?? ''
  const index = indexLine.startsWith('index ') ? findSize(indexLine.slice('index '.length)) : undefined
  if (index === undefined) return refused('the index is not a plain number')
  const inclusion = rest.map(findHash).filter(hash => hash !== undefined)
  if (inclusion.length < rest.length) return refused('a line of the proof is not 32 bytes in Base 64')
  if (inclusion.length > maxProofLines) return refused('the proof is too long')
  const checkpoint = text.slice(split + 2)
  const note = parseNote(checkpoint)
  return note.ok ? accepted({ index, inclusion, checkpoint, ...(extra && { extra }) }) : note
}

/** Whom a verifier trusts: the log, and the witnesses it wants to hear. */
export type TrustPolicy = { log: TrustedLog; quorum: Quorum }

/** What a proof has proved: that leaf, at that index, in that tree, seen by those witnesses. */
export type ProvedLeaf = { index: number; checkpoint: OpenCheckpoint; cosigners: Cosigner[] }

/**
 * Whether the text proves that a leaf with this hash is in the log, without asking anybody. Hash the leaf yourself,
 * with `hashLeaf`, from the entry you were shown: a hash taken from the same hand as the proof proves nothing.
 */
export function verifyLogProof(text: string, leafHash: Hash, policy: TrustPolicy): Result<ProvedLeaf> {
  const proof = parseLogProof(text)
  if (!proof.ok) return proof
  const { index, inclusion, checkpoint: signedCheckpoint } = proof.value
  const opened = openWitnessedCheckpoint(signedCheckpoint, policy.log, policy.quorum)
  if (!opened.ok) return opened
  const { cosigners, ...checkpoint } = opened.value
  const verdict = verifyInclusion({ index, leafHash, size: checkpoint.size, root: checkpoint.root }, inclusion)
  return verdict.ok ? accepted({ index, checkpoint, cosigners }) : verdict
}
