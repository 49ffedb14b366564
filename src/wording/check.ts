import { youngestBySentence } from './ages.ts'
import { compiledLexicon } from './compiledLexicon.ts'
import type { CompiledEntry, CompiledPattern } from './compiledLexicon.ts'
import type { Lexicon } from './lexicon.ts'
import { matchPattern } from './pattern.ts'
import type { Effort, Match, Slots } from './pattern.ts'
import { readWords } from './readWords.ts'
import type { Word } from './readWords.ts'
import { inTheManner } from './replace.ts'

/** A phrase to look at: `text.slice(start, end) === found`, in UTF-16 code units. */
export type Finding = {
  entryId: string
  start: number
  end: number
  found: string
  alternatives: readonly string[]
  why: string
}

type Reading = {
  text: string
  words: readonly Word[]
  youngest: ReadonlyMap<number, number>
  effort: Effort
}
type Candidate = { pattern: CompiledPattern; from: number; match: Match }

/** The phrases of a text that the lexicon prompts on, in order. Words between quotation marks are left alone. */
export function checkWording(text: string, lexicon: Lexicon, effort: Effort = { steps: 0 }): Finding[] {
  const compiled = compiledLexicon(lexicon)
  const words = readWords(text)
  const reading = { text, words, youngest: youngestBySentence(words, effort), effort }
  const candidates: Candidate[] = []
  for (const [from, word] of words.entries()) {
    if (word.quoted) continue
    for (const pattern of compiled.byFirstWord.get(word.text) ?? []) addCandidate(candidates, reading, pattern, from)
    if (word.number === undefined) continue
    for (const pattern of compiled.byFirstWord.get('#') ?? []) addCandidate(candidates, reading, pattern, from)
  }
  return longestApart(candidates, words)
    .map(({ pattern, from, match }) => findingOf(reading, { pattern, from, match }, lexicon))
}

function addCandidate(candidates: Candidate[], reading: Reading, pattern: CompiledPattern, from: number): void {
  const { words, effort } = reading
  const match = matchPattern(pattern.slots, words, from, { effort })
  if (!match || match.end === from || !isWithinLimits(reading, pattern.entry, from, match.end)) return
  candidates.push({ pattern, from, match })
}

function isWithinLimits(reading: Reading, entry: CompiledEntry, from: number, end: number): boolean {
  const { text, words, youngest } = reading
  const { limits } = entry
  const first = words[from]
  if (!first) return false
  if (limits.onlyUpperCase && !/^\p{Lu}{2}/u.test(text.slice(first.start, first.end))) return false
  if (limits.notPrecededBy.some(slots => standsBefore(reading, slots, from))) return false
  if (limits.notFollowedBy.some(slots => standsAfter(reading, slots, end))) return false
  if (limits.onlyBeside
    && !limits.onlyBeside.before.some(slots => standsBefore(reading, slots, from))
    && !limits.onlyBeside.after.some(slots => standsAfter(reading, slots, end))) return false
  const age = youngest.get(first.sentence)
  if (limits.unlessAge && age !== undefined && age >= limits.unlessAge.atLeast) return false
  return !limits.onlyAge || (age !== undefined && age < limits.onlyAge.under)
}

function standsAfter({ words, effort }: Reading, slots: Slots, end: number): boolean {
  return matchPattern(slots, words, end, { effort }) !== undefined
}

function standsBefore({ words, effort }: Reading, slots: Slots, from: number): boolean {
  const fewest = slots.filter(slot => !slot.optional).length
  for (let length = fewest; length <= slots.length && length <= from; length += 1) {
    if (matchPattern(slots, words, from - length, { effort, mustEnd: from })) return true
  }
  return false
}

/** Of phrases that overlap the longest stays; of equals, the one that begins first. */
function longestApart(candidates: readonly Candidate[], words: readonly Word[]): Candidate[] {
  const taken = new Uint8Array(words.length)
  const length = ({ from, match }: Candidate) => (words[match.end - 1]?.end ?? 0) - (words[from]?.start ?? 0)
  return candidates
    .toSorted((a, b) => length(b) - length(a) || a.from - b.from)
    .filter(({ from, match }) => {
      const free = taken.subarray(from, match.end).every(place => place === 0)
      if (free) taken.fill(1, from, match.end)
      return free
    })
    .toSorted((a, b) => a.from - b.from)
}

function findingOf({ text, words }: Reading, candidate: Candidate, { inflections }: Lexicon): Finding {
  const { pattern, from, match } = candidate
  const start = words[from]?.start ?? 0
  const end = words[match.end - 1]?.end ?? start
  const found = text.slice(start, end)
  const { id, why } = pattern.entry
  const alternatives = pattern.alternatives
    .map(alternative => inTheManner(text, { start, found }, filledIn(alternative, match.matched, inflections)))
  return { entryId: id, start, end, found, alternatives: [...new Set(alternatives)], why }
}

/**
 * `{be}` repeats the matched word; `{abscond:goMissing}` writes the form in the same place of the other list.
 * “been being groomed”, where the matched word was “been”, is written “been groomed”.
 */
function filledIn(
  alternative: string, matched: Match['matched'], inflections: Lexicon['inflections'],
): string {
  return alternative.replaceAll(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, other: string | undefined) => {
    const word = matched.get(name) ?? ''
    if (other === undefined) return word
    const place = inflections[name]?.findIndex(form => form.toLowerCase() === word) ?? -1
    return inflections[other]?.[place] ?? ''
  }).replaceAll(/ {2,}/g, ' ').replace(/\b(been|being) being\b/, '$1').trim()
}
