import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClockRule } from './deadlines.ts'
import { dueAt, isWorkingDay, ruleAt, standingOf } from './deadlines.ts'

const holidays = new Set(['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28', '2027-01-01'])
const isHoliday = (day: string) => holidays.has(day)

function aRule(change: Partial<ClockRule> = {}): ClockRule {
  return {
    code: 'a_rule', version: 1, title: 'A rule', amount: 1, unit: 'working_days', ends: 'end_of_day',
    dayEndsAt: '23:59:59', atRiskShare: 0.75, source: 'a test', verified: false, ...change,
  }
}

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23',
})
const inLondon = (at: Date) => london.format(at).replace(', ', ' ')
const due = (rule: Partial<ClockRule>, startsAt: string) =>
  inLondon(dueAt(aRule(rule), new Date(startsAt), isHoliday).dueAt)

test.each([
  ['Friday 16:55 has until the end of Monday', '2026-11-20T16:55:00Z', '2026-11-23 23:59:59'],
  ['Saturday has until the end of Monday', '2026-11-21T10:00:00Z', '2026-11-23 23:59:59'],
  ['Sunday 23:59 has until the end of Monday', '2026-11-22T23:59:00Z', '2026-11-23 23:59:59'],
  ['Monday 00:00 has until the end of Tuesday', '2026-11-23T00:00:00Z', '2026-11-24 23:59:59'],
  ['Monday 23:59 has until the end of Tuesday', '2026-11-23T23:59:59Z', '2026-11-24 23:59:59'],
  ['the Thursday before Easter has until the end of Tuesday', '2026-04-02T09:00:00Z', '2026-04-07 23:59:59'],
  ['Christmas Eve has until the end of the Tuesday after', '2026-12-24T18:00:00Z', '2026-12-29 23:59:59'],
  ['23:30 in summer is 22:30 in Greenwich, still that day', '2026-07-14T22:30:00Z', '2026-07-15 23:59:59'],
  ['00:30 in summer is 23:30 the day before in Greenwich', '2026-07-14T23:30:00Z', '2026-07-16 23:59:59'],
  ['the Friday before the clocks go back', '2026-10-23T15:00:00Z', '2026-10-26 23:59:59'],
  ['the Friday before the clocks go forward', '2026-03-27T17:00:00Z', '2026-03-30 23:59:59'],
  ['28 February in a leap year has until 29 February', '2028-02-28T12:00:00Z', '2028-02-29 23:59:59'],
])('one working day: %s', (_, startsAt, expected) => {
  expect(due({}, startsAt)).toBe(expected)
})

test.each([
  ['the same day of the next month', { amount: 1 }, '2026-09-03T10:00:00Z', '2026-10-05 23:59:59'],
  ['31 March has until 30 April', { amount: 1 }, '2026-03-31T10:00:00Z', '2026-04-30 23:59:59'],
  ['29 January of a common year has until the last of February, a Sunday, so until Monday', { amount: 1 },
    '2027-01-29T10:00:00Z', '2027-03-01 23:59:59'],
  ['29 January of a leap year has until 29 February', { amount: 1 }, '2028-01-29T10:00:00Z', '2028-02-29 23:59:59'],
  ['29 February has until 29 March', { amount: 1 }, '2028-02-29T10:00:00Z', '2028-03-29 23:59:59'],
  ['a month that ends on Christmas Day ends after the bank holidays', { amount: 1 }, '2026-11-25T10:00:00Z',
    '2026-12-29 23:59:59'],
  ['three months from 30 November end in February', { amount: 3 }, '2026-11-30T10:00:00Z', '2027-03-01 23:59:59'],
] as const)('months: %s', (_, rule, startsAt, expected) => {
  expect(due({ unit: 'months', ...rule }, startsAt)).toBe(expected)
})

test.each([
  ['four hours over the autumn change are four hours', '2026-10-24T23:30:00Z', '2026-10-25 03:30:00'],
  ['four hours over the spring change are four hours', '2026-03-28T23:30:00Z', '2026-03-29 04:30:00'],
  ['four hours do not wait for Monday', '2026-11-20T23:00:00Z', '2026-11-21 03:00:00'],
])('hours are elapsed hours: %s', (_, startsAt, expected) => {
  expect(due({ amount: 4, unit: 'hours', ends: 'same_time' }, startsAt)).toBe(expected)
})

test.each([
  ['a day keeps its time over the autumn change', { amount: 1 }, '2026-10-24T11:00:00Z', '2026-10-25 12:00:00'],
  ['a time that the spring change skips moves on', { amount: 1 }, '2026-03-28T01:30:00Z', '2026-03-29 02:30:00'],
  ['calendar days count weekends and holidays', { amount: 7 }, '2026-12-24T09:00:00Z', '2026-12-31 09:00:00'],
  ['weeks', { amount: 12, unit: 'weeks' }, '2026-11-23T09:00:00Z', '2027-02-15 09:00:00'],
] as const)('calendar time: %s', (_, rule, startsAt, expected) => {
  expect(due({ unit: 'calendar_days', ends: 'same_time', ...rule }, startsAt)).toBe(expected)
})

test('forty-five working days pass over Christmas and the weekends', () => {
  expect(due({ amount: 45 }, '2026-11-23T09:00:00Z')).toBe('2027-01-28 23:59:59')
})

test('a day may end when the office closes', () => {
  expect(due({ dayEndsAt: '17:00:00' }, '2026-11-20T16:55:00Z')).toBe('2026-11-23 17:00:00')
})

const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
const changes = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z']
/** Times within two days of a clock change, where mistakes live. */
const nearChanges = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2880, max: 2880 }))
  .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000))
const starts = fc.oneof(instants, nearChanges)

test('a working-day deadline is the end of a working day, and exactly so many working days lie after the start', () => {
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 60 }), (startsAt, amount) => {
    const end = dueAt(aRule({ amount }), startsAt, isHoliday).dueAt
    const [day = '', time] = inLondon(end).split(' ')
    expect(time).toBe('23:59:59')
    let counted = 0
    const first = inLondon(startsAt).slice(0, 10)
    for (let date = Temporal.PlainDate.from(first); date.toString() < day;) {
      date = date.add({ days: 1 })
      if (isWorkingDay(date.toString(), isHoliday)) counted++
    }
    expect(counted).toBe(amount)
    expect(isWorkingDay(day, isHoliday)).toBe(true)
  }))
})

test('hours are exact for every start, clock changes included', () => {
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 200 }), (startsAt, amount) => {
    const end = dueAt(aRule({ amount, unit: 'hours', ends: 'same_time' }), startsAt, isHoliday).dueAt
    expect(end.getTime() - startsAt.getTime()).toBe(amount * 3_600_000)
  }))
})

test('what starts later is never due earlier, and at risk lies between start and deadline', () => {
  const units = fc.constantFrom('working_days', 'calendar_days', 'hours', 'weeks')
  fc.assert(fc.property(starts, fc.integer({ min: 0, max: 10_000 }), units, (startsAt, later, unit) => {
    const rule = aRule({ unit, amount: 3 })
    const one = dueAt(rule, startsAt, isHoliday)
    const other = dueAt(rule, new Date(startsAt.getTime() + later * 60_000), isHoliday)
    expect(other.dueAt.getTime()).toBeGreaterThanOrEqual(one.dueAt.getTime())
    expect(one.atRiskAt.getTime()).toBeGreaterThanOrEqual(startsAt.getTime())
    expect(one.atRiskAt.getTime()).toBeLessThanOrEqual(one.dueAt.getTime())
  }))
})

test('the version in force on the day of the start sets the clock', () => {
  const rules = [
    aRule({ version: 1, validFrom: '2020-01-01', validUntil: '2026-02-12' }),
    aRule({ version: 2, validFrom: '2026-02-12', amount: 2 }),
  ]
  expect(ruleAt(rules, 'a_rule', new Date('2026-02-11T23:59:59Z')).version).toBe(1)
  expect(ruleAt(rules, 'a_rule', new Date('2026-02-12T00:00:00Z')).version).toBe(2)
  expect(() => ruleAt(rules, 'a_rule', new Date('2019-12-31T12:00:00Z'))).toThrow('no rule a_rule in force')
  expect(() => ruleAt(rules, 'another', new Date('2026-02-12T00:00:00Z'))).toThrow('no rule another in force')
})

test('a clock is on time, at risk, overdue or stopped; at its deadline it is still kept', () => {
  const clock = { atRiskAt: new Date('2026-11-23T10:00:00Z'), dueAt: new Date('2026-11-23T12:00:00Z') }
  expect(standingOf(clock, new Date('2026-11-23T09:59:59Z'))).toBe('on_time')
  expect(standingOf(clock, new Date('2026-11-23T10:00:00Z'))).toBe('at_risk')
  expect(standingOf(clock, clock.dueAt)).toBe('at_risk')
  expect(standingOf(clock, new Date('2026-11-23T12:00:00.001Z'))).toBe('overdue')
  expect(standingOf({ ...clock, stoppedAt: clock.dueAt }, new Date('2027-01-01'))).toBe('stopped')
})
