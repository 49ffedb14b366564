import * as fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonicalJson.ts'
import type { Json } from './canonicalJson.ts'
import { commit, commitCanonical, makeSalt, opensCommitment } from './commitment.ts'
import { hashLeaf } from './hashing.ts'
import { headOfEntries } from './history.ts'

const aValue = fc.jsonValue().map(value => JSON.parse(JSON.stringify(value)))
const aSalt = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('a commitment is the keyed hash of its domain and the canonical value, byte for byte', () => {
  const salt = Buffer.alloc(32, 7)
  expect(commit({ dob: '2011-02-03', age: 15 }, salt)).toEqual(
    createHmac('sha256', salt).update('kith.tlog/commitment/v1\n{"age":15,"dob":"2011-02-03"}').digest())
  fc.assert(fc.property(aValue, aSalt, (value, random) => {
    const message = `kith.tlog/commitment/v1\n${canonicalJson(value)}`
    expect(commitCanonical(canonicalJson(value), random)).toEqual(commit(value, random))
    expect(commit(value, random)).toEqual(createHmac('sha256', random).update(message).digest())
  }))
})

test('a commitment opens to its own value and salt and to no others', () => {
  fc.assert(fc.property(aValue, aValue, aSalt, fc.nat(255), (value, other, salt, bit) => {
    const commitment = commit(value, salt)
    const otherSalt = salt.with(bit >> 3, (salt[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
    expect(opensCommitment(commitment, value, salt)).toBe(true)
    expect(opensCommitment(commitment, value, otherSalt)).toBe(false)
    expect(opensCommitment(commitment, other, salt)).toBe(canonicalJson(value) === canonicalJson(other))
    expect(opensCommitment(commitment.subarray(1), value, salt)).toBe(false)
  }))
})

test('a salt is 32 bytes and new each time', () => {
  expect(makeSalt()).toHaveLength(32)
  expect(makeSalt()).not.toEqual(makeSalt())
  for (const length of [0, 31, 33, 64]) {
    expect(() => commit('x', new Uint8Array(length))).toThrow(RangeError)
    expect(opensCommitment(new Uint8Array(32), 'x', new Uint8Array(length))).toBe(false)
  }
  expect(opensCommitment(new Uint8Array(32), NaN, makeSalt())).toBe(false)
})

test('a log of commitments has the same root after value and salt are erased', async () => {
  const people = ['Ada Example', 'Ben Example'].map(name => ({ name, salt: makeSalt() }))
  const hidden = people.map(({ name, salt }) => Buffer.from(commit(name, salt)).toString('hex'))
  const entries = hidden.map(name => Buffer.from(canonicalJson({ name })))
  const before = await headOfEntries(entries)
  people.length = 0
  expect(await headOfEntries(entries)).toEqual(before)
  expect(entries.join()).not.toContain('Ada')
  expect(hashLeaf(entries[0] ?? Buffer.alloc(0))).toHaveLength(32)
})

test('canonical JSON is as the examples of RFC 8785 have it', () => {
  expect(canonicalJson({
    numbers: [Number('333333333.33333329'), 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', literals: [null, true, false],
  })).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
    + '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}')
  const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
})

test('canonical JSON says the same as JSON, whatever the order of the members', () => {
  fc.assert(fc.property(aValue, (value: Json) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(value)
    expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
  }))
})

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(reversed)
  return Object.fromEntries(Object.entries(value).toReversed().map(([name, item]) => [name, reversed(item)]))
}

test('canonical JSON refuses what JSON cannot say', () => {
  const nested = (depth: number): Json => depth === 0 ? 1 : [nested(depth - 1)]
  const endless: Json[] = []
  endless.push(endless)
  // Read as unknown JSON, since the types would not let most of these through.
  const wrong: unknown[] = [NaN, Infinity, -Infinity, undefined, 1n, Symbol('a'), () => 1, new Date(0), new Map(),
    [undefined], { a: undefined }, { [Symbol('a')]: 1 }, '\ud800', { '\udfff': 1 }, Array(2),
    Buffer.from('a'), nested(101), endless]
  const write: (value: never) => string = canonicalJson
  for (const value of wrong) expect(() => Reflect.apply(write, undefined, [value])).toThrow(TypeError)
  expect(canonicalJson(nested(100))).toHaveLength(201)
  expect(canonicalJson(-0)).toBe('0')
})
