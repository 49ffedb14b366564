import { Client } from 'pg'
import { openSigner } from '../../src/kernel/context.ts'
import type { Facts } from '../../src/sharing/decideFacts.ts'
import { compareWorld, type Oracle, type Tally } from './differ.ts'
import { expected } from './ask.ts'
import { layDown, readReference } from './layDown.ts'
import { questionsOf, sampleWorlds, type World } from './worlds.ts'

export type Many = {
  count: number
  seed: number
  atOnce: number
  /** The number of the first: worlds of one database are numbered apart. */
  from?: number
  further?: Oracle
  /** Also lays down every world with something taken away, and holds that nobody sees more. */
  withLosses?: boolean
  told?: (tally: Tally) => void
}

const batch = 250

/** Generates worlds in batches and asks every oracle about each; the seed makes the same worlds again. */
export async function askManyWorlds(url: string, many: Many): Promise<Tally> {
  const { count, seed, atOnce, from = 1, further, withLosses = false, told } = many
  const clients = await Promise.all(Array.from({ length: atOnce }, async () => {
    const client = new Client(url)
    await client.connect()
    return client
  }))
  const [owner] = clients
  if (!owner) throw new Error('no connection')
  const signer = await openSigner(url)
  const tally: Tally = { worlds: 0, lively: 0, questions: 0, rows: 0, differences: [] }
  try {
    const reference = await readReference(owner)
    for (let first = 0; first < count; first += batch) {
      const now = new Date()
      const made = sampleWorlds(Math.min(batch, count - first), seed + first, { now, reference }, first + from)
      const worlds = withLosses ? made.map((world, n) => n % 5 === 4 ? lost(world, made[n - 1], tally, now) : world) : made
      await layDown(owner, worlds)
      const queue = [...worlds]
      await Promise.all(clients.map(async client => {
        await client.query('begin')
        for (let world = queue.pop(); world; world = queue.pop())
          await compareWorld(world, { owner: client, signer, at: now, further }, tally)
        await client.query('rollback')
      }))
      told?.(tally)
      if (tally.differences.length > 0) break
    }
    return tally
  } finally {
    signer.stop()
    for (const client of clients) await client.end()
  }
}

const losses: readonly ((facts: Facts, world: World, now: Date) => Facts)[] = [
  facts => ({ ...facts, links: facts.links.slice(1) }),
  facts => ({ ...facts, agreements: facts.agreements.slice(1) }),
  facts => ({ ...facts, shares: facts.shares?.slice(1) ?? [] }),
  facts => ({ ...facts, emergencies: facts.emergencies?.slice(1) ?? [] }),
  facts => ({ ...facts, appointments: facts.appointments.slice(1) }),
  (facts, { people }) => ({ ...facts, blocks: [...facts.blocks, { personId: people[0] ?? '', exemptStaff: [], valid: {} }] }),
]

/** The world before, under this world's ids, with something taken away: whatever it shows, the one before shows too. */
function lost(world: World, before: World | undefined, tally: Tally, now: Date): World {
  if (!before) return world
  const [numbered, number] = [before, world].map(({ partnershipId }) => partnershipId.slice(0, 9))
  const text = JSON.stringify(before).replaceAll(`"${numbered ?? ''}`, `"${number ?? ''}`)
  const twin: World = JSON.parse(text.replaceAll(`/${numbered ?? ''}`, `/${number ?? ''}`), dated)
  const take = losses[Number.parseInt(world.partnershipId.slice(0, 8), 16) % losses.length]
  const less: World = { ...twin, facts: take?.(twin.facts, twin, now) ?? twin.facts }
  for (const question of questionsOf(twin)) {
    const had = expected(twin, twin.facts, question, now).ids
    const more = expected(less, less.facts, question, now).ids.filter(id => !had.includes(id))
    if (more.length > 0) tally.differences.push(`world ${world.partnershipId}: less shows ${more.join(', ')} more`)
  }
  return less
}

const dated = (_: string, value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/v.test(value) ? new Date(value) : value
