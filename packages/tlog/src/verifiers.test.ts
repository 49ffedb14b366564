import { expect, test } from 'vitest'
import { consistency, path, rootOfPath, rootsOfProof, someLeaves, treeHash } from '../tests/rfc6962.ts'
import { verifyConsistency } from './consistency.ts'
import { emptyRoot, sameBytes } from './hashing.ts'
import { verifyInclusion } from './inclusion.ts'

const leaves = someLeaves(10)
const first = (size: number) => leaves.slice(0, size)
const upTo = (size: number) => Array.from({ length: size }, (_, n) => n + 1)

test('each proof of a small tree, held to each other claim, is judged as the RFC’s recursion judges it', () => {
  const positions = upTo(10).flatMap(size => upTo(size).map(nth => ({ index: nth - 1, size })))
  const judged = { accepted: 0, wrong: 0 }
  for (const { index, size } of positions) {
    const [leafHash, root, proof] = [leaves[index] ?? emptyRoot, treeHash(first(size)), path(index, first(size))]
    for (const claim of positions) {
      const reached = rootOfPath(claim.index, claim.size, leafHash, proof)
      const expected = reached !== undefined && sameBytes(reached, root)
      if (expected) judged.accepted++
      if (verifyInclusion({ ...claim, leafHash, root }, proof).ok !== expected) judged.wrong++
    }
  }
  expect(judged.wrong).toBe(0)
  // Each accepts its own claim, and those that differ in a size that leaves the path the same shape.
  expect(judged.accepted).toBeGreaterThan(positions.length)
})

test('each proof between small trees, held to each pair of sizes, is judged as the RFC’s recursion judges it', () => {
  const pairs = upTo(10).flatMap(size2 => upTo(size2).map(size1 => ({ size1, size2 })))
  const judged = { accepted: 0, wrong: 0 }
  for (const { size1, size2 } of pairs) {
    const [root1, root2, proof] = [treeHash(first(size1)), treeHash(first(size2)), consistency(size1, first(size2))]
    for (const claim of pairs) {
      const reached = rootsOfProof(claim.size1, claim.size2, root1, proof)
      const expected = reached !== undefined && sameBytes(reached[0], root1) && sameBytes(reached[1], root2)
      if (expected) judged.accepted++
      const verdict = verifyConsistency({ size: claim.size1, root: root1 }, { size: claim.size2, root: root2 }, proof)
      if (verdict.ok !== expected) judged.wrong++
    }
  }
  expect(judged.wrong).toBe(0)
  expect(judged.accepted).toBeGreaterThanOrEqual(pairs.length)
})

test('between two trees of one size there is nothing to prove, and a proof of it is refused', () => {
  const head = { size: 4, root: treeHash(first(4)) }
  expect(verifyConsistency(head, head, [])).toEqual({ ok: true })
  expect(verifyConsistency(head, head, [head.root]).ok).toBe(false)
  expect(verifyConsistency(head, { ...head, root: emptyRoot }, []).ok).toBe(false)
})
