import { ageInYears, ageText, dateText } from '../language/format.ts'
import type { Day } from '../language/format.ts'

/** "15 years", "7 months", "not yet born", "age not known". */
export function ageOf(birthOn: Day | undefined, today: Day): string {
  return birthOn === undefined ? 'age not known' : ageText(birthOn, today)
}

/** Whole years, or nothing while the day of birth is unknown. */
export function yearsOf(birthOn: Day | undefined, today: Day): number | undefined {
  return birthOn === undefined ? undefined : ageInYears(birthOn, today)
}

/** "3 April 2011", "about 2011" when it is an estimate. */
export function birthText(birthOn: Day | undefined, isEstimate: boolean): string {
  if (birthOn === undefined) return 'not known'
  return isEstimate ? `about ${birthOn.slice(0, 4)}` : dateText(birthOn)
}

const dayShape = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/

/** A day that the calendar has; `2011-02-30` is none. */
export function isDay(text: string): boolean {
  const found = dayShape.exec(text)
  return found !== null && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
}

/** The day from its three numbers, or nothing if the calendar has no such day. */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}

/** 2011-04-03 as somebody would write it who put the month first. */
export function swappedDay(birthOn: Day): Day | undefined {
  const [year = '', month = '', day = ''] = birthOn.split('-')
  return day === month ? undefined : dayFrom(Number(year), Number(day), Number(month))
}
