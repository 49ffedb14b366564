import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { Kernel } from './kernel.ts'

export type ClockUnit = 'working_days' | 'calendar_days' | 'hours' | 'weeks' | 'months'

/** One version of a deadline. `validUntil` is the first day on which it no longer holds. */
export type ClockRule = Readonly<{
  code: string; version: number; title: string; amount: number; unit: ClockUnit
  ends: 'end_of_day' | 'same_time'; dayEndsAt: string; atRiskShare: number
  source: string; verified: boolean; validFrom?: string; validUntil?: string | undefined
}>

export type IsHoliday = (isoDay: string) => boolean

export type Standing = 'on_time' | 'at_risk' | 'overdue' | 'stopped'

/** A clock of a piece of work, with the rule that set it. */
export type Clock = {
  id: string; workId: string; personId: string; cell: number
  rule: string; version: number; title: string; source: string; verified: boolean
  startsAt: Date; dueAt: Date; atRiskAt: Date; stoppedAt?: Date; stoppedWhy?: string
}

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

export type ClockBook = Readonly<{ rules: readonly ClockRule[]; isHoliday: IsHoliday }>

const books = new WeakMap<Kernel['db'], Promise<ClockBook>>()

/** Rules and bank holidays, read once for each process. */
export function clockBook(kernel: Pick<Kernel, 'db'>): Promise<ClockBook> {
  const known = books.get(kernel.db)
  if (known) return known
  const reading = readBook(kernel.db)
  books.set(kernel.db, reading)
  reading.catch(() => books.delete(kernel.db))
  return reading
}

/** Call after an administrator has changed a rule or a holiday. */
export function reloadClockBook(kernel: Pick<Kernel, 'db'>): Promise<ClockBook> {
  books.delete(kernel.db)
  return clockBook(kernel)
}

async function readBook(db: Kernel['db']): Promise<ClockBook> {
  return db.service(async tx => {
    const rows = await tx.selectFrom('clock_rule').selectAll().execute()
    const holidays = await tx.selectFrom('bank_holiday').select('held_on')
      .where('division', '=', 'england-and-wales').execute()
    const days = new Set(holidays.map(holiday => holiday.held_on))
    const rules = rows.map((row): ClockRule => ({
      code: row.code, version: row.version, title: row.title, amount: row.amount, unit: unitOf(row.unit),
      ends: row.ends === 'same_time' ? 'same_time' : 'end_of_day', dayEndsAt: row.day_ends_at,
      atRiskShare: row.at_risk_share, source: row.source, verified: row.verified,
      validFrom: row.valid_from, validUntil: row.valid_until ?? undefined,
    }))
    return { rules, isHoliday: day => days.has(day) }
  })
}

const units = ['working_days', 'calendar_days', 'hours', 'weeks', 'months'] as const satisfies readonly ClockUnit[]

function unitOf(text: string): ClockUnit {
  const unit = units.find(each => each === text)
  if (unit) return unit
  throw new Error(`no unit of time ${text}`)
}

export type NewClock = { rule: string; personId: string; cell: number; workId: string; startsAt: Date }

/** Starts a clock by the version of its rule that is in force when it starts. */
export async function startClock(tx: Tx, kernel: Kernel, clock: NewClock): Promise<{ id: string; dueAt: Date }> {
  const { rules, isHoliday } = await clockBook(kernel)
  const rule = ruleAt(rules, clock.rule, clock.startsAt)
  const times = dueAt(rule, clock.startsAt, isHoliday)
  const id = randomUUID()
  await tx.insertInto('clock').values({
    partnership_id: sql<string>`authz.partnership()`, id, person_id: clock.personId, cell: clock.cell,
    work_id: clock.workId, rule: rule.code, rule_version: rule.version, starts_at: clock.startsAt,
    due_at: times.dueAt, at_risk_at: times.atRiskAt,
  }).execute()
  return { id, dueAt: times.dueAt }
}

export type ClocksToStop = { workId: string; rule?: string; why: string; by: string }

/** Stops the running clocks of a piece of work, or only those of one rule. */
export async function stopClock(tx: Tx, kernel: Kernel, which: ClocksToStop): Promise<void> {
  const running = tx.updateTable('clock')
    .set({ stopped_at: kernel.now(), stopped_by: which.by, stopped_why: which.why })
    .where('work_id', '=', which.workId).where('stopped_at', 'is', null)
  await (which.rule === undefined ? running : running.where('rule', '=', which.rule)).execute()
}

/** The clocks of these pieces of work that the viewer may see, soonest first. */
export async function clocksOf(tx: Tx, workIds: readonly string[]): Promise<Clock[]> {
  if (workIds.length === 0) return []
  const rows = await tx.selectFrom('clock')
    .innerJoin('clock_rule', join => join.onRef('clock_rule.code', '=', 'clock.rule')
      .onRef('clock_rule.version', '=', 'clock.rule_version'))
    .selectAll('clock').select(['clock_rule.title', 'clock_rule.source', 'clock_rule.verified'])
    .where('clock.work_id', 'in', workIds).orderBy('clock.due_at').execute()
  return rows.map(row => ({
    id: row.id, workId: row.work_id, personId: row.person_id, cell: row.cell,
    rule: row.rule, version: row.rule_version, title: row.title, source: row.source, verified: row.verified,
    startsAt: row.starts_at, dueAt: row.due_at, atRiskAt: row.at_risk_at,
    ...(row.stopped_at && { stoppedAt: row.stopped_at }), ...(row.stopped_why && { stoppedWhy: row.stopped_why }),
  }))
}
