import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOf, birthText, swappedDay, yearsOf } from './age.ts'
import { readQuery, saysEnough } from './query.ts'
import { scoreOf } from './score.ts'
import type { Compared } from './score.ts'

test.each([
  ['Jon Smith 3/4/2011', { text: 'Jon Smith', birthOn: '2011-04-03' }],
  ['Jon Smith 03.04.11', { text: 'Jon Smith', birthOn: '2011-04-03' }],
  ['2011-04-03 Smith', { text: 'Smith', birthOn: '2011-04-03' }],
  ['Smith, born 3rd April 2011'.replace('born ', ''), { text: 'Smith', birthOn: '2011-04-03' }],
  ['Smith 31/02/2011', { text: 'Smith' }],
  ['Smith, aged 15', { text: 'Smith', age: 15 }],
  ['Jon Smith 15', { text: 'Jon Smith', age: 15 }],
  ['Jon Smith 15 years old', { text: 'Jon Smith', age: 15 }],
  ['999 000 0018', { identifier: '9990000018' }],
  ['A123456789012', { identifier: 'A123456789012' }],
  ['Smith 2011/123456', { text: 'Smith', identifier: '2011/123456' }],
  ['   ', {}],
] as const)('"%s" is understood', (typed, query) => {
  expect(readQuery(typed)).toEqual(query)
})

test('an age alone does not say enough, a birthday does', () => {
  expect(saysEnough({ age: 15 })).toBe(false)
  expect(saysEnough({ text: 'x' })).toBe(false)
  expect(saysEnough({ birthOn: '2011-04-03' })).toBe(true)
})

test('whatever is typed is read without breaking', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), typed => {
    const { age = 0, birthOn = '2000-01-01' } = readQuery(typed)
    expect(age).toBeLessThan(100)
    expect(birthOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }))
})

test('an age turns on the birthday in London and knows the unborn and the unknown', () => {
  expect(ageOf('2011-04-03', '2026-04-02')).toBe('14 years')
  expect(ageOf('2011-04-03', '2026-04-03')).toBe('15 years')
  expect(ageOf('2027-04-03', '2026-04-03')).toBe('not yet born')
  expect(ageOf(undefined, '2026-04-03')).toBe('age not known')
  expect(yearsOf('2012-02-29', '2026-02-28')).toBe(13)
  expect(birthText('2011-07-01', true)).toBe('about 2011')
  expect(swappedDay('2011-04-13')).toBeUndefined()
})

const teo: Compared = {
  givenName: 'Teo', familyName: 'Marlowe', otherNames: '', birthOn: '2011-04-03', birthIsEstimate: false,
  identifiers: [{ kind: 'nhs_number', value: '9990000018' }],
}
const points = (query: Parameters<typeof scoreOf>[0]) => scoreOf(query, teo, '2026-04-03')

test('every point has a reason in words, and the better match stands higher', () => {
  const exact = points({ text: 'Teo Marlowe', birthOn: '2011-04-03' })
  const swapped = points({ text: 'Teo Marlowe', birthOn: '2011-03-04' })
  const near = points({ text: 'Theo Marlow', birthOn: '2011-04-03' })
  const wrongDay = points({ text: 'Teo Marlowe', birthOn: '2009-12-24' })
  expect(exact.because).toEqual(['same name', 'same date of birth'])
  expect(swapped.because).toEqual(['same name', 'date of birth with day and month swapped'])
  expect(near.because).toEqual(['similar name', 'same date of birth'])
  expect(wrongDay.because).toEqual(['same name', 'different date of birth'])
  expect([exact, near, swapped, wrongDay].map(score => score.points).toSorted((a, b) => b - a))
    .toEqual([exact.points, near.points, swapped.points, wrongDay.points])
  expect(points({ identifier: '999 000 0018' }).because).toEqual(['same NHS number'])
  expect(points({ text: 'Marlowe', age: 15 }).because).toEqual(['same name', 'same age'])
})

test('somebody who is not like it at all is not shown', () => {
  expect(points({ text: 'Brunhilde Quark', age: 15 }).points).toBe(0)
  expect(points({ text: 'Brunhilde Quark', birthOn: '2011-03-04' }).points).toBe(0)
})
