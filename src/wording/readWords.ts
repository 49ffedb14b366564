import { quotedRanges } from './quotedRanges.ts'

/**
 * A word or a mark of a text, in its order; neighbours in the list are neighbours in a phrase.
 * `start` and `end` are UTF-16 code units, as a browser's text field counts them.
 */
export type Word = {
  text: string
  start: number
  end: number
  sentence: number
  quoted: boolean
  number: number | undefined
}

// A word with its inner apostrophes, a blank line, or any other single character.
const piece = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*|\n[^\S\n]*\n|[^\s]/gu
const hyphens = new Set(['-', '‐', '‑'])
const endsSentence = new Set(['.', '!', '?', ';', '¶'])
const numberWords = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty',
]
const numbers = new Map(numberWords.map((name, value) => [name, value]))

/** A hyphen that touches a word joins, as a space does; a blank line parts, as a full stop does. */
export function readWords(text: string): Word[] {
  const quotes = quotedRanges(text)
  const words: Word[] = []
  let sentence = 0
  let quote = 0
  for (const { 0: found, index: start } of text.matchAll(piece)) {
    const end = start + found.length
    if (found.length === 1 && hyphens.has(found) && touchesWord(text, start, end)) continue
    const mark = found.startsWith('\n') ? '¶' : found.toLowerCase().replaceAll('’', '\'').replaceAll('ʼ', '\'')
    while ((quotes[quote]?.end ?? Infinity) <= start) quote += 1
    const quoted = (quotes[quote]?.start ?? Infinity) <= start
    words.push({ text: mark, start, end, sentence, quoted, number: readNumber(mark) })
    if (endsSentence.has(mark)) sentence += 1
  }
  return words
}

function touchesWord(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' '
  const after = text[end] ?? ' '
  return /\S/.test(before) || /\S/.test(after)
}

function readNumber(word: string): number | undefined {
  return /^\d{1,3}$/.test(word) ? Number(word) : numbers.get(word)
}
