import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sameBytes } from './hashing.ts'
import { demandTilePath, TileConflict } from './tileStore.ts'
import type { TileStore } from './tileStore.ts'

/**
 * Tiles as files of a folder, laid out so that any web server can publish it as a C2SP tlog-tiles prefix. A tile is
 * written whole and flushed before it takes its name; no name is ever taken twice.
 */
export function directoryTileStore(folder: string): TileStore {
  const find = async (path: string) => {
    demandTilePath(path)
    return readFile(join(folder, path)).catch(undefinedWhen('ENOENT'))
  }
  const put = async (path: string, bytes: Uint8Array) => {
    demandTilePath(path)
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    const draft = `${target}.${randomUUID()}.draft`
    await writeFlushed(draft, bytes)
    try {
      // A link fails where the name is taken; a rename would overwrite.
      await link(draft, target)
    } catch (error) {
      const there = isError(error, 'EEXIST') ? await find(path) : undefined
      if (there === undefined) throw error
      if (!sameBytes(there, bytes)) throw new TileConflict(path)
    } finally {
      await unlink(draft)
    }
  }
  return { find, put }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

function undefinedWhen(code: string): (error: unknown) => undefined {
  return error => {
    if (!isError(error, code)) throw error
    return undefined
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
