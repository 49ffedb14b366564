import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifierKindsOf, identifierText, normalIdentifier, validNhsNumber, validUpn } from './identifiers.ts'
import { postcodeOf, postcodeSector } from './postcode.ts'

test.each(['9434765919', '4010232137', '9990000018', '9990000026', '9990000034'])('%s is an NHS number', number => {
  expect(validNhsNumber(number)).toBe(true)
})

test.each(['999000000', '999123456'])('no tenth figure makes %s an NHS number', prefix => {
  expect(Array.from('0123456789').filter(figure => validNhsNumber(prefix + figure))).toEqual([])
})

test.each(['A123456789012', 'T850100901001', 'R850100926001'])('%s is a unique pupil number', number => {
  expect(validUpn(number)).toBe(true)
})

test.each(['', 'UN1', 'B123456789012', 'I123456789012', 'A12345678901', 'A12345678901I'])('"%s" is none', number => {
  expect(validUpn(number)).toBe(false)
})

test('a temporary pupil number ends in a letter and is checked like the others', () => {
  const letters = Array.from('ABCDEFGHJKLMNPQRTUVWXYZ')
  expect(letters.filter(letter => validUpn(`${letter}12345678901A`))).toHaveLength(1)
})

test('a number is the same however it is spaced', () => {
  expect(normalIdentifier(' 999 000-0018 ')).toBe('9990000018')
  expect(validNhsNumber('999 000 0018')).toBe(true)
  expect(identifierText({ kind: 'nhs_number', value: '9990000018' })).toBe('999 000 0018')
})

test('one wrong figure, or two neighbours swapped, is always noticed', () => {
  const nhs = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String)
    .map(nine => Array.from('0123456789', figure => nine + figure).find(validNhsNumber) ?? '9990000018')
  fc.assert(fc.property(nhs, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
    const wrong = Number(number[place]) + by
    expect(validNhsNumber(number.slice(0, place) + String(wrong % 10) + number.slice(place + 1))).toBe(false)
    const neighbours = number.slice(place, place + 2)
    const swapped = number.slice(0, place) + Array.from(neighbours).toReversed().join('') + number.slice(place + 2)
    expect(validNhsNumber(swapped)).toBe(swapped === number)
  }))
})

test('a number that is not valid is looked for among the agencies’ own', () => {
  expect(identifierKindsOf('9990000018')).toContain('nhs_number')
  expect(identifierKindsOf('9990000019')).not.toContain('nhs_number')
})

test.each([
  ['po13ax', 'PO1 3AX'], [' SW1A 1aa', 'SW1A 1AA'], ['m11ae', 'M1 1AE'], ['EC1A1BB', 'EC1A 1BB'],
  ['CR2 6XH', 'CR2 6XH'],
  ['GIR 0AA', 'GIR 0AA'], ['PO1', undefined], ['12345', undefined], ['PO1 3CX', undefined], ['', undefined],
])('"%s" is the postcode %s', (typed, postcode) => {
  expect(postcodeOf(typed)).toBe(postcode)
})

test('a sector leaves out the last two letters', () => {
  expect(postcodeSector('PO1 3AX')).toBe('PO1 3')
})
