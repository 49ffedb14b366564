import { expect, test } from 'vitest'
import {
  afterOfficeMinutes, ageOn, dayNumberOf, dayText, easterOf, isBankHoliday, isSchoolDay, timeText,
} from './calendar.ts'

test('every day of forty years survives the way there and back', () => {
  for (let day = dayNumberOf('2000-01-01'); day < dayNumberOf('2040-01-01'); day++) {
    expect(dayText(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10))
    expect(dayNumberOf(dayText(day))).toBe(day)
  }
})

test('times carry the London offset of their day, and the missing hour of March is skipped', () => {
  const at = (day: string, hour: number) => timeText(dayNumberOf(day) * 1440 + hour * 60)
  expect(at('2026-01-15', 9)).toBe('2026-01-15T09:00:00+00:00')
  expect(at('2026-07-15', 9)).toBe('2026-07-15T09:00:00+01:00')
  expect(at('2026-03-29', 1)).toBe('2026-03-29T02:00:00+01:00')
  expect(at('2026-10-25', 3)).toBe('2026-10-25T03:00:00+00:00')
})

test('Easter and the bank holidays fall where they do', () => {
  const easters = [2024, 2025, 2026, 2027].map((year) => dayText(easterOf(year)))
  expect(easters).toEqual(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28'])
  const holidays = [
    '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28',
    '2027-12-27', '2027-12-28',
  ]
  expect(holidays.filter((day) => !isBankHoliday(dayNumberOf(day)))).toEqual([])
  expect(isBankHoliday(dayNumberOf('2026-12-26'))).toBe(false)
})

test('there is no school in August or at Christmas, and there is in November', () => {
  expect(isSchoolDay(dayNumberOf('2026-08-12'))).toBe(false)
  expect(isSchoolDay(dayNumberOf('2025-12-29'))).toBe(false)
  expect(isSchoolDay(dayNumberOf('2026-11-24'))).toBe(true)
})

test('somebody born on 29 February is a year older on 1 March of a common year', () => {
  const born = dayNumberOf('2012-02-29')
  expect(ageOn(born, dayNumberOf('2025-02-28'))).toBe(12)
  expect(ageOn(born, dayNumberOf('2025-03-01'))).toBe(13)
})

test('office time stops at the weekend', () => {
  const friday = dayNumberOf('2026-11-20') * 1440 + 17 * 60
  expect(timeText(afterOfficeMinutes(friday, 60))).toBe('2026-11-23T09:00:00+00:00')
})
