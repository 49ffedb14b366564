import type { Chance } from './chance.ts'
import type { Sex, Statement } from './types.ts'

/** What may stand in braces in a sentence; `They` and `Their` begin one. */
export type Slots = { name: string; age: number; sex: Sex; place: string; detail: string }

type Sentence = readonly string[]
export type Sentences = readonly Sentence[]

/** Sentences with slots, one a line. */
export function sentences(lines: readonly string[]): Sentences {
  return lines.map((line) => line.split(/[{}]/))
}

const pronouns: Record<Sex, Readonly<Record<string, string>>> = {
  F: { they: 'she', They: 'She', them: 'her', their: 'her', Their: 'Her', themself: 'herself' },
  M: { they: 'he', They: 'He', them: 'him', their: 'his', Their: 'His', themself: 'himself' },
}

export function tell(chance: Chance, from: Sentences, slots: Slots): string {
  const parts = chance.pick(from)
  let text = parts[0] ?? ''
  for (let index = 1; index < parts.length; index += 2) {
    text += wordFor(parts[index] ?? '', slots) + (parts[index + 1] ?? '')
  }
  return text
}

function wordFor(slot: string, slots: Slots): string {
  switch (slot) {
    case 'name': return slots.name
    case 'age': return String(slots.age)
    case 'place': return slots.place
    case 'detail': return slots.detail
    default: return pronouns[slots.sex][slot] ?? ''
  }
}

export function fact(...texts: readonly string[]): Statement {
  return { kind: 'fact', text: texts.join(' ') }
}

export function opinion(text: string): Statement {
  return { kind: 'opinion', text }
}

export function childVoice(text: string): Statement {
  return { kind: 'child_voice', text: `“${text}”` }
}
