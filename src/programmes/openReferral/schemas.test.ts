import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { feedPath } from './api.ts'

// The profile's schemas are CC BY-SA and not kept here: the README of this room says where they come from.
const folder = process.env['KITH_ORUK_SCHEMAS']
if (!folder) console.warn('THE FEED IS NOT HELD AGAINST THE PUBLISHED SCHEMAS: KITH_ORUK_SCHEMAS names no folder')

type Kind = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
type Schema = {
  type?: Kind | Kind[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema
  $ref?: string; enum?: string[]; format?: string; allOf?: Schema[]; $defs?: Record<string, Schema>
}
const anything: Schema = { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }
const rules = new Set(['type', 'properties', 'required', 'items', '$ref', 'enum', 'format', 'allOf'])
const notes = new Set([
  'name', 'path', 'title', 'description', 'datapackage_metadata', 'datapackage_type', 'constraints', 'example', 'core',
  'tabular_required',
])
const within = (file: string) => path.join(folder ?? '', file)
const isThere = (file: string) => existsSync(within(file))
const nameOf = (ref: string) => path.basename(ref).replace('.json', '')

/** The rules of a schema without its notes, and with a rule for what is required but described nowhere. */
function ruled(schema: Schema): Schema {
  const unknown = Object.keys(schema).filter(key => !rules.has(key) && !notes.has(key))
  if (schema.allOf && schema.allOf.length > 0) unknown.push('allOf')
  if (unknown.length > 0) throw new Error(`Not understood in a schema: ${unknown.join(', ')}`)
  if (schema.$ref) return { $ref: `#/$defs/${nameOf(schema.$ref)}` }
  const { type, properties, required = [], items, enum: choices, format } = schema
  if (type !== 'object') {
    const inner = items && { items: ruled(items) }
    return { ...(type && { type }), ...inner, ...(choices && { enum: choices }), ...(format && { format }) }
  }
  const described = Object.entries(properties ?? {}).map(([name, each]): [string, Schema] => [name, ruled(each)])
  const demanded = required.map((name): [string, Schema] => [name, anything])
  return { type, properties: Object.fromEntries([...demanded, ...described]), required }
}
function readSchema(file: string): Schema {
  const schema: Schema = JSON.parse(readFileSync(within(file), 'utf8'))
  return ruled(schema)
}
function checkOf(schema: Schema): z.ZodType {
  const files = readdirSync(folder ?? '').filter(file => file.endsWith('.json') && file !== 'openapi.json')
  const defined = Object.fromEntries(files.map(file => [nameOf(file), readSchema(file)]))
  return z.fromJSONSchema({ ...schema, $defs: defined })
}
type OpenApi = {
  paths: { '/': { get: { responses: { 200: { content: { 'application/json': { schema: Schema } } } } } } }
  components: { schemas: { Page: Schema } }
}
function readOpenApi(): OpenApi {
  const api: OpenApi = JSON.parse(readFileSync(within('openapi.json'), 'utf8'))
  return api
}
function pageOf(items: Schema): Schema {
  const { properties } = ruled(readOpenApi().components.schemas.Page)
  const required = ['contents', ...Object.keys(properties ?? {})]
  return { type: 'object', properties: { ...properties, contents: { type: 'array', items } }, required }
}

let w: World
beforeAll(async () => { if (folder) w = await world() })
afterAll(() => folder ? w.end() : undefined)

async function ask(address: string): Promise<unknown> {
  const answer = await w.app.request(`http://localhost${feedPath}${address}`)
  expect(answer.status, address).toBe(200)
  return answer.json()
}
const listed = z.object({ contents: z.array(z.object({ id: z.string() })).min(1) })

/** Each list, the schema of its items, and those of one thing read by its id: as files and, if there, compiled. */
const lists: [string, string, string[]][] = [
  ['services', 'compiled/service_list.json', ['service.json', 'compiled/service.json']],
  ['service_at_locations', 'compiled/service_at_location_list.json',
    ['service_at_location.json', 'compiled/service_at_location.json']],
  ['organizations', 'organization.json', ['organization.json', 'compiled/organization.json']],
  ['taxonomies', 'taxonomy.json', ['taxonomy.json']],
  ['taxonomy_terms', 'taxonomy_term.json', ['taxonomy_term.json']],
]

test.runIf(folder)('what the feed says of itself passes the published schema', async () => {
  const { schema } = readOpenApi().paths['/'].get.responses[200].content['application/json']
  expect(z.fromJSONSchema(ruled(schema)).safeParse(await ask('/')).error).toBeUndefined()
})

test.runIf(folder).each(lists)('each page and each of %s passes the published schemas', async (list, item, whole) => {
  const page = checkOf(pageOf(readSchema(item)))
  const all = await ask(`/${list}?per_page=100`)
  for (const answer of [all, await ask(`/${list}?per_page=1&page=2`), await ask(`/${list}?page=99`)])
    expect(page.safeParse(answer).error).toBeUndefined()
  const checks = whole.filter(isThere).map(file => checkOf(readSchema(file)))
  expect(checks.length).toBeGreaterThan(0)
  for (const { id } of listed.parse(all).contents) {
    const one = await ask(`/${list}/${id}`)
    for (const check of checks) expect(check.safeParse(one).error, `${list}/${id}`).toBeUndefined()
  }
})

test.runIf(folder)('a service without its name, or with a state the profile does not know, does not pass', async () => {
  const check = checkOf(readSchema('service.json'))
  const [first] = listed.parse(await ask('/services')).contents
  const whole = z.record(z.string(), z.unknown()).parse(await ask(`/services/${first?.id}`))
  expect(check.safeParse(whole).success).toBe(true)
  const { name: _name, ...nameless } = whole
  const wrongs = [nameless, { ...whole, status: 'open' }, { ...whole, schedules: [{}] }, { ...whole, id: 'seven' }]
  for (const wrong of wrongs) expect(check.safeParse(wrong).success).toBe(false)
})
