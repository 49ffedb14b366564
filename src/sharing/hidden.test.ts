import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendAs } from '../../tests/journeys/sending.ts'
import { comparable, filled, hasParameter, read, routesOf } from '../../tests/canary/crawl.ts'
import { partnershipId, people, staff, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'

/** Somebody who was open to these colleagues until this morning, and has been sealed through the product’s pages. */
let w: World
let sealedWork = ''
const absent = '00000000-0000-4000-8000-00000000dead'
const personas = ['officer', 'socialWorker', 'frontDoor', 'schoolLeadA', 'administrator', 'privacyCouncil',
  'seniorPolice', 'chair'] as const

beforeAll(async () => {
  w = await world()
  for (const persona of ['officer', 'socialWorker', 'schoolLeadA'] as const) await w.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell where agency_id = $4 and category =
       'involvement' and tier = 0`,
    [partnershipId, people.child, staff[persona], w.viewer(persona).agencyId])
  sealedWork = (await sendAs(w, 'officer', { child: { personId: people.child } })).id
  expect((await w.request('officer', `/people/${people.child}`)).status).toBe(200)
  expect((await w.request('officer', `/notifications/${sealedWork}`)).status).toBe(200)
  const laid = await w.request('privacyPolice', '/seals', {
    key: randomUUID(), person: people.child, kind: 'staff_or_family', covers: 'person',
      custodian: staff.privacyPolice, reason: 'Threats were made',
  })
  expect(laid.status).toBe(303)
})
afterAll(() => w.end())

const others = (id: string) => ({
  page: 'account', file: id, record: id, version: '1', role: 'mentor', code: 'ppn1', kind: 'category', name: 'x',
    day: '2026-12-25', step: 'acknowledge',
})
/** Pages that say what they are about behind the question mark. */
const asking = ['/why?person=', '/why?work=', '/notifications/make?about=', '/people/search?s=',
  '/break-glass/open?person=',
  '/conflicts/declare?person=', '/break-glass?s=', '/conflicts/declare?s=']

async function differing(persona: Persona, method: 'GET' | 'POST', ids: readonly string[]): Promise<string[]> {
  const form = (id: string): Record<string, string> => ({
    key: randomUUID(), person: id, record: id, move: id, why: 'because', reason: 'because it is an emergency now',
      ground: 'life_at_risk',
    minutes: '5', relation: 'family', ask: 'x', step: 'lift', answer: 'sign', request: id, about: id,
  })
  const answer = async (route: string, id: string) => {
    const path = hasParameter(route) ? filled(route, id, others(id)) : `${route}${route.endsWith('=') ? id : ''}`
    return comparable(await read(route, w.request(persona, path, method === 'POST' ? form(id) : undefined)), id)
  }
  const routes = routesOf(w, method).filter(path => !/^\/(?:sign|account|first-run)/v.test(path))
  const shaped = [...routes.filter(hasParameter), ...method === 'GET' ? asking : routes.filter(route =>
    ['/break-glass', '/conflicts', '/seals'].includes(route))]
  const found: string[] = []
  for (const route of shaped) {
    const wanted = await answer(route, absent)
    for (const id of ids) if (await answer(route, id) !== wanted) found.push(`${persona} ${method} ${route} ${id}`)
  }
  return found
}

test.each(personas)('sealed, forbidden and absent are one answer on every page to the %s', async persona => {
  expect(await differing(persona, 'GET', [people.child, people.stranger, people.sealed, sealedWork].filter(id =>
    persona !== 'frontDoor' || id !== people.stranger))).toEqual([])
}, 120_000)

test.each(personas)('sealed and absent are one answer to every form of the %s', async persona => {
  expect(await differing(persona, 'POST', [people.child, people.sealed, sealedWork])).toEqual([])
}, 120_000)

test('the comparison itself notices somebody who is there', async () => {
  await w.owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
    select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell where agency_id = $4 and category =
      'involvement' and tier = 0`,
  [partnershipId, people.sibling, staff.schoolLeadA, w.viewer('schoolLeadA').agencyId])
  const found = await differing('schoolLeadA', 'GET', [people.sibling])
  for (const route of ['/people/:id{[0-9a-f-]{36}}/chronology',
    '/why?person=']) expect(found.join('\n')).toContain(route)
})

test('a search finds nobody, and says it as of a name that nobody has', async () => {
  const search = async (persona: Persona, path: string, q: string) => {
    const asked = await w.request(persona, path, { q })
    const to = asked.headers.get('location') ?? '/'
    return comparable(await read(path, w.request(persona, to)), q)
      .replaceAll(/(?:\?|&)s=[\w\-]+/gv, '').replaceAll(q, '<q>')
  }
  for (const persona of ['officer', 'frontDoor', 'socialWorker'] as const)
    for (const path of ['/people/search', '/break-glass/search', '/conflicts/search'])
      expect(await search(persona, path, 'Teo Marlowe'), path).toBe(await search(persona, path, 'Quizzical Nobody'))
})

test('asking for what is absent writes as much as asking for what is sealed', async () => {
  const rows = async () => (await w.owner.query('select from authz.attempt')).rows.length
  const traces = async (id: string) => {
    await w.owner.query('truncate authz.attempt')
    const before = await rows()
    await w.request('nurse', `/people/${id}`)
    return await rows() - before
  }
  expect(await traces(people.child)).toBe(1)
  expect(await traces(absent)).toBe(1)
  expect(await traces(people.stranger)).toBe(1)
})
