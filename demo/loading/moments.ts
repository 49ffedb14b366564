import type { Moment } from '../calendar.ts'
import { dayNumberOf, minutesInDay, timeText } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Time } from '../types.ts'

/** Minutes of London wall-clock time, in which the makers of the demo reckon. */
export function momentOf(time: Time): Moment {
  return dayNumberOf(time) * minutesInDay + Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16))
}

export const millisecondsOf = (moment: Moment): number => Date.parse(timeText(moment))
export const daysAfter = (moment: Moment, days: number): Moment => moment + days * minutesInDay
export const textOrNull = (moment: Moment | undefined): Time | null => moment === undefined ? null : timeText(moment)

/** An id that sorts by time (RFC 9562, version 7), for rows of processes and never for people. */
export function idAt(chance: Chance, moment: Moment): string {
  const time = millisecondsOf(moment).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.uuid().slice(15)}`
}
