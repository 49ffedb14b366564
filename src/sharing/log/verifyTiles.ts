import { GrowingTree, sameBytes, tilePath } from '../../../packages/tlog/src/tlog.ts'
import type { Hash } from '../../../packages/tlog/src/tlog.ts'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { readTileRow } from './tileStore.ts'

const width = 256

type Level = { index: number; hashes: Hash[] }

/** Makes every tile anew from the leaf hashes, level upon level, and compares it with the one that is stored. */
export function checkTiles(tx: Tx, partnershipId: string, fault: (text: string) => void) {
  const levels: Level[] = []
  let made = 0
  const compare = async (level: number, { index, hashes }: Level) => {
    made += 1
    const path = tilePath({ level, index, width })
    const stored = await readTileRow(tx, partnershipId, path)
    if (stored === undefined) fault(`The tile ${path} is missing.`)
    else if (!sameBytes(stored, Buffer.concat(hashes))) fault(`The tile ${path} was changed.`)
  }
  const addTo = async (level: number, hash: Hash): Promise<void> => {
    const filling = levels[level] ??= { index: 0, hashes: [] }
    filling.hashes.push(hash)
    if (filling.hashes.length < width) return
    await compare(level, filling)
    const tree = new GrowingTree()
    for (const each of filling.hashes) tree.append(each)
    levels[level] = { index: filling.index + 1, hashes: [] }
    await addTo(level + 1, tree.root())
  }
  return {
    add: (hash: Hash) => addTo(0, hash),
    end: async () => {
      for (const [level, filling] of levels.entries()) if (filling.hashes.length > 0) await compare(level, filling)
      const { rows: [stored] } = await sql<{ n: number }>`
        select count(*) as n from log_tile where partnership_id = ${partnershipId}::uuid`.execute(tx)
      if (stored && stored.n > made) fault(`There are ${stored.n - made} tiles more than the leaves make.`)
    },
  }
}
