import { expect, test } from 'vitest'
import { csvCell } from '../csv.ts'
import { codesIn, isCode, markOf, shownCode } from './watermark.ts'

const codes = ['7KXW9M2QDT', '0000000000', 'ZZZZZZZZZZ', '0123456789', 'ABCDEFGHJK']

test.each(codes)('the unseen mark of %s is read from any line it stands in', code => {
  const line = `a fact about somebody${markOf(code)}`
  expect(codesIn(line)).toEqual([code])
  expect(codesIn(`pasted: ${line.slice(10)} and more`)).toEqual([code])
  expect(line.replaceAll(/\p{Cf}/gv, '')).toBe('a fact about somebody')
})

test('it survives a mark of somebody else beside it, and other characters without width before it', () => {
  expect(codesIn(`\u200B\u200D\u2060${markOf('7KXW9M2QDT')}`)).toEqual(['7KXW9M2QDT'])
  expect(codesIn(markOf('7KXW9M2QDT') + markOf('ABCDEFGHJK'))).toEqual(['7KXW9M2QDT', 'ABCDEFGHJK'])
  expect(codesIn(`x${markOf('7KXW9M2QDT')}y\n${markOf('7KXW9M2QDT')}`)).toEqual(['7KXW9M2QDT'])
})

test('the seen code is read too, in capitals or not', () => {
  expect(codesIn(`Copy ${shownCode('7KXW9M2QDT')}.`)).toEqual(['7KXW9M2QDT'])
  expect(codesIn('copy x-7kxw9-m2qdt')).toEqual(['7KXW9M2QDT'])
})

test('a mark of which one character is wrong names nobody rather than somebody else', () => {
  const mark = Array.from(markOf('7KXW9M2QDT'))
  const wrong = mark.flatMap((character, place) =>
    ['\u200B', '\u200C', '\u200D', '\u2060'].filter(other => other !== character)
    .map(other => mark.with(place, other).join('')))
  const misread = wrong.flatMap(each => codesIn(each))
  expect(wrong).toHaveLength(90)
  expect(misread).toEqual([])
})

test('text without a mark carries none, and a mark makes no cell a formula', () => {
  expect(codesIn('nothing \u200B\u200C here, X-ABC')).toEqual([])
  expect(csvCell(`=1+1${markOf('7KXW9M2QDT')}`).startsWith(`'=`)).toBe(true)
  expect(isCode('7KXW9M2QDT')).toBe(true)
  expect(isCode('7KXW9M2QD')).toBe(false)
  expect(isCode('7KXW9M2QDU')).toBe(false)
})
