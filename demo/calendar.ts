import type { Day, Time } from './types.ts'

/** A day as the number of days since 1 January 1970; a moment as minutes of London wall-clock time since then. */
export type DayNumber = number
export type Moment = number

export const minutesInDay = 1440

const cumulative = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

export function dayNumberOf(text: Day): DayNumber {
  return dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))
}

export function dayOf(year: number, month: number, day: number): DayNumber {
  const before = year - 1
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477
  const thisLeap = month > 2 && isLeap(year) ? 1 : 0
  return (year - 1970) * 365 + leaps + (cumulative[month - 1] ?? 0) + thisLeap + day - 1
}

export function partsOf(day: DayNumber): { year: number; month: number; day: number } {
  let year = 1970 + Math.floor(day / 365.2425)
  if (dayOf(year, 1, 1) > day) year--
  else if (dayOf(year + 1, 1, 1) <= day) year++
  const dayOfYear = day - dayOf(year, 1, 1)
  let month = Math.min(12, Math.floor(dayOfYear / 29) + 1)
  while (dayOf(year, month, 1) > day) month--
  return { year, month, day: day - dayOf(year, month, 1) + 1 }
}

const dayTexts = new Map<DayNumber, Day>()

export function dayText(day: DayNumber): Day {
  const known = dayTexts.get(day)
  if (known) return known
  const { year, month, day: dayOfMonth } = partsOf(day)
  const text = `${year}-${two(month)}-${two(dayOfMonth)}`
  if (dayTexts.size > 20_000) dayTexts.clear()
  dayTexts.set(day, text)
  return text
}

export function timeText(moment: Moment): Time {
  const day = Math.floor(moment / minutesInDay)
  const minute = moment - day * minutesInDay
  const [starts, ends] = summerTimeOf(partsOf(day).year)
  const isSpringGap = day === starts && minute >= 60 && minute < 120
  const hasBegun = day > starts || (day === starts && minute >= 60)
  const hasEnded = day > ends || (day === ends && minute >= 120)
  const isSummer = hasBegun && !hasEnded
  const shown = isSpringGap ? minute + 60 : minute
  return `${dayText(day)}T${two(Math.floor(shown / 60))}:${two(shown % 60)}:00${isSummer ? '+01:00' : '+00:00'}`
}

export function dayOfMoment(moment: Moment): DayNumber {
  return Math.floor(moment / minutesInDay)
}

/** Monday is 0. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7
}

export function ageOn(bornOn: DayNumber, day: DayNumber): number {
  const born = partsOf(bornOn)
  const then = partsOf(day)
  const beforeBirthday = then.month < born.month || (then.month === born.month && then.day < born.day)
  return then.year - born.year - (beforeBirthday ? 1 : 0)
}

/** Easter Sunday by the Gregorian reckoning of Meeus. */
export function easterOf(year: number): DayNumber {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return dayOf(year, Math.floor(f / 31), (f % 31) + 1)
}

/** School days of a plausible English school year: three terms, each broken by half-term. */
export function isTermTime(day: DayNumber): boolean {
  const { year } = partsOf(day)
  const easter = easterOf(year)
  const holidays: readonly (readonly [DayNumber, DayNumber])[] = [
    [dayOf(year, 1, 1), dayOf(year, 1, 5)],
    [mondayOnOrAfter(dayOf(year, 2, 13)), 6],
    [easter - 9, 17],
    [mondayOnOrAfter(dayOf(year, 5, 25)), 6],
    [dayOf(year, 7, 23), dayOf(year, 9, 3)],
    [mondayOnOrAfter(dayOf(year, 10, 23)), 6],
    [dayOf(year, 12, 20), dayOf(year, 12, 31)],
  ]
  return !holidays.some(([from, to]) => day >= from && day <= (to < 100 ? from + to : to))
}

/** Bank holidays of England and Wales by rule; one-off days are not needed in a made-up world. */
export function isBankHoliday(day: DayNumber): boolean {
  const { year, month } = partsOf(day)
  const easter = easterOf(year)
  if (day === easter - 2 || day === easter + 1) return true
  if (month === 5) return day === mondayOnOrAfter(dayOf(year, 5, 1)) || day === mondayOnOrAfter(dayOf(year, 5, 25))
  if (month === 8) return day === mondayOnOrAfter(dayOf(year, 8, 25))
  if (month === 1) return day === weekdayOnOrAfter(dayOf(year, 1, 1))
  if (month !== 12) return false
  const christmas = weekdayOnOrAfter(dayOf(year, 12, 25))
  const boxing = weekdayOnOrAfter(Math.max(dayOf(year, 12, 26), christmas + 1))
  return day === christmas || day === boxing
}

export function isWorkingDay(day: DayNumber): boolean {
  return weekdayOf(day) < 5 && !isBankHoliday(day)
}

export function isSchoolDay(day: DayNumber): boolean {
  return isWorkingDay(day) && isTermTime(day)
}

/** `minutes` of office time (8:30am to 5:30pm on working days) after `from`. */
export function afterOfficeMinutes(from: Moment, minutes: number): Moment {
  const [opens, closes] = [510, 1050]
  let day = dayOfMoment(from)
  let minute = Math.max(opens, from - day * minutesInDay)
  let left = minutes
  for (;;) {
    if (isWorkingDay(day) && minute < closes) {
      if (minute + left < closes) return day * minutesInDay + minute + left
      left -= closes - minute
    }
    day++
    minute = opens
  }
}

const summerTimes = new Map<number, readonly [DayNumber, DayNumber]>()

function summerTimeOf(year: number): readonly [DayNumber, DayNumber] {
  const known = summerTimes.get(year)
  if (known) return known
  const bounds = [lastSundayOnOrBefore(dayOf(year, 3, 31)), lastSundayOnOrBefore(dayOf(year, 10, 31))] as const
  summerTimes.set(year, bounds)
  return bounds
}

function lastSundayOnOrBefore(day: DayNumber): DayNumber {
  return day - ((weekdayOf(day) + 1) % 7)
}

function mondayOnOrAfter(day: DayNumber): DayNumber {
  return day + ((7 - weekdayOf(day)) % 7)
}

function weekdayOnOrAfter(day: DayNumber): DayNumber {
  return weekdayOf(day) < 5 ? day : mondayOnOrAfter(day)
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

const twos = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

function two(value: number): string {
  return twos[value] ?? String(value)
}
