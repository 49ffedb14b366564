import type { Hash } from './hashing.ts'
import { hashNode, isHash } from './hashing.ts'
import type { NodeReader } from './proofs.ts'

/** A whole tree in memory, 64 bytes a leaf and more: for tests and small logs. Large logs keep tiles. */
export class MemoryTree {
  readonly #levels: Hash[][] = [[]]

  get size(): number {
    return this.#levels[0]?.length ?? 0
  }

  /** Adds a leaf by its hash and answers its index, from 0. Throws RangeError unless the hash is 32 bytes. */
  append(leafHash: Hash): number {
    if (!isHash(leafHash)) throw new RangeError('A leaf hash is 32 bytes.')
    const index = this.size
    let hash = leafHash
    for (let level = 0; ; level++) {
      const row = this.#levels[level] ??= []
      row.push(hash)
      const left = row.at(-2)
      if (row.length % 2 === 1 || left === undefined) return index
      hash = hashNode(left, hash)
    }
  }

  /** Reads nodes for `proveInclusion`, `proveConsistency` and `rootAt`. */
  readonly read: NodeReader = async nodes => nodes.map(({ level, index }) => {
    const hash = this.#levels[level]?.[index]
    if (hash === undefined) throw new RangeError('No such node in this tree.')
    return hash
  })
}
