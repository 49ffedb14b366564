import { expect, test } from 'vitest'
import { dueAt } from '../../kernel/deadlines.ts'
import type { ClockRule } from '../../kernel/deadlines.ts'
import { afterPause } from './afterPause.ts'

const rule = (given: Partial<ClockRule>): ClockRule => ({
  code: 'a', version: 1, title: 'A', amount: 3, unit: 'working_days', ends: 'end_of_day', dayEndsAt: '23:59:59', atRiskShare: 0.75,
  source: 'made up', verified: false, ...given,
})
const isHoliday = (day: string) => ['2026-12-25', '2026-12-28'].includes(day)
const at = (text: string) => new Date(text)
const held = (of: ClockRule, startsAt: string, pausedAt: string, resumedAt: string) =>
  afterPause(of, { ...dueAt(of, at(startsAt), isHoliday), pausedAt: at(pausedAt) }, at(resumedAt), isHoliday)

test('hours run on where they stopped, across the night on which the clocks change too', () => {
  const of = rule({ unit: 'hours', amount: 24, ends: 'same_time' })
  expect(held(of, '2026-10-24T10:00:00Z', '2026-10-24T12:00:00Z', '2026-10-25T15:00:00Z')).toEqual(
    { dueAt: at('2026-10-26T13:00:00Z'), atRiskAt: at('2026-10-26T07:00:00Z') })
})

test('working days that were left are left, and end at the end of a working day', () => {
  const of = rule({})
  // Monday; due on Thursday; held on Tuesday with two days left.
  expect(held(of, '2026-11-23T09:00:00Z', '2026-11-24T12:00:00Z', '2026-11-24T16:00:00Z').dueAt).toEqual(at('2026-11-26T23:59:59Z'))
  // Let go on Friday afternoon: Monday and Tuesday are left. A plain shift would end on a Sunday at noon.
  expect(held(of, '2026-11-23T09:00:00Z', '2026-11-24T12:00:00Z', '2026-11-27T16:00:00Z').dueAt).toEqual(at('2026-12-01T23:59:59Z'))
  // Over Christmas no bank holiday counts.
  expect(held(of, '2026-12-21T09:00:00Z', '2026-12-22T12:00:00Z', '2026-12-24T12:00:00Z').dueAt).toEqual(at('2026-12-30T23:59:59Z'))
  // Held on its last day and let go on a Saturday: the next working day.
  expect(held(of, '2026-11-23T09:00:00Z', '2026-11-26T12:00:00Z', '2026-11-28T12:00:00Z').dueAt).toEqual(at('2026-11-30T23:59:59Z'))
})

test('calendar days end at the end of the day to which the pause moves them', () => {
  const of = rule({ unit: 'calendar_days', amount: 2, dayEndsAt: '17:00' })
  expect(held(of, '2026-11-23T09:00:00Z', '2026-11-24T12:00:00Z', '2026-11-24T20:00:00Z').dueAt).toEqual(at('2026-11-26T17:00:00Z'))
})

test('what was overdue when it was held stays as overdue as it was', () => {
  const { dueAt: due } = held(rule({}), '2026-11-16T09:00:00Z', '2026-11-24T12:00:00Z', '2026-11-26T12:00:00Z')
  expect(due).toEqual(at('2026-11-21T23:59:59Z'))
})

test('no pause brings a deadline nearer', () => {
  for (const unit of ['working_days', 'calendar_days', 'hours', 'weeks'] as const)
    for (let hour = 0; hour < 400; hour += 7) {
      const of = rule({ unit, amount: 2, ends: unit === 'hours' ? 'same_time' : 'end_of_day' })
      const before = dueAt(of, at('2026-12-21T09:00:00Z'), isHoliday)
      const after = afterPause(of, { ...before, pausedAt: at('2026-12-22T10:00:00Z') },
        new Date(at('2026-12-22T10:00:00Z').getTime() + hour * 3_600_000), isHoliday)
      expect(after.dueAt.getTime()).toBeGreaterThanOrEqual(before.dueAt.getTime())
      expect(after.atRiskAt.getTime()).toBeLessThanOrEqual(after.dueAt.getTime())
    }
})
