import { GrowingTree, sameBytes, tilePath } from '../../../packages/tlog/src/tlog.ts'
import type { Hash } from '../../../packages/tlog/src/tlog.ts'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { readTileRows } from './tileStore.ts'

const width = 256

type Level = { index: number; hashes: Hash[] }
type Made = { path: string; bytes: Uint8Array }

/** Makes every tile anew from the leaf hashes, level upon level, and compares it with the one that is stored. */
export function checkTiles(tx: Tx, partnershipId: string, fault: (text: string) => void) {
  const levels: Level[] = []
  let made: Made[] = []
  let count = 0
  const make = (level: number, { index, hashes }: Level) => {
    count += 1
    made.push({ path: tilePath({ level, index, width }), bytes: Buffer.concat(hashes) })
  }
  const add = (hash: Hash, level = 0): void => {
    const filling = levels[level] ??= { index: 0, hashes: [] }
    filling.hashes.push(hash)
    if (filling.hashes.length < width) return
    make(level, filling)
    levels[level] = { index: filling.index + 1, hashes: [] }
    add(rootOf(filling.hashes), level + 1)
  }
  const compare = async (): Promise<void> => {
    const stored = await readTileRows(tx, partnershipId, made.map(({ path }) => path))
    for (const { path, bytes } of made) {
      const there = stored.get(path)
      if (there === undefined) fault(`The tile ${path} is missing.`)
      else if (!sameBytes(there, bytes)) fault(`The tile ${path} was changed.`)
    }
    made = []
  }
  return {
    add: (hash: Hash) => { add(hash) },
    /** With what has been made since the last time. */
    compare,
    end: async () => {
      for (const [level, filling] of levels.entries()) if (filling.hashes.length > 0) make(level, filling)
      await compare()
      const { rows: [stored] } = await sql<{ n: number }>`
        select count(*) as n from log_tile where partnership_id = ${partnershipId}::uuid`.execute(tx)
      if (stored && stored.n > count) fault(`There are ${stored.n - count} tiles more than the leaves make.`)
    },
  }
}

function rootOf(hashes: readonly Hash[]): Hash {
  const tree = new GrowingTree()
  for (const hash of hashes) tree.append(hash)
  return tree.root()
}
