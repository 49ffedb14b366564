import type { Hash } from './hashing.ts'
import { hashLength } from './hashing.ts'
import type { NodeReader } from './proofs.ts'
import type { TreeNode } from './subtrees.ts'
import { foldNodes, isTreeSize } from './subtrees.ts'
import type { Tile } from './tilePaths.ts'
import { fullWidth, tilePath } from './tilePaths.ts'
import type { TileStore } from './tileStore.ts'

/**
 * Reads nodes of the tree of `size` leaves from its tiles, and only the tiles they lie in, each once a call: at most
 * two for every eight levels of the tree. What it reads is checked by whoever verifies the proof, not here.
 * Throws when a tile is missing or of the wrong length.
 */
export function tileReader(store: TileStore, size: number): NodeReader {
  if (!isTreeSize(size)) throw new RangeError('That is not a tree size.')
  return async nodes => {
    const places = nodes.map(node => placeOf(node, size))
    const tiles = new Map(places.map(({ tile }) => [tilePath(tile), tile]))
    const read = await Promise.all([...tiles].map(async ([path, tile]) => [path, await readTile(store, tile)] as const))
    const hashes = new Map(read)
    return places.map(({ tile, start, count }) =>
      foldComplete((hashes.get(tilePath(tile)) ?? []).slice(start, start + count)))
  }
}

/** The hashes of a tile. A partial tile may have been removed once the full one was there, so that is tried next. */
export async function readTile(store: TileStore, tile: Tile): Promise<Hash[]> {
  const bytes = await store.find(tilePath(tile)) ?? await store.find(tilePath({ ...tile, width: fullWidth }))
  if (bytes === undefined) throw new Error(`The tile ${tilePath(tile)} is missing.`)
  if (bytes.length !== tile.width * hashLength && bytes.length !== fullWidth * hashLength)
    throw new Error(`The tile ${tilePath(tile)} has the wrong length.`)
  return Array.from({ length: tile.width }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength))
}

/** The root over a power of two of hashes. */
export function foldComplete(hashes: readonly Hash[]): Hash {
  const [only] = hashes
  if (only && hashes.length === 1) return only
  const middle = hashes.length / 2
  return foldNodes([foldComplete(hashes.slice(0, middle)), foldComplete(hashes.slice(middle))])
}

/** The leaf hashes of the tree of `size` leaves, in order, for `verifyHistory`. Throws as `tileReader` does. */
export async function* leafHashesIn(store: TileStore, size: number): AsyncGenerator<Hash> {
  for (let index = 0; index * fullWidth < size; index++)
    yield* await readTile(store, { level: 0, index, width: Math.min(fullWidth, size - index * fullWidth) })
}

/** In which tile a node lies, and under which of its hashes. */
function placeOf({ level, index }: TreeNode, size: number): { tile: Tile; start: number; count: number } {
  const tileLevel = Math.floor(level / 8)
  const count = 2 ** (level % 8)
  const first = index * count
  const tileIndex = Math.floor(first / fullWidth)
  const filled = Math.floor(size / fullWidth ** tileLevel) - tileIndex * fullWidth
  const start = first % fullWidth
  if (filled < start + count) throw new RangeError('No such node in this tree.')
  return { tile: { level: tileLevel, index: tileIndex, width: Math.min(fullWidth, filled) }, start, count }
}

