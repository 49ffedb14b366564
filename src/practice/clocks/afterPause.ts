import { isWorkingDay } from '../../kernel/deadlines.ts'
import type { ClockRule, IsHoliday } from '../../kernel/deadlines.ts'

export type Held = Readonly<{ dueAt: Date; atRiskAt: Date; pausedAt: Date }>
export type Times = Readonly<{ dueAt: Date; atRiskAt: Date }>

const zone = 'Europe/London'

/**
 * When a clock that was held is due. Hours run on where they stopped. Working days that were left when it was held are
 * left when it runs on, so that it ends at the end of a working day; other days end at the end of the day that the pause
 * moves them to. What was overdue when it was held stays as overdue as it was.
 */
export function afterPause(rule: ClockRule, held: Held, resumedAt: Date, isHoliday: IsHoliday): Times {
  const plain = shifted(held.dueAt, resumedAt.getTime() - held.pausedAt.getTime())
  const due = held.pausedAt >= held.dueAt ? plain : rounded(rule, { held, plain, resumedAt, isHoliday })
  return { dueAt: due, atRiskAt: shifted(held.atRiskAt, due.getTime() - held.dueAt.getTime()) }
}

const shifted = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)
const london = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

type Rounding = { held: Held; plain: Date; resumedAt: Date; isHoliday: IsHoliday }

function rounded({ unit, ends, dayEndsAt }: ClockRule, { held, plain, resumedAt, isHoliday }: Rounding): Date {
  if (unit === 'working_days') {
    const left = workingDaysBetween(held.pausedAt, held.dueAt, isHoliday)
    const due = onDay(afterWorkingDays(london(resumedAt).toPlainDate(), left, isHoliday), held.dueAt)
    return due > resumedAt ? due : plain
  }
  if (unit === 'hours' || ends === 'same_time') return plain
  const sameDay = london(plain).withPlainTime(dayEndsAt)
  const end = sameDay.epochMilliseconds < plain.getTime() ? sameDay.add({ days: 1 }) : sameDay
  return new Date(end.epochMilliseconds)
}

/** Working days after the first day, up to and with the last. */
function workingDaysBetween(from: Date, to: Date, isHoliday: IsHoliday): number {
  const last = london(to).toPlainDate()
  let n = 0
  for (let day = london(from).toPlainDate().add({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    if (isWorkingDay(day.toString(), isHoliday)) n++
  return n
}

/** The working day reached after so many; with none left, the day itself or the next one that is worked. */
function afterWorkingDays(from: Temporal.PlainDate, left: number, isHoliday: IsHoliday): Temporal.PlainDate {
  let day = from
  for (let toGo = left; toGo > 0;) {
    day = day.add({ days: 1 })
    if (isWorkingDay(day.toString(), isHoliday)) toGo--
  }
  while (!isWorkingDay(day.toString(), isHoliday)) day = day.add({ days: 1 })
  return day
}

function onDay(day: Temporal.PlainDate, asAt: Date): Date {
  return new Date(day.toZonedDateTime({ timeZone: zone, plainTime: london(asAt).toPlainTime() }).epochMilliseconds)
}
