import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { digestSetting } from '../digest/digestSetting.ts'
import { settingsAt } from '../settings.ts'
import { makePack, partSchemas, readPack } from './policyPack.ts'
import type { Parts, PolicyPack } from './policyPack.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const place = '/administration/practice'
const get = async (path: string) => (await w.request('administrator', path)).text()
const today = (offset = 0) => {
  const [year = '', month = '', day = ''] = new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10).split('-')
  return { 'from-day': day, 'from-month': month, 'from-year': year }
}
/** Sends a form and confirms what it would do; what was said on the way when it was refused. */
async function change(path: string, form: Record<string, string>): Promise<{ done: boolean; text: string }> {
  const asked = await w.request('administrator', path, form)
  if (asked.status !== 303) return { done: false, text: await asked.text() }
  const confirm = asked.headers.get('location') ?? ''
  const text = await get(confirm)
  const made = await w.request('administrator', confirm, {})
  return { done: made.status === 303, text: made.status === 303 ? text : await made.text() }
}
const inForce = async () => w.kernel.db.as(w.scope('locate', 'hub'), async tx => (await settingsAt(tx, new Date())).valueOf(digestSetting))
const versions = async (code: string) => (await w.owner.query<{ version: number }>(
  'select version from practice_setting where code = $1 order by 1', [code])).rows.map(({ version }) => version)

test('every setting of the rooms stands in the list, and for nobody but administrators', async () => {
  const list = await get(place)
  for (const title of ['E-mail digest', 'When repeated missing episodes call a strategy meeting', 'Further questions: ']) expect(list).toContain(title)
  expect((await w.request('inspector', place)).status).toBe(404)
  expect((await w.request('inspector', `${place}/digest/new-version`)).status).toBe(404)
  expect((await w.request('inspector', '/administration/policy-pack')).status).toBe(404)
  expect((await w.request('administrator', `${place}/no_such`)).status).toBe(404)
})

test('a value is set by fields, judged by its schema beside the field, kept by version, and brought back as a new one', async () => {
  const code = 'missing_strategy_threshold'
  const path = `${place}/${code}/new-version`
  expect(await get(path)).toContain('name="value-episodes"')
  const wrong = await change(path, { 'value-episodes': '99', 'value-days': '90', source: 'Board minutes', ...today() })
  expect(wrong.done).toBe(false)
  expect(wrong.text).toContain('#value-episodes')
  expect((await change(path, { 'value-episodes': '3', 'value-days': '90', source: 'Board minutes', ...today() })).text).toContain('Nothing differs')
  expect((await change(path, { 'value-episodes': '4', 'value-days': '90', source: '', ...today() })).text).toContain('Enter the source')
  const set = await change(path, { 'value-episodes': '4', 'value-days': '60', source: 'Board minutes of 3 November', ...today() })
  expect(set.done).toBe(true)
  expect(set.text).toMatch(/<del>3<\/del>.*<ins>4<\/ins>/su)
  expect(await versions(code)).toEqual([1])
  const page = await get(`${place}/${code}`)
  expect(page).toContain('Owen Pryce')
  expect(page).toContain('Board minutes of 3 November')
  expect((await change(`${place}/${code}/0/restore`, { source: 'It was right before' })).done).toBe(true)
  expect(await versions(code)).toEqual([1, 2])
  expect(await get('/administration/history')).toContain('Board minutes of 3 November')
})

test('a value from a later day is not in force before it', async () => {
  const before = await inForce()
  const form = { 'value-at': '06:15', 'value-workingDaysOnly': 'yes', 'value-urgent': 'clock_overdue', source: 'Shift plan' }
  expect((await change(`${place}/digest/new-version`, { ...form, ...today(3) })).done).toBe(true)
  expect(await inForce()).toEqual(before)
  expect((await change(`${place}/digest/new-version`, { ...form, 'value-at': '06:30', ...today() })).done).toBe(true)
  expect(await inForce()).toEqual({ at: '06:30', workingDaysOnly: true, urgent: ['clock_overdue'] })
})

async function download(): Promise<PolicyPack> {
  const text = await get('/administration/policy-pack')
  const read = readPack(text)
  if (!read.ok) throw new Error(read.problems.join())
  return makePack(read.parts, read)
}
const importing = (pack: PolicyPack, more: Record<string, string> = {}) => change('/administration/policy-pack/import', {
  document: JSON.stringify(pack), receiver: agencies.council, source: 'Neighbouring partnership', ...today(1), ...more,
})

test('a pack says how the partnership works and nothing of anybody, and changes nothing where it came from', async () => {
  const response = await w.request('administrator', '/administration/policy-pack')
  expect(response.headers.get('content-disposition')).toContain('attachment')
  const text = await response.text()
  for (const word of ['Owen', 'Pryce', 'Marlowe', 'wexmere.example', agencies.council]) expect(text).not.toContain(word)
  const pack = await download()
  expect(pack.parts.clockRules.length).toBeGreaterThan(10)
  expect(pack.parts.formKinds.length).toBeGreaterThan(0)
  expect(pack.parts.settings.map(({ code }) => code)).toContain('digest')
  expect((await importing(pack)).text).toContain('Nothing in this pack differs')
})

test('a pack of another partnership is shown before it is taken over, and taken over whole', async () => {
  const pack = await download()
  const other: Parts = {
    ...pack.parts,
    settings: [{ code: 'missing_strategy_threshold', value: { episodes: 5, days: 30 }, source: 'There' }],
    clockRules: pack.parts.clockRules.map(rule => rule.code === 'acknowledge_notification' ? { ...rule, amount: rule.amount + 1 } : rule),
    formKinds: pack.parts.formKinds.map((form, at) => at === 0 ? { ...form, title: `${form.title}, theirs`,
      definition: partSchemas.formKinds.element.shape.definition.parse(JSON.parse(JSON.stringify(form.definition).replace('"label":"', '"label":"Please: '))) } : form),
  }
  const taken = await importing(makePack(other, { from: 'Easthaven', madeOn: '2026-11-01' }))
  expect(taken.done).toBe(true)
  for (const words of ['3 things change', 'Easthaven', 'Clock rules: ', 'Settings: When repeated']) expect(taken.text).toContain(words)
  expect(await versions('missing_strategy_threshold')).toEqual([1, 2, 3])
  const { rows } = await w.owner.query<{ n: number }>(`select count(*)::int as n from clock_rule where code = 'acknowledge_notification'`)
  expect(rows[0]?.n).toBeGreaterThan(1)
})

test('a pack that is broken, tampered with or not for here is refused by its part, and a refusal in the middle changes nothing', async () => {
  const pack = await download()
  const tampered = { ...pack, parts: { ...pack.parts, settings: [{ code: 'digest', value: { at: '25:00' }, source: 'x' }] } }
  expect((await importing(tampered)).text).toContain('Settings: changed since the pack was made')
  expect((await importing(makePack(tampered.parts, pack))).text).toContain('Settings: digest: at')
  expect((await importing(makePack({ ...pack.parts, settings: [{ code: 'unknown_one', value: 1, source: 'x' }] }, pack))).text).toContain('unknown_one is not known here')
  expect((await importing(makePack({ ...pack.parts, lexicon: { content: { a: 1 }, source: 'x' } }, pack))).text).toContain('Lexicon: ')
  // The rule already has a version from tomorrow on: the setting before it is not kept either.
  const before = await versions('digest')
  const half: Parts = {
    ...pack.parts, settings: [{ code: 'digest', value: { at: '09:00', workingDaysOnly: false, urgent: [] }, source: 'x' }],
    clockRules: pack.parts.clockRules.map(rule => rule.code === 'acknowledge_notification' ? { ...rule, amount: 77 } : rule),
  }
  const refused = await importing(makePack(half, pack))
  expect(refused.done).toBe(false)
  expect(refused.text).toContain('The first day must be after the first day of the version before it')
  expect(await versions('digest')).toEqual(before)
})
