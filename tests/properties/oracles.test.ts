import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differenceOf, expected, seenInOneMessage } from '../wall/ask.ts'
import { copyOf, type Copy } from '../wall/copyOf.ts'
import { layDown, readReference } from '../wall/layDown.ts'
import { applyMutant, mutants } from '../wall/mutants.ts'
import { questionsOf, sampleWorlds, type World } from '../wall/worlds.ts'
import { readPolicies, seenByCedar } from './cedar.ts'
import { cedarFaults } from './cedarFaults.ts'
import { cedarPolicies } from './cedarPolicies.ts'
import { named } from '../wall/named.ts'

/** Cedar needs a tenth of a second for a world; `npm run worlds` asks it of ten thousand. */
const count = Number(process.env['KITH_CEDAR_WORLDS'] ?? 40)
const seed = Number(process.env['KITH_SEED'] ?? 20_261_125)
const now = new Date()

let copy: Copy
let worlds: World[]
/** What Cedar shows, for each world and question. */
let byCedar: string[][][]

beforeAll(async () => {
  copy = await copyOf('base')
  worlds = sampleWorlds(count, seed, { now, reference: await readReference(copy.owner) })
  await layDown(copy.owner, worlds)
  readPolicies()
  byCedar = worlds.map(world => questionsOf(world).map(question => seenByCedar(world, question, now)))
})
afterAll(() => copy.drop())

const decided = (world: World, facts = world.facts) =>
  questionsOf(world).map(question => expected(world, facts, question, now).ids)

type Seen = (world: World, n: number) => string[][] | Promise<string[][]>

/** The first world and question about which two oracles differ, in words. */
async function firstDifference(one: Seen, other: Seen): Promise<string | undefined> {
  for (const [n, world] of worlds.entries()) {
    const [a, b] = [await one(world, n), await other(world, n)]
    for (const [i, { role, purpose, lens }] of questionsOf(world).entries()) {
      const difference = differenceOf(a[i] ?? [], b[i] ?? [])
      if (difference !== undefined) return `world ${n + 1}, ${role} for ${purpose}, ${lens}: ${difference}`
    }
  }
  return undefined
}

const cedar: Seen = (_, n) => byCedar[n] ?? []
const database: Seen = world => seenInOneMessage(copy.owner, copy.signer, world)

test('the pure function, the database and Cedar show the same, for everybody, every purpose and every row', async () => {
  await copy.owner.query('begin')
  expect(await firstDifference(cedar, world => decided(world))).toBeUndefined()
  expect(await firstDifference(cedar, database)).toBeUndefined()
  await copy.owner.query('rollback')
  const lively = worlds.filter((world, n) => {
    const shown = (byCedar[n] ?? []).flat()
    return shown.length > 0 && shown.length < world.rows.length * questionsOf(world).length
  })
  expect(lively.length / count).toBeGreaterThan(0.4)
})

describe('a fault is noticed, in Cedar as in the database', () => {
  test.each(named(cedarFaults))('%s', async (_, { replace, by }) => {
    expect(cedarPolicies).toContain(replace)
    readPolicies(cedarPolicies.replace(replace, by))
    const faulty: Seen = world => questionsOf(world).map(question => seenByCedar(world, question, now))
    const difference = await firstDifference(world => decided(world), faulty)
    readPolicies()
    expect(difference).toBeDefined()
  })

  test.each(['a link that has ended still opens', 'a clause opens every tier', 'blocks are ignored by the linked lens'])(
    'Cedar notices in the database that %s', async fault => {
      const mutant = mutants.find(each => each.fault === fault)
      if (!mutant) throw new Error(`no mutant: ${fault}`)
      await copy.owner.query('begin')
      try {
        await applyMutant(copy.owner, mutant, worlds.map(world => world.partnershipId))
        expect(await firstDifference(cedar, database)).toBeDefined()
      } finally {
        await copy.owner.query('rollback')
      }
    })
})
