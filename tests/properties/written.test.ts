import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readActs } from '../../src/kernel/live/tail.ts'
import { sendAs } from '../journeys/sending.ts'
import { agencies, partnershipId, people, world, type World } from '../world.ts'
import { layDownChild } from '../wall/probes.ts'
import { rewrite } from '../wall/rewrite.ts'
import { writtenFaults, type Promised } from './writtenFaults.ts'
import { named } from '../wall/named.ts'

let w: World
beforeAll(async () => {
  w = await world()
  await layDownChild(w.owner)
  await w.owner.query(`insert into act_counter values ($1, 1) on conflict do nothing`, [partnershipId])
})
afterAll(() => w.end())

const count = async (what: string) =>
  (await w.owner.query<{ n: number }>(`select count(*)::integer as n from ${what}`)).rows[0]?.n ?? 0
const childsPage = () => w.request('socialWorker', `/people/${people.child}`)
const actInto = (category: string) => `select authz.append_acts(jsonb_build_array(jsonb_build_object('verb', 'test.done',
  'personId', '${people.child}', 'cell', (select id from cell where agency_id = '${agencies.police}'
  and category = '${category}' and tier = 1))))`

/** Two acts at once: the second may only be read when the first can be, or whoever reads on from it misses the first. */
async function readsBoth(): Promise<boolean> {
  const read: number[] = []
  const readOn = async () => {
    const acts = await w.kernel.db.service(tx => readActs(tx, partnershipId, read.at(-1) ?? before))
    read.push(...acts.map(({ pos }) => pos))
  }
  const before = (await w.owner.query<{ pos: number }>('select coalesce(max(pos), 0)::integer as pos from act')).rows[0]?.pos ?? 0
  const [first, second] = [new Client(w.url), new Client(w.url)]
  await Promise.all([first.connect(), second.connect()])
  const signer = await w.kernel.db.as(w.scope('officer', 'linked'), async tx =>
    (await tx.selectNoFrom(eb => eb.fn<string>('current_setting', [eb.val('kith.context')]).as('context')).executeTakeFirst())?.context)
  const wear = `begin; set local kith.context = '${signer ?? ''}'`
  await first.query(`${wear}; ${actInto('concern')}`)
  const later = second.query(`${wear}; ${actInto('police')}; commit`)
  await new Promise(done => { setTimeout(done, 300) })
  await readOn()
  await first.query('commit')
  await later
  await readOn()
  await Promise.all([first.end(), second.end()])
  return read.length === 2
}

/** An open page hears of an act that was committed somewhere else, though nobody woke the server. */
async function isTold(): Promise<boolean> {
  const other = await world()
  try {
    await layDownChild(other.owner)
    await other.owner.query('insert into act_counter values ($1, 1) on conflict do nothing', [partnershipId])
    const { cookie } = await other.sessionOf('socialWorker')
    const stop = new AbortController()
    const response = await fetch(`${await other.listen()}/live?about=person:${people.child}&from=`,
      { headers: { cookie }, signal: stop.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const heard = (async () => {
      let text = ''
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        text += next.value
        if (text.includes('test.silent')) return true
      }
      return false
    })().catch(() => false)
    await other.owner.query(`
      with next as (update act_counter set pos = pos + 1 where partnership_id = $1 returning pos)
      insert into act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell)
      select $1, next.pos, 'test.silent', $2, $3, 'neighbourhood_officer', 'safeguard_child', $4, c.id from next
      join cell c on c.agency_id = $3 and c.category = 'concern' and c.tier = 1`,
    [partnershipId, other.viewer('officer').staffId, agencies.police, people.child])
    const told = await Promise.race([heard, new Promise<false>(done => { setTimeout(() => { done(false) }, 2_500) })])
    stop.abort()
    return told
  } finally {
    await other.end()
  }
}

/** What is promised, each as a question whose answer is yes. */
const promises: Record<Promised, () => Promise<boolean>> = {
  'a page about a person leaves a reading': async () => {
    const before = await count('disclosure')
    return (await childsPage()).status === 200 && await count('disclosure') > before
  },
  'a reading says for which purpose and by which clauses': async () => {
    await childsPage()
    return await count(`(select from disclosure where purpose <> 'safeguard_child' or cardinality(elements) = 0
      and outcome = 'shown') wrong`) === 0
  },
  'a question that finds nothing leaves an attempt': async () => {
    const before = await count(`disclosure where outcome = 'refused'`)
    await w.request('officer', `/people/${people.stranger}`)
    return await count(`disclosure where outcome = 'refused'`) > before
  },
  'what cannot be recorded is not shown': async () => {
    await w.owner.query(`create function full_up() returns trigger language plpgsql as
      $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$;
      create trigger full_up before insert on disclosure for each row execute function full_up()`)
    try {
      return (await childsPage()).status === 503
    } finally {
      await w.owner.query('drop function full_up() cascade')
    }
  },
  'what somebody does leaves an act': async () => {
    const before = await count('act')
    await sendAs(w, 'officer', {})
    return await count('act') > before
  },
  'whoever reads on misses no act': readsBoth,
  'an open page hears of acts without being woken': isTold,
}

test.each(Object.entries(promises))('%s', async (_, holds) => {
  expect(await holds()).toBe(true)
})

describe('a fault is noticed', () => {
  test.each(named(writtenFaults))('%s', async (_, { breaks, ...fault }) => {
    const undo = await seeded(fault)
    try {
      expect(await promises[breaks]()).toBe(false)
    } finally {
      await undo()
    }
  })
})

type Seeded = { in?: string; replace?: string; by?: string; sql?: string; undo?: string; deaf?: boolean }

async function seeded({ in: name, replace = '', by = '', sql, undo = '', deaf = false }: Seeded): Promise<() => Promise<unknown>> {
  if (deaf) {
    const { setInterval: before } = globalThis
    const spy = vi.spyOn(globalThis, 'setInterval').mockImplementation((work, every, ...rest) =>
      before(every === 1_000 ? () => undefined : work, every, ...rest))
    return async () => { spy.mockRestore() }
  }
  if (sql !== undefined) await w.owner.query(sql)
  if (name === undefined) return () => w.owner.query(undo)
  const { rows } = await w.owner.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [name])
  await rewrite(w.owner, name, replace, by)
  return () => w.owner.query(rows[0]?.text ?? '')
}
