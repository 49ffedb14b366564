/** As GeoJSON has it: longitude, then latitude. */
export type Position = readonly [longitude: number, latitude: number]

/** A place that somebody searched for a child; never where a child was or lives. */
export type SearchedPlace = Readonly<{
  takingId: string; episodeId: string; personId: string; reference: string
  place: string; searchedBy: string; searchedAt: Date; result: string; position?: Position | undefined
}>

/** "50.9033, -1.4043" as a telephone shows it, if it lies in or around Great Britain. */
export function positionIn(text: string): Position | undefined {
  const [, latitude,
    longitude] = /^\s*(\d{1,2}(?:\.\d{1,8})?)\s*[,;\s]\s*(-?\d{1,2}(?:\.\d{1,8})?)\s*$/v.exec(text) ?? []
  if (latitude === undefined || longitude === undefined) return undefined
  const [north, east] = [Number(latitude), Number(longitude)]
  return north >= 49 && north <= 61 && east >= -9 && east <= 3 ? [east, north] : undefined
}

/** Ground of about 250 metres, so that the map shows areas and no doorstep. */
const north = 0.00225
const eastAt = (latitude: number) => north / Math.cos(latitude * Math.PI / 180)

export type SearchedArea = Readonly<{ id: string; places: readonly SearchedPlace[]; ring: readonly Position[] }>

/** Places with a position, by the square of ground that they lie in, the most searched first. */
export function areasOf(places: readonly SearchedPlace[]): SearchedArea[] {
  const squares = Map.groupBy(places.filter(({ position }) => position),
    ({ position }) => squareOf(position ?? [0, 0]).id)
  return [...squares]
    .map(([id, within]) => ({ id, places: within, ring: squareOf(within[0]?.position ?? [0, 0]).ring }))
    .toSorted((a, b) => b.places.length - a.places.length || a.id.localeCompare(b.id))
}

function squareOf([longitude, latitude]: Position): { id: string; ring: Position[] } {
  const row = Math.floor(latitude / north)
  const width = eastAt(row * north)
  const column = Math.floor(longitude / width)
  const [south, west] = [row * north, column * width]
  const corners: Position[] = [[west, south], [west + width, south], [west + width, south + north],
    [west, south + north], [west, south]]
  return { id: `${column},${row}`, ring: corners.map(([x, y]): Position => [round(x), round(y)]) }
}

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

/** What the map draws: how often each square was searched, in the same five shades as every map. */
export function areasAsGeoJson(areas: readonly SearchedArea[]) {
  return {
    type: 'FeatureCollection',
    features: areas.map(({ id, places, ring }) => ({
      type: 'Feature',
      properties: { id, n: places.length, area: places[0]?.place ?? '', step: Math.min(4, places.length - 1) },
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  } as const
}
