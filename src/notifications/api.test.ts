import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { sendNotification } from './actions/sendNotification.ts'
import { notificationApi } from './api.ts'
import { ppn1 } from './formKinds/ppn1.ts'
import { anAnsweredForm } from './making/anAnsweredForm.ts'
import type { MakingWorld } from './making/makingWorld.tsx'
import { makingWorld, people } from './making/makingWorld.tsx'

let w: MakingWorld
beforeAll(async () => { w = await makingWorld() })
afterAll(() => w.end())

const body = (change: Record<string, unknown> = {}) => ({
  form: 'ppn1', child: { personId: people.child }, childRoles: ['victim'],
  people: [{ person: { personId: people.parent }, roles: ['parent_or_carer'] }],
  answers: {
    needs: ['autism'], 'needs-how': 'Text of needs-how.', 'concern-type': 'criminal_exploitation', urgency: 'immediate',
    'safe-now': 'safe', 'safety-done': 'Text of safety-done.', weapon: 'none', account: 'Text of account.',
    opinion: 'Text of opinion.',
    'voice-heard': 'yes', 'voice-words': 'Text of voice-words.', when: '2025-11-23T17:30',
    place: { text: 'po1 3ax', home: 'no' },
    'family-informed': 'yes', 'family-view': 'Text of family-view.',
  },
  ...change,
})
const post = (
  sent: unknown, headers?: Record<string, string>,
) => w.browser('officer').json('/api/v1/notifications', sent, headers)

const recordsOf = (id: string) => w.rows(`
  select r.person_id, c.agency_id, c.category, c.tier, r.kind, r.assertion, r.role, r.headline, r.body, r.detail,
    r.occurred_at
  from record r join cell c on c.id = r.cell where work_id = $1
  order by r.kind, r.assertion, r.role, r.person_id`, [id])

test('a notification from another system is the same, row by row, as one from the pages', async () => {
  const response = await post(body())
  expect(response.status).toBe(201)
  const { id, reference } = z.object({ id: z.string(), reference: z.string() }).parse(await response.json())
  expect(reference).toMatch(/^\d{4}-\d{5}$/)
  const answers = anAnsweredForm(
    ppn1,
    { 'when-year': '2025', people: [{ key: '0', person: { personId: people.parent }, roles: ['parent_or_carer'] }] },
  )
  const paged = await sendNotification(
    w.kernel, w.viewer('officer'), { key: randomUUID(), filled: { form: 'ppn1', answers } },
  )
  expect(paged.done && await recordsOf(paged.value.id)).toEqual(await recordsOf(id))
})

test('repeating a request with the same key sends nothing twice', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const [one, other] = [await (await post(body(), key)).json(), await (await post(body(), key)).json()]
  expect(other).toEqual(one)
})

test.each<[string, unknown, string[]]>([
  ['a missing answer', body({ answers: { ...body().answers, account: '' } }), ['answers.account']],
  ['a time that is none', body({ answers: { ...body().answers, when: 'lately' } }), ['answers.when']],
  [
    'a place without saying whether it is a home', body({ answers: { ...body().answers, place: 'PO1 3AX' } }),
    ['answers.place.home'],
  ],
  ['no role', body({ childRoles: [] }), ['childRoles']],
  [
    'a label instead of a role', body({ people: [{ person: { personId: people.parent }, roles: ['nominal'] }] }),
    ['people[0].roles[0]'],
  ],
  ['no child', body({ child: undefined }), ['child']],
])('%s is refused as a problem that names the field', async (_, sent, fields) => {
  const response = await post(sent)
  expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  const { errors } = z.object({ errors: z.array(z.object({ field: z.string() })) }).parse(await response.json())
  expect(errors.map(({ field }) => field)).toEqual(fields)
})

test('a person whom the sender may not find and one who does not exist are the same answer', async () => {
  const [sealed, absent] =
    await Promise.all([people.sealed, randomUUID()].map(personId => post(body({ child: { personId } }))))
  expect([sealed!.status, await sealed!.text()]).toEqual([absent!.status, await absent!.text()])
})

test('the form of another kind of agency is refused', async () => {
  const response = await w.browser('schoolLeadA').json('/api/v1/notifications', body())
  expect(response.status).toBe(403)
})

test('the interface describes itself', () => {
  const described = notificationApi().getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Kith', version: '1' } })
  expect(Object.keys(described.paths ?? {})).toEqual(['/api/v1/notifications'])
  expect(described.components?.schemas).toHaveProperty('NewNotification')
})
