import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { openWork } from '../../kernel/work.ts'
import { beginSearch, closeSearch, layDownSearchRules, takeSearchStep, upkeepPractices } from '../upkeepWorld.ts'
import { moveEpisode, moveRefusals } from './moveEpisode.ts'

let w: World
beforeAll(async () => {
  w = await world()
  await layDownSearchRules(w)
  // The police know the right child, too.
  await w.owner.query(`insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name, birth_on)
    select $1, $2, id, 'seed', 'right', 'Isla', 'Marlowe', '2015-08-19' from cell
    where agency_id = $3 and category = 'identity' and tier = 0`, [partnershipId, people.sibling, agencies.police])
})
afterAll(() => w.end())

const move = (who: Persona, id: string, given: { to: string; revision: number; why?: string }) =>
  moveEpisode(w.kernel, viewerOf(who), upkeepPractices, {
    episodeId: id, toPersonId: given.to, revision: given.revision, key: randomUUID(), why: given.why ?? 'The brother was chosen.',
  })
const count = async (table: string, id: string, personId: string) =>
  (await w.owner.query<{ n: number }>(`select count(*)::int as n from ${table} where ${table === 'episode' || table === 'work' ? 'id' : 'work_id'} = $1
    and person_id = $2 ${table === 'disclosure' ? "and outcome = 'shown'" : ''}`, [id, personId])).rows[0]?.n
const linked = async (id: string, personId: string) => (await w.owner.query<{ agency_id: string; role: string | null }>(`
  select agency_id, role from link where work_id = $1 and person_id = $2 and valid_from <= now() and coalesce(valid_until, 'infinity') > now()
  order by 1, 2`, [id, personId])).rows

test('work for the wrong child moves to the right one with all that was recorded and begun, and leaves the traces where they were', async () => {
  const id = await beginSearch(w)
  expect(await takeSearchStep(w, 'socialWorker', { id, step: 'tell', revision: 1, answers: { what: 'Seen at the pier' } })).toMatchObject({ done: true })
  expect(await takeSearchStep(w, 'locate', { id, step: 'ask', revision: 1 })).toMatchObject({ done: true })
  const { rows: [task] } = await w.owner.query<{ id: string }>('select id from episode where parent_id = $1', [id])
  if (!task) throw new Error('no task')
  const reads = await openWork(w.kernel, viewerOf('socialWorker'), id)
  if (!reads) throw new Error('not open')
  await w.kernel.db.as(reads.scope, async tx => {
    const { disclose } = await import('../../kernel/disclosure.ts')
    await disclose(tx, w.kernel, reads.scope, { page: 'practice/one', people: [{ personId: people.child, categories: ['missing'] }] })
  })
  const before = { links: await linked(id, people.child), acts: await count('act', id, people.child), seen: await count('disclosure', id, people.child) }
  expect(before.links.length).toBeGreaterThan(3)

  expect(await move('socialWorker', id, { to: people.sibling, revision: 2 })).toEqual({ done: false, why: moveRefusals.notYours })
  expect(await move('locate', id, { to: people.sibling, revision: 2, why: ' ' })).toEqual({ done: false, why: moveRefusals.noWhy })
  expect(await move('locate', id, { to: people.sealed, revision: 2 })).toEqual({ done: false, why: 'absent' })
  expect(await move('locate', id, { to: people.stranger, revision: 2 })).toEqual({ done: false, why: 'absent' })
  expect(await move('locate', id, { to: randomUUID(), revision: 2 })).toEqual({ done: false, why: 'absent' })
  expect(await move('locate', id, { to: people.sibling, revision: 1 })).toMatchObject({ done: false })
  expect(await move('locate', task.id, { to: people.sibling, revision: 1 })).toMatchObject({ done: false })

  expect(await move('locate', id, { to: people.sibling, revision: 2 })).toMatchObject({ done: true })
  for (const table of ['work', 'episode', 'episode_entry', 'clock']) {
    expect(await count(table, id, people.child), table).toBe(0)
    expect(await count(table, id, people.sibling), table).toBeGreaterThan(0)
  }
  for (const table of ['work', 'episode']) expect(await count(table, task.id, people.sibling), table).toBe(1)
  expect(await linked(id, people.child)).toEqual([])
  expect(await linked(id, people.sibling)).toEqual(before.links)
  // What was done and read stays about whom it was done and read; the move adds one act to each, and a reading of each.
  expect(await count('act', id, people.child)).toBe(before.acts === undefined ? 0 : before.acts + 1)
  expect(await count('disclosure', id, people.child)).toBe(before.seen === undefined ? 0 : before.seen + 1)
  const { rows: acts } = await w.owner.query(`select verb, person_id from act where work_id = $1 and verb like '%moved%' order by pos`, [id])
  expect(acts).toEqual([{ verb: 'search.moved_away', person_id: people.child }, { verb: 'search.moved_here', person_id: people.sibling }])
  const { rows: told } = await w.owner.query(`select kind, agency_id, role, staff_id from alert where kind like 'episode_moved%' order by kind, role`)
  expect(told).toEqual([
    { kind: 'episode_moved', agency_id: agencies.council, role: 'social_worker', staff_id: null },
    { kind: 'episode_moved', agency_id: agencies.council, role: null, staff_id: staff.socialWorker },
    { kind: 'episode_moved_readers', agency_id: agencies.police, role: 'privacy_officer', staff_id: null },
  ])
  // The episode opens for the right child and goes on.
  expect((await openWork(w.kernel, viewerOf('socialWorker'), id))?.work?.personId).toBe(people.sibling)
  expect(await takeSearchStep(w, 'locate', { id, step: 'find', revision: 3 })).toMatchObject({ done: true })
})

test('a child who has one of these open gets no second one by a move', async () => {
  const wrong = await beginSearch(w)
  const right = await beginSearch(w, 'locate', people.sibling)
  expect(await move('locate', wrong, { to: people.sibling, revision: 1 })).toMatchObject(
    { done: false, why: expect.stringContaining('already has one of these open') })
  await closeSearch(w, right)
  await closeSearch(w, wrong)
  // What is over can be moved, too.
  expect(await move('locate', wrong, { to: people.sibling, revision: 1 })).toMatchObject({ done: true })
})
