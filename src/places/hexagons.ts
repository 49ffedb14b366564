/** A point as GeoJSON has it: longitude, then latitude. */
export type Point = readonly [longitude: number, latitude: number]
export type Hexagon = Readonly<{ q: number; r: number }>

const earthMetres = 6_371_007.2
/** Near the middle of England and Wales; there the projection is true to shape, and to area everywhere. */
const middle = 52.5 * Math.PI / 180
const radians = Math.PI / 180

/** Metres east and north on Lambert's cylindrical equal-area projection: every hexagon covers the same ground. */
export function metresOf([longitude, latitude]: Point): readonly [x: number, y: number] {
  return [
    earthMetres * longitude * radians * Math.cos(middle),
    earthMetres * Math.sin(latitude * radians) / Math.cos(middle),
  ]
}

export function pointAt(x: number, y: number): Point {
  return [
    x / (earthMetres * radians * Math.cos(middle)),
    Math.asin(y * Math.cos(middle) / earthMetres) / radians,
  ]
}

/** The one hexagon that a point lies in. They stand on a corner; `size` is from the centre to a corner, in metres. */
export function hexagonAt(point: Point, size: number): Hexagon {
  const [x, y] = metresOf(point)
  return nearest((Math.sqrt(3) / 3 * x - y / 3) / size, 2 / 3 * y / size)
}

/** Of the three rounded coordinates, which sum to nought, the one that was rounded furthest gives way. */
function nearest(q: number, r: number): Hexagon {
  const s = -q - r
  const [roundQ, roundR, roundS] = [Math.round(q), Math.round(r), Math.round(s)]
  const [offQ, offR, offS] = [Math.abs(roundQ - q), Math.abs(roundR - r), Math.abs(roundS - s)]
  if (offQ > offR && offQ > offS) return { q: -roundR - roundS + 0, r: roundR + 0 }
  return offR > offS ? { q: roundQ + 0, r: -roundQ - roundS + 0 } : { q: roundQ + 0, r: roundR + 0 }
}

export function centreOf({ q, r }: Hexagon, size: number): Point {
  return pointAt(...centreInMetres({ q, r }, size))
}

export function centreInMetres({ q, r }: Hexagon, size: number): readonly [x: number, y: number] {
  return [size * Math.sqrt(3) * (q + r / 2), size * 1.5 * r]
}

/** Its six corners, the first again at the end. */
export function ringOf(hexagon: Hexagon, size: number): Point[] {
  const [x, y] = centreInMetres(hexagon, size)
  return Array.from({ length: 7 }, (_, corner) => {
    const angle = (60 * (corner % 6) + 30) * radians
    return pointAt(x + size * Math.cos(angle), y + size * Math.sin(angle))
  })
}

export const idOf = ({ q, r }: Hexagon): string => `${q},${r}`

export function hexagonFrom(id: string): Hexagon | undefined {
  const [, q, r] = /^(-?\d{1,6}),(-?\d{1,6})$/.exec(id) ?? []
  return q === undefined || r === undefined ? undefined : { q: Number(q), r: Number(r) }
}
