import type { Hash } from './hashing.ts'
import { hashNode, isHash, isProof, sameBytes } from './hashing.ts'
import { isTreeSize } from './subtrees.ts'
import type { Verdict } from './verdict.ts'
import { holds, refused } from './verdict.ts'

/** The claim that the leaf at `index` (from 0) of the tree of `size` leaves with this `root` hashes to `leafHash`. */
export type InclusionClaim = { index: number; size: number; leafHash: Hash; root: Hash }

/**
 * Whether `proof` proves the claim: RFC 9162, section 2.1.3.2, over RFC 6962 hashes. The proof runs from the
 * leaf's sibling up to the child of the root and has no line too few or too many. Never throws.
 */
export function verifyInclusion(claim: InclusionClaim, proof: readonly Hash[]): Verdict {
  const { index, size, leafHash, root } = claim
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size) return refused('no such leaf in a tree of that size')
  if (!isHash(leafHash) || !isHash(root) || !isProof(proof)) return refused('a hash is not 32 bytes')

  let [here, last, hash] = [index, size - 1, leafHash]
  for (const sibling of proof) {
    if (last === 0) return refused('the proof is too long')
    if (here % 2 === 1 || here === last) {
      hash = hashNode(sibling, hash)
      while (here % 2 === 0 && here !== 0) [here, last] = [here / 2, half(last)]
    } else hash = hashNode(hash, sibling)
    ;[here, last] = [half(here), half(last)]
  }
  if (last !== 0) return refused('the proof is too short')
  return sameBytes(hash, root) ? holds : refused('the proof leads to another root')
}

// Shifts would cut a size to 32 bits.
function half(position: number): number {
  return Math.floor(position / 2)
}
