import { matchPattern, parsePattern } from './pattern.ts'
import type { Effort } from './pattern.ts'
import type { Word } from './readWords.ts'

const ways = [
  '#<120 year|years|yr|yrs old', '#<120 year|yr olds', '#<120 y / o', '#<120 yo|yrs',
  'age|aged :? #<120', 'age of #<120', 'he|she|they is|are|was|were|turned #<120 .|,|;|)|and|when|¶',
].map(way => {
  const parsed = parsePattern(way, {})
  if (!parsed.ok) throw new Error(`an age cannot be read: ${parsed.why}`)
  return parsed.slots
})
const mostWords = 5

/** The lowest age that each sentence gives: “aged 12”, “a 15-year-old”, “twelve years old”, “15yo”. */
export function youngestBySentence(words: readonly Word[], effort: Effort): ReadonlyMap<number, number> {
  const youngest = new Map<number, number>()
  for (const [place, word] of words.entries()) {
    const age = ageWritten(word)
      ?? (word.number === undefined ? undefined : ageAround(words, { place, age: word.number, effort }))
    if (age !== undefined) youngest.set(word.sentence, Math.min(age, youngest.get(word.sentence) ?? age))
  }
  return youngest
}

function ageWritten(word: Word): number | undefined {
  const digits = /^(\d{1,2})(?:yo|yrs?|y)$/.exec(word.text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function ageAround(
  words: readonly Word[], { place, age, effort }: { place: number; age: number; effort: Effort },
): number | undefined {
  for (let from = Math.max(0, place - mostWords); from <= place; from += 1) {
    for (const slots of ways) {
      const match = matchPattern(slots, words, from, { effort })
      if (match && match.end > place) return age
    }
  }
  return undefined
}
