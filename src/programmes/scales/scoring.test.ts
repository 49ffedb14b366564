import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { bandOf, bandText, changeBetween, scoresOf } from './reading.ts'
import type { Filled, ScaleBook } from './reading.ts'
import { informants, scaleForms, wrongAnswers } from './scale.ts'
import type { ItemAnswers, ScaleCode } from './scale.ts'
import { scoreSdq } from './sdq.ts'
import { readScaleBook } from './store.ts'
import { scoreShortWellbeing, scoreWellbeing } from './wellbeing.ts'

let w: World
let book: ScaleBook
beforeAll(async () => {
  w = await world()
  book = await w.kernel.db.as(w.scope('mentor', 'hub'), readScaleBook)
})
afterAll(() => w.end())

const all = (count: number, value: number): ItemAnswers => Object.fromEntries(Array.from({ length: count }, (_, place) => [String(place + 1), value]))
const without = (answers: ItemAnswers, ...items: number[]): ItemAnswers =>
  Object.fromEntries(Object.entries(answers).filter(([item]) => !items.includes(Number(item))))
const sdq = (answers: ItemAnswers) => Object.fromEntries(scoreSdq(answers, 'parent').map(({ part, value }) => [part, value]))
const filled = (scale: ScaleCode, answers: ItemAnswers = {}): Filled => ({ scale, informant: 'self', version: 1, answers })

describe('the SDQ', () => {
  test('every item at the same value: five items are turned round, and prosocial stays out of the total', () => {
    // Worked by hand from the owner's instructions: one reversed item in conduct, two in hyperactivity, two in peer problems.
    expect(sdq(all(25, 0))).toEqual({ total: 10, emotional: 0, conduct: 2, hyperactivity: 4, peer: 4, prosocial: 0 })
    expect(sdq(all(25, 1))).toEqual({ total: 20, emotional: 5, conduct: 5, hyperactivity: 5, peer: 5, prosocial: 5 })
    expect(sdq(all(25, 2))).toEqual({ total: 30, emotional: 10, conduct: 8, hyperactivity: 6, peer: 6, prosocial: 10 })
  })
  test('from the best to the worst form the total runs from 0 to 40', () => {
    const good = { ...all(25, 0), 7: 2, 11: 2, 14: 2, 21: 2, 25: 2 }
    const bad = { ...all(25, 2), 7: 0, 11: 0, 14: 0, 21: 0, 25: 0 }
    expect([sdq(good)['total'], sdq(bad)['total']]).toEqual([0, 40])
  })
  test('each item moves exactly one subscale', () => {
    for (let item = 1; item <= 25; item++) {
      const [before, after] = [sdq(all(25, 1)), sdq({ ...all(25, 1), [item]: 2 })]
      expect(Object.keys(before).filter(part => part !== 'total' && before[part] !== after[part]), `item ${item}`).toHaveLength(1)
    }
  })
  test('a subscale is made up from three of its five items, rounded as the instructions do, and has no score from two', () => {
    expect(scoreSdq(without(all(25, 1), 3, 8), 'parent').find(({ part }) => part === 'emotional')).toMatchObject({ value: 5, madeUp: 2 })
    // 2, 2, 1, 0 of four items: the mean 1.25 times five is 6.25, and 2, 1, 1, 1 gives 6.25 too; 1, 1, 1, 0 gives 3.75.
    expect(sdq({ ...without(all(25, 0), 24), 3: 2, 8: 2, 13: 1 })['emotional']).toBe(6)
    expect(sdq({ ...without(all(25, 0), 24), 3: 1, 8: 1, 13: 1 })['emotional']).toBe(4)
    // 1, 1, 0 and 0 gives 2.5, which goes up.
    expect(sdq({ ...without(all(25, 0), 24), 3: 1, 8: 1 })['emotional']).toBe(3)
    expect(sdq(without(all(25, 1), 3, 8, 13))).toMatchObject({ emotional: undefined, total: undefined, conduct: 5 })
    expect(sdq(without(all(25, 1), 1, 4, 9))).toMatchObject({ prosocial: undefined, total: 20 })
  })
  test('impact counts from “quite a lot” on, five items or a teacher’s three, and makes nothing up', () => {
    const impact = (informant: 'parent' | 'teacher', answers: ItemAnswers) => scoreSdq(answers, informant).find(({ part }) => part === 'impact')
    expect(impact('parent', { i1: 0, i2: 1, i3: 2, i4: 3, i5: 3 })).toMatchObject({ value: 5, most: 10 })
    expect(impact('teacher', { i1: 3, i2: 3, i3: 3 })).toMatchObject({ value: 6, most: 6 })
    expect(impact('parent', { i1: 3 })?.value).toBeUndefined()
    expect(impact('parent', {})).toBeUndefined()
  })
  test('the bands of every informant cover every score once', () => {
    for (const informant of informants) for (const part of ['total', 'emotional', 'conduct', 'hyperactivity', 'peer', 'prosocial', 'impact']) {
      const most = part === 'total' ? 40 : part === 'impact' && informant === 'teacher' ? 6 : 10
      for (let value = 0; value <= most; value++)
        expect(book.bands.filter(band => band.informant === informant && band.part === part && value >= band.least && value <= band.most), `${informant} ${part} ${value}`).toHaveLength(1)
      expect(book.bands.some(band => band.informant === informant && band.part === part && band.most > most)).toBe(false)
    }
  })
  test('a teacher’s scores are called as in the published table, and what was not compared says so', () => {
    const called = (part: string, value: number, moreIsBetter = false) => {
      const band = bandOf(book, { ...filled('sdq'), informant: 'teacher' }, { part, value, title: '', least: 0, most: 40, moreIsBetter })
      return band && bandText(band.band, moreIsBetter)
    }
    expect([11, 12, 16, 19].map(value => called('total', value))).toEqual(['Close to average', 'Slightly raised', 'High', 'Very high'])
    expect([6, 5, 4, 3].map(value => called('prosocial', value, true))).toEqual(['Close to average', 'Slightly lowered', 'Low', 'Very low'])
    expect(book.bands.filter(({ verified }) => verified).every(({ informant, part }) => informant === 'teacher' && part !== 'impact')).toBe(true)
  })
})

describe('wellbeing', () => {
  test('the short scale is converted by the published table, whole forms only', () => {
    const metric = (answers: ItemAnswers) => scoreShortWellbeing(answers, book.conversions.get('swemwbs 1') ?? new Map())[0]?.value
    expect([1, 3, 5].map(value => metric(all(7, value)))).toEqual([7, 19.25, 35])
    expect(metric({ ...all(7, 1), 1: 2 })).toBe(9.51)
    expect(metric(without(all(7, 3), 7))).toBeUndefined()
    const table = [...book.conversions.get('swemwbs 1') ?? []].toSorted(([one], [other]) => one - other)
    expect(table.map(([raw]) => raw)).toEqual(Array.from({ length: 29 }, (_, place) => place + 7))
    expect(table.every(([, value], place) => place === 0 || value > (table[place - 1]?.[1] ?? 0))).toBe(true)
  })
  test('the long scale is the sum of fourteen', () => {
    expect([1, 5].map(value => scoreWellbeing(all(14, value))[0]?.value)).toEqual([14, 70])
    expect(scoreWellbeing(without(all(14, 3), 2))[0]?.value).toBeUndefined()
  })
})

test('a change is called reliable only where a figure was published, and only for the figure it was published for', () => {
  const change = (scale: ScaleCode, one: ItemAnswers, other: ItemAnswers, place = 0) => {
    const [first, second] = [scoresOf(book, filled(scale, one))[place], scoresOf(book, filled(scale, other))[place]]
    return first && second && changeBetween(book, filled(scale), first, second)
  }
  expect(change('wemwbs', all(14, 3), { ...all(14, 3), 1: 5, 2: 5, 3: 5, 4: 5 })).toEqual({ by: 8, direction: 'better', isReliable: false })
  expect(change('wemwbs', all(14, 3), all(14, 2))).toEqual({ by: -14, direction: 'worse', isReliable: true })
  expect(change('swemwbs', all(7, 3), all(7, 4))).toMatchObject({ direction: 'better', isReliable: true })
  expect(change('swemwbs', all(7, 3), all(7, 4), 1)).toEqual({ by: 7, direction: 'better' })
  expect(change('sdq', all(25, 2), all(25, 0))).toEqual({ by: -20, direction: 'better' })
  expect(change('sdq', all(25, 2), without(all(25, 0), 3, 8, 13))).toBeUndefined()
})

test('only values that the forms have are answers', () => {
  expect(wrongAnswers(scaleForms.sdq, 'parent', { 1: 2, 2: 3, 26: 1, i5: 3 })).toEqual(['2', '26'])
  expect(wrongAnswers(scaleForms.sdq, 'teacher', { i3: 1, i4: 1 })).toEqual(['i4'])
  expect(wrongAnswers(scaleForms.wemwbs, 'self', { 1: 0, 14: 5 })).toEqual(['1'])
})
