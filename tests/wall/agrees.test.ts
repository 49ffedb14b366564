import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pino } from 'pino'
import { openKernel, type OpenKernel } from '../../src/kernel/openKernel.ts'
import type { AgreementFact, Facts, LockName, Period } from '../../src/sharing/decideFacts.ts'
import { differenceOf, expected, firstDisagreement, seenInOneMessage, seenThrough } from './ask.ts'
import { copyOf, type Copy } from './copyOf.ts'
import { decideFaults } from './decideFaults.ts'
import { layDown, putBlocks, readReference } from './layDown.ts'
import { applyMutant, mutants } from './mutants.ts'
import { mutantsOfLimits } from './mutantsOfLimits.ts'
import { questionsOf, sampleCrowded, sampleWorlds, type World } from './worlds.ts'
import { named } from './named.ts'

/** `KITH_WORLDS=10000 KITH_SEED=7` for a longer or another run. */
const count = Number(process.env['KITH_WORLDS'] ?? 200)
const seed = Number(process.env['KITH_SEED'] ?? 20_261_124)
const atOnce = 4
const fewWorlds = 60
const crowdedWorlds = 150

let copy: Copy
let kernel: OpenKernel
let worlds: World[]
let crowded: World[]
const now = new Date()

beforeAll(async () => {
  copy = await copyOf('base')
  kernel = await openKernel({
    ownerUrl: copy.url,
    secret: 'w'.repeat(40),
    log: pino({ level: 'silent' }),
    appConnections: atOnce,
  })
  worlds = sampleWorlds(count, seed, { now, reference: await readReference(copy.owner) })
  crowded = sampleCrowded(crowdedWorlds, seed, { now, reference: await readReference(copy.owner) }, 1_000_000)
  await layDown(copy.owner, [...worlds, ...crowded])
})
afterAll(async () => {
  await kernel.close()
  await copy.drop()
})

/** Runs in a transaction that is taken back, so that the next test finds the worlds as they were. */
async function undone<T>(work: () => Promise<T>): Promise<T> {
  await copy.owner.query('begin')
  try {
    return await work()
  } finally {
    await copy.owner.query('rollback')
  }
}

test('the database shows exactly what the pure function decides, for everybody and every purpose', async () => {
  const started = performance.now()
  const queue = [...worlds]
  const wrong: string[] = []
  const aloneCounts: Partial<Record<LockName, number>> = {}
  let lively = 0
  const work = async () => {
    for (let world = queue.pop(); world; world = queue.pop()) {
      let visible = 0
      let hidden = 0
      for (const question of questionsOf(world)) {
        const { ids, alone } = expected(world, world.facts, question, now)
        const difference = differenceOf(ids, await seenThrough(kernel, world, question))
        if (difference !== undefined)
          wrong.push(`${JSON.stringify(question)}: ${difference}; facts ${JSON.stringify(world.facts)}`)
        visible += ids.length
        hidden += world.rows.length - ids.length
        for (const name of alone) aloneCounts[name] = (aloneCounts[name] ?? 0) + 1
      }
      if (visible > 0 && hidden > 0) lively++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const seconds = (performance.now() - started) / 1000
  console.info(
    `wall: ${count} worlds, seed ${seed}, ${Math.round(count / seconds)} worlds/s`,
    `${Math.round((100 * lively) / count)} % lively`,
    `closed alone ${JSON.stringify(aloneCounts)}`,
  )
  expect(wrong.toSorted((a, b) => a.length - b.length).slice(0, 1)).toEqual([])
  expect(lively / count, 'worlds with both visible and hidden records').toBeGreaterThan(0.4)
  for (const [name, share] of [
    ['person', 1], ['link', 1], ['gateway', 1], ['block', 0.2], ['party', 0.05], ['share', 0.01]] as const)
    expect(aloneCounts[name] ?? 0, `rows that only the lock "${name}" hides`).toBeGreaterThan(count * share)
})

describe('what takes away never adds', () => {
  const without = <T>(items: readonly T[], n: number) => items.filter((_, i) => i !== n)
  const losing: Record<string, (facts: Facts, world: World) => Facts> = {
    'links to a child end': (facts, world) => {
      const ended = <T extends { personId: string; valid: Period }>(each: T): T =>
        each.personId === world.people[0] ? { ...each, valid: { ...each.valid, until: now } } : each
      return {
        ...facts, links: facts.links.map(ended), shares: facts.shares?.map(ended) ?? [],
        emergencies: facts.emergencies?.map(ended) ?? [],
      }
    },
    'clauses end': facts => ({
      ...facts,
      agreements: facts.agreements.map((each, i): AgreementFact =>
        i === 0 ? { ...each, clauses: each.clauses.map(clause => ({ ...clause, endedAt: now })) } : each,
      ),
    }),
    'an appointment ends': facts => ({ ...facts, appointments: without(facts.appointments, 0) }),
    'a person is sealed': (facts, world) => ({
      ...facts,
      blocks: [...facts.blocks, { personId: world.people[0] ?? '', exemptStaff: [], valid: {} }],
    }),
  }
  const statements: Record<string, string> = {
    'links to a child end': `with ended as (update link set valid_until = least(valid_until, now()) where person_id in (
        select person_id from link where person_id::text like '%-000000000000') returning id)
      delete from authz.grant_cell g using ended e where g.clause_id = e.id`,
    'clauses end': `with ended as (update clause set ended_at = now() where agreement_id in (
        select distinct on (partnership_id) id from agreement order by partnership_id, id)
        returning partnership_id, agreement_id)
      select authz.compile_agreement(partnership_id, agreement_id)
      from (select distinct partnership_id, agreement_id from ended) e`,
    'an appointment ends': `delete from appointment where staff_id in (
      select distinct on (partnership_id) id from staff order by partnership_id, id)`,
  }
  test.each(Object.keys(losing))('when %s, nobody sees more, and the pure function follows', async change => {
    const some = worlds.slice(0, fewWorlds)
    const changed = some.map(world => ({ ...world, facts: losing[change]?.(world.facts, world) ?? world.facts }))
    await undone(async () => {
      const before: string[][][] = []
      for (const world of some) before.push(await seenInOneMessage(copy.owner, copy.signer, world))
      if (statements[change] !== undefined) await copy.owner.query(statements[change])
      else
        await putBlocks(
          copy.owner,
          changed.map(world => ({ ...world, facts: { ...world.facts, blocks: world.facts.blocks.slice(-1) } })),
        )
      let lost = 0
      for (const [i, world] of some.entries()) {
        const after = await seenInOneMessage(copy.owner, copy.signer, world)
        for (const [j, ids] of after.entries()) {
          const earlier = before[i]?.[j] ?? []
          expect(ids.filter(id => !earlier.includes(id))).toEqual([])
          lost += earlier.length - ids.length
        }
      }
      expect(lost, 'records lost from sight').toBeGreaterThan(0)
      expect(await firstDisagreement(copy.owner, copy.signer, changed, now)).toBeUndefined()
    })
  })
})

describe('a fault in the pure function is noticed', () => {
  // The database shows what the function decides without the fault, as the first test has shown.
  test.each(named(decideFaults))('%s', (_, { facts }) => {
    const differing = worlds.filter(world => questionsOf(world).some(question =>
      differenceOf(expected(world, facts(world.facts), question, now).ids,
        expected(world, world.facts, question, now).ids) !== undefined))
    expect(differing.length).toBeGreaterThan(0)
  })
})

describe('a fault in the wall is noticed', () => {
  test('the wall without a fault passes the same questions', async () => {
    await undone(async () => {
      const some = [...crowded, ...worlds.slice(0, fewWorlds)]
      expect(await firstDisagreement(copy.owner, copy.signer, some, now)).toBeUndefined()
    })
  })
  test.each(named([...mutants, ...mutantsOfLimits]))('%s', async (_, mutant) => {
    await undone(async () => {
      const few = 'in' in mutant && mutant.in.startsWith('authz.own_grants_of')
      const some = mutantsOfLimits.includes(mutant) ? [...crowded, ...worlds] : worlds.slice(0, few ? fewWorlds : count)
      await applyMutant(copy.owner, mutant, some.map(world => world.partnershipId))
      expect(await firstDisagreement(copy.owner, copy.signer, some, now), 'the fault was not noticed').toBeDefined()
    })
  })
})
