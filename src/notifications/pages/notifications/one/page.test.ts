import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontDoorApp, wordsOf } from '../../../frontDoorApp.tsx'
import { agencies, frontDoorWorld, partnershipId, people, staff } from '../../../frontDoorWorld.ts'
import type { FrontDoorWorld } from '../../../frontDoorWorld.ts'
import { qualityRubric } from '../../../rubric.ts'

let w: FrontDoorWorld
beforeAll(async () => { w = await frontDoorWorld() })
afterAll(() => w.end())

const app = (persona: Parameters<typeof frontDoorApp>[1]) => frontDoorApp(w.kernel, persona)
const form = (revision: number, fields: Record<string, string> = {}) => ({
  revision: String(revision), key: randomUUID(), ...fields,
})
const page = (id: string) => `/notifications/${id}`

test('the board shows the child with the age beside the name, the worry and who recorded it', async () => {
  const id = await w.notify({ headline: 'Found with a kitchen knife' })
  const words = await wordsOf(app('frontDoor').get('/notifications/board'))
  expect(words).toMatch(/Teo Marlowe 1[34] years/v)
  expect(words).toContain('Found with a kitchen knife')
  expect(words).toContain('Rowan Ashby Neighbourhood officer, Police')
  const { rows } = await w.admin.query(
    `select staff_id from disclosure where page = 'notifications/board' and person_id = $1`, [people.child],
  )
  expect(rows).toContainEqual({ staff_id: staff.frontDoor })
  expect((await app('officer').get('/notifications/board')).status).toBe(404)
  expect((await app('frontDoor').get(page(id))).status).toBe(200)
})

test('a filter lives in the address and can be kept', async () => {
  const saved = await app('frontDoor').post('/notifications/board/filter', { query: 'who=mine&level=red&nonsense=1' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/notifications/board?level=red&who=mine'])
  expect(await wordsOf(app('frontDoor').get('/notifications/board'))).toContain('Use my saved filter')
})

test('from sent to closed by forms alone, and the referrer sees what became of it', async () => {
  const id = await w.notify()
  const desk = app('frontDoor')
  const step = async (name: string, revision: number, fields: Record<string, string> = {}) => {
    const response = await desk.post(`${page(id)}/${name}`, form(revision, fields))
    expect([name, response.status]).toEqual([name, 303])
  }
  await step('start-screening', 1)
  await step('set-level', 2, { level: 'amber', level_why: 'Likely in need' })
  await step('ask', 3, {
    ask_team: `${agencies.schoolA} safeguarding_lead`, asks: 'How is attendance?', ask_reason: 'A knife',
  })
  await step(
    'decide', 4, { outcome: 'child_in_need', rationale: 'SECRET RATIONALE', advice: 'We see the family tomorrow' },
  )
  const grades = Object.fromEntries(qualityRubric.criteria.map(({ code }) => [`grade_${code}`, 'good']))
  await step('give-feedback', 5, { ...grades, feedback_comment: 'Thank you for the child’s words' })
  await step('hand-over', 6, { receiver: `social_worker ${staff.socialWorker}`, handover_note: 'SECRET NOTE' })
  const inside = await wordsOf(desk.get(page(id)))
  const thought = ['SECRET RATIONALE', 'SECRET NOTE', 'Likely in need', 'How is attendance?', 'Handed over']
  for (const text of thought) expect(inside).toContain(text)
  const outside = await wordsOf(app('officer').get(page(id)))
  const told = ['Child in need', 'We see the family tomorrow', 'Thank you for the child’s words', 'I have read this']
  for (const text of told) expect(outside).toContain(text)
  const kept = ['SECRET', 'Likely in need', 'How is attendance?', 'Jules Pemberly']
  for (const text of kept) expect(outside).not.toContain(text)
  expect(await wordsOf(app('socialWorker').get(page(id)))).toContain('SECRET NOTE')
})

test('fact stands apart from opinion and from the child’s own words', async () => {
  const id = await w.notify({ account: 'He ran from two older boys' })
  const words = await wordsOf(app('frontDoor').get(page(id)))
  expect(words).toMatch(/What happened.*He ran from two older boys.*In the child’s own words.*I want to go home/v)
})

test('the help is the table of life', async () => {
  const words = await wordsOf(app('schoolLeadA').get('/notifications/life'))
  expect(words).toContain('Decided Undo the decision Front door social worker, Front door manager Being screened')
  expect(words).toContain('Not answered yet Refuse with a reason The team that was asked Refused stops answer')
})

test('a form that lacks something comes back with what was typed and where to look', async () => {
  const id = await w.notify()
  await app('frontDoor').post(`${page(id)}/start-screening`, form(1))
  const response = await app('frontDoor').post(
    `${page(id)}/decide`, form(2, { outcome: 'advice', rationale: 'Typed with care' }),
  )
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('href="#advice"')
  expect(html).toContain('Typed with care')
  expect(html).toMatch(/<details id="decide"[^>]*open/v)
})

test('who was slower is told who changed it and when, and the typed text is kept', async () => {
  const id = await w.notify()
  await app('frontDoor').post(`${page(id)}/start-screening`, form(1))
  await app('frontDoorManager').post(`${page(id)}/set-level`, form(2, { level: 'red', level_why: 'Harm' }))
  const response = await app('frontDoor').post(
    `${page(id)}/set-level`, form(2, { level: 'green', level_why: 'Typed with care' }),
  )
  expect(response.status).toBe(409)
  const html = await response.text()
  expect(html).toMatch(/Marian Foxe changed this at \d/v)
  expect(html).toContain('Typed with care')
  expect(html).toContain('name="revision" value="3"')
})

test('absent, somebody else’s and sealed are the same answer', async () => {
  const id = await w.notify()
  const absent = await app('schoolLeadA').get(page(randomUUID()))
  const others = await app('schoolLeadA').get(page(id))
  expect([others.status, await others.text()]).toEqual([absent.status, await absent.text()])
  expect((await app('schoolLeadA').post(`${page(id)}/acknowledge`, form(1))).status).toBe(404)
  expect((await app('frontDoor').post(`${page(id)}/delete-everything`, form(1))).status).toBe(404)
})

test('an attachment is saved, never run, whatever it is called; reading it is disclosed', async () => {
  const id = await w.notify()
  const file = randomUUID()
  const concern = w.kernel.cells.id(agencies.police, 'concern', 1)
  await w.admin.query(
    `insert into file (partnership_id, id, person_id, cell, work_id, name, media_type, size, sha256, content, added_by)
     values ($1, $2, $3, $4, $5, $6, 'text/html', 3, '\\x00', 'abc', $7)`,
    [partnershipId, file, people.child, concern, id, `a'"\r\n<b>.html`, staff.officer])
  const response = await app('frontDoor').get(`${page(id)}/files/${file}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''a%27%22%0D%0A%3Cb%3E.html`)
  expect(await response.text()).toBe('abc')
  const { rows } = await w.admin.query(`select categories from disclosure where page = 'notifications/one/file'`)
  expect(rows).toEqual([{ categories: ['concern'] }])
  expect((await app('schoolLeadA').get(`${page(id)}/files/${file}`)).status).toBe(404)
})
