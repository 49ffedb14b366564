import type { Word } from './readWords.ts'

type Inflections = Readonly<Record<string, readonly string[]>>
type NumberRange = { from: number; below: number }
type Slot = { words: ReadonlyMap<string, string>; numbers: readonly NumberRange[]; optional: boolean }
export type Slots = readonly Slot[]
export type Parsed = { ok: true; slots: Slots } | { ok: false; why: string }

/** Where a match ends (the first word after it), and which word stood for each named inflection. */
export type Match = { end: number; matched: ReadonlyMap<string, string> }

/** Counts comparisons, so that a test can show that the work grows no faster than the text. */
export type Effort = { steps: number }

const mostSlots = 14
const mostOptional = 4

/** A pattern's slots. Its length and its optional words are bounded: the check must stay linear for any lexicon. */
export function parsePattern(text: string, inflections: Inflections): Parsed {
  const parts = text.trim().toLowerCase() === '' ? [] : text.trim().split(/\s+/)
  const slots: Slot[] = []
  for (const part of parts) {
    const optional = part.length > 1 && part.endsWith('?')
    const words = new Map<string, string>()
    const numbers: NumberRange[] = []
    for (const choice of (optional ? part.slice(0, -1) : part).split('|')) {
      const range = readRange(choice)
      const name = /^\{(\w+)\}$/.exec(choice)?.[1]
      const inflected = name === undefined ? undefined : inflections[name]
      if (range) numbers.push(range)
      else if (name !== undefined && !inflected) return { ok: false, why: `has no list named ${name}` }
      else if (name !== undefined) for (const form of inflected ?? []) words.set(form.toLowerCase(), name)
      else if (choice === '' || /[{}-]/.test(choice)) return { ok: false, why: 'has a word that cannot be read' }
      else words.set(choice.toLowerCase(), '')
    }
    slots.push({ words, numbers, optional })
  }
  if (!slots.some(slot => !slot.optional)) return { ok: false, why: 'needs at least one word that must be there' }
  if (slots.length > mostSlots) return { ok: false, why: `has more than ${mostSlots} words` }
  if (slots.filter(slot => slot.optional).length > mostOptional) {
    return { ok: false, why: `has more than ${mostOptional} words that may be absent` }
  }
  return { ok: true, slots }
}

function readRange(choice: string): NumberRange | undefined {
  const [, from, below] = /^#(?:(\d{1,3})\+|<(\d{1,3}))?$/.exec(choice) ?? []
  if (!choice.startsWith('#')) return undefined
  return { from: Number(from ?? 0), below: below === undefined ? Infinity : Number(below) }
}

/** The longest match that begins at `from`, or, with `mustEnd`, one that ends exactly there. */
export function matchPattern(
  slots: Slots, words: readonly Word[], from: number, options: { effort: Effort; mustEnd?: number },
): Match | undefined {
  const { effort, mustEnd } = options
  const seen: [string, string][] = []
  const end = follow(0, from)
  return end === undefined ? undefined : { end, matched: new Map(seen) }

  function follow(place: number, at: number): number | undefined {
    const slot = slots[place]
    if (!slot) return mustEnd === undefined || at === mustEnd ? at : undefined
    effort.steps += 1
    const word = words[at]
    const name = word && nameOfMatch(slot, word)
    if (word && name !== undefined) {
      const before = seen.length
      if (name !== '') seen.push([name, word.text])
      const end = follow(place + 1, at + 1)
      if (end !== undefined) return end
      seen.length = before
    }
    return slot.optional ? follow(place + 1, at) : undefined
  }
}

function nameOfMatch(slot: Slot, word: Word): string | undefined {
  const { number } = word
  const inRange = number !== undefined && slot.numbers.some(({ from, below }) => number >= from && number < below)
  return inRange ? '' : slot.words.get(word.text)
}

/** The words with which a match can begin; `#` stands for any number. */
export function firstWords(slots: Slots): string[] {
  const needed = slots.findIndex(slot => !slot.optional)
  return slots.slice(0, needed + 1).flatMap(slot => [...slot.words.keys(), ...slot.numbers.length ? ['#'] : []])
}
