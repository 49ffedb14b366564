import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import { clockBook } from '../../../kernel/clocks.ts'
import { dueAt, ruleAt } from '../../../kernel/deadlines.ts'
import type { Scope } from '../../../kernel/context.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Day } from '../../../language/format.ts'
import type { DisputableKind } from '../dispute.ts'
import { mayRaiseDispute } from '../policy.ts'
import { noonOf } from './recordRequest.ts'

export type NewDispute = {
  kind: DisputableKind
  recordId: string
  personId: string
  role: 'child' | 'parent' | 'representative'
  name: string
  says: string
  wants: string
  receivedOn: Day
  key: string
}

export const noRecord = 'There is no such record'
export const disputedAlready = 'This record is disputed already'

/** Writes down that a person disputes a record. From the commit on every reader of the record sees the mark. */
export async function raiseDispute(kernel: Kernel, scope: Scope, asked: NewDispute): Promise<Outcome<{ id: string }>> {
  if (!mayRaiseDispute(scope.viewer)) return refused(noRecord)
  const { rules, isHoliday } = await clockBook(kernel)
  const starts = noonOf(asked.receivedOn)
  const rule = ruleAt(rules, 'dispute_reply', starts)
  const times = dueAt(rule, starts, isHoliday)
  return carryOut<{ id: string }>(kernel, scope, { name: 'raise dispute', key: asked.key }, async tx => {
    const id = randomUUID()
    const { role, name, says, wants, receivedOn } = asked
    const {
      rows: [row],
    } = await sql<{ result: string }>`select authz.raise_dispute(${id}::uuid, ${asked.kind}, ${asked.recordId}::uuid,
      ${JSON.stringify({ role, name, says, wants, receivedOn })}::jsonb, ${rule.version}, ${starts},
        ${times.dueAt}, ${times.atRiskAt}) as result`.execute(tx)
    if (row?.result === 'already') return refused(disputedAlready)
    if (row?.result !== 'done') return refused(noRecord)
    await disclose(tx, kernel, scope, {
      page: 'disputes/new',
      people: [{ personId: asked.personId, categories: ['rights'] }],
    })
    return done({ id })
  })
}
