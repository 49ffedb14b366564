import { sql } from 'kysely'
import { parseTilePath, sameBytes, TileConflict, tilePath } from '../../../packages/tlog/src/tlog.ts'
import type { Tile, TileStore } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'

const hashLength = 32

/**
 * Tiles in the database, one row each. A tile grows to its right, so a narrower one is the beginning of what is there:
 * nothing is written twice, however often the log grows by one leaf. Read once a transaction, several at a time.
 */
export function databaseTileStore(tx: Tx, partnershipId: string): TileStore {
  const rows = readTilesTogether(paths => readTileRows(tx, partnershipId, paths))
  return {
    find: async path => {
      const tile = tileAt(path)
      const bytes = await rows.get(rowOf(tile))
      const length = tile.width * hashLength
      return bytes && bytes.length >= length ? bytes.subarray(0, length) : undefined
    },
    put: async (path, bytes) => {
      const place = rowOf(tileAt(path))
      const there = await rows.get(place) ?? new Uint8Array()
      const both = Math.min(there.length, bytes.length)
      if (!sameBytes(there.subarray(0, both), bytes.subarray(0, both))) throw new TileConflict(path)
      if (bytes.length <= there.length) return
      await sql`insert into log_tile (partnership_id, path, bytes) values (${partnershipId}::uuid, ${place}, ${Buffer.from(bytes)})
        on conflict (partnership_id, path) do update set bytes = excluded.bytes`.execute(tx)
      rows.set(place, bytes)
    },
  }
}

type Tiles = ReadonlyMap<string, Uint8Array>

/** What is asked for at one moment is one question, and one question is asked after another: a connection has one voice. */
function readTilesTogether(read: (paths: readonly string[]) => Promise<Tiles>) {
  const known = new Map<string, Promise<Uint8Array | undefined>>()
  let asking: Promise<unknown> = Promise.resolve()
  let gathering: { paths: string[]; answer: Promise<Tiles> } | undefined
  const gather = () => {
    const paths: string[] = []
    const answer = asking.then(() => {
      gathering = undefined
      return read(paths)
    })
    asking = answer.catch(() => undefined)
    gathering = { paths, answer }
    return gathering
  }
  return {
    get: (path: string): Promise<Uint8Array | undefined> => {
      const before = known.get(path)
      if (before) return before
      const { paths, answer } = gathering ?? gather()
      paths.push(path)
      const found = answer.then(tiles => tiles.get(path))
      known.set(path, found)
      return found
    },
    set: (path: string, bytes: Uint8Array) => { known.set(path, Promise.resolve(bytes)) },
  }
}

export async function readTileRows(tx: Tx, partnershipId: string, paths: readonly string[]): Promise<Tiles> {
  const { rows } = await sql<{ path: string; bytes: Buffer }>`
    select path, bytes from log_tile where partnership_id = ${partnershipId}::uuid and path = any (${[...paths]}::text[])`.execute(tx)
  return new Map(rows.map(({ path, bytes }) => [path, bytes]))
}

function tileAt(path: string): Tile {
  const tile = parseTilePath(path)
  if (!tile.ok) throw new RangeError('That is not the path of a tile.')
  return tile.value
}

const rowOf = ({ level, index }: Tile) => tilePath({ level, index, width: 256 })
