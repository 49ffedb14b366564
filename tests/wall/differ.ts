import type { Client } from 'pg'
import type { Signer } from '../../src/kernel/context.ts'
import { differenceOf, expected, seenInOneMessage } from './ask.ts'
import { questionsOf, type World } from './worlds.ts'

export type Tally = { worlds: number; lively: number; questions: number; rows: number; differences: string[] }
export type Oracle = (world: World, at: Date) => string[][]

type Asking = { owner: Client; signer: Signer; at: Date; further?: Oracle | undefined }

/** Asks the database, the pure function and any further oracle about one world, and adds what they said. */
export async function compareWorld(world: World, { owner, signer, at, further }: Asking, tally: Tally): Promise<void> {
  const seen = await seenInOneMessage(owner, signer, world)
  const third = further?.(world, at)
  let visible = 0
  const questions = questionsOf(world)
  for (const [i, question] of questions.entries()) {
    const { ids } = expected(world, world.facts, question, at)
    visible += ids.length
    const asked = `world ${world.partnershipId}, ${question.role} for ${question.purpose}, ${question.lens}`
    const differing = differenceOf(ids, seen[i] ?? [])
    if (differing !== undefined) tally.differences.push(`${asked}: ${differing}`)
    const other = third && differenceOf(ids, third[i] ?? [])
    if (other !== undefined) tally.differences.push(`${asked}: Cedar for the database, ${other}`)
  }
  tally.worlds += 1
  tally.questions += questions.length
  tally.rows += visible
  if (visible > 0 && visible < world.rows.length * questions.length) tally.lively += 1
}
