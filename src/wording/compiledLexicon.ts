import type { Lexicon, LexiconEntry } from './lexicon.ts'
import { firstWords, parsePattern } from './pattern.ts'
import type { Slots } from './pattern.ts'

type CompiledLimits = {
  onlyUpperCase: boolean
  notPrecededBy: readonly Slots[]
  notFollowedBy: readonly Slots[]
  onlyBeside: { before: readonly Slots[]; after: readonly Slots[] } | undefined
  unlessAge: { atLeast: number } | undefined
  onlyAge: { under: number } | undefined
}
export type CompiledEntry = { id: string; why: string; limits: CompiledLimits }
export type CompiledPattern = { entry: CompiledEntry; slots: Slots; alternatives: readonly string[] }
export type CompiledLexicon = { byFirstWord: ReadonlyMap<string, readonly CompiledPattern[]> }

const compiled = new WeakMap<Lexicon, CompiledLexicon>()

/** The lexicon by first word, made once for each lexicon object. */
export function compiledLexicon(lexicon: Lexicon): CompiledLexicon {
  const known = compiled.get(lexicon)
  if (known) return known
  const made = compile(lexicon)
  compiled.set(lexicon, made)
  return made
}

function compile({ entries, inflections }: Lexicon): CompiledLexicon {
  const byFirstWord = new Map<string, CompiledPattern[]>()
  const slotsOf = (text: string): Slots => {
    const parsed = parsePattern(text, inflections)
    if (!parsed.ok) throw new Error(`lexicon pattern “${text}” ${parsed.why}`)
    return parsed.slots
  }
  for (const entry of entries) {
    const known = { id: entry.id, why: entry.why, limits: compileLimits(entry.limits, slotsOf) }
    for (const { words, alternatives } of entry.patterns) {
      const slots = slotsOf(words)
      const pattern = { entry: known, slots, alternatives: alternatives ?? entry.alternatives }
      for (const first of new Set(firstWords(slots))) {
        const others = byFirstWord.get(first)
        if (others) others.push(pattern)
        else byFirstWord.set(first, [pattern])
      }
    }
  }
  return { byFirstWord }
}

function compileLimits(limits: LexiconEntry['limits'], slotsOf: (text: string) => Slots): CompiledLimits {
  const list = (patterns: readonly string[] | undefined) => (patterns ?? []).map(slotsOf)
  const beside = limits?.onlyBeside
  return {
    onlyUpperCase: limits?.onlyUpperCase ?? false,
    notPrecededBy: list(limits?.notPrecededBy),
    notFollowedBy: list(limits?.notFollowedBy),
    onlyBeside: beside && { before: list(beside.before), after: list(beside.after) },
    unlessAge: limits?.unlessAge,
    onlyAge: limits?.onlyAge,
  }
}
