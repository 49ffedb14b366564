export type ClockUnit = 'working_days' | 'calendar_days' | 'hours' | 'weeks' | 'months'

/** One version of a deadline. `validUntil` is the first day on which it no longer holds. */
export type ClockRule = Readonly<{
  code: string; version: number; title: string; amount: number; unit: ClockUnit
  ends: 'end_of_day' | 'same_time'; dayEndsAt: string; atRiskShare: number
  source: string; verified: boolean; validFrom?: string; validUntil?: string | undefined
}>

export type IsHoliday = (isoDay: string) => boolean

export type Standing = 'on_time' | 'at_risk' | 'overdue' | 'stopped'

const zone = 'Europe/London'

/**
 * When a clock that starts at `startsAt` runs out, and when it is at risk. Days are days of London; the day of receipt
 * is not counted, so what comes in on a Friday evening or at a weekend has until the end of Monday. Hours are elapsed
 * hours, whatever the clocks on the wall do.
 */
export function dueAt(rule: ClockRule, startsAt: Date, isHoliday: IsHoliday): { dueAt: Date; atRiskAt: Date } {
  const start = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime())
  const due = ending(rule, reached(rule, start.toZonedDateTimeISO(zone), isHoliday))
  const whole = due.epochMilliseconds - start.epochMilliseconds
  return {
    dueAt: new Date(due.epochMilliseconds),
    atRiskAt: new Date(start.epochMilliseconds + Math.round(Math.max(0, whole) * rule.atRiskShare)),
  }
}

function reached({ unit, amount }: ClockRule, start: Temporal.ZonedDateTime, isHoliday: IsHoliday) {
  if (unit === 'hours') return start.add({ hours: amount })
  if (unit === 'calendar_days') return start.add({ days: amount })
  if (unit === 'weeks') return start.add({ weeks: amount })
  if (unit === 'months') return onWorkingDay(start.add({ months: amount }), isHoliday)
  return start.add({ days: daysUntilWorkingDay(start.toPlainDate(), amount, isHoliday) })
}

/**
 * A month ends on the day of the same number, or on the last day of a shorter month; at a weekend or on a bank holiday
 * it ends on the next working day (Information Commissioner, right of access: how long do we have to comply).
 */
function onWorkingDay(at: Temporal.ZonedDateTime, isHoliday: IsHoliday): Temporal.ZonedDateTime {
  let day = at
  while (!isWorkingDay(day.toPlainDate().toString(), isHoliday)) day = day.add({ days: 1 })
  return day
}

function ending(rule: ClockRule, at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return rule.ends === 'end_of_day' ? at.withPlainTime(rule.dayEndsAt) : at
}

function daysUntilWorkingDay(from: Temporal.PlainDate, amount: number, isHoliday: IsHoliday): number {
  let days = 0
  for (let left = amount; left > 0;) {
    days++
    if (isWorkingDay(from.add({ days }).toString(), isHoliday)) left--
  }
  return days
}

export function isWorkingDay(isoDay: string, isHoliday: IsHoliday): boolean {
  return Temporal.PlainDate.from(isoDay).dayOfWeek < 6 && !isHoliday(isoDay)
}

/** The version of a rule in force on the day of London on which the clock starts; the newest if several are. */
export function ruleAt(rules: readonly ClockRule[], code: string, at: Date): ClockRule {
  const day = new Date(at).toLocaleDateString('en-CA', { timeZone: zone })
  const inForce = rules.filter(rule =>
    rule.code === code && (rule.validFrom ?? '') <= day && day < (rule.validUntil ?? '9999-12-31'))
  const newest = inForce.toSorted((one, other) => other.version - one.version)[0]
  if (!newest) throw new Error(`no rule ${code} in force`)
  return newest
}

/** How a clock stands now. At its very deadline it is still kept. */
export function standingOf(clock: { dueAt: Date; atRiskAt: Date; stoppedAt?: Date }, now: Date): Standing {
  if (clock.stoppedAt) return 'stopped'
  if (now > clock.dueAt) return 'overdue'
  return now >= clock.atRiskAt ? 'at_risk' : 'on_time'
}
