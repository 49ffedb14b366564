import { expect, test } from 'vitest'
import { figuresOf, median, share } from './counts.ts'
import type { CountedEpisode, FigureCode } from './counts.ts'
import { monthsBetween, readMonths } from './months.ts'

const hour = 3_600_000
const start = new Date('2026-03-01T10:00:00Z')
const after = (hours: number) => new Date(start.getTime() + hours * hour)
const episode = (id: string, more: Partial<CountedEpisode> = {}): CountedEpisode =>
  ({ id, personId: id.slice(0, 1), reference: id, openedAt: start, wasHigh: false, inCare: false, ...more })

const episodes = [
  episode('a1',
    { wasHigh: true, foundAt: after(4),
    interview: { id: 'i1', returnedAt: after(4), offeredAt: after(5), acceptedAt: after(6), heldAt: after(76) } }),
  episode('a2',
    { inCare: true, foundAt: after(10),
    interview: { id: 'i2', returnedAt: after(10), offeredAt: after(83), heldAt: after(90) } }),
  episode('b1', { foundAt: after(1), interview: { id: 'i3', returnedAt: after(1) } }),
  episode('c1'),
]
const valueOf = (code: FigureCode) => figuresOf(episodes).find(figure => figure.code === code)

test('the figures can be counted again by hand from their rows', () => {
  expect(Object.fromEntries(figuresOf(episodes).map(({ code, value }) => [code, value]))).toEqual({
    episodes: '4', children: '3', repeats: '1', high: '1 of 4 (25%)', duration: '4.0 hours', care: '1', returned: '3',
    offered: '1 of 3 (33%)', accepted: '2 of 3 (67%)', held: '1 of 3 (33%)',
  })
  expect(valueOf('repeats')?.rows.map(({ id }) => id)).toEqual(['a1', 'a2'])
  expect(valueOf('held')?.rows.map(({ id }) => id)).toEqual(['a1'])
})

test('72 hours to the minute are in time, and a minute more is not', () => {
  const held = (hours: number) => figuresOf([episode('a1',
    { foundAt: start, interview: { id: 'i', returnedAt: start, heldAt: after(hours) } })])
    .find(({ code }) => code === 'held')?.value
  expect(held(72)).toBe('1 of 1 (100%)')
  expect(held(72 + 1 / 60)).toBe('0 of 1 (0%)')
})

test('nothing to count is said, never nought per cent', () => {
  expect(share(0, 0)).toBe('None to count')
  expect(median([])).toBeUndefined()
  expect(median([1, 2, 3, 10])).toBe(2.5)
})

test('a period is whole months of London, a month of summer time begins an hour earlier', () => {
  const months = readMonths(name => ({ from: '2026-03', to: '2026-07' })[name], new Date('2026-11-24T12:00:00Z'))
  expect(months.from.toISOString()).toBe('2026-03-01T00:00:00.000Z')
  expect(months.until.toISOString()).toBe('2026-07-31T23:00:00.000Z')
  expect(monthsBetween(months)).toEqual(['2026-03', '2026-04', '2026-05', '2026-06', '2026-07'])
  expect(readMonths(() => 'nonsense', new Date('2026-01-24T12:00:00Z')))
    .toMatchObject({ first: '2025-02', last: '2026-01' })
})
