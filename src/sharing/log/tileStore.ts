import { sql } from 'kysely'
import { parseTilePath, sameBytes, TileConflict, tilePath } from '../../../packages/tlog/src/tlog.ts'
import type { Tile, TileStore } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'

const hashLength = 32

/**
 * Tiles in the database, one row each. A tile grows to its right, so a narrower one is the beginning of what is there:
 * nothing is written twice, however often the log grows by one leaf. Read once a transaction.
 */
export function databaseTileStore(tx: Tx, partnershipId: string): TileStore {
  const known = new Map<string, Uint8Array | undefined>()
  const row = async (path: string) => {
    if (!known.has(path)) known.set(path, await readTileRow(tx, partnershipId, path))
    return known.get(path)
  }
  return {
    find: async path => {
      const tile = tileAt(path)
      const bytes = await row(rowOf(tile))
      const length = tile.width * hashLength
      return bytes && bytes.length >= length ? bytes.subarray(0, length) : undefined
    },
    put: async (path, bytes) => {
      const place = rowOf(tileAt(path))
      const there = await row(place) ?? new Uint8Array()
      const both = Math.min(there.length, bytes.length)
      if (!sameBytes(there.subarray(0, both), bytes.subarray(0, both))) throw new TileConflict(path)
      if (bytes.length <= there.length) return
      await sql`insert into log_tile (partnership_id, path, bytes) values (${partnershipId}::uuid, ${place}, ${Buffer.from(bytes)})
        on conflict (partnership_id, path) do update set bytes = excluded.bytes`.execute(tx)
      known.set(place, bytes)
    },
  }
}

export async function readTileRow(tx: Tx, partnershipId: string, path: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from log_tile where partnership_id = ${partnershipId}::uuid and path = ${path}`.execute(tx)
  return rows[0]?.bytes
}

function tileAt(path: string): Tile {
  const tile = parseTilePath(path)
  if (!tile.ok) throw new RangeError('That is not the path of a tile.')
  return tile.value
}

const rowOf = ({ level, index }: Tile) => tilePath({ level, index, width: 256 })
