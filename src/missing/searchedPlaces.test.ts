import { expect, test } from 'vitest'
import { areasAsGeoJson, areasOf, positionIn } from './searchedPlaces.ts'
import type { SearchedPlace } from './searchedPlaces.ts'

const place = (takingId: string, text: string): SearchedPlace => ({
  takingId, episodeId: 'e', personId: 'p', reference: 'M-1', place: takingId, searchedBy: 'Unit 7',
  searchedAt: new Date(0), result: 'nothing',
  position: positionIn(text),
})

test.each([
  ['50.9033, -1.4043', [-1.4043, 50.9033]], [' 50.9033 -1.4043 ', [-1.4043, 50.9033]], ['51;0.5', [0.5, 51]],
  ['-1.4043, 50.9033', undefined], ['48.8, 2.3', undefined], ['near the pier', undefined], ['', undefined],
  ['50.9,', undefined],
])('“%s” is read as a position only where it is one of ours', (text, position) => {
  expect(positionIn(text)).toEqual(position)
})

test('places near each other are one square of ground, and those without a position are in the table alone', () => {
  const areas = areasOf([place('pier', '50.9033, -1.4043'), place('kiosk', '50.9034, -1.4044'),
    place('mill', '50.95, -1.3'), place('aunt', '')])
  expect(areas.map(({ places }) => places.map(({ takingId }) => takingId))).toEqual([['pier', 'kiosk'], ['mill']])
  for (const { ring, places } of areas) {
    const [east, north] = places[0]?.position ?? [0, 0]
    const [west, south] = ring[0] ?? [0, 0]
    expect(west).toBeLessThanOrEqual(east)
    expect(south).toBeLessThanOrEqual(north)
    expect(ring[2]?.[0]).toBeGreaterThanOrEqual(east)
    expect(ring).toHaveLength(5)
  }
  expect(areasAsGeoJson(areas).features.map(({ properties: { n, step } }) => [n, step])).toEqual([[2, 1], [1, 0]])
})
