import type { TreeHead } from './consistency.ts'
import { GrowingTree } from './growingTree.ts'
import type { Hash } from './hashing.ts'
import { hashLeaf, isHash, sameBytes } from './hashing.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/** Leaf hashes or entries in the order of the log, from the first on: a stream, so that none need be kept. */
export type InOrder<T> = AsyncIterable<T> | Iterable<T>

/** The head of the tree over these leaf hashes, with O(log n) memory. Throws RangeError on a hash not 32 bytes long. */
export async function headOfLeafHashes(leafHashes: InOrder<Hash>): Promise<TreeHead> {
  const tree = new GrowingTree()
  for await (const leafHash of leafHashes) tree.append(leafHash)
  return tree.head()
}

/** The head of the tree over these entries, with O(log n) memory. */
export async function headOfEntries(entries: InOrder<Uint8Array>): Promise<TreeHead> {
  const tree = new GrowingTree()
  for await (const entry of entries) tree.append(hashLeaf(entry))
  return tree.head()
}

/**
 * Whether one and the same sequence of leaves bears out every head, in one pass: the strongest check there is, for
 * whoever holds the leaves. An edit, a removal, a change of order or a fork breaks the first head after it, and a
 * truncation the last. Leaves after the last head are allowed; the value is the head over all. Rejects only when
 * the stream itself does.
 */
export async function verifyHistory(
  leafHashes: InOrder<Hash>, heads: readonly TreeHead[],
): Promise<Result<TreeHead>> {
  const due = heads.toSorted((a, b) => a.size - b.size)
  const tree = new GrowingTree()
  let next = 0
  const failsHere = () => {
    for (; due[next]?.size === tree.size; next++)
      if (!sameBytes(due[next]?.root ?? new Uint8Array(), tree.root())) return true
    return false
  }
  if (failsHere()) return refused('the leaves do not lead to a head that was signed')
  for await (const leafHash of leafHashes) {
    if (!isHash(leafHash)) return refused('a hash is not 32 bytes')
    tree.append(leafHash)
    if (failsHere()) return refused('the leaves do not lead to a head that was signed')
  }
  return next === due.length ? accepted(tree.head()) : refused('the log is shorter than a head that was signed')
}
