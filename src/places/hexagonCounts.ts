import { hexagonAt, hexagonFrom, idOf, ringOf } from './hexagons.ts'
import type { Point } from './hexagons.ts'

export type CountedPoint = { longitude: number; latitude: number; area: string; type: string; n: number }

/** What lies in one hexagon: how many, of which kinds, and the small area that most of them lie in. */
export type HexagonCount = { id: string; n: number; area: string; types: readonly { type: string; n: number }[] }

/** A step of the legend: hexagons with this many. */
export type CountClass = { from: number; to: number }

type Gathered = { n: number; areas: Map<string, number>; types: Map<string, number> }

/** The hexagons with anything in them, the fullest first. */
export function countByHexagon(points: readonly CountedPoint[], size: number): HexagonCount[] {
  const hexagons = new Map<string, Gathered>()
  for (const { longitude, latitude, area, type, n } of points) {
    const id = idOf(hexagonAt([longitude, latitude], size))
    const gathered = hexagons.get(id) ?? { n: 0, areas: new Map<string, number>(), types: new Map<string, number>() }
    gathered.n += n
    add(gathered.areas, area, n)
    add(gathered.types, type, n)
    hexagons.set(id, gathered)
  }
  return [...hexagons].map(([id, { n, areas, types }]) => ({
    id, n, area: mostFirst(areas)[0]?.[0] ?? '', types: mostFirst(types).map(([type, count]) => ({ type, n: count })),
  })).sort((a, b) => b.n - a.n || a.id.localeCompare(b.id))
}

function add(counts: Map<string, number>, word: string, n: number) {
  counts.set(word, (counts.get(word) ?? 0) + n)
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
}

/** At most five steps with about as many hexagons each; equal numbers are never in two steps. */
export function classesOf(counts: readonly number[]): CountClass[] {
  const sorted = [...counts].sort((a, b) => a - b)
  const tops = [1, 2, 3, 4, 5].map(step => sorted[Math.ceil(sorted.length * step / 5) - 1] ?? 0)
  return [...new Set(tops)].filter(top => top > 0).map((to, place, all) => ({ from: (all[place - 1] ?? 0) + 1, to }))
}

export function classAt(n: number, classes: readonly CountClass[]): number {
  const place = classes.findIndex(({ to }) => n <= to)
  return place === -1 ? classes.length - 1 : place
}

/** What the map draws, as GeoJSON; five decimals are about a metre. */
export function hexagonsAsGeoJson(counts: readonly HexagonCount[], size: number) {
  const classes = classesOf(counts.map(({ n }) => n))
  return {
    type: 'FeatureCollection',
    features: counts.map(({ id, n, area }) => ({
      type: 'Feature', properties: { id, n, area, step: classAt(n, classes) },
      geometry: { type: 'Polygon', coordinates: [ringOf(hexagonFrom(id) ?? { q: 0, r: 0 }, size).map(rounded)] },
    })),
  } as const
}

const rounded = ([longitude, latitude]: Point) => [Math.round(longitude * 1e5) / 1e5, Math.round(latitude * 1e5) / 1e5]
