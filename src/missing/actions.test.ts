import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, people } from '../../tests/world.ts'
import { ago, found, missingWorld, reasons, report } from './missingWorld.ts'
import type { MissingWorld } from './missingWorld.ts'

let w: MissingWorld
beforeAll(async () => { w = await missingWorld() })
afterAll(() => w.end())

test('a home reports, the police grade, partners tell, the child is found, and the check and the interview begin', async () => {
  const id = await w.begun('homeWorker', people.child)
  expect(await w.begin('officer', people.child)).toMatchObject({ done: true, value: { id, wasOpen: true } })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_grade'])
  expect(await w.take('homeWorker', id, 'grade', { grade: 'high', reasons })).toMatchObject({ done: false })
  expect(await w.take('locate', id, 'grade', { grade: 'high', reasons }))
    .toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await w.look('locate', id))?.episode)
    .toMatchObject({ urgency: 'immediate', agencyId: agencies.police })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_review_high'])
  expect(await w.take('socialWorker', id, 'inform',
    { about: 'place', what: 'An uncle in the next town', source: 'Told me last month' }))
    .toMatchObject({ done: true })
  expect(await w.take('homeWorker', id, 'inform', { about: 'seen', what: 'At the chip shop', source: 'A colleague' }))
    .toMatchObject({ done: true })
  expect(await w.take('detective', id, 'search_place',
    { place: 'Bus station', searched_by: 'Unit 4', result: 'signs' }))
    .toMatchObject({ done: true })
  expect(await w.take('locate', id, 'contact_attempt', { how: 'phone', answer: 'none' }))
    .toMatchObject({ done: true })
  expect(await w.take('locate', id, 'regrade', { grade: 'high', reasons }))
    .toMatchObject({ done: false, why: expect.stringContaining('the grade now') })
  expect(await w.take('locate', id, 'review', { looked_at: 'Calls', actions: 'Search the park by 6pm' }))
    .toMatchObject({ done: true })
  expect(await w.take('locate', id, 'find', found({ found_at: ago(5) })))
    .toMatchObject({ done: false, why: expect.stringContaining('last seen') })
  expect(await w.take('locate', id, 'find', found())).toMatchObject({ done: true, value: { state: 'found' } })
  const after = await w.look('locate', id)
  expect(after?.episode?.closedAt).toBeInstanceOf(Date)
  expect(after?.children.map(({ kind, agencyId }) => [kind, agencyId]).toSorted()).toEqual([
    ['return_interview', agencies.council], ['safe_and_well_check', agencies.police]])
  const interview = after?.children.find(({ kind }) => kind === 'return_interview')?.id ?? ''
  const clocks = await w.running(interview)
  expect(clocks.map(({ rule }) => rule)).toEqual(['return_interview', 'return_interview_held'])
  expect(Math.abs((clocks[0]?.starts_at.getTime() ?? 0) - Date.parse(ago(1)))).toBeLessThan(60_000)
  // Where exactly and with whom is the police's own.
  const seenByCouncil = (await w.look('socialWorker', id))?.entries.find(({ step }) => step === 'find')?.answers
  expect(seenByCouncil).toMatchObject({ found_place: 'public' })
  expect(seenByCouncil).not.toHaveProperty('found_where')
  expect(await w.look('mentor', id)).toBeUndefined()
  expect(await w.take('locate', id, 'review', { looked_at: 'x', actions: 'y' })).toMatchObject({ done: false })
})

test('a child is low or at no apparent risk only with reasons about this child and by a second person, the inspector', async () => {
  const id = await w.begun('officer', people.stranger, report({ absence: 'home' }))
  expect(await w.take('locate', id, 'grade', { grade: 'low', reasons }))
    .toMatchObject({ done: false, why: expect.stringContaining('by one person') })
  expect(await w.take('locate', id, 'grade', { grade: 'medium', reasons: 'No concerns' }))
    .toMatchObject({ done: false, why: expect.stringContaining('about this child') })
  expect(await w.take('locate', id, 'propose_lower',
    { grade: 'low', reasons: 'Harm is assessed as possible, but minimal.' }))
    .toMatchObject({ done: false })
  expect(await w.take('inspector', id, 'propose_lower', { grade: 'low', reasons }))
    .toMatchObject({ done: true, value: { state: 'lower_proposed' } })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_confirm_grade', 'missing_grade'])
  expect(await w.take('locate', id, 'confirm_lower', { confirmation: 'Yes' })).toMatchObject({ done: false })
  expect(await w.take('inspector', id, 'confirm_lower', { confirmation: 'Yes' }))
    .toMatchObject({ done: false, why: expect.stringContaining('Somebody else') })
  expect(await w.take('inspector', id, 'decline_lower', { grade: 'medium', reasons }))
    .toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_review_medium'])
  expect(await w.take('detective', id, 'propose_lower', { grade: 'no_apparent_risk', reasons }))
    .toMatchObject({ done: true })
  expect(await w.take('inspector', id, 'confirm_lower', { confirmation: 'Spoke with them on the phone' }))
    .toMatchObject({ done: true })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_review_no_apparent_risk'])
  expect((await w.look('locate', id))?.episode?.urgency).toBe('routine')
  const { rows } = await w.owner.query<{ detail: object }>(`select detail from act where work_id = $1 and verb = 'missing_episode.lower_confirmed'`, [id])
  expect(rows[0]?.detail).toMatchObject({ grade: 'no_apparent_risk', before: 'medium' })
  expect(await w.take('locate', id, 'cancel', { cancelled_why: 'not_missing', detail: 'At the dentist' }))
    .toMatchObject({ done: true, value: { state: 'cancelled' } })
  expect(await w.take('locate', id, 'reopen', { reopened_why: 'That was a sibling' }))
    .toMatchObject({ done: true, value: { state: 'searching' } })
  expect((await w.running(id)).map(({ rule }) => rule)).toEqual(['missing_review_no_apparent_risk'])
})

test('whoever looks after a child says what they tried first, unless the child is in danger now', async () => {
  const nothing = report({ tried: ['nothing'], absence: 'home', reporter_relationship: 'parent' })
  expect(await w.begin('locate', people.sibling, nothing))
    .toMatchObject({ done: false, why: expect.stringContaining('tries to find them first') })
  expect(await w.begin('locate', people.sibling, report({ last_seen_at: ago(1) })))
    .toMatchObject({ done: false, why: expect.stringContaining('after the report') })
  const id = await w.begun('locate', people.sibling, { ...nothing, immediate_danger: 'yes' })
  expect((await w.look('locate', id))?.episode?.urgency).toBe('immediate')
})

test('the interviewer’s account stays with the council, and only what may be passed on reaches the police', async () => {
  const id = await w.begun('locate', people.child)
  await w.take('locate', id, 'grade', { grade: 'medium', reasons })
  expect(await w.take('inspector', id, 'find', found())).toMatchObject({ done: true })
  const interview = await w.child('locate', id, 'return_interview')
  expect(await w.take('socialWorker', interview, 'not_reached', { instead: 'A letter' }))
    .toMatchObject({ done: false, why: expect.stringContaining('3 attempts') })
  expect(await w.take('socialWorker', interview, 'assign', { interviewer: 'Harbour Advocacy', is_independent: 'yes' }))
    .toMatchObject({ done: true })
  expect(await w.take('returnInterviewer', interview, 'tell_offer',
    { offered_at: ago(0.5), offered_to: 'child', how: 'visit', answer: 'yes' }))
    .toMatchObject({ done: true })
  expect((await w.running(interview)).map(({ rule }) => rule)).toEqual(['return_interview_held'])
  expect(await w.take('socialWorker', interview, 'accept', { answered_by: 'child' }))
    .toMatchObject({ done: true, value: { state: 'accepted' } })
  expect(await w.take('socialWorker', interview, 'note_held', { read_by: 'x' })).toMatchObject({ done: false })
  expect(await w.take('returnInterviewer', interview, 'interview', {
    held_at: ago(0.2), held_by: 'S. Q.', is_independent: 'yes', alone: 'yes', push: ['fear'], pull: ['exploited'],
    own_words: 'They said I owed them',
    account: 'Told of a debt', asked_child: 'yes', share_back: 'The name of a street', worry_now: 'no',
  })).toMatchObject({ done: true, value: { state: 'accepted' } })
  expect(await w.running(interview)).toEqual([])
  const toPolice = (await w.look('detective', interview))?.entries.find(({ step }) => step === 'interview')?.answers
  expect(toPolice).toMatchObject({ share_back: 'The name of a street' })
  for (const hidden of ['account', 'own_words', 'push', 'pull']) expect(toPolice).not.toHaveProperty(hidden)
  const toCouncil = (await w.look('socialWorker', interview))?.entries.find(({ step }) => step === 'interview')?.answers
  expect(toCouncil)
    .toMatchObject({ account: 'Told of a debt', own_words: 'They said I owed them', push: ['fear'] })
  expect(await w.take('socialWorker', interview, 'note_held', { read_by: 'Speak with the school' }))
    .toMatchObject({ done: true, value: { state: 'held' } })
  expect(await w.take('socialWorker', interview, 'finish', { outcome: 'plan', done_about: 'Told the child' }))
    .toMatchObject({ done: true, value: { state: 'done' } })
  const check = await w.child('locate', id, 'safe_and_well_check')
  expect(await w.take('officer', check, 'check', {})).toMatchObject({ done: false })
  expect(await w.take('locate', check, 'check',
    { seen_at: ago(0.3), seen_by: 'P. L.', alone: 'yes', well: 'well', harm: ['none'], safe_where: 'yes' }))
    .toMatchObject({ done: true })
  expect(await w.take('locate', check, 'close', { learned: 'The bus station' }))
    .toMatchObject({ done: true, value: { state: 'closed' } })
})

test('the third episode in ninety days calls one strategy meeting by itself, with its reasons', async () => {
  const third = await w.begun('homeWorker', people.child)
  const meetings = (await w.look('socialWorker',
    third))?.children.filter(({ kind }) => kind === 'missing_strategy_meeting') ?? []
  expect(meetings).toHaveLength(1)
  const meeting = meetings[0]?.id ?? ''
  expect((await w.look('socialWorker', meeting))?.entries[0]?.answers).toMatchObject({
    called_by: 'count', within_days: 90,
    reasons: expect.stringContaining('Missing 3 times in the last 90 days; the agreed count is 3.') })
  expect((await w.running(meeting)).map(({ rule }) => rule)).toEqual(['missing_strategy_meeting'])
  await w.take('locate', third, 'grade', { grade: 'medium', reasons })
  await w.take('locate', third, 'find', found({ found_at: ago(0.1) }))
  const fourth = await w.begun('locate', people.child)
  await w.take('locate', fourth, 'grade', { grade: 'medium', reasons })
  expect((await w.look('locate', fourth))?.children).toEqual([])
  const { rows } = await w.owner.query<{ n: number }>(`select count(*)::int as n from episode where kind = 'missing_strategy_meeting'`)
  expect(rows[0]?.n).toBe(1)
})

test('a young person who comes of age while missing keeps everything that was begun for a child', async () => {
  const open = await w.begun('locate', people.child)
  expect(await w.take('locate', open, 'cancel', { cancelled_why: 'wrong', detail: 'Of another child' }))
    .toMatchObject({ done: true })
  const id = await w.begun('locate', people.child, report({ reported_at: ago(30), last_seen_at: ago(31) }))
  expect(await w.take('locate', id, 'propose_lower', { grade: 'low', reasons })).toMatchObject({ done: true })
  await w.owner.query(`update source_record set birth_on = current_date - interval '18 years' where person_id = $1`,
    [people.child])
  // No child-only step is refused, and nobody else is needed for an adult's grade.
  expect(await w.take('inspector', id, 'confirm_lower', { confirmation: 'Spoke with her' }))
    .toMatchObject({ done: true })
  expect(await w.take('locate', id, 'regrade', { grade: 'no_apparent_risk', reasons })).toMatchObject({ done: true })
  expect(await w.take('locate', id, 'find', found())).toMatchObject({ done: true })
  expect((await w.look('locate', id))?.children.map(({ kind }) => kind).toSorted())
    .toEqual(['return_interview', 'safe_and_well_check'])
})

test('a home and youth justice follow the search only for a child whom they know', async () => {
  const unknown = await w.begun('locate', people.sibling, { ...report(), absence: 'home' })
  expect(await w.look('youthJustice', unknown)).toBeUndefined()
  await w.owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
    select c.partnership_id, $1, c.id, $2, c.agency_id, 'youth_justice', 'allocated' from cell c
    where c.agency_id = $3 and category = 'involvement' and tier = 0`, [people.stranger, w.staff.youthJustice, agencies.youthJustice])
  const known = await w.begun('locate', people.stranger)
  await w.take('locate', known, 'regrade', { grade: 'high', reasons })
  expect((await w.look('youthJustice', known))?.episode).toMatchObject({ state: 'searching' })
  const told = { about: 'person', what: 'He sees his cousin on Fridays', source: 'Our session last week' }
  expect(await w.take('youthJustice', known, 'inform', told)).toMatchObject({ done: true })
  expect((await w.look('locate', known))?.entries[0]?.answers).toMatchObject({ what: told.what })
  expect(await w.take('youthJustice', known, 'enquiry', { of_whom: 'x', result: 'y' })).toMatchObject({ done: false })
})

test('two who report the same child at once begin one search', async () => {
  const id = await w.begun('officer', people.parent)
  await w.take('locate', id, 'cancel', { cancelled_why: 'twice', detail: 'Rang twice' })
  const both = await Promise.all([w.begin('homeWorker', people.parent), w.begin('officer', people.parent)])
  expect(both.map(made => made.done && made.value.wasOpen).toSorted((a, b) => Number(a) - Number(b)))
    .toEqual([false, true])
})
