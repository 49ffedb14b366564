import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routesOf } from './canary/crawl.ts'
import { fillingsOf, type Ask } from './properties/fillings.ts'
import { formsOf, type FilledForm } from './properties/formsOf.ts'
import { world, type Persona, type World } from './world.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const personas = ['officer', 'frontDoor', 'schoolLeadA', 'governance', 'administrator'] as const satisfies readonly Persona[]

const ids: Ask = async table => {
  const { rows } = await w.owner.query<{ id: string }>(`select id::text as id from ${table} limit 2`)
  return { visible: rows.map(({ id }) => id), hidden: [] }
}

/** What is wrong with how an answer names its kind, or nothing. */
async function faultOf(path: string, response: Response): Promise<string | undefined> {
  const type = response.headers.get('content-type') ?? ''
  const body = Buffer.from(await response.arrayBuffer())
  if (body.length === 0) return undefined
  const fault = (why: string) => `${path} ${response.status} "${type}": ${why}`
  if (type === '') return fault('no kind')
  if (/^text\/|xml\b/v.test(type) && !/; ?charset=utf-8$/iv.test(type)) return fault('no character set')
  const isPage = /^\s*<!doctype html/iv.test(body.toString('utf8', 0, 100))
  if (isPage !== type.startsWith('text/html')) return fault('a page and not called one, or the reverse')
  return /json\b/v.test(type) && !isJson(body.toString('utf8')) ? fault('not JSON') : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('every answer of every route says its kind and its character set, and is of that kind', async () => {
  const paths = (await Promise.all(routesOf(w, 'GET').map(route => fillingsOf(route, ids, 1)))).flat()
    .filter(path => !path.startsWith('/live'))
  const files = readdirSync('dist/assets').filter(name => name.includes('.')).map(name => `/assets/${name}`)
  expect(paths.length).toBeGreaterThan(60)
  expect(files.length).toBeGreaterThan(3)
  const faults: (string | undefined)[] = []
  for (const persona of personas)
    for (const path of paths) faults.push(await faultOf(path, await w.request(persona, path)))
  for (const path of [...paths, ...files, '/healthz', '/favicon.ico', '/nowhere', '/api/nowhere'])
    faults.push(await faultOf(path, await w.app.request(`http://localhost${path}`)))
  expect(faults.filter(fault => fault !== undefined)).toEqual([])
}, 120_000)

test.each<[string, string, string]>([
  ['no kind', '', 'x'], ['no character set', 'text/plain', 'x'], ['not JSON', 'application/json', '{'],
  ['a page', 'application/json', '<!doctype html>'], ['the reverse', 'text/html; charset=utf-8', '{}'],
])('the check itself notices: %s', async (why, type, body) => {
  const response = new Response(Buffer.from(body), { headers: type === '' ? {} : { 'content-type': type } })
  expect(await faultOf('/x', response)).toContain(why)
})

/** Names that would reach the prototype of everything if a form were turned into an object carelessly. */
const poison: [string, string][] = ['__proto__[polluted]', '__proto__.polluted', '__proto__', 'constructor[prototype][polluted]',
  'constructor.prototype.polluted', 'answers[__proto__][polluted]', 'constructor'].map(name => [name, '{"polluted":"yes"}'])
const poisonedJson = `{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},
  "answers":{"__proto__":{"polluted":"yes"}},"fields":{"__proto__":{"v":"yes","polluted":"yes"}}}`

const untouched = Reflect.ownKeys(Object.prototype)
const isPolluted = () => 'polluted' in {} || Reflect.ownKeys(Object.prototype).length !== untouched.length

const endsSession = (action: string) => /sign-out|\/account\/(?:role|sessions)/v.test(action)

async function formsFor(persona: Persona): Promise<FilledForm[]> {
  const forms: FilledForm[] = []
  for (const route of routesOf(w, 'GET').filter(path => !path.startsWith('/live'))) {
    for (const path of await fillingsOf(route, ids, 1)) {
      const response = await w.request(persona, path)
      if (response.headers.get('content-type')?.startsWith('text/html') && response.status === 200)
        forms.push(...formsOf(await response.text(), path))
    }
  }
  for (const route of routesOf(w, 'POST'))
    for (const action of await fillingsOf(route, ids, 1)) forms.push({ action, fields: [] })
  return forms.filter(({ action }) => action.startsWith('/') && !endsSession(action))
}

test.each(personas)('no form reaches the prototype of everything: what the %s is given', async persona => {
  const forms = await formsFor(persona)
  expect(forms.length).toBeGreaterThan(20)
  const { cookie, csrf } = await w.sessionOf(persona)
  let taken = 0
  for (const { action, fields } of forms) {
    const body = new FormData()
    for (const [name, value] of [...fields, ...poison]) body.append(name, value)
    if ((await w.request(persona, action, body)).status === 303) taken += 1
    const headers = { cookie, 'x-csrf': csrf, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    await w.app.request(`http://localhost${action}`, { method: 'POST', headers, body: poisonedJson })
    expect(isPolluted(), action).toBe(false)
  }
  expect(taken).toBeGreaterThan(0)
}, 120_000)

test('the check itself notices a prototype that was reached', () => {
  const everything: object = Object.getPrototypeOf({})
  Reflect.defineProperty(everything, 'polluted', { value: 'yes', configurable: true, enumerable: false })
  const noticed = isPolluted()
  Reflect.deleteProperty(everything, 'polluted')
  expect(noticed).toBe(true)
  expect(isPolluted()).toBe(false)
})
