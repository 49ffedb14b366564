import { sql } from 'kysely'
import { type Client, escapeLiteral, type QueryArrayResult, type QueryResult } from 'pg'
import type { Scope, Signer } from '../../src/kernel/context.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import { decide } from '../../src/sharing/decide.ts'
import type { Facts, LockName } from '../../src/sharing/decideFacts.ts'
import { everythingSeen } from './layDownRows.ts'
import { questionsOf, type Question, type World } from './worlds.ts'

export const scopeOf = (world: World, { staffId, agencyId, role, purpose, lens }: Question): Scope => ({
  viewer: { partnershipId: world.partnershipId, staffId, agencyId, role },
  purpose,
  lens,
  seconds: 600,
})

/** What the pure function would show: the records' ids in order, and which lock alone refused others. */
export function expected(
  world: World,
  facts: Facts,
  question: Question,
  at: Date,
): { ids: string[]; alone: LockName[] } {
  const alone: LockName[] = []
  const ids = world.rows
    .filter(({ personId, cell, row }) => {
      const { allow, locks } = decide(facts, { ...question, personId, cell, row, at })
      const [closed, another] = locks.filter(lock => !lock.open)
      if (closed && !another) alone.push(closed.name)
      return allow
    })
    .map(({ id }) => id)
  return { ids: ids.toSorted(), alone }
}

/** What the application gets, through the kernel, one transaction a question. */
export async function seenThrough(kernel: Kernel, world: World, question: Question): Promise<string[]> {
  const { rows } = await kernel.db.as(scopeOf(world, question), tx =>
    sql<{ id: string }>`${sql.raw(everythingSeen(world))}`.execute(tx),
  )
  return rows.map(({ id }) => id).toSorted()
}

const roleOf = (question: Question) => (question.lens === 'hub' ? 'kith_hub' : 'kith_linked')

/** What is asked in each context: ids, one a row. */
export type AskedOf = (world: World) => string

/** All questions of a world in one message on one connection, inside whatever transaction is open there. */
export async function seenInOneMessage(
  owner: Client, signer: Signer, world: World, asked: AskedOf = everythingSeen,
): Promise<string[][]> {
  const contextOf = (question: Question) => escapeLiteral(signer.sign(scopeOf(world, question)))
  const text = questionsOf(world)
    .map(
      question =>
        `set local role ${roleOf(question)}; set local kith.context = ${contextOf(question)};
         ${asked(world)}`,
    )
    .join('; ')
  const answer: unknown = await owner.query(`${text}; reset role; set local kith.context = ''`)
  const results = Array.isArray(answer) ? answer : [answer]
  return results.filter(isSelect).map(({ rows }) => rows.map(({ id }) => id).toSorted())
}

function isSelect(result: QueryResult<{ id: string }> | QueryArrayResult): result is QueryResult<{ id: string }> {
  return result.command === 'SELECT'
}

/** The first world of these in which the wall and the pure function differ, in words; nothing if they agree. */
export async function firstDisagreement(
  owner: Client,
  signer: Signer,
  worlds: readonly World[],
  at: Date,
): Promise<string | undefined> {
  for (const [n, world] of worlds.entries()) {
    const seen = await seenInOneMessage(owner, signer, world)
    for (const [i, question] of questionsOf(world).entries()) {
      const { ids } = expected(world, world.facts, question, at)
      const difference = differenceOf(ids, seen[i] ?? [])
      if (difference !== undefined)
        return `world ${n + 1}, ${question.role} for ${question.purpose}, ${question.lens}: ${difference}`
    }
  }
  return undefined
}

export function differenceOf(decided: readonly string[], seen: readonly string[]): string | undefined {
  const leaked = seen.filter(id => !decided.includes(id))
  const missing = decided.filter(id => !seen.includes(id))
  if (leaked.length + missing.length === 0) return undefined
  return [
    leaked.length > 0 && `the database shows ${leaked.join(', ')}`,
    missing.length > 0 && `it hides ${missing.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ')
}
