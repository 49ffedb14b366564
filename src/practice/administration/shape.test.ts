import { expect, test } from 'vitest'
import { z } from 'zod'
import { differencesOf } from './difference.ts'
import { makePack, readPack } from './policyPack.ts'
import type { Parts } from './policyPack.ts'
import { problemsFrom, shapeOf, textsFrom, valueFrom } from './shape.ts'

const scale = [{ value: 'low', text: 'Low', days: 3 }, { value: 'high', text: 'High', hint: 'Act now', days: 1 }]

test.each([
  ['a number', 7], ['a word', 'seven'], ['a list of words', ['one', 'two']], ['fields', { episodes: 3, on: true, kinds: ['a', 'b'] }],
  ['a scale', scale], ['anything else', { deep: { er: [{ a: [1] }] } }],
])('%s comes out of its form as it went in', (_, value) => {
  const shape = shapeOf(value)
  expect(valueFrom(shape, textsFrom(shape, value))).toMatchObject({ ok: true, value })
})

test('what the schema says stands beside the field, also after empty rows of a scale', () => {
  const shape = shapeOf(scale)
  const schema = z.array(z.strictObject({ value: z.string(), text: z.string().max(5), hint: z.string().exactOptional(), days: z.number() }))
  const read = valueFrom(shape, { ...textsFrom(shape, scale), 'value-0-value': '', 'value-0-text': '', 'value-0-days': '', 'value-1-text': 'Much too high', 'value-1-days': 'x' })
  if (!read.ok) throw new Error('not read')
  const checked = schema.safeParse(read.value)
  expect(Object.keys(problemsFrom(shape, checked.error?.issues ?? [], read.rows)).toSorted((a, b) => a < b ? -1 : 1)).toEqual(['value-1-days', 'value-1-text'])
  expect(valueFrom({ kind: 'json' }, { value: '{' })).toMatchObject({ ok: false, problems: { value: expect.stringContaining('not JSON') } })
})

test('differences are told place by place', () => {
  expect(differencesOf({ a: 1, b: ['x'] }, { a: 2, b: ['x', 'y'] })).toEqual([
    { path: 'a', was: '1', becomes: '2' }, { path: 'b.1', was: undefined, becomes: 'y' },
  ])
  expect(differencesOf({ b: 1, a: 2 }, { a: 2, b: 1 })).toEqual([])
})

const parts: Parts = {
  settings: [{ code: 'digest', value: { at: '08:00' }, source: 'Board' }], formKinds: [], lexicon: null,
  clockRules: [{ code: 'a_rule', title: 'A', amount: 1, unit: 'hours', ends: 'same_time', dayEndsAt: '23:59:59', atRiskShare: 0.75, source: 'Law', sourceUrl: null, verified: true }],
}
const pack = () => makePack(parts, { from: 'Wexmere', madeOn: '2026-11-24' })

test('a pack that was changed, cut short or made by another program is refused, and the part is named', () => {
  expect(readPack(JSON.stringify(pack()))).toMatchObject({ ok: true, parts })
  // In another order of keys it is the same pack.
  expect(readPack(JSON.stringify({ ...pack(), parts: { lexicon: null, formKinds: [], clockRules: parts.clockRules, settings: parts.settings } }))).toMatchObject({ ok: true })
  const changed = JSON.stringify(pack()).replace('"amount":1', '"amount":2')
  expect(readPack(changed)).toEqual({ ok: false, problems: ['Clock rules: changed since the pack was made, or damaged on the way'] })
  const [rule] = parts.clockRules
  if (!rule) throw new Error('no rule')
  const rehashed = makePack({ ...parts, clockRules: [{ ...rule, amount: -1 }] }, { from: 'x', madeOn: '2026-11-24' })
  expect(readPack(JSON.stringify(rehashed))).toMatchObject({ ok: false, problems: [expect.stringMatching(/^Clock rules: 0\.amount/v)] })
  expect(readPack(JSON.stringify(pack()).slice(0, 200))).toEqual({ ok: false, problems: ['The file is not JSON, or not whole'] })
  expect(readPack(JSON.stringify({ ...pack(), version: 9 }))).toMatchObject({ ok: false, problems: [expect.stringContaining('not known here')] })
  expect(readPack(JSON.stringify({ ...pack(), parts: { ...parts, people: [] } }))).toMatchObject({ ok: false, problems: [expect.stringContaining('people')] })
  expect(readPack('[]')).toMatchObject({ ok: false })
})
