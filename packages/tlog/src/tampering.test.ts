import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '../tests/builders.ts'
import { someLeaves } from '../tests/rfc6962.ts'
import { flippedHashes } from '../tests/tampering.ts'
import { verifyConsistency } from './consistency.ts'
import { emptyRoot, hashLeaf } from './hashing.ts'
import type { Hash } from './hashing.ts'
import { verifyHistory } from './history.ts'
import { verifyInclusion } from './inclusion.ts'
import { proveConsistency, proveInclusion, rootAt } from './proofs.ts'

const leaves = someLeaves(200)
const whole = treeOf(leaves)
const headAt = async (size: number) => ({ size, root: await rootAt(whole.read, size) })
const another = hashLeaf(Buffer.from('never in the log'))

const twoSizes = fc.tuple(fc.integer({ min: 1, max: 199 }), fc.integer({ min: 1, max: 200 }))
  .map(([a, b]) => a < b ? [a, b] as const : [b, a + 1] as const)

/** A valid proof of each kind, and a way to ask whether another in its place is accepted. */
const aClaim = twoSizes.map(([size1, size2]) => async () => {
  const [earlier, later] = [await headAt(size1), await headAt(size2)]
  const leafHash = leaves[size1] ?? emptyRoot
  const inclusion = await proveInclusion(whole.read, size1, size2)
  const consistency = await proveConsistency(whole.read, size1, size2)
  return [
    { proof: inclusion, accepts: (proof: Hash[]) => verifyInclusion({ index: size1, leafHash, ...later }, proof).ok },
    { proof: consistency, accepts: (proof: Hash[]) => verifyConsistency(earlier, later, proof).ok },
  ]
})

test('a proof with any one bit flipped is refused', async () => {
  await fc.assert(fc.asyncProperty(aClaim, fc.nat(), async (claim, bit) => {
    for (const { proof, accepts } of await claim()) {
      expect(accepts(proof)).toBe(true)
      expect(accepts(flippedHashes(proof, bit))).toBe(false)
    }
  }), { numRuns: 200 })
})

test('a proof cut short, drawn out or turned round is refused', async () => {
  await fc.assert(fc.asyncProperty(aClaim, fc.nat(), async (claim, n) => {
    for (const { proof, accepts } of await claim()) {
      const at = n % (proof.length + 1)
      const forgeries = [
        proof.toSpliced(at, 0, another), proof.toSpliced(at, 0, proof[at - 1] ?? another),
        proof.toSpliced(n % proof.length, 1), ...proof.length > 1 ? [proof.toReversed()] : [],
      ]
      expect(forgeries.filter(accepts)).toEqual([])
    }
  }), { numRuns: 100 })
})

test('a proof is refused for every other leaf, index, size and root than its own', async () => {
  await fc.assert(fc.asyncProperty(twoSizes, fc.integer({ min: 1, max: 300 }), async ([index, size], shift) => {
    const [proof, { root }] = [await proveInclusion(whole.read, index, size), await headAt(size)]
    const leafHash = leaves[index] ?? emptyRoot
    expect(verifyInclusion({ index, size, leafHash, root }, proof).ok).toBe(true)
    expect(verifyInclusion({ index: (index + shift) % 600, size, leafHash, root }, proof).ok).toBe(false)
    expect(verifyInclusion({ index, size, leafHash: another, root }, proof).ok).toBe(false)
    expect(verifyInclusion({ index, size, leafHash, root: another }, proof).ok).toBe(false)
  }), { numRuns: 100 })
})

test('nothing malformed is accepted, and nothing malformed throws', async () => {
  const head = await headAt(3)
  const leafHash = leaves[0] ?? emptyRoot
  const proof = await proveInclusion(whole.read, 0, 3)
  for (const index of [-1, 3, 0.5, NaN, Infinity, 2 ** 53, -0.5])
    expect(verifyInclusion({ index, leafHash, ...head }, proof).ok).toBe(false)
  for (const size of [0, -3, 3.5, NaN, Infinity, 2 ** 64]) {
    expect(verifyInclusion({ index: 0, leafHash, size, root: head.root }, proof).ok).toBe(false)
    const between = await proveConsistency(whole.read, 3, 9)
    expect(verifyConsistency({ ...head, size }, await headAt(9), between).ok).toBe(false)
  }
  for (const short of [new Uint8Array(0), head.root.subarray(1), Buffer.concat([head.root, Uint8Array.of(0)])]) {
    expect(verifyInclusion({ index: 0, leafHash: short, ...head }, proof).ok).toBe(false)
    expect(verifyInclusion({ index: 0, leafHash, size: 3, root: short }, proof).ok).toBe(false)
    expect(verifyInclusion({ index: 0, leafHash, ...head }, [short, ...proof.slice(1)]).ok).toBe(false)
    expect(verifyConsistency({ size: 1, root: short }, head, await proveConsistency(whole.read, 1, 3)).ok).toBe(false)
  }
})

test('nothing can be proved of the empty tree', async () => {
  const empty = { size: 0, root: emptyRoot }
  expect(verifyConsistency(empty, await headAt(5), []).ok).toBe(false)
  expect(verifyConsistency(empty, await headAt(5), await proveInclusion(whole.read, 0, 5)).ok).toBe(false)
  expect(verifyConsistency(empty, empty, []).ok).toBe(false)
})

/** What somebody with every right over the database could do to leaves that were signed long ago. */
const crimes = {
  edit: (log: Hash[], at: number) => log.with(at, another),
  deletion: (log: Hash[], at: number) => log.toSpliced(at, 1),
  insertion: (log: Hash[], at: number) => log.toSpliced(at, 0, another),
  reordering: (log: Hash[], at: number) => log.toSpliced(at, 2, log[at + 1] ?? another, log[at] ?? another),
}
const aCrime = fc.constantFrom(...Object.values(crimes))

test('an edit, deletion, insertion or reordering of signed leaves cannot be proved consistent', async () => {
  await fc.assert(fc.asyncProperty(twoSizes, aCrime, fc.nat(), async ([size1, size2], crime, n) => {
    const forged = treeOf(crime(leaves, n % size1))
    const later = { size: size2, root: await rootAt(forged.read, Math.min(size2, forged.size)) }
    // The forger may offer the proof of either tree.
    for (const { read } of [whole, forged]) {
      const proof = await proveConsistency(read, size1, Math.min(size2, forged.size))
      expect(verifyConsistency(await headAt(size1), later, proof).ok).toBe(false)
    }
  }), { numRuns: 150 })
})

test('whoever holds the leaves sees an edit, deletion, insertion or reordering', async () => {
  await fc.assert(fc.asyncProperty(twoSizes, aCrime, fc.nat(), async ([size1, size2], crime, n) => {
    const heads = [await headAt(size2), await headAt(size1)]
    expect((await verifyHistory(leaves, heads)).ok).toBe(true)
    expect((await verifyHistory(crime(leaves, n % size1), heads)).ok).toBe(false)
  }), { numRuns: 50 })
})

test('a log cut back to less than it once signed is seen, though what is left is true', async () => {
  const heads = [await headAt(60), await headAt(150)]
  expect(await verifyHistory(leaves.slice(0, 149), heads))
    .toEqual({ ok: false, why: 'the log is shorter than a head that was signed' })
  expect(verifyConsistency(await headAt(150), await headAt(60), await proveConsistency(whole.read, 60, 150)))
    .toEqual({ ok: false, why: 'the tree has shrunk' })
})
