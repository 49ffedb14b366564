import { createHash } from 'node:crypto'

// RFC 6962, section 2.1, word for word and on purpose slow: it shares nothing with the code it judges.

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

export const leafHashOf = (entry: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), entry)

/** MTH(D[n]), over the hashes of the leaves. */
export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return only
  const k = largestPowerOfTwoBelow(leaves.length)
  return sha256(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

/** PATH(m, D[n]). */
export function path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = largestPowerOfTwoBelow(leaves.length)
  return m < k
    ? [...path(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))]
}

/** PROOF(m, D[n]). */
export function consistency(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  return subproof(m, leaves, true)
}

function subproof(m: number, leaves: readonly Uint8Array[], complete: boolean): Uint8Array[] {
  if (m === leaves.length) return complete ? [] : [treeHash(leaves)]
  const k = largestPowerOfTwoBelow(leaves.length)
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), complete), treeHash(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))]
}

function largestPowerOfTwoBelow(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1)
}

/** `count` different leaf hashes; another `salt` gives others. */
export function someLeaves(count: number, salt = ''): Uint8Array[] {
  return Array.from({ length: count }, (_, n) => leafHashOf(Buffer.from(`${salt}${n}`)))
}

/** The root that PATH(m, D[n]) leads to from the m-th leaf, or nothing when its length is not that of n. */
export function rootOfPath(
  m: number, n: number, leaf: Uint8Array, proof: readonly Uint8Array[],
): Uint8Array | undefined {
  const last = proof.at(-1)
  if (n === 1 || last === undefined) return n === 1 && last === undefined ? leaf : undefined
  const [k, rest] = [largestPowerOfTwoBelow(n), proof.slice(0, -1)]
  const below = m < k ? rootOfPath(m, k, leaf, rest) : rootOfPath(m - k, n - k, leaf, rest)
  return below && (m < k ? node(below, last) : node(last, below))
}

/** The two roots that PROOF(m, D[n]) leads to, given the earlier one, or nothing when its length is wrong. */
export function rootsOfProof(
  m: number, n: number, earlier: Uint8Array | undefined, proof: readonly Uint8Array[],
): [Uint8Array, Uint8Array] | undefined {
  const [last, rest] = [proof.at(-1), proof.slice(0, -1)]
  if (m === n) {
    const [seed, left] = earlier ? [earlier, proof] : [last, rest]
    return seed && left.length === 0 ? [seed, seed] : undefined
  }
  if (last === undefined) return undefined
  const k = largestPowerOfTwoBelow(n)
  const below = m <= k ? rootsOfProof(m, k, earlier, rest) : rootsOfProof(m - k, n - k, undefined, rest)
  return below && (m <= k ? [below[0], node(below[1], last)] : [node(last, below[0]), node(last, below[1])])
}

const node = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right)
