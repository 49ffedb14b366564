import { z } from 'zod'
import { defineSetting } from '../../practice/settings.ts'

export const ranks = ['constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent', 'chief_superintendent'] as const
export type Rank = typeof ranks[number]
const rank = z.enum(ranks)

export type SearchRules = Readonly<{
  nationalFloor: Rank; nationalFloorIsInForce: boolean; forceFloor: Rank
  /** Who may let an urgent search be made on the spot, and who looks at it afterwards. */
  urgentFloor: Rank; reviewFloor: Rank
  /** The rank that each role holds at least. */
  rankOfRole: Readonly<Record<string, Rank>>
  /** Without authority in advance, and without an appropriate adult: not to be recorded as kept, or let through and flagged. */
  withoutAuthority: 'refuse' | 'flag'; withoutAdult: 'refuse' | 'flag'
  leastPresent: number
  /** Of a hundred searches that kept every rule, how many the panel sees; of the others it sees each one. */
  sampleOfHundred: number
}>

/** The stricter of the national and the force's floor wins, whichever changes first. */
export const searchRules = defineSetting<SearchRules>({
  code: 'strip_search_rules', title: 'Strip search of a child: who may authorise it',
  about: 'The lowest rank that may authorise the search of a child, in advance, and what happens where that was not so.',
  source: 'Force policy since November 2024: superintendent, in advance. National floor: consultation on revised PACE Codes A and C, '
    + 'April to June 2024 (inspector), pending and not verified. PACE Code C Annex A 11. Shares are starter values',
  schema: z.object({
    nationalFloor: rank, nationalFloorIsInForce: z.boolean(), forceFloor: rank, urgentFloor: rank, reviewFloor: rank,
    rankOfRole: z.record(z.string(), rank).readonly(),
    withoutAuthority: z.enum(['refuse', 'flag']), withoutAdult: z.enum(['refuse', 'flag']),
    leastPresent: z.number().int().min(2).max(5), sampleOfHundred: z.number().int().min(0).max(100),
  }).readonly(),
  starter: {
    nationalFloor: 'inspector', nationalFloorIsInForce: false, forceFloor: 'superintendent', urgentFloor: 'sergeant',
    reviewFloor: 'superintendent',
    rankOfRole: { neighbourhood_officer: 'constable', custody_sergeant: 'sergeant', inspector: 'inspector', superintendent: 'superintendent' },
    withoutAuthority: 'refuse', withoutAdult: 'refuse', leastPresent: 2, sampleOfHundred: 20,
  },
})
