import type { TreeHead } from './consistency.ts'
import { decodeBundle, encodeBundle } from './entryBundle.ts'
import type { Hash } from './hashing.ts'
import { emptyRoot, hashLeaf, isProof, sameBytes } from './hashing.ts'
import { rootAt } from './proofs.ts'
import { isTreeSize } from './subtrees.ts'
import { fullWidth, tilePath } from './tilePaths.ts'
import { foldComplete, readTile, tileReader } from './tileReader.ts'
import type { TileStore } from './tileStore.ts'

/**
 * Grows the tree under `head`, the one signed last, by more leaf hashes: writes the tiles that are new or fuller, and
 * answers the head to sign next. Throws when the tiles no longer lead to `head`, so that a log whose store was
 * tampered with stops instead of signing a second history. Give it leaves whose order is already kept elsewhere:
 * after a crash the same call with the same leaves is safe, and with others throws `TileConflict`. One writer at a
 * time.
 */
export async function appendLeafHashes(
  store: TileStore, head: TreeHead, leafHashes: readonly Hash[],
): Promise<TreeHead> {
  const size = head.size + leafHashes.length
  if (!isTreeSize(head.size) || !isTreeSize(size)) throw new RangeError('That is not a tree size.')
  if (!isProof(leafHashes)) throw new RangeError('A leaf hash is 32 bytes.')
  if (!sameBytes(await rootAt(tileReader(store, head.size), head.size), head.root))
    throw new Error('The tiles do not lead to the head that was signed last.')
  let fresh = leafHashes
  for (let [level, old] = [0, head.size]; fresh.length > 0; level++, old = Math.floor(old / fullWidth))
    fresh = await growLevel(store, { level, old }, fresh)
  return { size, root: await rootAt(tileReader(store, size), size) }
}

/**
 * As `appendLeafHashes`, and writes the entries' bundles too, before the tiles. An entry is at most 65,535 bytes, or
 * RangeError.
 */
export async function appendEntries(
  store: TileStore, head: TreeHead, entries: readonly Uint8Array[],
): Promise<TreeHead> {
  const kept = await readKeptEntries(store, head.size)
  const all = [...kept, ...entries]
  const first = Math.floor(head.size / fullWidth)
  if (entries.length > 0)
    for (let at = 0; at < all.length; at += fullWidth) {
      const bundle = all.slice(at, at + fullWidth)
      const path = tilePath({ level: 'entries', index: first + at / fullWidth, width: bundle.length })
      await store.put(path, encodeBundle(bundle))
    }
  return appendLeafHashes(store, head, entries.map(hashLeaf))
}

/** Writes one level's tiles and answers the roots of those that became full: the next level's new hashes. */
async function growLevel(
  store: TileStore, { level, old }: { level: number; old: number }, fresh: readonly Hash[],
): Promise<Hash[]> {
  const first = Math.floor(old / fullWidth)
  const width = old % fullWidth
  const all = [...width === 0 ? [] : await readTile(store, { level, index: first, width }), ...fresh]
  const roots: Hash[] = []
  for (let at = 0; at < all.length; at += fullWidth) {
    const hashes = all.slice(at, at + fullWidth)
    await store.put(tilePath({ level, index: first + at / fullWidth, width: hashes.length }), Buffer.concat(hashes))
    if (hashes.length === fullWidth) roots.push(foldComplete(hashes))
  }
  return roots
}

/** The entries of the last, partial bundle. Throws when they are not those of the leaves. */
async function readKeptEntries(store: TileStore, size: number): Promise<Uint8Array[]> {
  const [index, width] = [Math.floor(size / fullWidth), size % fullWidth]
  if (width === 0) return []
  const [entries, hashes] = await Promise.all([
    readBundle(store, index, width), readTile(store, { level: 0, index, width }),
  ])
  if (!entries.every((entry, at) => sameBytes(hashLeaf(entry), hashes[at] ?? emptyRoot)))
    throw new Error('The entries of the last bundle are not those of the leaves.')
  return entries
}

/** The entries of one bundle. Throws when it is missing or malformed. */
export async function readBundle(store: TileStore, index: number, width: number): Promise<Uint8Array[]> {
  const path = tilePath({ level: 'entries', index, width })
  const bytes = await store.find(path) ?? await store.find(tilePath({ level: 'entries', index, width: fullWidth }))
  if (bytes === undefined) throw new Error(`The bundle ${path} is missing.`)
  const entries = decodeBundle(bytes)
  if (!entries.ok || entries.value.length < width) throw new Error(`The bundle ${path} is malformed.`)
  return entries.value.slice(0, width)
}

/** The entries of the log of `size` leaves, in order. Throws when a bundle is missing or malformed. */
export async function* entriesIn(store: TileStore, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index * fullWidth < size; index++)
    yield* await readBundle(store, index, Math.min(fullWidth, size - index * fullWidth))
}
