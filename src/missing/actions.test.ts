import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, people, viewerOf, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { openWork } from '../kernel/work.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { takeStep } from '../practice/actions/takeStep.ts'
import type { Answers } from '../practice/question.ts'
import { practicesOf } from '../practice/registry.ts'
import { findEpisode, listBegunBy } from '../practice/store/episodes.ts'
import { listEntriesOf } from '../practice/store/entries.ts'
import { missingRoom } from './room.ts'

const practices = practicesOf(missingRoom.practices)
let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
export const report = (more: Answers = {}): Answers => ({
  reported_at: ago(2), reporter_relationship: 'home', reporter_name: 'Night staff', reporter_contact: '01632 960 001',
  last_seen_at: ago(3), last_seen_where: 'By the front door', tried: ['phone', 'home'], tried_detail: 'No answer',
  immediate_danger: 'no', worry: 'Has not come back and does not answer', absence: 'care', home_authority: 'Wexmere', ...more,
})

const begin = (who: Persona, personId: string, answers: Answers = report()) =>
  beginEpisode(w.kernel, viewerOf(who), practices, { kind: 'missing_episode', personId, answers, key: randomUUID() })

async function begun(who: Persona, personId: string, answers?: Answers): Promise<string> {
  const made = await begin(who, personId, answers)
  if (!made.done) throw new Error(made.why)
  return made.value.id
}

async function look(who: Persona, id: string) {
  const opened = await openWork(w.kernel, viewerOf(who), id)
  return opened && w.kernel.db.as(opened.scope, async tx => ({
    episode: await findEpisode(tx, w.kernel, id), entries: await listEntriesOf(tx, id), children: await listBegunBy(tx, w.kernel, id),
  }))
}

async function take(who: Persona, episodeId: string, step: string, answers: Answers = {}) {
  const revision = (await look(who, episodeId))?.episode?.revision ?? 0
  return takeStep(w.kernel, viewerOf(who), practices, { episodeId, step, revision, key: randomUUID(), answers })
}

const running = async (id: string) => (await w.owner.query<{ rule: string; starts_at: Date }>(
  'select rule, starts_at from clock where work_id = $1 and stopped_at is null order by rule', [id])).rows
const reasons = 'A fourteen-year-old who was threatened by an older group last week and has no phone with them'
const found = (more: Answers = {}): Answers => ({
  found_at: ago(1), found_how: 'police', found_place: 'public', found_where: 'Bus station, stand 4', found_with: 'Two older boys', condition: 'well', ...more,
})

test('a home reports, the police grade, partners tell, the child is found, and the check and the interview begin', async () => {
  const id = await begun('homeWorker', people.child)
  expect(await begin('officer', people.child)).toMatchObject({ done: true, value: { id, wasOpen: true } })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_grade'])
  expect(await take('homeWorker', id, 'grade', { grade: 'high', reasons })).toMatchObject({ done: false })
  expect(await take('locate', id, 'grade', { grade: 'high', reasons })).toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await look('locate', id))?.episode).toMatchObject({ urgency: 'immediate', agencyId: agencies.police })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_review_high'])
  expect(await take('socialWorker', id, 'inform', { about: 'place', what: 'An uncle in the next town', source: 'Told me last month' })).toMatchObject({ done: true })
  expect(await take('homeWorker', id, 'inform', { about: 'seen', what: 'At the chip shop', source: 'A colleague' })).toMatchObject({ done: true })
  expect(await take('detective', id, 'search_place', { place: 'Bus station', searched_by: 'Unit 4', result: 'signs' })).toMatchObject({ done: true })
  expect(await take('locate', id, 'contact_attempt', { how: 'phone', answer: 'none' })).toMatchObject({ done: true })
  expect(await take('locate', id, 'regrade', { grade: 'high', reasons })).toMatchObject({ done: false, why: expect.stringContaining('the grade now') })
  expect(await take('locate', id, 'review', { looked_at: 'Calls', actions: 'Search the park by 6pm' })).toMatchObject({ done: true })
  expect(await take('locate', id, 'find', found({ found_at: ago(5) }))).toMatchObject({ done: false, why: expect.stringContaining('last seen') })
  expect(await take('locate', id, 'find', found())).toMatchObject({ done: true, value: { state: 'found' } })
  const after = await look('locate', id)
  expect(after?.episode?.closedAt).toBeInstanceOf(Date)
  expect(after?.children.map(({ kind, agencyId }) => [kind, agencyId]).toSorted()).toEqual([
    ['return_interview', agencies.council], ['safe_and_well_check', agencies.police]])
  const interview = after?.children.find(({ kind }) => kind === 'return_interview')?.id ?? ''
  const clocks = await running(interview)
  expect(clocks.map(({ rule }) => rule)).toEqual(['return_interview', 'return_interview_held'])
  expect(Math.abs((clocks[0]?.starts_at.getTime() ?? 0) - Date.parse(ago(1)))).toBeLessThan(60_000)
  // Where exactly and with whom is the police's own.
  const seenByCouncil = (await look('socialWorker', id))?.entries.find(({ step }) => step === 'find')?.answers
  expect(seenByCouncil).toMatchObject({ found_place: 'public' })
  expect(seenByCouncil).not.toHaveProperty('found_where')
  expect(await look('mentor', id)).toBeUndefined()
  expect(await take('locate', id, 'review', { looked_at: 'x', actions: 'y' })).toMatchObject({ done: false })
})

test('a child is low or at no apparent risk only with reasons about this child and by a second person, the inspector', async () => {
  const id = await begun('officer', people.stranger, report({ absence: 'home' }))
  expect(await take('locate', id, 'grade', { grade: 'low', reasons })).toMatchObject({ done: false, why: expect.stringContaining('by one person') })
  expect(await take('locate', id, 'grade', { grade: 'medium', reasons: 'No concerns' })).toMatchObject({ done: false, why: expect.stringContaining('about this child') })
  expect(await take('locate', id, 'propose_lower', { grade: 'low', reasons: 'Harm is assessed as possible, but minimal.' })).toMatchObject({ done: false })
  expect(await take('inspector', id, 'propose_lower', { grade: 'low', reasons })).toMatchObject({ done: true, value: { state: 'lower_proposed' } })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_confirm_grade', 'missing_grade'])
  expect(await take('locate', id, 'confirm_lower', { confirmation: 'Yes' })).toMatchObject({ done: false })
  expect(await take('inspector', id, 'confirm_lower', { confirmation: 'Yes' })).toMatchObject({ done: false, why: expect.stringContaining('Somebody else') })
  expect(await take('inspector', id, 'decline_lower', { grade: 'medium', reasons })).toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_review_medium'])
  expect(await take('detective', id, 'propose_lower', { grade: 'no_apparent_risk', reasons })).toMatchObject({ done: true })
  expect(await take('inspector', id, 'confirm_lower', { confirmation: 'Spoke with them on the phone' })).toMatchObject({ done: true })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_review_no_apparent_risk'])
  expect((await look('locate', id))?.episode?.urgency).toBe('routine')
  const { rows } = await w.owner.query<{ detail: object }>(`select detail from act where work_id = $1 and verb = 'missing_episode.lower_confirmed'`, [id])
  expect(rows[0]?.detail).toMatchObject({ grade: 'no_apparent_risk', before: 'medium' })
  expect(await take('locate', id, 'cancel', { cancelled_why: 'not_missing', detail: 'At the dentist' })).toMatchObject({ done: true, value: { state: 'cancelled' } })
  expect(await take('locate', id, 'reopen', { reopened_why: 'That was a sibling' })).toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await running(id)).map(({ rule }) => rule)).toEqual(['missing_review_no_apparent_risk'])
})

test('whoever looks after a child says what they tried first, unless the child is in danger now', async () => {
  const nothing = report({ tried: ['nothing'], absence: 'home', reporter_relationship: 'parent' })
  expect(await begin('locate', people.sibling, nothing)).toMatchObject({ done: false, why: expect.stringContaining('tries to find them first') })
  expect(await begin('locate', people.sibling, report({ last_seen_at: ago(1) }))).toMatchObject({ done: false, why: expect.stringContaining('after the report') })
  const id = await begun('locate', people.sibling, { ...nothing, immediate_danger: 'yes' })
  expect((await look('locate', id))?.episode?.urgency).toBe('immediate')
})

test('the interviewer’s account stays with the council, and only what may be passed on reaches the police', async () => {
  const id = await begun('locate', people.child)
  await take('locate', id, 'grade', { grade: 'medium', reasons })
  expect(await take('inspector', id, 'find', found())).toMatchObject({ done: true })
  const interview = (await look('locate', id))?.children.find(({ kind }) => kind === 'return_interview')?.id ?? ''
  expect(await take('socialWorker', interview, 'not_reached', { instead: 'A letter' })).toMatchObject({ done: false, why: expect.stringContaining('3 attempts') })
  expect(await take('socialWorker', interview, 'assign', { interviewer: 'Harbour Advocacy', is_independent: 'yes' })).toMatchObject({ done: true })
  expect(await take('returnInterviewer', interview, 'tell_offer', { offered_at: ago(0.5), offered_to: 'child', how: 'visit', answer: 'yes' })).toMatchObject({ done: true })
  expect((await running(interview)).map(({ rule }) => rule)).toEqual(['return_interview_held'])
  expect(await take('socialWorker', interview, 'accept', { answered_by: 'child' })).toMatchObject({ done: true, value: { state: 'accepted' } })
  expect(await take('socialWorker', interview, 'note_held', { read_by: 'x' })).toMatchObject({ done: false })
  expect(await take('returnInterviewer', interview, 'interview', {
    held_at: ago(0.2), held_by: 'S. Q.', is_independent: 'yes', alone: 'yes', push: ['fear'], pull: ['exploited'], own_words: 'They said I owed them',
    account: 'Told of a debt', asked_child: 'yes', share_back: 'The name of a street', worry_now: 'no',
  })).toMatchObject({ done: true, value: { state: 'accepted' } })
  expect(await running(interview)).toEqual([])
  const toPolice = (await look('detective', interview))?.entries.find(({ step }) => step === 'interview')?.answers
  expect(toPolice).toMatchObject({ share_back: 'The name of a street' })
  for (const hidden of ['account', 'own_words', 'push', 'pull']) expect(toPolice).not.toHaveProperty(hidden)
  const toCouncil = (await look('socialWorker', interview))?.entries.find(({ step }) => step === 'interview')?.answers
  expect(toCouncil).toMatchObject({ account: 'Told of a debt', own_words: 'They said I owed them', push: ['fear'] })
  expect(await take('socialWorker', interview, 'note_held', { read_by: 'Speak with the school' })).toMatchObject({ done: true, value: { state: 'held' } })
  expect(await take('socialWorker', interview, 'finish', { outcome: 'plan', done_about: 'Told the child' })).toMatchObject({ done: true, value: { state: 'done' } })
  const check = (await look('locate', id))?.children.find(({ kind }) => kind === 'safe_and_well_check')?.id ?? ''
  expect(await take('officer', check, 'check', {})).toMatchObject({ done: false })
  expect(await take('locate', check, 'check', { seen_at: ago(0.3), seen_by: 'P. L.', alone: 'yes', well: 'well', harm: ['none'], safe_where: 'yes' })).toMatchObject({ done: true })
  expect(await take('locate', check, 'close', { learned: 'The bus station' })).toMatchObject({ done: true, value: { state: 'closed' } })
})

test('the third episode in ninety days calls one strategy meeting by itself, with its reasons', async () => {
  const third = await begun('homeWorker', people.child)
  const meetings = (await look('socialWorker', third))?.children.filter(({ kind }) => kind === 'missing_strategy_meeting') ?? []
  expect(meetings).toHaveLength(1)
  const meeting = meetings[0]?.id ?? ''
  expect((await look('socialWorker', meeting))?.entries[0]?.answers).toMatchObject({
    called_by: 'count', within_days: 90, reasons: expect.stringContaining('Missing 3 times in the last 90 days; the agreed count is 3.') })
  expect((await running(meeting)).map(({ rule }) => rule)).toEqual(['missing_strategy_meeting'])
  await take('locate', third, 'grade', { grade: 'medium', reasons })
  await take('locate', third, 'find', found({ found_at: ago(0.1) }))
  const fourth = await begun('locate', people.child)
  await take('locate', fourth, 'grade', { grade: 'medium', reasons })
  expect((await look('locate', fourth))?.children).toEqual([])
  const { rows } = await w.owner.query<{ n: number }>(`select count(*)::int as n from episode where kind = 'missing_strategy_meeting'`)
  expect(rows[0]?.n).toBe(1)
})
