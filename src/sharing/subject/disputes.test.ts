import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disputeStates, lifeOfADispute } from './dispute.ts'
import { agencies, gather, partnershipId, people, post, staff, subjectWorld, wordsIn } from './subjectWorld.ts'
import type { SubjectWorld } from './subjectWorld.ts'

let w: SubjectWorld
let concern = ''
beforeAll(async () => {
  w = await subjectWorld()
  concern = await w.record('Seen with a knife', {
    agency: agencies.police,
    category: 'concern',
    at: '2026-11-01T10:00:00Z',
  })
  await w.link('officer', people.child, agencies.police)
  await w.link('secondOfficer', people.child, agencies.police)
  await w.link('socialWorker', people.child, agencies.council)
})
afterAll(() => w.end())

const dispute = (form: Record<string, string> = {}) => ({
  key: randomUUID(),
  kind: 'record',
  record: concern,
  person: people.child,
  role: 'child',
  says: 'It was my bicycle pump',
  wants: 'Take it out',
  'received-day': '20',
  'received-month': '11',
  'received-year': '2026',
  ...form,
})
const page = async (persona: 'officer' | 'secondOfficer' | 'socialWorker', part = '/chronology') =>
  wordsIn(await (await w.request(persona, `/people/${people.child}${part}`)).text())
const found = async () => String((await w.rows('select id from dispute order by raised_at desc limit 1'))[0]?.['id'])

test('whoever sees the record writes down that its person disputes it; every reader sees the mark at the next look', async () => {
  expect(await page('secondOfficer')).toContain('Seen with a knife')
  expect(await page('secondOfficer')).not.toContain('Disputed')
  expect(
    (await w.request('officer', `/disputes/new?kind=record&record=${concern}&person=${people.child}`)).status,
  ).toBe(200)
  const form = dispute()
  const [one, two] = await Promise.all([
    w.request('officer', '/disputes', form),
    w.request('officer', '/disputes', form),
  ])
  expect([one?.status, two?.status]).toEqual([303, 303])
  expect(await w.rows('select from dispute')).toHaveLength(1)
  for (const persona of ['officer', 'secondOfficer'] as const) expect(await page(persona)).toContain('Disputed')
  const others = await page('socialWorker')
  expect(others.includes('Disputed')).toBe(others.includes('Seen with a knife'))
  expect(await w.rows(`select verb, person_id from act where verb = 'dispute.raised'`)).toEqual([
    { verb: 'dispute.raised', person_id: people.child },
  ])
  expect(await w.rows(`select agency_id, role from alert where kind = 'dispute_made'`)).toEqual([
    { agency_id: agencies.police, role: 'privacy_officer' },
  ])
})

test('somebody without a link to the person cannot dispute, and is told what everybody is told who asks for nothing', async () => {
  const absent = await (
    await w.request('nurse', `/disputes/new?kind=record&record=${randomUUID()}&person=${people.child}`)
  ).text()
  const there = await w.request('nurse', `/disputes/new?kind=record&record=${concern}&person=${people.child}`)
  expect(there.status).toBe(404)
  expect(wordsIn(await there.text())).toBe(wordsIn(absent))
  expect((await w.request('nurse', '/disputes', dispute())).status).toBe(404)
})

test('the owner’s privacy officer answers, nobody else; the deadline is a month from the day of receipt', async () => {
  const at = `/disputes/${await found()}`
  for (const persona of ['officer', 'privacyCouncil', 'governance', 'chair'] as const)
    expect((await w.request(persona, at)).status, persona).toBe(404)
  const text = wordsIn(await (await w.request('privacyPolice', at)).text())
  expect(text).toContain('Seen with a knife')
  expect(text).toContain('It was my bicycle pump')
  expect(
    await w.rows(
      `select to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') as due from clock
        where rule = 'dispute_reply'`,
    ),
  ).toEqual([{ due: '2026-12-21' }])
  const empty = await post(w, 'privacyPolice', `${at}/settle`)
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('Choose what comes of it')
})

test('what stands is shown with its note to every reader, and in the account', async () => {
  const at = `/disputes/${await found()}`
  expect(
    (
      await post(w, 'privacyPolice', `${at}/settle`, {
        outcome: 'stand',
        why: 'two officers saw it',
        note: 'The child says that it was a bicycle pump.',
      })
    ).status,
  ).toBe(303)
  expect(
    (await post(w, 'privacyPolice', `${at}/settle`, { outcome: 'stand', why: 'again', note: 'again' })).status,
  ).toBe(422)
  expect(await page('secondOfficer')).toContain(
    'Disputed: stands with a note The child says that it was a bicycle pump.',
  )
  expect(await w.rows(`select from clock where rule = 'dispute_reply' and stopped_at is null`)).toEqual([])
  const account = await gather(w, 'privacyPolice')
  await post(w, 'privacyPolice', `${account}/review/accept`)
  expect(await (await w.request('privacyPolice', `${account}/account`)).text()).toContain(
    'Disputed: the person said that this is wrong',
  )
  expect(await w.rows(`select staff_id from alert where kind = 'dispute_settled'`)).toEqual([
    { staff_id: staff.officer },
  ])
})

test('what was wrong is taken out, never rewritten; a record disputed twice at once is disputed once', async () => {
  expect((await w.request('officer', '/disputes', dispute())).status).toBe(303)
  expect((await w.request('secondOfficer', '/disputes', dispute())).status).toBe(422)
  const before = await w.rows('select headline, body, occurred_at from record where id = $1', [concern])
  await post(w, 'privacyPolice', `/disputes/${await found()}/settle`, {
    outcome: 'correct',
    why: 'it was a pump',
    note: 'It was a bicycle pump.',
    'takes-out': 'yes',
  })
  expect(await page('officer')).not.toContain('Seen with a knife')
  expect(await w.rows('select headline, body, occurred_at from record where id = $1', [concern])).toEqual(before)
})

test('in the account itself a record is disputed through the person’s own request, and the mark follows when records are linked elsewhere', async () => {
  const other = await w.record('Missed school', {
    agency: agencies.council,
    category: 'social_care',
    kind: 'social_care_contact',
  })
  const account = await gather(w, 'privacyCouncil')
  const [item] = await w.rows('select id from subject_item where request_id = $1 and source_id = $2', [
    account.split('/').at(-1),
    other,
  ])
  const response = await w.request(
    'privacyCouncil',
    '/disputes',
    dispute({ kind: '', record: '', person: '', item: String(item?.['id']) }),
  )
  expect(response.status).toBe(303)
  expect(await (await w.request('privacyCouncil', `${account}/review`)).text()).toContain('Disputed')
  await w.owner.query('update record set person_id = $2 where id = $1', [other, people.sibling])
  expect(await w.rows('select person_id from disputed_record where record_id = $1', [other])).toEqual([
    { person_id: people.sibling },
  ])
})

test('a withdrawn dispute leaves no mark', async () => {
  const third = await w.record('Late home', { agency: agencies.police })
  await w.request('officer', '/disputes', dispute({ record: third }))
  await post(w, 'privacyPolice', `/disputes/${await found()}/settle`, {
    outcome: 'withdraw',
    why: 'the child changed their mind',
  })
  expect(await page('officer')).not.toContain('Disputed Late home')
  expect(await w.rows('select from disputed_record where record_id = $1 and ended_at is null', [third])).toEqual([])
  expect(Object.keys(lifeOfADispute)).toEqual([...disputeStates])
  expect(partnershipId).toBeDefined()
})
