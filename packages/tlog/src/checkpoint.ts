import type { TreeHead } from './consistency.ts'
import { emptyRoot, isHash, sameBytes } from './hashing.ts'
import type { SigningKey, VerifierKey } from './keys.ts'
import { hasControl } from './keys.ts'
import { findHash, findSize, toBase64 } from './lineFormats.ts'
import { openNote, signNote } from './note.ts'
import { isTreeSize } from './subtrees.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/**
 * A tree head in the name of a log (C2SP tlog-checkpoint). `origin` names the log for ever; `extensions` are
 * further lines that the log signs and nobody audits, best left out.
 */
export type Checkpoint = TreeHead & { origin: string; extensions?: readonly string[] }

/** Which log, and the keys its checkpoints may be signed with. */
export type TrustedLog = { origin: string; keys: readonly VerifierKey[] }

/** The text of a checkpoint, to be signed. Throws RangeError when it could not be read back. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  if (!isTreeSize(size) || !isHash(root)) throw new RangeError('A checkpoint has a tree size and a root of 32 bytes.')
  if (![origin, ...extensions].every(isLine))
    throw new RangeError('A line of a checkpoint is neither empty nor several.')
  if (size === 0 && !sameBytes(root, emptyRoot)) throw new RangeError('The empty tree has one root only.')
  return [origin, size, toBase64(root), ...extensions].map(line => `${line}\n`).join('')
}

/** Reads the text of a checkpoint, without its signatures. */
export function parseCheckpoint(text: string): Result<Checkpoint> {
  if (!text.endsWith('\n')) return refused('the checkpoint does not end in a newline')
  const [origin = '', sizeLine = '', rootLine = '', ...extensions] = text.slice(0, -1).split('\n')
  const [size, root] = [findSize(sizeLine), findHash(rootLine)]
  if (size === undefined) return refused('the tree size is not a plain number')
  if (root === undefined) return refused('the root is not 32 bytes in Base 64')
  if (![origin, ...extensions].every(isLine)) return refused('a line of the checkpoint is empty or malformed')
  if (size === 0 && !sameBytes(root, emptyRoot)) return refused('the empty tree has another root')
  return accepted({ origin, size, root, ...(extensions.length > 0 && { extensions }) })
}

/** A checkpoint as a log publishes it: a signed note. Throws RangeError as `formatCheckpoint` does. */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): string {
  return signNote(formatCheckpoint(checkpoint), key)
}

/** A checkpoint that its log has signed, and its exact text, which a witness signs again. */
export type OpenCheckpoint = Checkpoint & { text: string }

/** Checks a signed checkpoint: it is of this log, and one of its keys has signed it. */
export function openCheckpoint(signedCheckpoint: string, log: TrustedLog): Result<OpenCheckpoint> {
  // A cosignature says that a witness saw the tree, not that the log published it.
  const note = openNote(signedCheckpoint, log.keys.filter(key => key.use === 'note'))
  if (!note.ok) return note
  const checkpoint = parseCheckpoint(note.value.text)
  if (!checkpoint.ok) return checkpoint
  if (checkpoint.value.origin !== log.origin) return refused('the checkpoint is of another log')
  return accepted({ ...checkpoint.value, text: note.value.text })
}

function isLine(line: string): boolean {
  return line !== '' && line.isWellFormed() && !hasControl(line)
}
