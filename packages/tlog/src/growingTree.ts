import type { TreeHead } from './consistency.ts'
import type { Hash } from './hashing.ts'
import { emptyRoot, hashNode, isHash } from './hashing.ts'
import { foldNodes, isTreeSize, nodesOf } from './subtrees.ts'

/**
 * All that is needed to go on growing a tree: its size and the hashes of the complete subtrees that make it up,
 * left to right, one for each binary 1 of the size (a compact range). At most 53 hashes.
 */
export type Frontier = { size: number; hashes: readonly Hash[] }

/** A tree that takes leaves one after another and keeps O(log n) hashes. It gives roots, not proofs. */
export class GrowingTree {
  #size: number
  readonly #hashes: Hash[]

  /** Starts empty, or from a frontier kept earlier. Throws RangeError when that is no frontier. */
  constructor(frontier: Frontier = { size: 0, hashes: [] }) {
    const { size, hashes } = frontier
    if (!isTreeSize(size) || hashes.length !== nodesOf({ start: 0, end: size }).length || !hashes.every(isHash))
      throw new RangeError('That is not the frontier of a tree.')
    this.#size = size
    this.#hashes = [...hashes]
  }

  get size(): number {
    return this.#size
  }

  /** Adds a leaf by its hash and answers its index, from 0. Throws RangeError unless the hash is 32 bytes. */
  append(leafHash: Hash): number {
    if (!isHash(leafHash)) throw new RangeError('A leaf hash is 32 bytes.')
    let hash = leafHash
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) hash = hashNode(this.#takeLast(), hash)
    this.#hashes.push(hash)
    return this.#size++
  }

  root(): Hash {
    return this.#size === 0 ? emptyRoot : foldNodes(this.#hashes)
  }

  head(): TreeHead {
    return { size: this.#size, root: this.root() }
  }

  frontier(): Frontier {
    return { size: this.#size, hashes: [...this.#hashes] }
  }

  #takeLast(): Hash {
    const last = this.#hashes.pop()
    if (last === undefined) throw new Error('A growing tree has lost a hash.')
    return last
  }
}
