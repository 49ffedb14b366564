import { randomUUID } from 'node:crypto'
import { createServer, request as httpRequest, type ClientRequest, type Server } from 'node:http'
import { sql } from 'kysely'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { agencies, agencyOf, partnershipId, people, roles, staff, type Persona } from '../../../tests/seedBase.ts'
import { carryOut } from '../action.ts'
import type { Scope, Viewer } from '../context.ts'
import { openKernel, type OpenKernel } from '../openKernel.ts'
import { done } from '../outcome.ts'
import { secretFrom } from '../secret.ts'
import { openCursors } from './cursor.ts'
import { openLive, type LiveServer } from './liveServer.ts'

let admin: Client
let owner: Client
let kernel: OpenKernel
let live: LiveServer
let server: Server
let port = 0
const name = `live_${randomUUID().replaceAll('-', '')}`

const viewerOf = (persona: Persona): Viewer => ({ partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] })
const scopeOf = (persona: Persona, lens: Scope['lens'] = 'linked'): Scope => ({ viewer: viewerOf(persona), purpose: 'safeguard_child', lens })
const isPersona = (word: string): word is Persona => word in staff

beforeAll(async () => {
  admin = new Client(inject('owner'))
  await admin.connect()
  await admin.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  owner = new Client(url.href)
  await owner.connect()
  kernel = await openKernel({ ownerUrl: url.href, secret: 'l'.repeat(40), log: pino({ level: 'silent' }) })
  live = await openLive(kernel, kernel.serviceUrl, {
    viewerOf: async request => {
      const persona = String(request.headers['x-persona'])
      return isPersona(persona) ? { viewer: viewerOf(persona), who: { name: persona, agencyName: 'agency' }, session: persona } : undefined
    },
    stillOpen: async sessions => new Set(sessions),
  })
  server = createServer((request, response) => { void live.handle(request, response) })
  await new Promise<void>(listening => { server.listen(0, listening) })
  const address = server.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
})

afterAll(async () => {
  await live.close()
  server.close()
  server.closeAllConnections()
  await kernel.close()
  await owner.end()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

type Event = { id: string | undefined; event: string; data: string }
type Page = { events: Event[]; until: (test: (events: Event[]) => boolean) => Promise<void>; close: () => void; status: () => number | undefined }

function open(persona: string, about: string, lastEventId?: string): Promise<Page> {
  const events: Event[] = []
  const waiting = new Set<() => void>()
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = httpRequest({
      port, path: `/live?about=${encodeURIComponent(about)}`, agent: false,
      headers: { 'x-persona': persona, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    }, response => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const frames = text.split('\n\n')
        text = frames.pop() ?? ''
        for (const one of frames) {
          const field = (key: string) => one.split('\n').find(line => line.startsWith(`${key}: `))?.slice(key.length + 2)
          const event = field('event')
          if (event !== undefined) events.push({ id: field('id'), event, data: field('data') ?? '' })
        }
        for (const wake of waiting) wake()
      })
      response.on('error', () => undefined)
      resolve({
        events, status: () => response.statusCode,
        close: () => { asked.destroy() },
        until: met => new Promise((reached, late) => {
          const timer = setTimeout(() => { late(new Error(`not in time; got ${JSON.stringify(events)}`)) }, 5_000)
          const look = () => {
            if (!met(events)) return
            clearTimeout(timer)
            waiting.delete(look)
            reached()
          }
          waiting.add(look)
          look()
        }),
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

const link = (persona: Persona, person: string, until = 'infinity') => owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind, valid_until)
   select $1, $2, c.id, $3, $4, 'safeguard_child', 'allocated', $5 from cell c
   where c.partnership_id = $1 and c.agency_id = $4 and c.category = 'involvement' and c.tier = 0`,
  [partnershipId, person, staff[persona], agencyOf[persona], until])

/** The officer does something about a child, in a police cell of that category. */
async function act(verb: string, category = 'concern', person: string = people.child) {
  const cell = kernel.cells.id(agencies.police, category, 1)
  await carryOut(kernel, scopeOf('officer'), { name: 'test', key: randomUUID() }, async (_tx, record) => {
    record({ verb, personId: person, cell })
    return done('acted')
  })
}

const verbs = (page: Page) => page.events.filter(({ event }) => event === 'changed').map(({ data }) => String(JSON.parse(data).verb))

test('an act reaches who is linked and covered by a clause, and nobody else', async () => {
  await link('officer', people.child)
  await link('socialWorker', people.child)
  await link('schoolLeadA', people.child)
  const pages = await Promise.all((['officer', 'socialWorker', 'schoolLeadA', 'schoolLeadB', 'frontDoor', 'governance'] as const)
    .map(persona => open(persona, `person:${people.child},verb:test.`)))
  const [officer, socialWorker] = pages
  await act('test.happened')
  await officer?.until(events => events.some(({ event }) => event === 'changed'))
  await socialWorker?.until(events => events.some(({ event }) => event === 'changed'))
  await new Promise(later => { setTimeout(later, 200) })
  expect(pages.map(verbs)).toEqual([['test.happened'], ['test.happened'], [], [], [], []])
  for (const page of pages) page.close()
})

test('a stranger to Kith gets no stream', async () => {
  const page = await open('nobody', 'verb:test.')
  expect(page.status()).toBe(401)
  page.close()
})

test('a page that was away resumes from its last event: nothing lost, nothing twice', async () => {
  const first = await open('officer', 'verb:test.')
  await act('test.one')
  await first.until(() => verbs(first).includes('test.one'))
  first.close()
  await act('test.two')
  await act('test.three')
  const again = await open('officer', 'verb:test.', first.events.at(-1)?.id)
  await act('test.four')
  await again.until(() => verbs(again).includes('test.four'))
  expect(verbs(again)).toEqual(['test.two', 'test.three', 'test.four'])
  again.close()
})

test('a page whose cursor no longer opens fetches itself again instead of missing anything', async () => {
  const [fresh, stale] = [await open('officer', 'verb:test.'), await open('officer', 'verb:test.', 'A'.repeat(48))]
  await fresh.until(events => events.length > 0)
  await stale.until(events => events.length > 0)
  expect([fresh, stale].map(({ events }) => events[0]?.event)).toEqual(['cursor', 'resync'])
  fresh.close()
  stale.close()
})

test('when a clause ends, open pages of those who lose sight fetch themselves again within a second', async () => {
  const page = await open('socialWorker', `person:${people.child}`)
  const other = await open('mentor', 'verb:test.')
  const clause = await owner.query<{ id: string }>(`select id from clause where 'police' = any (categories) limit 1`)
  await kernel.db.as({ viewer: viewerOf('governance'), purpose: 'oversight', lens: 'hub' },
    tx => sql`select authz.end_clause(${clause.rows[0]?.id}::uuid, 'test')`.execute(tx))
  kernel.poke()
  await page.until(events => events.some(({ event }) => event === 'resync'))
  await act('test.after', 'police')
  await new Promise(later => { setTimeout(later, 200) })
  expect(verbs(page)).toEqual([])
  expect(other.events.filter(({ event }) => event === 'resync')).toEqual([])
  page.close()
  other.close()
})

test('a grant that runs out by itself is noticed at its time, with no statement by anybody', async () => {
  await link('socialWorker', people.sibling)
  const page = await open('socialWorker', `person:${people.sibling}`)
  await owner.query(`update authz.grant_cell set valid_until = clock_timestamp() + interval '400 milliseconds'
    where agency_id = $1 and role = 'social_worker' and clause_id is not null`, [agencies.council])
  kernel.poke()
  await page.until(events => events.some(({ event }) => event === 'resync'))
  expect(page.events.filter(({ event }) => event === 'resync')).toHaveLength(1)
  page.close()
})

test('a seal that is laid or taken away makes open pages fetch themselves again', async () => {
  const page = await open('officer', 'verb:test.')
  const resyncs = () => page.events.filter(({ event }) => event === 'resync').length
  await owner.query(`insert into authz.block (partnership_id, person_id, kind) values ($1, $2, 'seal')`, [partnershipId, people.stranger])
  kernel.poke()
  await page.until(() => resyncs() === 1)
  await owner.query('delete from authz.block where person_id = $1', [people.stranger])
  kernel.poke()
  await page.until(() => resyncs() === 2)
  expect(resyncs()).toBe(2)
  page.close()
})

test('two people on one piece of work see each other', async () => {
  const workId = randomUUID()
  const cell = kernel.cells.id(agencies.council, 'notification', 1)
  await owner.query(`insert into work (partnership_id, id, person_id, cell, kind, purpose, reference) values ($1, $2, $3, $4, 'test', 'safeguard_child', 'T-1')`,
    [partnershipId, workId, people.child, cell])
  const [one, two, outsider] = await Promise.all([open('frontDoor', `work:${workId}`), open('frontDoorManager', `work:${workId}`), open('mentor', `work:${workId}`)])
  await one.until(events => events.some(({ event, data }) => event === 'presence' && data.includes('frontDoorManager')))
  await two.until(events => events.some(({ event, data }) => event === 'presence' && data.includes('"frontDoor"')))
  expect(outsider.events.filter(({ event }) => event === 'presence')).toEqual([])
  two.close()
  await one.until(events => events.at(-1)?.data === '[]')
  one.close()
  outsider.close()
})

test('cursors look new each time, open to their position, and forged ones to nothing', () => {
  const cursors = openCursors(secretFrom('c'.repeat(40)))
  const sealed = new Set(Array.from({ length: 50 }, () => cursors.seal(partnershipId, 7)))
  expect(sealed.size).toBe(50)
  for (const cursor of sealed) expect(cursors.open(partnershipId, cursor)).toBe(7)
  expect(cursors.open('ffffffff-0000-4000-8000-000000000002', [...sealed][0] ?? '')).toBeUndefined()
  expect(cursors.open(partnershipId, 'A'.repeat(22))).toBeUndefined()
  expect(cursors.open(partnershipId, '7')).toBeUndefined()
})
