import { english } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'

/** A day of the calendar, `2026-11-23`, as people in the United Kingdom count days. */
export type Day = string

const zone = 'Europe/London'
const dayParts = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
const clockParts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short', hourCycle: 'h23' })
const longDay = ofDay({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = ofDay({ day: 'numeric', month: 'short', year: 'numeric' })
const monthAndYear = ofDay({ month: 'long', year: 'numeric' })

function ofDay(parts: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
}

/** The day on which an instant falls in London. */
export function dayOf(at: Date): Day {
  return dayParts.format(at)
}

/** "23 November 2026". */
export function dateText(date: Date | Day): string {
  return longDay.format(utcMidnight(date))
}

/** "23 Nov 2026", for dense tables. */
export function shortDateText(date: Date | Day): string {
  return shortDay.format(utcMidnight(date))
}

/** "November 2026". */
export function monthText(date: Date | Day): string {
  return monthAndYear.format(utcMidnight(date))
}

/** "5:30pm"; "midnight" and "midday" because 12am and 12pm are misread. */
export function timeText(at: Date, { time }: Pick<Catalogue, 'time'> = english): string {
  const clock = clockParts.format(at)
  const hour = Number(clock.slice(0, 2)) % 24
  const minutes = clock.slice(3, 5)
  if (minutes === '00' && hour === 0) return time.midnight
  if (minutes === '00' && hour === 12) return time.midday
  return `${hour % 12 || 12}:${minutes}${hour < 12 ? 'am' : 'pm'}`
}

/** "23 November 2026, 5:30pm". */
export function dateTimeText(at: Date, words: Pick<Catalogue, 'time'> = english): string {
  return `${dateText(at)}, ${timeText(at, words)}`
}

/** "today", "yesterday", "tomorrow", or the date. */
export function dayText(date: Date | Day, now: Date, { time }: Pick<Catalogue, 'time'> = english): string {
  switch (daysBetween(now, date)) {
    case 0: return time.today
    case -1: return time.yesterday
    case 1: return time.tomorrow
    default: return dateText(date)
  }
}

/** "today 5:30pm", or "23 November 2026, 5:30pm" when the day is further off. */
export function dayTimeText(at: Date, now: Date, words: Pick<Catalogue, 'time'> = english): string {
  const day = dayText(at, now, words)
  return `${day}${Math.abs(daysBetween(now, at)) > 1 ? ',' : ''} ${timeText(at, words)}`
}

/** How many days of the calendar lie from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Date | Day, to: Date | Day): number {
  return Math.round((utcMidnight(to).getTime() - utcMidnight(from).getTime()) / 86_400_000)
}

/** "2 h 10 min", "3 days 4 h", "45 min"; the sign is dropped. */
export function durationText(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor(minutes / 60) % 24
  if (minutes === 0) return 'under 1 min'
  if (days > 0) return joined([counted(days, 'day'), hours > 0 && `${hours} h`])
  return joined([hours > 0 && `${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`])
}

/** Whole years of age; someone born on 29 February comes of age on 1 March in other years. */
export function ageInYears(bornOn: Day, on: Date | Day): number {
  return Math.floor(ageInMonths(bornOn, on) / 12)
}

/** "15 years"; under two years of age in months. */
export function ageText(bornOn: Day, on: Date | Day): string {
  const months = ageInMonths(bornOn, on)
  if (months < 0) return 'not yet born'
  if (months === 0) return 'under 1 month'
  return months < 24 ? counted(months, 'month') : counted(Math.floor(months / 12), 'year')
}

function ageInMonths(bornOn: Day, on: Date | Day): number {
  const born = utcMidnight(bornOn)
  const then = utcMidnight(on)
  const months = (then.getUTCFullYear() - born.getUTCFullYear()) * 12 + then.getUTCMonth() - born.getUTCMonth()
  return then.getUTCDate() < born.getUTCDate() ? months - 1 : months
}

function utcMidnight(date: Date | Day): Date {
  return new Date(`${typeof date === 'string' ? date.slice(0, 10) : dayOf(date)}T00:00:00Z`)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(' ')
}
