import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Scope } from './context.ts'
import type { Tx } from './database.ts'
import { disclose } from './disclosure.ts'
import type { Kernel } from './kernel.ts'
import type { Outcome } from './outcome.ts'

/** One act to be written with the change; `detail` holds words and numbers of the process, never personal content. */
export type NewAct = {
  verb: string; personId: string; cell: number; workId?: string; subjectId?: string
  detail?: Record<string, string | number | boolean>
}

/** `key` makes it idempotent; `about` (a person's id) lets a refusal be written to the record of disclosures. */
export type Command = { name: string; key: string; about?: string }

type Work<T> = (tx: Tx, record: (act: NewAct) => void) => Promise<Outcome<T>>

const tries = 4
/** Serialization failure, deadlock, and the duplicate key of a command that is being carried out twice at once. */
const passing = new Set(['40001', '40P01'])

class Refusal extends Error {
  readonly why: string
  constructor(why: string) {
    super('refused')
    this.why = why
  }
}

/** Carries out one command: one transaction, its acts as the last statement, the same answer when it is repeated. */
export async function carryOut<T>(kernel: Kernel, scope: Scope, command: Command, work: Work<T>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const outcome = await kernel.db.as(scope, tx => once(tx, scope, command, work))
      kernel.poke()
      return outcome
    } catch (error) {
      if (error instanceof Refusal) {
        await noteRefusal(kernel, scope, command)
        return { done: false, why: error.why }
      }
      if (attempt < tries && error instanceof DatabaseError && passing.has(error.code ?? '')) continue
      throw error
    }
  }
}

async function once<T>(tx: Tx, scope: Scope, command: Command, work: Work<T>): Promise<Outcome<T>> {
  const { partnershipId, staffId } = scope.viewer
  const key = `${command.name} ${command.key}`
  // A second copy of the same command waits here until the first has committed or given up.
  const claimed = await tx.insertInto('answered')
    .values({ partnership_id: partnershipId, staff_id: staffId, key, outcome: JSON.stringify(null) })
    .onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  if (!claimed.numInsertedOrUpdatedRows) {
    const { outcome } = await tx.selectFrom('answered').select('outcome')
      .where('partnership_id', '=', partnershipId).where('staff_id', '=', staffId).where('key', '=', key)
      .executeTakeFirstOrThrow()
    return { done: true, value: outcome as T }
  }
  const acts: NewAct[] = []
  const outcome = await work(tx, act => { acts.push(act) })
  if (!outcome.done) throw new Refusal(outcome.why)
  await tx.updateTable('answered').set({ outcome: JSON.stringify(outcome.value ?? null) })
    .where('partnership_id', '=', partnershipId).where('staff_id', '=', staffId).where('key', '=', key).execute()
  if (acts.length > 0) await sql`select authz.append_acts(${JSON.stringify(acts)}::jsonb)`.execute(tx)
  return outcome
}

async function noteRefusal(kernel: Kernel, scope: Scope, { name, about }: Command): Promise<void> {
  if (!about) return
  const people = [{ personId: about, categories: [] }]
  await kernel.db.as(scope, tx => disclose(tx, kernel, scope, { page: name, people, outcome: 'refused' }))
}
