import { expect, test } from 'vitest'
import { promptsOf, reasonsToMeet, within } from './pattern.ts'
import type { PastEpisode } from './pattern.ts'

const now = new Date('2026-11-24T12:00:00Z')
const day = 86_400_000
const at = (text: string,
  more: Partial<PastEpisode> = {}): PastEpisode => ({ id: text, openedAt: new Date(text), ...more })
const threshold = { episodes: 3, days: 90 }

test('an episode counts on the ninetieth day and no longer after it', () => {
  const edge = new Date(now.getTime() - 90 * day)
  expect(within([{ openedAt: edge }, { openedAt: new Date(edge.getTime() - 1) },
    { openedAt: new Date(now.getTime() + 1) }], 90, now)).toHaveLength(1)
})

test('the meeting is called by the episode that reaches the count, with each episode as its reason', () => {
  const two = [at('2026-11-01T22:00:00Z'), at('2026-11-20T22:00:00Z')]
  expect(reasonsToMeet({ episodes: two, now }, threshold)).toEqual([])
  expect(reasonsToMeet({ episodes: [at('2026-01-01T22:00:00Z'), ...two], now }, threshold)).toEqual([])
  const reasons = reasonsToMeet({ episodes: [...two, at('2026-11-24T11:00:00Z')], now }, threshold)
  expect(reasons).toHaveLength(4)
  expect(reasons[0]).toBe('Missing 3 times in the last 90 days; the agreed count is 3.')
  expect(reasons[3]).toBe('Reported missing on 24 November 2026 at 11:00am.')
})

test('what repeats is said with the episodes that it is read from, and never as a number of points', () => {
  const past = [
    at('2026-11-20T23:30:00Z',
      { foundAt: new Date('2026-11-21T09:00:00Z'), foundWhere: 'Bus station, stand 4', foundWith: 'An older boy' }),
    at('2026-11-13T22:10:00Z', { foundWhere: 'bus station stand 4 ', foundWith: '' }),
    at('2026-06-05T23:45:00+01:00', { foundWhere: 'Home of an aunt' }),
  ]
  const prompts = promptsOf(past, now)
  expect(prompts.map(({ text }) => text)).toEqual([
    'Missing 2 times in 90 days and 3 times in 12 months', 'Often goes missing on a Friday',
    'Often goes missing at night',
    'Found more than once at: Bus station, stand 4',
  ])
  expect(prompts[3]?.because).toEqual(['Found 21 November 2026', 'Found 13 November 2026'])
  expect(prompts[1]?.because).toHaveLength(3)
  expect(JSON.stringify(prompts)).not.toMatch(/score|points|risk/iv)
})

test('a single episode repeats nothing, and one of over a year ago is not held against the child', () => {
  expect(promptsOf([at('2026-11-20T23:30:00Z')], now)).toEqual([])
  expect(promptsOf([at('2026-11-20T23:30:00Z'), at('2025-11-01T23:30:00Z')], now)).toEqual([])
})

test('places that are hidden from the viewer make no prompt', () => {
  const past = [at('2026-11-20T23:30:00Z', { foundWhere: '' }), at('2026-11-13T22:10:00Z', { foundWhere: '' })]
  expect(promptsOf(past, now).map(({ text }) => text)).toEqual(['Missing 2 times in 90 days and 2 times in 12 months'])
})
