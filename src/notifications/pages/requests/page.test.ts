import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontDoorApp, wordsOf } from '../../frontDoorApp.tsx'
import { agencies, frontDoorWorld, people } from '../../frontDoorWorld.ts'
import type { FrontDoorWorld } from '../../frontDoorWorld.ts'

let w: FrontDoorWorld
let notification = ''
let request = ''
beforeAll(async () => {
  w = await frontDoorWorld()
  await w.admin.query(`insert into need (partnership_id, person_id, cell, kind, how)
    select partnership_id, $1, id, 'speech', 'Give him time to answer' from cell where id = $2`,
  [people.child, w.kernel.cells.id(agencies.council, 'needs', 1)])
  notification = await w.notify({ headline: 'CANARY worry', account: 'CANARY account' })
  const desk = app('frontDoor')
  await desk.post(`/notifications/${notification}/start-screening`, { revision: '1', key: randomUUID() })
  await desk.post(`/notifications/${notification}/ask`, {
    revision: '2', key: randomUUID(), ask_team: `${agencies.schoolA} safeguarding_lead`, asks: 'How is attendance?',
    ask_reason: 'We worry about his safety',
  })
  const { rows } = await w.admin.query<{ id: string }>(
    'select id from request where notification_id = $1', [notification],
  )
  request = rows[0]?.id ?? ''
})
afterAll(() => w.end())

const app = (persona: Parameters<typeof frontDoorApp>[1]) => frontDoorApp(w.kernel, persona)

test('the inbox shows the child with age, what is asked and the clock', async () => {
  const words = await wordsOf(app('schoolLeadA').get('/requests'))
  expect(words).toMatch(/Due .* Teo Marlowe 1[34] years How is attendance\? Adaeze Linton, Children’s services/v)
  expect(await wordsOf(app('frontDoor').get('/requests'))).toMatch(/How is attendance\? Alderbrook Adaeze Linton/v)
  expect(await wordsOf(app('schoolLeadB').get('/requests'))).toContain('Nobody waits for an answer from your team')
})

test('a request says who asks what, why, by when, under which law and clause, and no more', async () => {
  const response = await app('schoolLeadA').get(`/requests/${request}`)
  const html = await response.text()
  const given = [
    'We worry about his safety', 'Adaeze Linton', 'Children Act 1989, section 47', 'Whoever is asked for information',
    'Give him time to answer', 'Due ',
  ]
  for (const text of given) expect(html).toContain(text)
  expect(html).toContain(`/people/${people.child}?work=${request}`)
  for (const text of ['CANARY', notification, 'Rowan Ashby']) expect(html).not.toContain(text)
  const { rows } = await w.admin.query(
    `select categories from disclosure where page = 'requests/one' order by at desc limit 1`,
  )
  expect(rows).toEqual([{ categories: ['request', 'identity', 'needs'] }])
})

test('another reason for not sharing has to be said', async () => {
  const response = await app('schoolLeadA').post(
    `/requests/${request}/answer`, { answer_kind: 'refused', refused_because: 'other', key: randomUUID() },
  )
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('href="#refusal_text"')
})

test('an answer in part, then in whole; the front door reads both where it asked', async () => {
  const school = app('schoolLeadA')
  const answer = (kind: string, body: string) => school.post(
    `/requests/${request}/answer`, { answer_kind: kind, answer_body: body, key: randomUUID() },
  )
  expect((await answer('partial', 'Attendance is 82 per cent')).status).toBe(303)
  expect(await wordsOf(school.get(`/requests/${request}`))).toContain('Answered in part')
  expect((await answer('full', 'He was late on Monday')).status).toBe(303)
  const words = await wordsOf(school.get(`/requests/${request}`))
  expect(words).toContain('He was late on Monday')
  expect(words).not.toContain('Send the answer')
  const asker = await app('frontDoor').get(`/requests/${request}`)
  expect(asker.headers.get('location')).toBe(`/notifications/${notification}#requests`)
  expect(await wordsOf(app('frontDoor').get(`/notifications/${notification}`))).toContain('Attendance is 82 per cent')
  expect((await answer('full', 'Again')).status).toBe(422)
})

test('another school gets the answer that an absent request gets', async () => {
  const absent = await app('schoolLeadB').get(`/requests/${randomUUID()}`)
  const others = await app('schoolLeadB').get(`/requests/${request}`)
  expect([others.status, await others.text()]).toEqual([absent.status, await absent.text()])
})
