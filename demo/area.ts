import { Chance, uuidOf } from './chance.ts'
import type { Area, District, DistrictCode, Place, PlaceKind, Point, Ward } from './types.ts'

export const districts: readonly District[] = [
  { code: 'A', name: 'Alderbrook' },
  { code: 'B', name: 'Larkmoor' },
  { code: 'C', name: 'Thornfold' },
  { code: 'D', name: 'Copperbeck' },
  { code: 'E', name: 'Wexmere Town' },
]

/** Forty wards on a grid of hexagons, eight to a district, the town in the middle. */
const plan = ['AAAABBBB', 'AAEEEEBB', 'AAEEEEBB', 'CCCCDDDD', 'CCCCDDDD']

const wardNames: Record<DistrictCode, readonly string[]> = {
  A: [
    'Alderbrook North', 'Fennel Cross', 'Sallow End', 'Otterlea', 'Alderbrook Mills', 'Gorsehope',
    'Tallis Green', 'Hythe Meadow',
  ],
  B: [
    'Larkmoor Vale', 'Skylark Rise', 'Nettlecombe Hill', 'Brackenholt', 'Larkmoor Park', 'Whinfold',
    'Dunlin Marsh', 'Peverel Heath',
  ],
  C: [
    'Thornfold East', 'Quarry Bank Top', 'Sloe Hill', 'Ravenscote', 'Thornfold West', 'Hollin Row',
    'Medlar Fields', 'Cinderpath',
  ],
  D: [
    'Copperbeck', 'Wheelwright', 'Furnace Lane', 'Teasel Brook', 'Copperbeck Wharf', 'Ironbridge Row',
    'Marlpit', 'Saffron Dale',
  ],
  E: [
    'Wexmere Castle', 'Wexmere Station', 'Millrace', 'Saint Wenna', 'Canal Basin', 'Tannery', 'Weavers',
    'Bridge End',
  ],
}

const centreOfGrid: Point = [-0.62, 52.62]
/** Degrees between neighbours, about 3 km; plain numbers so that no machine's cosine matters. */
const across = 0.045
const down = 0.0234

function makeWards(): readonly Ward[] {
  const counts: Record<DistrictCode, number> = { A: 0, B: 0, C: 0, D: 0, E: 0 }
  return plan.flatMap((row, y) => row.split('').flatMap((letter, x) => {
    const district = districts.find(({ code }) => code === letter)
    if (!district) return []
    const place = counts[district.code]++
    const centre: Point = [
      round(centreOfGrid[0] + (x - 3.5 + (y % 2) * 0.5) * across),
      round(centreOfGrid[1] - (y - 2) * down),
    ]
    return [{
      code: `${district.code}${place + 1}`,
      name: wardNames[district.code][place] ?? district.name,
      districtCode: district.code,
      outcode: `ZX${districts.indexOf(district) + 1}${place + 1}`,
      centre,
      ring: hexagonAround(centre),
    }]
  }))
}

function hexagonAround([longitude, latitude]: Point): readonly Point[] {
  const corners: readonly Point[] = [[0, 2], [1, 1], [1, -1], [0, -2], [-1, -1], [-1, 1], [0, 2]]
  return corners.map(([x, y]) => [round(longitude + (x * across) / 2), round(latitude + (y * down) / 3)])
}

const placeWords: readonly (readonly [PlaceKind, readonly string[]])[] = [
  ['street', ['High Street', 'Market Row', 'Corn Street', 'Bridge Street', 'Chapel Parade']],
  ['park', ['recreation ground', 'skate park', 'playing fields', 'canal path', 'adventure playground']],
  ['transport', ['bus station', 'railway station', 'bus stop', 'underpass', 'footbridge']],
  ['retail', ['shopping parade', 'retail park', 'multi-storey car park', 'supermarket car park', 'arcade']],
  ['takeaway', ['row of takeaways', 'food court', 'late shop', 'chip shop', 'chicken shop']],
  ['estate', ['garages', 'stairwells', 'estate square', 'community hall', 'play area']],
]

function makePlaces(wards: readonly Ward[]): readonly Place[] {
  const chance = new Chance('places of Wexmere')
  return wards.flatMap((ward) => placeWords.map(([kind, words]) => {
    const point: Point = [
      round(ward.centre[0] + (chance.below(2000) - 1000) / 100_000),
      round(ward.centre[1] + (chance.below(1200) - 600) / 100_000),
    ]
    const name = `${ward.name} ${chance.pick(words)}`
    const postcode = makePostcode(chance, ward.outcode)
    return { id: uuidOf('place', ward.code, kind), name, kind, wardCode: ward.code, postcode, point }
  }))
}

const unitLetters = 'ABDEFGHJLNPQRSTUWXYZ'.split('')

/** The right shape for a postcode in an area, ZX, that Royal Mail has never used. */
export function makePostcode(chance: Chance, outcode: string): string {
  return `${outcode} ${chance.below(10)}${chance.pick(unitLetters)}${chance.pick(unitLetters)}`
}

const firstParts = [
  'Alder', 'Ash', 'Barley', 'Bramble', 'Clover', 'Copper', 'Fennel', 'Finch', 'Gorse', 'Hazel', 'Heron', 'Kestrel',
  'Lark', 'Linnet', 'Mallow', 'Medlar', 'Otter', 'Plover', 'Quince', 'Rook', 'Sallow', 'Sorrel', 'Tansy', 'Teasel',
  'Thistle', 'Wren', 'Yarrow',
]
const secondParts = ['beck', 'brook', 'croft', 'dale', 'field', 'fold', 'holt', 'lea', 'mead', 'side', 'well', 'wick']
const streetKinds = ['Road', 'Street', 'Close', 'Avenue', 'Lane', 'Way', 'Court', 'Gardens', 'Crescent', 'Drive']

export function makeAddressLine(chance: Chance): string {
  const street = `${chance.pick(firstParts)}${chance.pick(secondParts)} ${chance.pick(streetKinds)}`
  const number = chance.between(1, 148)
  return chance.whether(160) ? `Flat ${chance.between(1, 24)}, ${number} ${street}` : `${number} ${street}`
}

function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}

const wards = makeWards()

export const wexmere: Area = { name: 'Wexmere', districts, wards, places: makePlaces(wards) }

export function listWardsOf(districtCode: DistrictCode): readonly Ward[] {
  return wexmere.wards.filter((ward) => ward.districtCode === districtCode)
}

export function getDistrict(index: number): District {
  const district = districts[index % districts.length]
  if (!district) throw new Error('no such district')
  return district
}
