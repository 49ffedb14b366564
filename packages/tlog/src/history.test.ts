import { expect, test } from 'vitest'
import { someLeaves, treeHash } from '../tests/rfc6962.ts'
import { emptyHead } from './consistency.ts'
import { hashLeaf } from './hashing.ts'
import { headOfEntries, headOfLeafHashes, verifyHistory } from './history.ts'

const leaves = someLeaves(100)
const headAt = (size: number) => ({ size, root: treeHash(leaves.slice(0, size)) })

test('the head over a stream is the head over its leaves, whether they come at once or bit by bit', async () => {
  async function* slowly() { for (const leaf of leaves) yield leaf }
  expect(await headOfLeafHashes(leaves)).toEqual(headAt(100))
  expect(await headOfLeafHashes(slowly())).toEqual(headAt(100))
  expect(await headOfEntries([Buffer.from('a')])).toEqual({ size: 1, root: hashLeaf(Buffer.from('a')) })
  expect(await headOfLeafHashes([])).toEqual(emptyHead)
})

test('heads are checked in whatever order they are given, the empty one too', async () => {
  const heads = [headAt(64), emptyHead, headAt(1), headAt(99), headAt(64)]
  expect(await verifyHistory(leaves, heads)).toEqual({ ok: true, value: headAt(100) })
  expect(await verifyHistory([], [emptyHead])).toEqual({ ok: true, value: emptyHead })
})

test('two heads of one size that differ are not both borne out', async () => {
  const forked = { ...headAt(64), root: headAt(63).root }
  expect((await verifyHistory(leaves, [headAt(64), forked])).ok).toBe(false)
  expect((await verifyHistory(leaves, [{ size: 0, root: headAt(1).root }])).ok).toBe(false)
})

test('a head of no possible size and a hash of no possible length are refused', async () => {
  expect((await verifyHistory(leaves, [{ ...headAt(3), size: 2.5 }])).ok).toBe(false)
  expect((await verifyHistory(leaves, [{ ...headAt(3), size: NaN }])).ok).toBe(false)
  expect((await verifyHistory([new Uint8Array(31)], [])).ok).toBe(false)
})
