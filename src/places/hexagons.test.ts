import { assert, constantFrom, double, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { centreInMetres, centreOf, hexagonAt, hexagonFrom, idOf, metresOf, pointAt, ringOf } from './hexagons.ts'
import type { Point } from './hexagons.ts'

const places = tuple(double({ min: -6, max: 2, noNaN: true }), double({ min: 49.8, max: 56, noNaN: true }))
const sizes = constantFrom(150, 250, 500, 1000, 2000)

test('a point lies in the hexagon it is given, and in no neighbour', () => {
  assert(property(places, sizes, (point: Point, size) => {
    const { q, r } = hexagonAt(point, size)
    const [x, y] = metresOf(point)
    const away = (hexagon: { q: number; r: number }) => {
      const [cx, cy] = centreInMetres(hexagon, size)
      return Math.hypot(x - cx, y - cy)
    }
    const mine = away({ q, r })
    expect(mine).toBeLessThanOrEqual(size * (1 + 1e-9))
    for (const [dq, dr] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, -1], [-1, 1]] as const)
      expect(mine).toBeLessThanOrEqual(away({ q: q + dq, r: r + dr }) + 1e-6)
  }))
})

test('the centre of every hexagon lies in that hexagon, and its name leads back to it', () => {
  assert(property(integer({ min: -900, max: 900 }), integer({ min: 3000, max: 9000 }), (q, r) => {
    const hexagon = { q, r }
    expect(hexagonAt(centreOf(hexagon, 500), 500)).toEqual(hexagon)
    expect(hexagonFrom(idOf(hexagon))).toEqual(hexagon)
  }))
})

test('every hexagon covers the same ground, in Cornwall and in Northumberland', () => {
  const areaOf = (ring: readonly Point[]) => {
    const metres = ring.map(metresOf)
    return Math.abs(metres.slice(1).reduce((sum, [x, y], place) => {
      const [bx = 0, by = 0] = metres[place] ?? []
      return sum + bx * y - x * by
    }, 0) / 2)
  }
  for (const point of [[-5.5, 50.1], [-1.3, 52.5], [-1.9, 55.7]] as const)
    expect(areaOf(ringOf(hexagonAt(point, 500), 500))).toBeCloseTo(1.5 * Math.sqrt(3) * 500 ** 2, 0)
})

test('metres lead back to the point', () => {
  assert(property(places, (point: Point) => {
    const [longitude, latitude] = pointAt(...metresOf(point))
    expect(longitude).toBeCloseTo(point[0], 9)
    expect(latitude).toBeCloseTo(point[1], 9)
  }))
})

test('what is not the name of a hexagon is none', () => {
  for (const text of ['', '1', '1,2,3', 'a,b', '1e9,2', '99999999,1']) expect(hexagonFrom(text)).toBeUndefined()
})
