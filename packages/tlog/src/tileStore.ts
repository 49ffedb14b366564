import { sameBytes } from './hashing.ts'
import { parseTilePath } from './tilePaths.ts'

/**
 * Where tiles lie, by the path that `tilePath` gives. A tile never changes once put: `put` of the same bytes again
 * does nothing, and of other bytes throws, as it would fork the log.
 */
export type TileStore = {
  find: (path: string) => Promise<Uint8Array | undefined>
  put: (path: string, bytes: Uint8Array) => Promise<void>
}

/** Thrown by `put` when the tile is there with other bytes. */
export class TileConflict extends Error {
  constructor(path: string) {
    super(`The tile ${path} is there already and differs.`)
    this.name = 'TileConflict'
  }
}

/** Throws RangeError unless `path` is that of a tile. */
export function demandTilePath(path: string): void {
  if (!parseTilePath(path).ok) throw new RangeError('That is not the path of a tile.')
}

/** Tiles in memory, for tests and for a log that is verified once. */
export function memoryTileStore(): TileStore {
  const tiles = new Map<string, Uint8Array>()
  return {
    find: async path => tiles.get(path),
    put: async (path, bytes) => {
      demandTilePath(path)
      const there = tiles.get(path)
      if (there && !sameBytes(there, bytes)) throw new TileConflict(path)
      tiles.set(path, Buffer.from(bytes))
    },
  }
}
