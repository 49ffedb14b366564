import type { Hash } from './hashing.ts'
import { emptyRoot, hashNode, isHash, isProof, sameBytes } from './hashing.ts'
import { isTreeSize } from './subtrees.ts'
import type { Verdict } from './verdict.ts'
import { holds, refused } from './verdict.ts'

/** A tree at one moment: how many leaves it has and the root over them. */
export type TreeHead = { size: number; root: Hash }

/** Where every log begins. */
export const emptyHead: TreeHead = { size: 0, root: emptyRoot }

/**
 * Whether `proof` proves that the `later` tree begins with exactly the leaves of the `earlier` one: RFC 9162,
 * section 2.1.4.2, over RFC 6962 hashes. The empty earlier tree is refused, as nothing could be proved of it.
 * Never throws.
 */
export function verifyConsistency(earlier: TreeHead, later: TreeHead, proof: readonly Hash[]): Verdict {
  if (!isTreeSize(earlier.size) || !isTreeSize(later.size)) return refused('a tree size is not a whole number')
  if (earlier.size === 0) return refused('the earlier tree is empty')
  if (earlier.size > later.size) return refused('the tree has shrunk')
  // Two trees of one size are compared, not hashed.
  if (earlier.size === later.size) return verifySameTree(earlier, later, proof)
  if (!isHash(earlier.root) || !isHash(later.root) || !isProof(proof)) return refused('a hash is not 32 bytes')

  const climb = climbFrom(earlier, later.size)
  const [seed, ...path] = climb.seeded ? [earlier.root, ...proof] : proof
  if (seed === undefined) return refused('the proof is too short')
  return verifyPath({ ...climb, seed, path }, earlier, later)
}

function verifySameTree(earlier: TreeHead, later: TreeHead, proof: readonly Hash[]): Verdict {
  if (!isProof(proof) || proof.length > 0) return refused('the proof is not empty')
  return sameBytes(earlier.root, later.root) ? holds : refused('two trees of one size differ')
}

type Climb = { here: number; last: number; seeded: boolean }

/** Where the path starts: above the largest complete subtree that ends the earlier tree. */
function climbFrom(earlier: TreeHead, laterSize: number): Climb {
  let [here, last] = [earlier.size - 1, laterSize - 1]
  while (here % 2 === 1) [here, last] = [half(here), half(last)]
  return { here, last, seeded: here === 0 }
}

function verifyPath(climb: Climb & { seed: Hash; path: Hash[] }, earlier: TreeHead, later: TreeHead): Verdict {
  let { here, last } = climb
  let [earlierRoot, laterRoot] = [climb.seed, climb.seed]
  for (const hash of climb.path) {
    if (last === 0) return refused('the proof is too long')
    if (here % 2 === 1 || here === last) {
      earlierRoot = hashNode(hash, earlierRoot)
      laterRoot = hashNode(hash, laterRoot)
      while (here % 2 === 0 && here !== 0) [here, last] = [here / 2, half(last)]
    } else laterRoot = hashNode(laterRoot, hash)
    ;[here, last] = [half(here), half(last)]
  }
  if (last !== 0) return refused('the proof is too short')
  if (!sameBytes(earlierRoot, earlier.root)) return refused('the proof leads to another earlier root')
  return sameBytes(laterRoot, later.root) ? holds : refused('the proof leads to another later root')
}

// Shifts would cut a size to 32 bits.
function half(position: number): number {
  return Math.floor(position / 2)
}
