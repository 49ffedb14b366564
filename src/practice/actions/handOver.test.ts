import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { staff, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { beginSearch, closeSearch, layDownSearchRules, upkeepPractices } from '../upkeepWorld.ts'
import { assignEpisode, handOverEpisode, handOverRefusals } from './handOver.ts'
import { changedSince } from './takeStep.ts'

let w: World
let id = ''
beforeAll(async () => {
  w = await world()
  await layDownSearchRules(w)
})
afterAll(() => w.end())
beforeEach(async () => { id = await beginSearch(w) })
afterEach(() => closeSearch(w, id))

const assign = (who: Persona, to: string | null, revision: number) =>
  assignEpisode(w.kernel, viewerOf(who), upkeepPractices, { episodeId: id, to, revision, key: randomUUID() })
const handOver = (who: Persona, given: { team: string; note: string; revision: number }) =>
  handOverEpisode(w.kernel, viewerOf(who), upkeepPractices, { episodeId: id, key: randomUUID(), ...given })
const episode = async () => (await w.owner.query<{ assigned_to: string | null; team: string; revision: number }>(
  'select assigned_to, team, revision from episode where id = $1', [id])).rows[0]
const verbs = async () => (await w.owner.query<{ verb: string; detail: unknown }>(
  `select verb, detail from act where work_id = $1 and verb like 'search.%ed%' order by pos`, [id])).rows
const allocatedTo = async () => (await w.owner.query<{ staff_id: string }>(`select staff_id from link where work_id = $1
  and kind = 'allocated' and coalesce(valid_until, 'infinity') > now()`, [id])).rows.map(row => row.staff_id)
const alertsTo = async (kind: string) => (await w.owner.query<{ staff_id: string | null; role: string | null }>(
  'select staff_id, role from alert where reference_id = $1 and kind = $2', [id, kind])).rows

test('an episode is given to a colleague, who is told and has a reason of their own, and back to the team', async () => {
  expect(await assign('locate', staff.detective, 1)).toEqual({ done: true, value: null })
  expect(await episode()).toEqual({ assigned_to: staff.detective, team: 'locate_officer', revision: 2 })
  expect(await allocatedTo()).toEqual([staff.detective])
  expect(await alertsTo('episode_assigned')).toEqual([{ staff_id: staff.detective, role: null }])
  expect(await assign('inspector', staff.inspector, 2)).toMatchObject({ done: true })
  // Whoever takes it on themselves is not told; whoever had it no longer has a link of their own.
  expect(await alertsTo('episode_assigned')).toHaveLength(1)
  expect(await allocatedTo()).toEqual([staff.inspector])
  expect(await assign('locate', null, 3)).toMatchObject({ done: true })
  expect(await episode()).toMatchObject({ assigned_to: null, revision: 4 })
  expect((await verbs()).map(({ detail }) => detail)).toEqual([{ to: 'colleague' }, { to: 'self' }, { to: 'team' }])
})

test('only the owner’s team gives it on, only to each other, and the slower of two is told', async () => {
  expect(await assign('socialWorker', staff.socialWorker, 1)).toEqual({ done: false, why: handOverRefusals.notYours })
  expect(await assign('locate', staff.officer, 1)).toEqual({ done: false, why: handOverRefusals.noColleague })
  expect(await assign('locate', staff.socialWorker, 1)).toEqual({ done: false, why: handOverRefusals.noColleague })
  expect(await assign('mentor', staff.mentor, 1)).toEqual({ done: false, why: 'absent' })
  const both = await Promise.all([assign('locate', staff.locate, 1), assign('detective', staff.detective, 1)])
  expect(both.filter(outcome => outcome.done)).toHaveLength(1)
  expect(both.find(outcome => !outcome.done)).toEqual({ done: false, why: changedSince })
})

test('a handover to another team needs a note, tells that team, and leaves it with nobody yet', async () => {
  expect(await assign('locate', staff.locate, 1)).toMatchObject({ done: true })
  expect(await handOver('locate', { team: 'inspector', note: ' ', revision: 2 })).toEqual({ done: false, why: handOverRefusals.noNote })
  expect(await handOver('locate', { team: 'social_worker', note: 'x', revision: 2 })).toEqual({ done: false, why: handOverRefusals.noTeam })
  expect(await handOver('locate', { team: 'inspector', note: 'The aunt rings at six.', revision: 2 })).toMatchObject({ done: true })
  expect(await episode()).toEqual({ assigned_to: null, team: 'inspector', revision: 3 })
  expect(await alertsTo('episode_handed_over')).toEqual([{ staff_id: null, role: 'inspector' }])
  expect(await allocatedTo()).toEqual([])
  const { rows } = await w.owner.query(`select answers, step from episode_entry where work_id = $1 and step = 'hand_over'`, [id])
  expect(rows).toEqual([{ step: 'hand_over', answers: { note: 'The aunt rings at six.' } }])
  // The note is in the entry alone: no act, no alert has it.
  expect(JSON.stringify(await verbs())).not.toContain('aunt')
})
