import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { agencies, partnershipId, staff } from '../../tests/seedBase.ts'
import type { Viewer } from './context.ts'
import { draftRoutes } from './draftRoutes.ts'
import type { Change, NewDraft } from './drafts.ts'
import { createDraft, discardDraft, findDraft, finishDraft, listDrafts, saveAnswers } from './drafts.ts'
import { openKernel } from './openKernel.ts'
import type { OpenKernel } from './openKernel.ts'
import type { Env } from './web.ts'
import { deskScope } from './work.ts'

const officer: Viewer = {
  partnershipId, staffId: staff.officer, agencyId: agencies.police, role: 'neighbourhood_officer',
}
const colleague: Viewer = { ...officer, staffId: staff.secondOfficer }

let owner: Client
let name: string
let kernel: OpenKernel

beforeAll(async () => {
  owner = new Client(inject('owner'))
  await owner.connect()
  name = `drafts_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  kernel = await openKernel({ ownerUrl: url.href, secret: 'd'.repeat(40), log: pino({ level: 'silent' }) })
})

afterAll(async () => {
  await kernel.close()
  await owner.query(`drop database ${name} with (force)`)
  await owner.end()
})

const scope = (viewer: Viewer) => deskScope(viewer, 'safeguard_child')
const begin = (draft: Partial<NewDraft> = {}) => kernel.db.as(
  scope(officer), tx => createDraft(tx, officer, { kind: 'test:form', ...draft }),
)
const save = (id: string, change: Change, by = officer) => kernel.db.as(
  scope(by), tx => saveAnswers(tx, by, id, change),
)
const find = (id: string, by = officer) => kernel.db.as(scope(by), tx => findDraft(tx, by, id))
const field = (name: string, value: unknown, revision: string) => ({ answers: { [name]: value }, revision })

test('what is typed on one device is there on another', async () => {
  const id = await begin()
  await save(id, field('account', 'He ran off.', '0'))
  expect((await find(id))?.answers).toEqual({ account: 'He ran off.' })
})

test('two devices that fill in different fields do not disturb each other', async () => {
  const id = await begin({ answers: { account: 'A', opinion: 'B' } })
  const phone = await save(id, field('account', 'from the phone', '0'))
  const desk = await save(id, field('opinion', 'from the desk', '0'))
  expect([phone?.conflicts, desk?.conflicts]).toEqual([[], []])
  const again = await save(id, field('opinion', 'from the desk, again', desk?.revision ?? ''))
  expect(again?.conflicts).toEqual([])
  expect((await find(id))?.answers).toEqual({ account: 'from the phone', opinion: 'from the desk, again' })
})

test('the same field changed elsewhere is not overwritten, and both texts are there to choose from', async () => {
  const id = await begin()
  await save(id, field('account', 'from the phone', '0'))
  const desk = await save(id, field('account', 'from the desk', '0'))
  expect(desk?.conflicts).toEqual([{ name: 'account', current: 'from the phone' }])
  expect((await find(id))?.answers).toEqual({ account: 'from the phone' })
  const knowing = await save(id, field('account', 'from the desk', desk?.revision ?? ''))
  expect(knowing?.conflicts).toEqual([])
  expect((await find(id))?.answers).toEqual({ account: 'from the desk' })
})

test('a device that only saw its own fields does not learn of the others by saving', async () => {
  const id = await begin()
  await save(id, field('account', 'from the phone', '0'))
  const desk = await save(id, field('opinion', 'from the desk', '0'))
  const late = await save(id, field('account', 'overwritten?', desk?.revision ?? ''))
  expect(late?.conflicts).toEqual([{ name: 'account', current: 'from the phone' }])
})

test('saving the same text again changes nothing, though line ends differ', async () => {
  const id = await begin()
  const first = await save(id, field('account', 'one\r\ntwo', '0'))
  const second = await save(id, field('account', 'one\ntwo', '0'))
  expect(second).toMatchObject({ revision: first?.revision, conflicts: [] })
})

test('nobody reads, changes or discards the draft of a colleague', async () => {
  const id = await begin({ answers: { account: 'mine' } })
  expect(await find(id, colleague)).toBeUndefined()
  expect(await save(id, field('account', 'yours', '0'), colleague)).toBeUndefined()
  await kernel.db.as(scope(colleague), tx => discardDraft(tx, colleague, id))
  expect((await find(id))?.answers).toEqual({ account: 'mine' })
})

test('a finished draft keeps nothing of what was typed and takes nothing more', async () => {
  const id = await begin({ kind: 'test:finished', answers: { account: 'now in a record' } })
  await kernel.db.as(scope(officer), tx => finishDraft(tx, officer, id))
  expect(await find(id)).toMatchObject({ answers: {}, finishedAt: expect.any(Date) })
  expect(await save(id, field('account', 'late', '0'))).toBeUndefined()
  expect(await kernel.db.as(scope(officer), tx => listDrafts(tx, officer, 'test:finished'))).toEqual([])
})

const app = new Hono<Env>().use(async (c, next) => {
  c.set('kernel', kernel)
  c.set('viewer', officer)
  await next()
}).route('/', draftRoutes())

const post = (id: string, fields: [string, string][]) =>
  app.request(`/drafts/${id}/answers`, { method: 'POST', body: new URLSearchParams(fields) })

test('autosave says when it saved, and 409 with the other text when the field was changed elsewhere', async () => {
  const id = await begin()
  const saved = await post(id, [['name', 'account'], ['value', 'one'], ['revision', '0']])
  expect(saved.status).toBe(200)
  expect(await saved.json()).toEqual({ savedAt: expect.stringMatching(/^\d{4}-/), revision: '1' })
  const late = await post(id, [['name', 'account'], ['value', 'two'], ['revision', '0']])
  expect(late.status).toBe(409)
  expect(await late.json()).toMatchObject({ current: 'one' })
})

test('autosave answers alike for a draft that is absent and for one that is somebody else’s', async () => {
  const theirs = await kernel.db.as(scope(colleague), tx => createDraft(tx, colleague, { kind: 'test:form' }))
  const sent: [string, string][] = [['name', 'account'], ['value', 'x'], ['revision', '0']]
  const [absent, other] = [await post(randomUUID(), sent), await post(theirs, sent)]
  expect([absent.status, await absent.text()]).toEqual([other.status, await other.text()])
  expect(absent.status).toBe(404)
})

test('a field with an odd name or an endless text is refused', async () => {
  const id = await begin()
  expect((await post(id, [['name', '__proto__'], ['value', 'x'], ['revision', '0']])).status).toBe(400)
  expect((await post(id, [['name', 'account'], ['value', 'x'.repeat(100_001)], ['revision', '0']])).status).toBe(413)
})
