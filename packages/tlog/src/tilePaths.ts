import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/** Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles). */
export const fullWidth = 256

/**
 * One tile: the `index`-th of its level, from 0, with the first `width` of its 256 places filled (1 to 256).
 * Level 0 holds leaf hashes, level n the roots of full tiles of level n − 1, `entries` the leaves themselves.
 */
export type Tile = { level: number | 'entries'; index: number; width: number }

/** `tile/<level>/<index>[.p/<width>]` (C2SP tlog-tiles): index 1234067 is `x001/x234/067`. Throws RangeError. */
export function tilePath({ level, index, width }: Tile): string {
  const levelHolds = level === 'entries' || isBetween(level, 0, 63)
  if (!levelHolds || !isBetween(index, 0, Number.MAX_SAFE_INTEGER) || !isBetween(width, 1, fullWidth))
    throw new RangeError('There is no such tile.')
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? []
  const name = groups.map((group, at) => at < groups.length - 1 ? `x${group}` : group).join('/')
  return `tile/${level}/${name}${width === fullWidth ? '' : `.p/${width}`}`
}

/** Reads a path that `tilePath` could have written, and no other: it is safe to look up in a folder. */
export function parseTilePath(path: string): Result<Tile> {
  const [, level = '', index = '', width = '256'] =
    /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path) ?? []
  const tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: Number(width),
  } as const
  const holds = level !== '' && (tile.level === 'entries' || tile.level <= 63) && Number.isSafeInteger(tile.index)
    && isBetween(tile.width, 1, fullWidth)
  return holds && tilePath(tile) === path ? accepted(tile) : refused('not the path of a tile')
}

/** Every tile and, with `entries`, every bundle that a tree has more, or fuller, at `to` leaves than at `from`. */
export function tilesOfGrowth(from: number, to: number, { entries = false } = {}): Tile[] {
  const tiles = entries ? tilesOfLevel('entries', from, to) : []
  for (let [level, old, grown] = [0, from, to]; grown > 0; level++) {
    tiles.push(...tilesOfLevel(level, old, grown))
    old = Math.floor(old / fullWidth)
    grown = Math.floor(grown / fullWidth)
  }
  return tiles
}

function tilesOfLevel(level: Tile['level'], old: number, grown: number): Tile[] {
  const tiles: Tile[] = []
  if (grown > old)
    for (let index = Math.floor(old / fullWidth); index * fullWidth < grown; index++)
      tiles.push({ level, index, width: Math.min(fullWidth, grown - index * fullWidth) })
  return tiles
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}
