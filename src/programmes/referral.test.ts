import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, people, viewerOf, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { takeStep } from '../practice/actions/takeStep.ts'
import { endlessClocks, unreachable } from '../practice/life.ts'
import { definePractice } from '../practice/practice.ts'
import type { Answers } from '../practice/question.ts'
import { practicesOf } from '../practice/practices.ts'
import { refer } from './actions/refer.ts'
import type { Refer } from './actions/refer.ts'
import { programmeReferral } from './referral.ts'
import { referralRefusals } from './referralEffects.ts'
import { waitingPlace } from './store/referrals.ts'

const practices = practicesOf([programmeReferral])
let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const idOf = async (name: string) => (await w.owner.query<{ id: string }>('select id from programme where name = $1', [name])).rows[0]?.id ?? ''
const setPlaces = (id: string, places: number) => w.owner.query('update programme set places = $2, taken = 0 where id = $1', [id, places])
const takenOf = async (id: string) => (await w.owner.query<{ taken: number }>('select taken from programme where id = $1', [id])).rows[0]?.taken
const told = { why: 'Was found with a knife at school', helps: 'Somebody to talk to', consent: 'both' }
async function ask(who: Persona, name: string, more: Partial<Refer> = {}) {
  return refer(w.kernel, viewerOf(who), practices, {
    programmeId: await idOf(name), personId: people.child, key: randomUUID(), facts: { age: 14, known: {} }, ...told, ...more,
  })
}
async function asked(who: Persona, name: string, more: Partial<Refer> = {}): Promise<string> {
  const made = await ask(who, name, more)
  if (!made.done) throw new Error(made.why)
  return made.value.id
}
const take = async (who: Persona, episodeId: string, step: string, answers: Answers = {}) => {
  const { rows } = await w.owner.query<{ revision: number }>('select revision from episode where id = $1', [episodeId])
  return takeStep(w.kernel, viewerOf(who), practices, { episodeId, step, revision: rows[0]?.revision ?? 0, key: randomUUID(), answers })
}
const must = async (...taking: Parameters<typeof take>) => {
  const taken = await take(...taking)
  if (!taken.done) throw new Error(`${taking[2]}: ${taken.why}`)
  return taken.value.state
}
const rowOf = async (workId: string) =>
  (await w.owner.query<Record<string, unknown>>('select * from programme_referral where work_id = $1', [workId])).rows[0]
const runningClocks = async (workId: string) => (await w.owner.query<{ rule: string }>(
  'select rule from clock where work_id = $1 and stopped_at is null order by rule', [workId])).rows.map(({ rule }) => rule)
const entriesSeenBy = (who: Persona, workId: string) => w.kernel.db.as(w.scope(who, 'linked'), async tx =>
  JSON.stringify(await tx.selectFrom('episode_entry').select('answers').where('work_id', '=', workId).execute()))

test('every state is reached, and every clock that starts is stopped', () => {
  expect(unreachable(programmeReferral.life, programmeReferral.first)).toEqual([])
  expect(endlessClocks(programmeReferral.life)).toEqual([])
})

test('a social worker refers, the programme worker accepts, and the child goes through to the outcome', async () => {
  const programme = await idOf('Lantern one-to-one mentoring')
  const before = await takenOf(programme) ?? 0
  const id = await asked('socialWorker', 'Lantern one-to-one mentoring', { risks: 'A dog at home that bites' })
  expect(await runningClocks(id)).toEqual(['programme_decision', 'programme_wait'])
  expect(await must('programmeWorker', id, 'accept')).toBe('accepted')
  expect(await takenOf(programme)).toBe(before + 1)
  expect(await runningClocks(id)).toEqual(['programme_first_contact', 'programme_wait'])
  const at = new Date().toISOString()
  await must('mentor', id, 'contact', { at })
  await must('mentor', id, 'start', { at })
  await must('mentor', id, 'session', { at, attendance: 'not_brought', notes: 'Told me about a quarrel' })
  await must('mentor', id, 'session', { at, attendance: 'attended' })
  expect(await rowOf(id)).toMatchObject({ attended: 2, not_brought: 1, band: 'MODERATE' })
  expect(await must('mentor', id, 'complete', { summary: 'Back in school' })).toBe('completed')
  expect(await takenOf(programme)).toBe(before)
  expect(await runningClocks(id)).toEqual(['programme_outcome'])
  const referrerSees = await entriesSeenBy('socialWorker', id)
  expect(referrerSees).toContain('Back in school')
  expect(referrerSees).toContain('attended')
  expect(referrerSees).not.toContain('a quarrel')
  const providerSees = await entriesSeenBy('mentor', id)
  expect(providerSees).toContain('A dog at home')
  expect(providerSees).toContain('a quarrel')
  expect(await must('programmeWorker', id, 'outcome', { outcome: 'better' })).toBe('followed_up')
  expect(await runningClocks(id)).toEqual([])
  expect(await take('programmeWorker', id, 'session', { at, attendance: 'attended' })).toMatchObject({ done: false })
})

test('two who accept at the same time never share the last place', async () => {
  const name = 'Night court basketball'
  await setPlaces(await idOf(name), 1)
  const first = await asked('socialWorker', name)
  const second = await asked('schoolLeadB', name, { personId: people.stranger })
  const both = await Promise.all([take('programmeWorker', first, 'accept'), take('mentor', second, 'accept')])
  expect(both.filter(({ done }) => done)).toHaveLength(1)
  expect(both.find(({ done }) => !done)).toEqual({ done: false, why: referralRefusals.full })
  expect(await takenOf(await idOf(name))).toBe(1)
  const [won, lost] = both[0].done ? [first, second] : [second, first]
  expect(await must('programmeWorker', lost, 'wait', { expected_on: '2027-01-04' })).toBe('waiting')
  expect(await take('programmeWorker', lost, 'accept')).toMatchObject({ done: false })
  await must('programmeWorker', won, 'withdraw', { why: 'Moved away' })
  expect(await must('programmeWorker', lost, 'accept')).toBe('accepted')
})

test('a second referral of the same child to the same programme is stopped, whoever makes it, and shown to whoever may see it', async () => {
  const id = await asked('socialWorker', 'Knife awareness afternoon')
  expect(await ask('socialWorker', 'Knife awareness afternoon')).toMatchObject({ done: true, value: { id, wasOpen: true } })
  expect(await ask('schoolLeadA', 'Knife awareness afternoon')).toEqual({ done: false, why: referralRefusals.twice })
  await must('programmeWorker', id, 'decline', { reason: 'not_suitable', alternatives: 'Mentoring' })
  const twice = await Promise.all([ask('socialWorker', 'Knife awareness afternoon'), ask('schoolLeadA', 'Knife awareness afternoon')])
  const made = twice.filter(one => one.done && !one.value.wasOpen)
  expect(made).toHaveLength(1)
})

test('no is no: refused consent, therapy without consent, a rule that says no, and harm without a reason', async () => {
  expect(await ask('socialWorker', 'Night court basketball', { personId: people.sibling, consent: 'refused' })).toMatchObject({ done: false })
  expect(await ask('socialWorker', 'Talking after violence', { consent: 'unsafe_to_ask' })).toMatchObject({ done: false, why: expect.stringContaining('Counselling') })
  expect(await ask('socialWorker', 'Hard reset camp')).toEqual({ done: false, why: referralRefusals.harmful })
  const old = { facts: { age: 18, known: {} } }
  expect(await ask('socialWorker', 'Turnaround', old)).toMatchObject({ done: false, why: expect.stringContaining('rule') })
  const despite = await ask('socialWorker', 'Turnaround', { ...old, despite: 'Eighteen tomorrow; the court asked for it' })
  expect(despite).toMatchObject({ done: true, value: { eligibility: { answer: 'no' } } })
})

test('only the provider decides, and whoever referred may tell them more', async () => {
  const id = await asked('socialWorker', 'Stronger families group')
  expect(await take('programmeWorker', id, 'accept')).toMatchObject({ done: false })
  expect(await take('frontDoor', id, 'accept')).toMatchObject({ done: false })
  expect(await must('earlyHelp', id, 'accept')).toBe('accepted')
  const other = await asked('schoolLeadA', 'Lantern one-to-one mentoring')
  expect(await must('schoolLeadA', other, 'tell', { text: 'He changed his number' })).toBe('referred')
  expect(await entriesSeenBy('mentor', other)).toContain('He changed his number')
  expect(await entriesSeenBy('nurse', other)).toBe('[]')
})

const search = definePractice({
  kind: 'search_for_test', path: '/search-for-test', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: { one: 'Search', many: 'Searches', about: 'A search.', states: { open: 'Open', found: 'Found' }, steps: { find: { button: 'Found', done: 'Found.' } } },
  verbs: { find: 'search.found' }, life: { open: { find: { to: 'found', who: ['locate_officer'] } }, found: {} },
  first: 'open', over: ['found'], begin: { who: ['locate_officer'], ownerKinds: ['police'], form: { questions: [] } },
  team: ['locate_officer'], forms: {}, rules: {},
  effects: { find: () => ({ begins: [{ kind: 'programme_referral', agencyId: agencies.mentoring, answers: { why: 'Keeps running away', consent: 'both' } }] }) },
})

test('another room begins a referral, for its own purpose; the provider reads it, chooses the programme, and accepts', async () => {
  const both = practicesOf([search, programmeReferral])
  const begun = await beginEpisode(w.kernel, viewerOf('locate'), both, { kind: 'search_for_test', personId: people.parent, answers: {}, key: randomUUID() })
  if (!begun.done) throw new Error(begun.why)
  const found = await takeStep(w.kernel, viewerOf('locate'), both, { episodeId: begun.value.id, step: 'find', revision: 1, key: randomUUID(), answers: {} })
  expect(found).toMatchObject({ done: true })
  const { rows } = await w.owner.query<{ id: string }>('select id from episode where parent_id = $1', [begun.value.id])
  const id = rows[0]?.id ?? ''
  expect(await entriesSeenBy('mentor', id)).toContain('Keeps running away')
  expect(await take('programmeWorker', id, 'accept')).toEqual({ done: false, why: 'Choose the programme first.' })
  await must('programmeWorker', id, 'choose', { programme: 'night court basketball' })
  await w.owner.query(`update programme set places = 30 where name = 'Night court basketball'`)
  expect(await must('programmeWorker', id, 'accept')).toBe('accepted')
})

test('whoever waits has a number in the queue, and moves up when somebody before them leaves', async () => {
  const name = 'Knife awareness afternoon'
  await setPlaces(await idOf(name), 0)
  const first = await asked('schoolLeadB', name, { personId: people.stranger })
  const second = await asked('schoolLeadA', name, { personId: people.sibling })
  for (const id of [first, second]) await must('programmeWorker', id, 'wait', { expected_on: '2027-02-01' })
  const placeFor = (who: Persona, id: string) => w.kernel.db.as(w.scope(who, 'linked'), tx => waitingPlace(tx, id))
  expect(await placeFor('programmeWorker', first)).toBe(1)
  expect(await placeFor('schoolLeadA', second)).toBe(2)
  expect(await placeFor('nurse', second)).toBeUndefined()
  await must('programmeWorker', first, 'decline', { reason: 'no_place', alternatives: 'None known' })
  expect(await placeFor('schoolLeadA', second)).toBe(1)
})
