import { describe, expect, test } from 'vitest'
import { ageInYears, ageText, dateText, dayOf, dayText, dayTimeText } from './format.ts'
import { daysBetween, durationText, timeText } from './format.ts'

const at = (iso: string) => new Date(iso)

describe('days and times are those of London', () => {
  test('half past eleven at night in July is already the next day in London', () => {
    expect(dayOf(at('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
    expect(dateText(at('2026-07-01T23:30:00Z'))).toBe('2 July 2026')
    expect(timeText(at('2026-07-01T23:30:00Z'))).toBe('12:30am')
  })

  test('the hour that comes twice in October reads the same both times', () => {
    expect(timeText(at('2026-10-25T00:30:00Z'))).toBe('1:30am')
    expect(timeText(at('2026-10-25T01:30:00Z'))).toBe('1:30am')
  })

  test('the hour that is lost in March is skipped', () => {
    expect(timeText(at('2026-03-29T00:59:00Z'))).toBe('12:59am')
    expect(timeText(at('2026-03-29T01:00:00Z'))).toBe('2:00am')
  })

  test.each([
    ['2026-11-23T17:30:00Z', '5:30pm'],
    ['2026-11-23T09:05:00Z', '9:05am'],
    ['2026-11-23T00:00:00Z', 'midnight'],
    ['2026-11-23T12:00:00Z', 'midday'],
    ['2026-11-23T12:01:00Z', '12:01pm'],
  ])('%s is said as %s', (instant, text) => expect(timeText(at(instant))).toBe(text))

  test('the day is said as people say it', () => {
    const now = at('2026-11-23T15:00:00Z')
    expect(dayText('2026-11-23', now)).toBe('today')
    expect(dayText(at('2026-11-22T23:59:00Z'), now)).toBe('yesterday')
    expect(dayText('2026-11-24', now)).toBe('tomorrow')
    expect(dayText('2026-11-30', now)).toBe('30 November 2026')
    expect(dayTimeText(at('2026-11-23T17:00:00Z'), now)).toBe('today 5:00pm')
    expect(dayTimeText(at('2026-11-30T17:00:00Z'), now)).toBe('30 November 2026, 5:00pm')
  })

  test('a day with a clock change is still one day', () => {
    expect(daysBetween('2026-03-28', '2026-03-29')).toBe(1)
    expect(daysBetween('2026-03-29', '2026-03-30')).toBe(1)
    expect(daysBetween('2026-10-26', '2026-10-25')).toBe(-1)
  })
})

describe('durations', () => {
  test.each([
    [130 * 60_000, '2 h 10 min'],
    [120 * 60_000, '2 h'],
    [45 * 60_000, '45 min'],
    [-45 * 60_000, '45 min'],
    [20_000, 'under 1 min'],
    [(72 + 4) * 3_600_000, '3 days 4 h'],
    [24 * 3_600_000, '1 day'],
  ])('%d milliseconds are %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text))
})

describe('ages', () => {
  test.each([
    ['2011-11-24', '2026-11-23', '14 years'],
    ['2011-11-23', '2026-11-23', '15 years'],
    ['2024-11-24', '2026-11-23', '23 months'],
    ['2024-11-23', '2026-11-23', '2 years'],
    ['2026-11-01', '2026-11-23', 'under 1 month'],
    ['2026-10-23', '2026-11-23', '1 month'],
    ['2026-12-23', '2026-11-23', 'not yet born'],
  ])('someone born on %s is on %s %s old', (born, on, text) => expect(ageText(born, on)).toBe(text))

  test('someone born on 29 February turns 18 on 1 March', () => {
    expect(ageInYears('2008-02-29', '2026-02-28')).toBe(17)
    expect(ageInYears('2008-02-29', '2026-03-01')).toBe(18)
  })

  test('a birthday begins at midnight in London, not in Greenwich', () => {
    expect(ageInYears('2008-07-02', at('2026-07-01T22:59:00Z'))).toBe(17)
    expect(ageInYears('2008-07-02', at('2026-07-01T23:00:00Z'))).toBe(18)
  })
})
