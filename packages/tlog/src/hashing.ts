import { hash } from 'node:crypto'

/** A SHA-256 hash: always 32 bytes. */
export type Hash = Uint8Array

/** Bytes in a hash. */
export const hashLength = 32

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1). */
export const emptyRoot: Hash = sha256(new Uint8Array(0))

export function sha256(bytes: Uint8Array): Hash {
  return hash('sha256', bytes, 'buffer')
}

/**
 * The hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962, section 2.1).
 * The leading byte keeps a leaf from ever being taken for a node.
 */
export function hashLeaf(entry: Uint8Array): Hash {
  const prefixed = new Uint8Array(entry.length + 1)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

// Hashing is synchronous, so one buffer serves every node.
const pair = new Uint8Array(1 + 2 * hashLength)
pair[0] = 1

/** The hash of a node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962, section 2.1). Both children are 32 bytes. */
export function hashNode(left: Hash, right: Hash): Hash {
  if (left.length !== hashLength || right.length !== hashLength) throw new RangeError('A child of a node is 32 bytes.')
  pair.set(left, 1)
  pair.set(right, 1 + hashLength)
  return sha256(pair)
}

export function isHash(value: unknown): value is Hash {
  return value instanceof Uint8Array && value.length === hashLength
}

/** Whether `value` could be a proof, right or wrong: a list of hashes. */
export function isProof(value: unknown): value is readonly Hash[] {
  return Array.isArray(value) && value.every(isHash)
}

/** Whether two byte strings are equal. Not in constant time: every hash of a log is public. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0
}
