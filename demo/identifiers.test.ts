import { expect, test } from 'vitest'
import { Chance } from './chance.ts'
import { findNhsCheckDigit, isNhsNumber, isUpn, NhsNumbers, PupilNumbers } from './identifiers.ts'

test.each(['9434765919', '4010232137', '9990000018', '9990000026', '9990000034'])('NHS number %s is right', (value) => {
  expect(isNhsNumber(value)).toBe(true)
})

test('a changed digit makes an NHS number wrong, and some nine digits have no check digit', () => {
  expect(isNhsNumber('9434765918')).toBe(false)
  expect(findNhsCheckDigit('999000000')).toBeUndefined()
  expect(findNhsCheckDigit('999123456')).toBeUndefined()
})

test.each(['A123456789012', 'T850100901001', 'R850100926001'])('pupil number %s is right', (value) => {
  expect(isUpn(value)).toBe(true)
})

test('a pupil number with another letter is wrong', () => {
  expect(isUpn('B123456789012')).toBe(false)
})

test('no NHS number comes twice, in one community or in two', () => {
  const made = [0, 1, 2].flatMap((index) => {
    const numbers = new NhsNumbers(7, index, 350)
    return Array.from({ length: 1800 }, () => numbers.next())
  })
  expect(new Set(made).size).toBe(made.length)
  expect(made.every(isNhsNumber)).toBe(true)
})

test('an NHS number is never made up once the reserved range is spent', () => {
  const numbers = new NhsNumbers(1, 0, 100_000)
  expect(() => Array.from({ length: 11 }, () => numbers.next())).toThrow('too small')
})

test('pupil numbers are right and differ', () => {
  const numbers = new PupilNumbers(3)
  const made = Array.from({ length: 300 }, () => numbers.next(2012))
  expect(made.every(isUpn)).toBe(true)
  expect(new Set(made).size).toBe(300)
})

test('chance is the same on every machine', () => {
  const chance = new Chance('kith', 1)
  expect([chance.next(), chance.next(), chance.next()]).toEqual([4041291360, 1924198376, 4125514465])
  expect(chance.uuid()).toBe('d8917eda-34e6-4732-ad0d-7c1e9e60bb92')
})
