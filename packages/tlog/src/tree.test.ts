import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '../tests/builders.ts'
import { consistency, path, someLeaves, treeHash } from '../tests/rfc6962.ts'
import { verifyConsistency } from './consistency.ts'
import { GrowingTree } from './growingTree.ts'
import { emptyRoot, hashLeaf, hashNode } from './hashing.ts'
import { verifyInclusion } from './inclusion.ts'
import { proveConsistency, proveInclusion, rootAt } from './proofs.ts'
import type { NodeReader } from './proofs.ts'

const leaves = someLeaves(400)
const whole = treeOf(leaves)
const first = (size: number) => leaves.slice(0, size)
const hex = (hashes: readonly Uint8Array[]) => hashes.map(hash => Buffer.from(hash).toString('hex'))

const aSize = fc.integer({ min: 1, max: leaves.length })
const twoSizes = fc.tuple(aSize, aSize).map(([a, b]) => a < b ? [a, b] as const : [b, a] as const)
const aLeafOfATree = aSize.chain(size => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)))

test('the growing tree has the root that the RFC defines after every one of 400 leaves', () => {
  const tree = new GrowingTree()
  expect(tree.root()).toEqual(emptyRoot)
  for (const [index, leaf] of leaves.entries()) {
    expect(tree.append(leaf)).toBe(index)
    expect(hex([tree.root()])).toEqual(hex([treeHash(first(index + 1))]))
  }
})

test('a tree goes on from its frontier as if it had never stopped', async () => {
  await fc.assert(fc.asyncProperty(twoSizes, async ([stop, end]) => {
    const begun = new GrowingTree()
    for (const leaf of first(stop)) begun.append(leaf)
    const resumed = new GrowingTree(begun.frontier())
    for (const leaf of leaves.slice(stop, end)) resumed.append(leaf)
    expect(resumed.head()).toEqual({ size: end, root: await rootAt(whole.read, end) })
  }), { numRuns: 50 })
})

test('a frontier with a hash too few, too many or too short is refused', () => {
  const [a, b] = someLeaves(2)
  if (!a || !b) throw new Error('two leaves')
  expect(() => new GrowingTree({ size: 3, hashes: [a] })).toThrow(RangeError)
  expect(() => new GrowingTree({ size: 2, hashes: [a, b] })).toThrow(RangeError)
  expect(() => new GrowingTree({ size: 1, hashes: [a.subarray(1)] })).toThrow(RangeError)
  expect(() => new GrowingTree({ size: 1.5, hashes: [a] })).toThrow(RangeError)
})

test('every inclusion proof is the PATH of the RFC, and verifies', async () => {
  await fc.assert(fc.asyncProperty(aLeafOfATree, async ([index, size]) => {
    const proof = await proveInclusion(whole.read, index, size)
    expect(hex(proof)).toEqual(hex(path(index, first(size))))
    const [leafHash, root] = [leaves[index] ?? emptyRoot, treeHash(first(size))]
    expect(verifyInclusion({ index, size, leafHash, root }, proof)).toEqual({ ok: true })
  }), { numRuns: 150 })
})

test('every consistency proof is the PROOF of the RFC, and verifies', async () => {
  await fc.assert(fc.asyncProperty(twoSizes, async ([size1, size2]) => {
    const proof = await proveConsistency(whole.read, size1, size2)
    expect(hex(proof)).toEqual(hex(consistency(size1, first(size2))))
    const earlier = { size: size1, root: treeHash(first(size1)) }
    expect(verifyConsistency(earlier, { size: size2, root: treeHash(first(size2)) }, proof)).toEqual({ ok: true })
  }), { numRuns: 150 })
})

test('small trees agree with the RFC at every index and every pair of sizes', async () => {
  for (let size = 1; size <= 17; size++)
    for (let other = 1; other <= size; other++) {
      expect(hex(await proveInclusion(whole.read, other - 1, size))).toEqual(hex(path(other - 1, first(size))))
      expect(hex(await proveConsistency(whole.read, other, size))).toEqual(hex(consistency(other, first(size))))
    }
})

test('a tree of more leaves than 32 bits can count is proved and verified alike', async () => {
  // All leaves are equal, so the hash of a subtree depends on its level alone.
  const levels = [hashLeaf(Buffer.from('same'))]
  for (let level = 1; level <= 40; level++) {
    const below = levels[level - 1] ?? emptyRoot
    levels.push(hashNode(below, below))
  }
  const read: NodeReader = async nodes => nodes.map(({ level }) => levels[level] ?? emptyRoot)
  const [size1, size2] = [2 ** 33 + 5, 2 ** 40 - 3]
  const earlier = { size: size1, root: await rootAt(read, size1) }
  const later = { size: size2, root: await rootAt(read, size2) }
  const leafHash = levels[0] ?? emptyRoot
  const inclusion = await proveInclusion(read, 2 ** 33 + 1, size2)
  expect(verifyInclusion({ index: 2 ** 33 + 1, leafHash, ...later }, inclusion)).toEqual({ ok: true })
  expect(verifyInclusion({ index: 1, leafHash, ...earlier }, inclusion).ok).toBe(false)
  const between = await proveConsistency(read, size1, size2)
  expect(verifyConsistency(earlier, later, between)).toEqual({ ok: true })
  expect(verifyConsistency({ ...earlier, size: size1 - 2 ** 32 }, later, between).ok).toBe(false)
})

test('a proof that cannot exist is not made', async () => {
  await expect(proveInclusion(whole.read, 3, 3)).rejects.toThrow(RangeError)
  await expect(proveInclusion(whole.read, -1, 3)).rejects.toThrow(RangeError)
  await expect(proveConsistency(whole.read, 4, 3)).rejects.toThrow(RangeError)
  await expect(proveInclusion(whole.read, 0, leaves.length * 2)).rejects.toThrow(RangeError)
  expect(await proveConsistency(whole.read, 0, 3)).toEqual([])
})
