import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiToken } from '../../src/kernel/signIn/apiToken.ts'
import { partnershipId, roles } from '../seedBase.ts'
import { people, staff, world } from '../world.ts'
import type { Persona, World } from '../world.ts'
import { sendAs } from '../journeys/sending.ts'
import { ask, comparable, filled, hasParameter, read, routesOf } from './crawl.ts'
import type { Answer } from './crawl.ts'
import { asking, entitledTo } from './entitled.ts'
import type { Entitled } from './entitled.ts'
import { canaryPattern, codes, columnsOf, seedCanaries } from './seedCanaries.ts'
import type { Aviary } from './seedCanaries.ts'

const absent = '00000000-0000-4000-8000-00000000dead'
const personas = [
  'officer', 'detective', 'custody', 'frontDoor', 'frontDoorManager', 'socialWorker', 'schoolLeadA', 'schoolLeadB',
  'nurse', 'youthJustice', 'mentor', 'analyst', 'governance', 'chair', 'administrator',
] as const satisfies readonly Persona[]
/** Those whose work is with children: each must see something, or the test proves nothing. */
const withWork = [
  'officer', 'detective', 'custody', 'frontDoor', 'frontDoorManager', 'socialWorker', 'schoolLeadA', 'nurse',
  'youthJustice', 'mentor',
] as const satisfies readonly Persona[]

let w: World
let aviary: Aviary
let about: Awaited<ReturnType<typeof asking>>
const children = [people.child, people.sealed, people.stranger]
const seenBy = new Map<Persona, Set<string>>()

beforeAll(async () => {
  w = await world()
  aviary = await seedCanaries(w)
  about = await asking(w, Object.values(aviary.works), children)
})
afterAll(() => w.end())

/** Which canaries stand in the answers that this persona may not see; a few say enough. */
function leaks(persona: Persona, entitled: Entitled, answers: readonly Answer[]): string[] {
  const seen = seenBy.get(persona) ?? new Set()
  seenBy.set(persona, seen)
  const found = answers.flatMap(({ path, status, headers, body }) =>
    [...`${headers}\n${body}`.toLowerCase().matchAll(canaryPattern)]
    .flatMap(([word]) => {
      if (entitled.canaries.has(word)) seen.add(word)
      const laid = aviary.of.get(word)
      return entitled.canaries.has(word) || !laid ? [] : [`${status} ${path}: ${JSON.stringify(laid)}`]
    }))
  return [...new Set(found)].slice(0, 5)
}

const idsToTry = () =>
  [...children, ...Object.values(aviary.works), ...Object.values(aviary.drafts).slice(0, 2), absent]
const others = () => ({
  page: 'account', file: aviary.ids[0] ?? absent, record: aviary.ids.at(-1) ?? absent, version: '1', role: 'mentor',
  code: 'ppn1', kind: 'category', name: 'x', day: '2026-12-25',
})

/** Pages that take what they are about from the question in their address. */
const takesIds = new Set([
  '/why', '/people/search', '/notifications/make', '/disclosures', '/exports/new', '/sign-in',
])
const asQuery = (id: string) => ['work', 'person', 'about', 's', 'to'].map(name => `${name}=${id}`).join('&')

test('every text of every personal and private table holds a canary, save closed lists of words', async () => {
  const columns = await columnsOf(w.owner, 'personal|private')
  const texts = columns.filter(({ column, type }) => ['text', 'jsonb', 'text[]'].includes(type) && !codes.has(column))
  const laid = new Set([...aviary.of.values()].map(({ table, column }) => `${table}.${column}`))
  // Acts, clocks and links hold no text of anybody; a reading is told by its page and categories.
  const without = new Set(['act.detail'])
  const names = texts.map(({ table, column }) => `${table}.${column}`)
  expect(names.filter(name => !laid.has(name) && !without.has(name))).toEqual([])
})

test('a sealed child’s canaries are nobody’s, and a school is not entitled to a police account', async () => {
  for (const persona of personas) {
    const { canaries } = await entitledTo(w, persona, about)
    const theirs = [...canaries].map(word => aviary.of.get(word))
    expect(theirs.filter(canary => canary?.personId === people.sealed), persona).toEqual([])
    const accounts = theirs.filter(canary =>
      canary?.category === 'narrative' && canary.agencyId !== w.viewer(persona).agencyId)
    if (persona.startsWith('school')) expect(accounts).toEqual([])
  }
})

describe.each(personas)('%s', persona => {
  let entitled: Entitled
  beforeAll(async () => { entitled = await entitledTo(w, persona, about) })

  test('finds on each page only what the database gives; what is hidden answers like what is absent', async () => {
    const differing: string[] = []
    const found: string[] = []
    for (const route of routesOf(w, 'GET')) {
      if (!hasParameter(route)) {
        for (const path of [route, ...takesIds.has(route) ? idsToTry().map(id => `${route}?${asQuery(id)}`) : []])
          found.push(...leaks(persona, entitled, await ask(w, persona, path)))
        continue
      }
      const absentAnswer = await read(route,
        w.request(persona, filled(route, absent, { ...others(), file: absent, record: absent })))
      if (route.startsWith('/people/')) for (const work of [aviary.works['others'], aviary.works['sealed']])
        found.push(...leaks(persona, entitled,
          await ask(w, persona, `${filled(route, people.child, others())}?work=${work ?? ''}`)))
      for (const id of idsToTry()) {
        const path = filled(route, id, others())
        const answers = await ask(w, persona, path)
        found.push(...leaks(persona, entitled, answers))
        const [first] = answers
        if (!first || !isHidden(persona, entitled, id)) continue
        if (comparable(first, id) !== comparable(absentAnswer, absent)) differing.push(`${first.status} ${path}`)
      }
    }
    expect([...new Set(found)]).toEqual([])
    expect(differing).toEqual([])
  }, 240_000)

  test('searches, and finds nobody by what is hidden', async () => {
    const names = [...aviary.of].filter(([, { table, column }]) =>
      table === 'source_record' && column === 'family_name')
    const tried = ['Wren Haddow', 'Kai Ostrander', 'Teo Marlowe',
      ...names.filter((_, at) => at % 9 === 0).map(([word]) => word)]
    const found: string[] = []
    for (const name of tried) {
      const answers = [
        ...await ask(w, persona, '/people/search', { q: name }),
        ...await ask(w, persona, '/notifications/make', { search: name }),
      ]
      const unasked = answers.map(answer => ({ ...answer, body: answer.body.replaceAll(new RegExp(name, 'giv'), '') }))
      found.push(...leaks(persona, entitled, unasked))
      if (name === 'Wren Haddow') for (const { body } of unasked) expect(body).not.toContain(people.sealed)
    }
    expect([...new Set(found)]).toEqual([])
  }, 120_000)

  test('sends broken forms, and no answer tells what is hidden', async () => {
    const found: string[] = []
    const ids = [people.sealed, people.stranger, aviary.works['sealed'] ?? '', aviary.drafts['analyst'] ?? '', 'x']
    for (const route of routesOf(w, 'POST').filter(path => !/^\/(?:sign|account|first-run)/v.test(path))) {
      for (const id of hasParameter(route) ? ids : ['']) {
        const path = filled(route, id, { ...others(), step: 'decide' })
        found.push(...leaks(persona, entitled, await ask(w, persona, path, { nonsense: 'x' })))
      }
    }
    expect([...new Set(found)]).toEqual([])
  }, 120_000)

  test('follows the change feed with a token, and learns only of acts that are theirs', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000)
    const { token } = await createApiToken(w.kernel, {
      partnershipId, staffId: staff[persona], role: roles[persona], title: 'Test', expiresAt,
      createdBy: staff.administrator,
      scopes: ['notifications:write', 'changes:read'],
    })
    const call = (path: string, init: RequestInit = {}) => read(path, w.app.request(`http://localhost${path}`, {
      ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }))
    const start: { next: string } = JSON.parse((await call('/api/v1/changes')).body)
    for (const by of ['officer', 'secondOfficer'] as const) await sendAs(w, by, { child: { personId: people.child } })
    const aboutSealed = { form: 'ppn1', child: { personId: people.sealed }, childRoles: ['victim'], answers: {} }
    const answers = [
      await call(`/api/v1/changes?after=${encodeURIComponent(start.next)}`),
      await call('/api/v1/changes?after=nonsense'),
      await call('/api/v1/notifications', { method: 'POST', body: '{"form":' }),
      await call('/api/v1/notifications', { method: 'POST', body: JSON.stringify(aboutSealed) }),
    ]
    const now = await entitledTo(w, persona, about)
    expect(leaks(persona, now, answers)).toEqual([])
    const { changes }: { changes: { id: string; personId: string }[] } = JSON.parse(answers[0]?.body ?? '')
    expect(changes.filter(({ id }) => !now.acts.has(id))).toEqual([])
    expect(changes.some(({ personId }) => personId === people.sealed)).toBe(false)
  })
})

/** Hidden is a child of whom nothing is open, a work that cannot be entered, a draft of somebody else. */
function isHidden(persona: Persona, entitled: Entitled, id: string): boolean {
  if (children.some(child => child === id)) return !entitled.people.has(id)
  if (Object.values(aviary.works).includes(id)) return !entitled.works.has(id)
  return aviary.drafts[persona] !== id && aviary.drafts[`${persona} import`] !== id
}

test('nobody who is not signed in is told anything, on any page', async () => {
  const paths = routesOf(w, 'GET').flatMap(route => hasParameter(route)
    ? [people.child, aviary.works['officers'] ?? ''].map(id => filled(route, id, others())) : [route])
  const about = /^\/(?:people|notifications|requests|imports|disclosures|why|my-work)/v
  for (const path of paths) {
    const asked = w.app.request(`http://localhost${path}`, { headers: { accept: 'text/html' } })
    const { status, headers, body } = await read(path, asked)
    expect(`${headers}${body}`.toLowerCase(), path).not.toMatch(canaryPattern)
    expect([path, status]).toEqual([path, about.test(path) ? 303 : status])
  }
})

test('the live streams of everybody carry no word of anybody for two seconds in which things happen', async () => {
  const origin = await w.listen()
  const about = encodeURIComponent([`verb:notification.,verb:request.`,
    ...children.map(id => `person:${id}`)].join(','))
  const stop = new AbortController()
  const texts = await Promise.all([...personas.map(async persona => {
    const { cookie } = await w.sessionOf(persona)
    const asked = fetch(`${origin}/live?about=${about}&from=`, { headers: { cookie }, signal: stop.signal })
    return readFor(2000, asked, stop)
  }), sendAs(w, 'officer', { account: 'zq00000qz' }).then(() => '')])
  expect(texts.join('')).not.toMatch(canaryPattern)
  for (const text of texts) expect(text).not.toContain('Marlowe')
})

async function readFor(milliseconds: number, asked: Promise<Response>, stop: AbortController): Promise<string> {
  const response = await asked
  expect(response.status).toBe(200)
  let text = ''
  const end = Date.now() + milliseconds
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let next = await readUntil(end, reader); next !== undefined; next = await readUntil(end, reader)) text += next
  setTimeout(() => { stop.abort() }, 3000).unref()
  return text
}

type Reader = ReadableStreamDefaultReader<string> | undefined

async function readUntil(end: number, reader: Reader): Promise<string | undefined> {
  const late = new Promise<undefined>(done => { setTimeout(done, Math.max(0, end - Date.now())) })
  const next = await Promise.race([reader?.read(), late])
  return next?.value
}

test('everybody who works with children saw something of theirs, so that silence means something', () => {
  for (const persona of withWork) expect(seenBy.get(persona)?.size ?? 0, persona).toBeGreaterThan(0)
})

test('the log holds no word about anybody', () => {
  const log = w.lines.join('\n')
  expect(w.lines.length).toBeGreaterThan(0)
  expect(log.toLowerCase()).not.toMatch(canaryPattern)
  for (const name of ['Marlowe', 'Haddow', 'Ostrander']) expect(log).not.toContain(name)
})
