import { expect, test } from 'vitest'
import { predict } from './prediction.ts'

const hours = (n: number) => n * 3_600_000
const start = new Date('2026-11-23T08:00:00Z')
const at = (n: number) => new Date(start.getTime() + hours(n))
/** From 10 hours to 30, evenly. */
const usual = { n: 40, quantiles: Array.from({ length: 21 }, (_, i) => (10 + i) * 3600) }
const clock = { startsAt: start, dueAt: at(24) }

test('a task that usually takes as long as it has is on time at first, and likely to be late when most of the time is gone', () => {
  expect(predict(clock, usual, at(0.5))).toEqual({ likely: 'on_time', why: 'Usually takes 20 h; 23 h 30 min is left.' })
  expect(predict(clock, usual, at(16))).toEqual(
    { likely: 'on_time', why: 'Usually takes 20 h; after 16 h it usually needs another 7 h, and 8 h is left.' })
  expect(predict(clock, usual, at(20))).toEqual(
    { likely: 'late', why: 'Usually takes 20 h; after 20 h it usually needs another 5 h, and 4 h is left.' })
  expect(predict({ startsAt: start, dueAt: at(12) }, usual, at(0.1))?.likely).toBe('late')
  expect(predict({ startsAt: start, dueAt: at(40) }, usual, at(31))?.why).toContain('open longer than any so far')
})

test('with fewer than ten it says so, and says nothing of what is over, held or late', () => {
  expect(predict(clock, undefined, at(1))).toMatchObject({ likely: 'unknown', why: expect.stringContaining('Nobody has done this') })
  expect(predict(clock, { n: 9 }, at(1))).toEqual(
    { likely: 'unknown', why: 'Done 9 times here so far: too few to say how long it usually takes.' })
  expect(predict({ ...clock, stoppedAt: at(2) }, usual, at(3))).toBeUndefined()
  expect(predict({ ...clock, pausedAt: at(2) }, usual, at(3))).toBeUndefined()
  expect(predict(clock, usual, at(25))).toBeUndefined()
})
