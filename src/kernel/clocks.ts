import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { dueAt, ruleAt } from './deadlines.ts'
import type { ClockRule, ClockUnit, IsHoliday } from './deadlines.ts'
import type { Kernel } from './kernel.ts'

/** A clock of a piece of work, with the rule that set it. */
export type Clock = {
  id: string; workId: string; personId: string; cell: number
  rule: string; version: number; title: string; source: string; verified: boolean
  startsAt: Date; dueAt: Date; atRiskAt: Date; stoppedAt?: Date; stoppedWhy?: string
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
