import * as fc from 'fast-check'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { treeOf } from '../tests/builders.ts'
import { leafHashOf, someLeaves } from '../tests/rfc6962.ts'
import { emptyHead } from './consistency.ts'
import { directoryTileStore } from './directoryTileStore.ts'
import { decodeBundle, encodeBundle } from './entryBundle.ts'
import { headOfEntries, headOfLeafHashes, verifyHistory } from './history.ts'
import { proveConsistency, proveInclusion, rootAt } from './proofs.ts'
import { parseTilePath, tilePath, tilesOfGrowth } from './tilePaths.ts'
import { leafHashesIn, tileReader } from './tileReader.ts'
import { memoryTileStore, TileConflict } from './tileStore.ts'
import type { TileStore } from './tileStore.ts'
import { appendEntries, appendLeafHashes, entriesIn } from './tileWriter.ts'

const leaves = someLeaves(70_000)
const whole = treeOf(leaves)
const folders: string[] = []
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true }))))

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tlog-'))
  folders.push(folder)
  return folder
}

/** A store that tells which paths were read and written. */
function watched(store: TileStore) {
  const [found, written]: [string[], string[]] = [[], []]
  const find = (path: string) => { found.push(path); return store.find(path) }
  const put = (path: string, bytes: Uint8Array) => { written.push(path); return store.put(path, bytes) }
  return { find, put, found, written }
}

test('a tile has the path of the specification', () => {
  expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067')
  expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1')
  expect(tilePath({ level: 'entries', index: 1000, width: 255 })).toBe('tile/entries/x001/000.p/255')
})

test('a path is read back to its tile, and no other spelling of it is read', () => {
  const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const))
  const aTile = fc.record({ level, index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) })
  fc.assert(fc.property(aTile, tile => { expect(parseTilePath(tilePath(tile))).toEqual({ ok: true, value: tile }) }))
  const wrong = ['', 'tile/00/000', 'tile/64/000', 'tile/0/0', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01',
    'tile/0/x000/001', 'tile/0/../000', '/tile/0/000', 'tile/0/000/', 'tile/0/000\n', 'tile/x/000', 'checkpoint']
  expect(wrong.filter(path => parseTilePath(path).ok)).toEqual([])
  expect(() => tilePath({ level: 0, index: -1, width: 1 })).toThrow(RangeError)
  expect(() => tilePath({ level: 0, index: 0, width: 257 })).toThrow(RangeError)
})

test('a tree of 70,000 leaves has the tiles that the specification counts', async () => {
  const store = watched(memoryTileStore())
  const head = await appendLeafHashes(store, emptyHead, leaves)
  expect(head).toEqual({ size: 70_000, root: await rootAt(whole.read, 70_000) })
  const full = (level: string) => store.written.filter(path => path.startsWith(level) && !path.includes('.p/')).length
  expect([full('tile/0/'), full('tile/1/'), full('tile/2/')]).toEqual([273, 1, 0])
  expect(store.written.filter(path => path.includes('.p/')))
    .toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'])
})

test('a tree of 256 leaves has one full tile and one of width 1 above it', () => {
  expect(tilesOfGrowth(0, 256).map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
  expect(tilesOfGrowth(255, 257, { entries: true }).map(tilePath)).toEqual(
    ['tile/entries/000', 'tile/entries/001.p/1', 'tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1'])
})

test('a tree grown in any steps has the same heads, and writes the tiles that growth announces', async () => {
  const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 5 })
  await fc.assert(fc.asyncProperty(steps, async steps => {
    const store = watched(memoryTileStore())
    let head = emptyHead
    for (const step of steps) {
      const from = head.size
      head = await appendLeafHashes(store, head, leaves.slice(from, from + step))
      expect(head).toEqual({ size: from + step, root: await rootAt(whole.read, from + step) })
      expect(store.written.splice(0).toSorted()).toEqual(tilesOfGrowth(from, head.size).map(tilePath).toSorted())
    }
  }), { numRuns: 25 })
})

test('proofs from tiles are the proofs of the tree, and read no more than two tiles a level', async () => {
  const store = watched(memoryTileStore())
  await appendLeafHashes(store, emptyHead, leaves)
  store.found.length = 0
  const read = tileReader(store, 70_000)
  await fc.assert(fc.asyncProperty(fc.nat(69_999), fc.nat(69_999), async (a, b) => {
    expect(await proveInclusion(read, a, 70_000)).toEqual(await proveInclusion(whole.read, a, 70_000))
    expect(store.found.splice(0).length).toBeLessThanOrEqual(6)
    const [size1, size2] = a < b ? [a, b] : [b, a]
    const between = await proveConsistency(read, size1, size2)
    expect(between).toEqual(await proveConsistency(whole.read, size1, size2))
    expect(store.found.splice(0).length).toBeLessThanOrEqual(6)
  }), { numRuns: 60 })
})

test('a proof is made from the full tile when the partial one was removed', async () => {
  const store = memoryTileStore()
  const early = await appendLeafHashes(store, emptyHead, leaves.slice(0, 40))
  await appendLeafHashes(store, early, leaves.slice(40, 300))
  const pruned: TileStore = { ...store, find: async path => path.includes('.p/40') ? undefined : store.find(path) }
  expect(await proveInclusion(tileReader(pruned, 40), 3, 40)).toEqual(await proveInclusion(whole.read, 3, 40))
})

test('a missing or mangled tile is an error, never a proof', async () => {
  const store = memoryTileStore()
  await appendLeafHashes(store, emptyHead, leaves.slice(0, 300))
  const without: TileStore = { ...store, find: async () => undefined }
  await expect(proveInclusion(tileReader(without, 300), 3, 300)).rejects.toThrow('missing')
  const short: TileStore = { ...store, find: async path => (await store.find(path))?.subarray(1) }
  await expect(proveInclusion(tileReader(short, 300), 3, 300)).rejects.toThrow('length')
  await expect(proveInclusion(tileReader(store, 300), 3, 301)).rejects.toThrow(RangeError)
  // The leaves 296 to 303, of which the tree has four.
  await expect(tileReader(store, 300)([{ level: 3, index: 37 }])).rejects.toThrow(RangeError)
})

test('a log whose tiles were changed behind its back stops instead of signing them', async () => {
  const store = memoryTileStore()
  const head = await appendLeafHashes(store, emptyHead, leaves.slice(0, 300))
  const forged = memoryTileStore()
  await appendLeafHashes(forged, emptyHead, [...someLeaves(1, 'forged'), ...leaves.slice(1, 300)])
  await expect(appendLeafHashes(forged, head, leaves.slice(300, 310))).rejects.toThrow('do not lead to the head')
})

const kinds = [
  ['in memory', async () => memoryTileStore()],
  ['in a folder', async () => directoryTileStore(await aFolder())],
] as const

test.each(kinds)('tiles %s never change: the same again is nothing new, others are a conflict', async (_, open) => {
  const store = await open()
  const head = await appendLeafHashes(store, emptyHead, leaves.slice(0, 3))
  expect(await appendLeafHashes(store, emptyHead, leaves.slice(0, 3))).toEqual(head)
  await expect(appendLeafHashes(store, emptyHead, leaves.slice(1, 4))).rejects.toThrow(TileConflict)
  await expect(store.put('tile/../../etc', new Uint8Array(1))).rejects.toThrow(RangeError)
  expect(await store.find('tile/0/999')).toBeUndefined()
})

test('a folder of tiles holds the paths of the specification and no drafts', async () => {
  const folder = await aFolder()
  const store = directoryTileStore(folder)
  const entries = leaves.slice(0, 259)
  const head = await appendEntries(store, emptyHead, entries)
  expect(head).toEqual(await headOfEntries(entries))
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(file => file.isFile())
  expect(files.map(file => join(file.parentPath, file.name).slice(folder.length + 1)).toSorted()).toEqual(
    tilesOfGrowth(0, 259, { entries: true }).map(tilePath).toSorted())
})

test('entries come back in order, byte for byte, however they were appended', async () => {
  const someEntries = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 300 })
  await fc.assert(fc.asyncProperty(someEntries, fc.nat(300), async (entries, cut) => {
    const store = memoryTileStore()
    const early = await appendEntries(store, emptyHead, entries.slice(0, cut))
    const head = await appendEntries(store, early, entries.slice(cut))
    const read: number[][] = []
    for await (const entry of entriesIn(store, head.size)) read.push([...entry])
    expect(read).toEqual(entries.map(entry => [...entry]))
    expect(await verifyHistory(leafHashesIn(store, head.size), [early, head])).toEqual({ ok: true, value: head })
    expect(head).toEqual(await headOfLeafHashes(entries.map(leafHashOf)))
  }), { numRuns: 25 })
})

test('an entry changed in the last bundle stops the log', async () => {
  const folder = await aFolder()
  const store = directoryTileStore(folder)
  const head = await appendEntries(store, emptyHead, [Buffer.from('seen'), Buffer.from('said')])
  await writeFile(join(folder, 'tile/entries/000.p/2'), encodeBundle([Buffer.from('seen'), Buffer.from('sold')]))
  await expect(appendEntries(store, head, [Buffer.from('more')])).rejects.toThrow('not those of the leaves')
})

test('a bundle keeps to its bounds, and half a bundle is not read', () => {
  expect(decodeBundle(encodeBundle([new Uint8Array(0xffff)])).ok).toBe(true)
  expect(() => encodeBundle([new Uint8Array(0x10000)])).toThrow(RangeError)
  expect(() => encodeBundle(Array.from({ length: 257 }, () => new Uint8Array(0)))).toThrow(RangeError)
  expect(decodeBundle(Uint8Array.of(0)).ok).toBe(false)
  expect(decodeBundle(Uint8Array.of(0, 2, 7)).ok).toBe(false)
  expect(decodeBundle(new Uint8Array(2 * 257)).ok).toBe(false)
})
