import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, routesOf, type Answer } from '../canary/crawl.ts'
import { seedCanaries } from '../canary/seedCanaries.ts'
import { agencies, partnershipId, people, staff, type Persona } from '../world.ts'
import { comparable, comparableAnswers, difference } from './compare.ts'
import { fillingsOf, idsOf, unfillable, type Ask, type Ids } from './fillings.ts'
import { changeHidden, scopesOf, seenThrough, type Changed, type Seen } from './hidden.ts'
import type { Scope } from '../../src/kernel/context.ts'
import { leaks } from './leaks.ts'
import { copyOf, makeAlike, over, type Database, type Over } from './twoWorlds.ts'
import { named } from '../wall/named.ts'

const personas = [
  'officer', 'frontDoor', 'socialWorker', 'schoolLeadA', 'mentor', 'analyst', 'governance', 'privacyCouncil',
  'administrator',
] as const satisfies readonly Persona[]
/** Of each kind: so many ids that are visible, and so many that are hidden. */
const most = 2
/** One moment for both worlds: what a page says of time is said of the same time. */
const moment = new Date()

let seeded: Database
const scopes = new Map<Persona, Scope[]>()
const shown = new Map<Persona, Seen>()
const lively: { persona: Persona; changed: Changed }[] = []

beforeAll(async () => {
  seeded = await copyOf('base')
  const { world, end } = await over(seeded, () => moment)
  const aviary = await seedCanaries(world)
  await makeAlike(seeded.owner)
  for (const persona of personas) scopes.set(persona, await scopesOf(world, persona, Object.values(aviary.works)))
  for (const persona of personas) shown.set(persona, await seenThrough(world, scopes.get(persona) ?? []))
  await end()
  await seeded.owner.end()
}, 240_000)
afterAll(async () => { await seeded.drop() })

type Pair = { one: Over; other: Over; seen: Seen; changed: Changed; databases: Database[] }

async function pairFor(persona: Persona, leak?: string): Promise<Pair> {
  const databases = [await copyOf(seeded.name), await copyOf(seeded.name)] as const
  if (leak !== undefined) for (const { owner } of databases) await owner.query(leak)
  const one = await over(databases[0], () => moment)
  const seen = shown.get(persona) ?? new Map()
  const changed = await changeHidden(databases[1].owner, seen, one.world.viewer(persona))
  // From here on both make up the same ids.
  for (const { owner } of databases) await owner.query(`select setval('authz.made_up', 1000000)`)
  const other = await over(databases[1], () => moment)
  return { one, other, seen, changed, databases: [...databases] }
}

async function endPair({ one, other, databases }: Pair): Promise<void> {
  await one.end()
  await other.end()
  for (const database of databases) await database.drop()
}

/** Ids that the persona sees in both worlds, and ids that are in one, in the other, or in both, and hidden. */
function asker({ one, other, seen }: Pair): Ask {
  const known = new Map<string, Ids>()
  return async table => {
    const before = known.get(table)
    if (before) return before
    const ids = table === 'person' ? await someone() : await split(table)
    known.set(table, ids)
    return ids
  }
  async function someone(): Promise<Ids> {
    const there = await idsOf(other.owner, 'person')
    const here = new Set((await idsOf(one.owner, 'person')).map(({ id }) => id))
    const added = there.find(({ id }) => !here.has(id))?.id ?? ''
    return { visible: [people.child, people.stranger], hidden: [added, people.sealed] }
  }
  async function split(table: string): Promise<Ids> {
    const [here, there] = [await idsOf(one.owner, table), await idsOf(other.owner, table)]
    const shown = seen.get(table)
    const visible = here.filter(({ at }) => shown?.has(at) ?? true).map(({ id }) => id)
    const hidden = here.filter(({ at }) => shown !== undefined && !shown.has(at)).map(({ id }) => id)
    const added = there.map(({ id }) => id).filter(id => !here.some(each => each.id === id))
    return { visible, hidden: [...hidden.slice(0, 1), ...added.slice(0, 1), ...hidden.slice(1)] }
  }
}

/** Both worlds are asked the same; when the answers differ, once more, in case a minute has passed between them. */
async function differs(pair: Pair, persona: Persona, path: string, form?: Record<string, string>): Promise<string | undefined> {
  const kept = form ? comparableAnswers : (answers: readonly Answer[]) => answers.map(comparable).join('\n\n')
  for (let times = 0; ; times += 1) {
    const [a, b] = await Promise.all([ask(pair.one.world, persona, path, form), ask(pair.other.world, persona, path, form)])
    const found = difference(kept(a), kept(b))
    if (found === undefined || times > 0) return found
  }
}

async function crawl(pair: Pair, persona: Persona, routes?: readonly string[]): Promise<{ leaks: string[]; asked: number }> {
  const ids = asker(pair)
  const leaks: string[] = []
  let asked = 0
  for (const route of routes ?? routesOf(pair.one.world, 'GET')) {
    for (const path of await fillingsOf(route, ids, most)) {
      asked += 1
      const found = await differs(pair, persona, path)
      if (found !== undefined) leaks.push(`${path}: ${found}`)
    }
  }
  return { leaks, asked }
}

describe.each(personas)('to the %s, what is hidden changes no byte', persona => {
  let pair: Pair
  beforeAll(async () => { pair = await pairFor(persona) }, 120_000)
  afterAll(async () => { await endPair(pair) })

  test('in what the database itself shows: the worlds differ in nothing that is visible', async () => {
    expect(await seenThrough(pair.other.world, scopes.get(persona) ?? [])).toEqual(pair.seen)
    expect(pair.changed.hidden).toBeGreaterThan(100)
  })

  test('on any page, feed or export of the route table', async () => {
    lively.push({ persona, changed: pair.changed })
    const { leaks, asked } = await crawl(pair, persona)
    console.info(`${persona}: ${asked} addresses, ${JSON.stringify(pair.changed)}`)
    expect(leaks).toEqual([])
  }, 300_000)

  test('in any search, by names that are hidden as by names that are not', async () => {
    const leaks: string[] = []
    for (const name of ['Wren Haddow', 'Kai Ostrander', 'Teo Marlowe', 'zzhidden', 'Nobody Atall'])
      for (const [path, field] of [['/people/search', 'q'], ['/notifications/make', 'search']] as const) {
        const found = await differs(pair, persona, path, { [field]: name })
        if (found !== undefined) leaks.push(`${path} ${name}: ${found}`)
      }
    expect(leaks).toEqual([])
  }, 120_000)

  test('in the stream of what happens, while something hidden happens in one of the worlds', async () => {
    const [silent, eventful] = await Promise.all([pair.one, pair.other].map(each => listen(each, persona)))
    for (const person of [people.child, people.stranger]) await happensOutOfSight(pair.other.owner, person)
    await new Promise(done => { setTimeout(done, 1_500) })
    expect(eventful?.()).toEqual(silent?.())
  }, 60_000)
})

/** In a cell of a school that nobody here reads. */
async function happensOutOfSight(owner: Client, person: string): Promise<void> {
  await owner.query(`
    with next as (update act_counter set pos = pos + 1 where partnership_id = $1 returning pos)
    insert into act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell)
    select $1, next.pos, 'notification.sent', $2, $3, 'safeguarding_lead', 'safeguard_child', $4, c.id from next
    join cell c on c.agency_id = $3 and c.category = 'youth_justice' and c.tier = 3`,
  [partnershipId, staff.schoolLeadB, agencies.schoolB, person])
}

test('both worlds hold, for most who look, something to see and something hidden', () => {
  const both = lively.filter(({ changed }) => changed.visible > 0 && changed.hidden > 0)
  expect(both.length / personas.length).toBeGreaterThan(0.4)
})

test('every route can be asked: an id in a new address is named in fillings.ts', async () => {
  const { world, end } = await over(await copyOf('base'), () => moment)
  expect(unfillable(routesOf(world, 'GET'))).toEqual([])
  expect(unfillable(['/cohorts/:id'])).toEqual(['/cohorts/:id'])
  await end()
})

describe('a fault is noticed', () => {
  test.each(named(leaks))('%s', async (_, { persona, leak, routes }) => {
    const pair = await pairFor(persona, leak)
    try {
      expect((await crawl(pair, persona, routes)).leaks.length).toBeGreaterThan(0)
    } finally {
      await endPair(pair)
    }
  }, 60_000)
})

async function listen({ world }: Over, persona: Persona): Promise<() => string> {
  const { cookie } = await world.sessionOf(persona)
  const stop = new AbortController()
  const about = ['verb:notification.', `person:${people.child}`, `person:${people.stranger}`].join(',')
  const response = await fetch(`${await world.listen()}/live?about=${encodeURIComponent(about)}&from=`,
    { headers: { cookie }, signal: stop.signal })
  let text = ''
  const decoder = new TextDecoder()
  void response.body?.pipeTo(new WritableStream({ write: chunk => { text += decoder.decode(chunk) } })).catch(() => undefined)
  return () => {
    stop.abort()
    return comparable({ path: '', status: response.status, headers: '', body: text })
  }
}
