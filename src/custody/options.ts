import type { Option } from '../practice/question.ts'

/** Options from a value and its words. */
export const optionsOf = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))
