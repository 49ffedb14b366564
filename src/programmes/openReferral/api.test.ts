import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { feedPath } from './api.ts'

// The fields, types, formats and enumerations that the profile's schemas (service, service_at_location, taxonomy,
// taxonomy_term and the wrapper of lists, version 3.0) ask for, in our own words: the schemas themselves are CC BY-SA.
const id = z.uuid()
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.exactOptional()
const text = optional(z.string())
const uri = optional(z.url())
const day = optional(z.iso.date())
const time = optional(z.string().regex(/^\d\d:\d\d(:\d\d)?(Z|[+\-]\d\d:\d\d)?$/v))
const number = optional(z.number())
const status = z.enum(['active', 'inactive', 'defunct', 'temporarily closed'])
const organization = z.looseObject({ id, name: z.string(), description: z.string(), email: optional(z.email()), website: uri, uri, logo: text, parent_organization_id: optional(id) })
const inList = z.looseObject({
  id, organization_id: optional(id), name: z.string(), description: text, url: z.url(), email: optional(z.email()), status, fees: text,
  accreditations: text, minimum_age: number, maximum_age: number, assured_date: day, assurer_email: optional(z.email()), alert: text,
  last_modified: optional(z.iso.datetime()), organization: optional(organization),
})
const term = z.looseObject({ id, name: z.string(), description: z.string(), term: text, parent_id: optional(id), taxonomy: z.string(), taxonomy_id: optional(id), term_uri: uri })
const address = z.looseObject({
  id, location_id: optional(id), attention: text, address_1: z.string(), city: z.string(), region: text, state_province: z.string(),
  postal_code: z.string(), country: z.string().length(2), address_type: z.enum(['physical', 'postal', 'virtual']),
})
const location = z.looseObject({
  id, location_type: z.enum(['physical', 'postal', 'virtual']), name: text, description: text, latitude: number, longitude: number,
  addresses: optional(z.array(address)), accessibility: optional(z.array(z.looseObject({ id, description: text, details: text, url: uri }))),
})
const atLocation = z.looseObject({ id, service_id: optional(id), location_id: optional(id), location: optional(location) })
const runs = organization.extend({ services: z.array(z.looseObject({ id, name: z.string(), status, url: z.url() })) })
const inFull = inList.extend({
  schedules: z.array(z.looseObject({
    id, service_id: optional(id), valid_from: day, valid_to: day, dtstart: day, freq: optional(z.enum(['WEEKLY', 'MONTHLY'])),
    interval: number, byday: optional(z.string().regex(/^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$/v)), description: text,
    opens_at: time, closes_at: time, schedule_link: uri, url: z.url(),
  })),
  service_areas: z.array(z.looseObject({ id, service_id: optional(id), name: text, extent: text, extent_type: text, service_area: text })),
  service_at_locations: z.array(atLocation), languages: z.array(z.looseObject({ id, name: text, url: z.url() })),
  funding: z.array(z.looseObject({ id, source: text })),
  cost_options: z.array(z.looseObject({ id, option: text, amount: number, amount_description: text, valid_from: day, valid_to: day, url: z.url() })),
  contacts: z.array(z.looseObject({ id, name: text, title: text, url: z.url(), phones: optional(z.array(z.looseObject({ id, number: z.string(), url: z.url() }))) })),
  attributes: z.array(z.looseObject({ id, link_id: optional(id), taxonomy_term_id: optional(id), link_type: text, taxonomy_term: optional(term) })),
})
const taxonomy = z.looseObject({ id, name: z.string(), description: z.string(), uri, version: text })
const listOf = <Item extends z.ZodType>(item: Item) => z.strictObject({
  total_items: z.int(), total_pages: z.int(), page_number: z.int(), size: z.int(), first_page: z.boolean(), last_page: z.boolean(),
  empty: z.boolean(), contents: z.array(item),
})

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const get = (path: string) => w.app.request(`http://localhost${feedPath}${path}`)
async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  return schema.parse(await answer.json())
}

test('the feed is open to everybody, from every site, and says what it is', async () => {
  const answer = await get('')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('cache-control')).toContain('public')
  expect(answer.headers.get('set-cookie')).toBeNull()
  z.looseObject({ version: z.string(), profile: z.url(), openapi_url: z.url() }).parse(await answer.json())
})

test('services are listed page by page, as the profile has them', async () => {
  const all = await read('/services', listOf(inList))
  expect(all).toMatchObject({ total_items: 7, total_pages: 1, page_number: 1, size: 7, first_page: true, last_page: true, empty: false })
  const second = await read('/services?page=2&per_page=3', listOf(inList))
  expect(second).toMatchObject({ total_pages: 3, page_number: 2, size: 3, first_page: false, last_page: false })
  expect(second.contents[0]?.id).toBe(all.contents[3]?.id)
  expect(await read('/services?page=9', listOf(inList))).toMatchObject({ empty: true, size: 0, contents: [] })
})

test('every service, place, taxonomy and term can be read in full, as the profile has it', async () => {
  for (const { id: one } of (await read('/services', listOf(inList))).contents) await read(`/services/${one}`, inFull)
  for (const { id: one } of (await read('/service_at_locations', listOf(atLocation))).contents) await read(`/service_at_locations/${one}`, atLocation)
  for (const { id: one } of (await read('/organizations', listOf(organization))).contents) await read(`/organizations/${one}`, runs)
  const lists = await read('/taxonomies', listOf(taxonomy))
  expect(lists.total_items).toBe(2)
  for (const { id: one } of lists.contents) await read(`/taxonomies/${one}`, taxonomy.extend({ taxonomy_terms: z.array(term) }))
  for (const { id: one } of (await read('/taxonomy_terms?per_page=100', listOf(term))).contents) await read(`/taxonomy_terms/${one}`, term)
})

test('what is looked for is found by words, age, term and day, and a wrong parameter is refused', async () => {
  expect((await read('/services?search=basketball', listOf(inList))).contents.map(({ name }) => name)).toEqual(['Night court basketball'])
  expect((await read('/services?minimum_age=18', listOf(inList))).contents.map(({ name }) => name)).toEqual(['Night court basketball', 'Talking after violence'])
  expect((await read('/services?day=FR&start_time=21:00', listOf(inList))).contents.map(({ name }) => name)).toEqual(['Night court basketball'])
  const parenting = (await read('/taxonomy_terms?per_page=100', listOf(term))).contents.find(({ name }) => name === 'Parenting support')
  expect((await read(`/services?taxonomy_term_id=${parenting?.id}`, listOf(inList))).contents.map(({ name }) => name)).toEqual(['Stronger families group'])
  expect((await get('/services?per_page=many')).status).toBe(400)
  expect((await get('/services/00000000-0000-4000-8000-000000000001')).status).toBe(404)
})

test('a place that must not be found is in no answer, published or not, and the service role cannot read it', async () => {
  const fresh = await world()
  try {
    await fresh.owner.query(`update programme set published = true where kind = 'safe_accommodation'`)
    for (const path of ['/services?per_page=100', '/service_at_locations?per_page=100', '/organizations'])
      expect(await (await fresh.app.request(`http://localhost${feedPath}${path}`)).text()).not.toMatch(/Hidden Lane|Safe flat/v)
    const { rows } = await fresh.owner.query<{ id: string }>(`select id from programme where kind = 'safe_accommodation'`)
    const whole = await (await fresh.app.request(`http://localhost${feedPath}/services/${rows[0]?.id}`)).text()
    expect(whole).toContain('A safe place to stay')
    expect(whole).not.toMatch(/Hidden Lane|Safe flat/v)
    const seen = await fresh.kernel.db.service(tx => tx.selectFrom('programme_location').select('name').execute())
    expect(seen.map(({ name }) => name)).not.toContain('Safe flat')
  } finally {
    await fresh.end()
  }
})
