import type { Hash } from './hashing.ts'
import { emptyRoot } from './hashing.ts'
import type { Span, TreeNode } from './subtrees.ts'
import { consistencySpans, foldNodes, inclusionSpans, isTreeSize, nodesOf } from './subtrees.ts'

/** Answers the hashes of complete subtrees in the order asked. Throws when one is not there. */
export type NodeReader = (nodes: readonly TreeNode[]) => Promise<readonly Hash[]>

/**
 * The proof that the leaf at `index` is in the tree of `size` leaves, from the leaf's sibling up (RFC 6962,
 * section 2.1.1). Reads at most 2·log₂(size) hashes, all in one call. Throws RangeError unless 0 ≤ index < size.
 */
export async function proveInclusion(read: NodeReader, index: number, size: number): Promise<Hash[]> {
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size) throw new RangeError('No such leaf in that tree.')
  return hashesOf(read, inclusionSpans(index, size))
}

/**
 * The proof that the tree of `size2` leaves begins with the tree of `size1` leaves (RFC 6962, section 2.1.2).
 * From size 0 it is the empty proof that a witness's first request carries; it proves nothing, and
 * `verifyConsistency` refuses it. Throws RangeError unless size1 ≤ size2.
 */
export async function proveConsistency(read: NodeReader, size1: number, size2: number): Promise<Hash[]> {
  if (!isTreeSize(size1) || !isTreeSize(size2) || size1 > size2) throw new RangeError('A tree never shrinks.')
  return size1 === 0 ? [] : hashesOf(read, consistencySpans(size1, size2))
}

/** The root of the first `size` leaves. Throws RangeError when `size` is no tree size. */
export async function rootAt(read: NodeReader, size: number): Promise<Hash> {
  if (!isTreeSize(size)) throw new RangeError('That is not a tree size.')
  if (size === 0) return emptyRoot
  return foldNodes(await read(nodesOf({ start: 0, end: size })))
}

async function hashesOf(read: NodeReader, spans: readonly Span[]): Promise<Hash[]> {
  const nodes = spans.map(nodesOf)
  const hashes = await read(nodes.flat())
  let taken = 0
  return nodes.map(({ length }) => foldNodes(hashes.slice(taken, taken += length)))
}
