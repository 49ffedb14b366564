import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Staff, Uuid } from '../types.ts'
import type { Ground } from './ground.ts'
import { idAt } from './moments.ts'

type NewClock = {
  rule: string; personId: Uuid; cell: number; workId: Uuid; startsAt: Moment
  stopped?: { at: Moment; by: Staff; why: string } | undefined
}

/** Returns when it is due. */
export function startClock({ book, chance, tables }: Ground, clock: NewClock): string {
  const { rule, personId, cell, workId, startsAt, stopped } = clock
  const { version, dueAt, atRiskAt } = book.deadline(rule, startsAt)
  tables.clock.add({
    id: idAt(chance, startsAt), person_id: personId, cell, work_id: workId, rule, rule_version: version,
    starts_at: timeText(startsAt), due_at: dueAt, at_risk_at: atRiskAt,
    stopped_at: stopped ? timeText(stopped.at) : null, stopped_by: stopped?.by.id ?? null,
    stopped_why: stopped?.why ?? null,
  })
  return dueAt
}
