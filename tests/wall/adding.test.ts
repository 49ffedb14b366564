import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideAdding } from '../../src/sharing/decide.ts'
import { seenInOneMessage, type AskedOf } from './ask.ts'
import { copyOf, type Copy } from './copyOf.ts'
import { layDown, readReference } from './layDown.ts'
import { rewrite } from './rewrite.ts'
import { categories, tiers } from './worldDrafts.ts'
import { questionsOf, sampleWorlds, type Question, type World } from './worlds.ts'

const count = 80
const now = new Date()
let copy: Copy
let worlds: World[]

beforeAll(async () => {
  copy = await copyOf('base')
  worlds = sampleWorlds(count, 20_261_127, { now, reference: await readReference(copy.owner) })
  await layDown(copy.owner, worlds)
})
afterAll(() => copy.drop())

const writable: AskedOf = () =>
  `select concat_ws(' ', agency_id, category, tier) as id from cell where id = any (authz.writable_cells())`

const decidedCells = ({ agencies, facts }: World, question: Question): string[] =>
  agencies.flatMap(agencyId => categories.flatMap(category => tiers
    .filter(tier => decideAdding(facts, { ...question, cell: { agencyId, category, tier }, at: now }).allow)
    .map(tier => `${agencyId} ${category} ${tier}`))).toSorted()

/** The first question to which the database and the pure function say other cells. */
async function firstDifference(): Promise<string | undefined> {
  for (const world of worlds) {
    const taken = await seenInOneMessage(copy.owner, copy.signer, world, writable)
    for (const [i, question] of questionsOf(world).entries()) {
      const [database, pure] = [taken[i]?.join(', '), decidedCells(world, question).join(', ')]
      if (database !== pure) return `${JSON.stringify(question)}: ${database} / ${pure}`
    }
  }
  return undefined
}

async function undone<T>(work: () => Promise<T>): Promise<T> {
  await copy.owner.query('begin')
  try {
    return await work()
  } finally {
    await copy.owner.query('rollback')
  }
}

test('everybody may add exactly where the pure function says, own cells and those of a deposit clause', async () => {
  expect(await undone(firstDifference)).toBeUndefined()
  const own = worlds.flatMap(world => questionsOf(world).map(question => ({ question, cells: decidedCells(world, question) })))
  const foreign = own.filter(({ question, cells }) => cells.some(cell => !cell.startsWith(question.agencyId)))
  expect(own.filter(({ cells }) => cells.length > 0).length).toBeGreaterThan(count)
  expect(foreign.length).toBeGreaterThan(10)
})

test.each([
  ['whoever may read may write', '= any (accesses)', `= any ('{own,deposit,read}')`],
  ['a deposit clause that has ended still takes', 'and g.valid_until > statement_timestamp()', ''],
  ['a deposit clause for another purpose takes', 'and g.purpose = c.purpose', ''],
])('the comparison notices when %s', async (_, replace, by) => {
  await undone(async () => {
    await rewrite(copy.owner, 'authz.cells_to_write(authz.ctx, text[])', replace, by)
    expect(await firstDifference()).toBeDefined()
  })
})
