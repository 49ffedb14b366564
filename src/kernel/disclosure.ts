import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Scope } from './context.ts'
import type { Tx } from './database.ts'
import type { Kernel } from './kernel.ts'

export type Shown = {
  /** Which page, feed or command, by its name; never a value from it. */
  page: string
  /** `elements`: what exactly is seen of them, where it is not what `disclosed_element` says of the page. */
  people: { personId: string; categories: string[]; elements?: string[] }[]
  outcome?: 'refused'
}

/** It cannot be written down who reads, so nothing is shown. */
export class NotRecorded extends Error {
  constructor(cause: unknown) {
    super('the reading could not be recorded', { cause })
    this.name = 'NotRecorded'
  }
}

/**
 * Writes who is being shown what about whom, in the transaction that reads it: no log, no answer. Who, for what, by
 * which clauses of which version: the database fills these in from the signed context of the transaction.
 */
export async function disclose(tx: Tx, _kernel: Kernel, _scope: Scope, shown: Shown): Promise<void> {
  if (shown.people.length === 0) return
  await recording(sql`select authz.note_disclosure(${JSON.stringify(shown)}::jsonb)`.execute(tx))
}

/**
 * Writes that somebody asked for an id and was shown nothing, whether it is absent, forbidden or sealed; where a seal is
 * why, its custodian is told. All three take the same statement.
 */
export async function noteAttempt(tx: Tx, asked: string, what: 'person' | 'work'): Promise<void> {
  await recording(sql`
    select authz.note_denied(${asked}::uuid, ${what === 'work'}), authz.note_attempt(${asked}::uuid)`.execute(tx))
}

async function recording(written: Promise<unknown>): Promise<void> {
  try {
    await written
  } catch (error) {
    // Class 40 of SQLSTATE: the whole transaction is tried again.
    if (error instanceof DatabaseError && error.code?.startsWith('40')) throw error
    throw new NotRecorded(error)
  }
}
