import type { OpenCheckpoint, TrustedLog } from './checkpoint.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { TreeHead } from './consistency.ts'
import { verifyConsistency } from './consistency.ts'
import type { Hash } from './hashing.ts'
import { sameBytes } from './hashing.ts'
import type { SigningKey } from './keys.ts'
import { findHash, findSize, toBase64 } from './lineFormats.ts'
import { parseNote, signatureLine } from './note.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/**
 * What a log asks of a witness (C2SP tlog-witness, add-checkpoint): here is a signed checkpoint, and the proof
 * that it continues the tree of `oldSize` leaves that you signed last.
 */
export type AddCheckpoint = { oldSize: number; proof: readonly Hash[]; checkpoint: string }

const maxProofLines = 63

/** The request body, as it is POSTed. Throws RangeError when the request could not be read back. */
export function formatAddCheckpoint(request: AddCheckpoint): string {
  const lines = [`old ${request.oldSize}`, ...request.proof.map(toBase64), '', request.checkpoint]
  const body = lines.join('\n')
  if (!parseAddCheckpoint(body).ok) throw new RangeError('That is no request to a witness.')
  return body
}

export function parseAddCheckpoint(body: string): Result<AddCheckpoint> {
  const split = body.indexOf('\n\n')
  if (split < 0) return refused('the request has no checkpoint')
  const [oldLine = '', ...proofLines] = body.slice(0, split).split('\n')
  const oldSize = oldLine.startsWith('old ') ? findSize(oldLine.slice(4)) : undefined
  if (oldSize === undefined) return refused('the old size is not a plain number')
  if (proofLines.length > maxProofLines) return refused('the proof is too long')
  const proof = proofLines.map(findHash).filter(hash => hash !== undefined)
  if (proof.length < proofLines.length) return refused('a line of the proof is not 32 bytes in Base 64')
  return accepted({ oldSize, proof, checkpoint: body.slice(split + 2) })
}

/** A witness: its key (made for cosignatures), the logs it knows, and the head it last signed of each, by origin. */
export type WitnessState = {
  key: SigningKey
  logs: readonly TrustedLog[]
  heads: ReadonlyMap<string, TreeHead>
}

/** An answer to add-checkpoint: the HTTP status and body. On 200, `head` must be kept before the answer is sent. */
export type WitnessAnswer =
  | { status: 200; body: string; origin: string; head: TreeHead }
  | { status: 409; body: string; why: string; heldSize: number }
  | { status: 400 | 403 | 404 | 422; body: string; why: string }

/**
 * Decides what a witness answers (C2SP tlog-witness). It never signs two trees of one log that disagree, and never
 * a smaller tree after a larger one, so long as the caller keeps the head it was handed **before** it sends the
 * answer, and lets nothing between reading the heads and keeping the new one. A 409 says which size is held, so
 * that the log can ask again; its `Content-Type` is `text/x.tlog.size`.
 */
export function cosign(state: WitnessState, request: { body: string; at: Date }): WitnessAnswer {
  const asked = parseAddCheckpoint(request.body)
  if (!asked.ok) return refuse(400, asked.why)
  const log = findLog(state, asked.value.checkpoint)
  if (log === 'malformed') return refuse(400, 'the checkpoint is not a signed note')
  if (log === undefined) return refuse(404, 'this witness does not know that log')
  const checkpoint = openCheckpoint(asked.value.checkpoint, log)
  if (!checkpoint.ok) return refuse(403, checkpoint.why)

  const held = state.heads.get(log.origin)
  const objection = findObjection(held, asked.value, checkpoint.value)
  if (objection) return objection
  const { origin, size, root, text } = checkpoint.value
  return { status: 200, body: signatureLine(text, state.key, request.at), origin, head: { size, root } }
}

function findObjection(
  held: TreeHead | undefined, { oldSize, proof }: AddCheckpoint, checkpoint: OpenCheckpoint,
): WitnessAnswer | undefined {
  const heldSize = held?.size ?? 0
  if (oldSize > checkpoint.size) return refuse(400, 'the old size is larger than the checkpoint')
  if (oldSize !== heldSize) return conflict(heldSize, 'this witness holds another size')
  if (held && checkpoint.size === heldSize && !sameBytes(held.root, checkpoint.root))
    return conflict(heldSize, 'this witness has signed another tree of that size')
  if (held === undefined || heldSize === 0)
    return proof.length > 0 ? refuse(422, 'the proof from the empty tree is not empty') : undefined
  const verdict = verifyConsistency(held, checkpoint, proof)
  return verdict.ok ? undefined : refuse(422, verdict.why)
}

function findLog(state: WitnessState, checkpoint: string): TrustedLog | undefined | 'malformed' {
  const note = parseNote(checkpoint)
  if (!note.ok) return 'malformed'
  const origin = note.value.text.slice(0, note.value.text.indexOf('\n'))
  return state.logs.find(log => log.origin === origin)
}

function refuse(status: 400 | 403 | 404 | 422, why: string): WitnessAnswer {
  return { status, body: `${why}\n`, why }
}

function conflict(heldSize: number, why: string): WitnessAnswer {
  return { status: 409, body: `${heldSize}\n`, why, heldSize }
}
