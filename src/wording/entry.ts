import type { Pattern } from './lexicon.ts'

/** A pattern with the alternatives that fit its grammar; without any, those of its entry hold. */
export function pattern(words: string, ...alternatives: readonly string[]): Pattern {
  return alternatives.length > 0 ? { words, alternatives } : { words }
}

/** Where a phrase was seen, and what only practice says so far. */
export const sources = {
  edition: 'Appropriate language guide on child exploitation; which edition is still to be confirmed',
  docsbay: 'Appropriate language guide, copy at docsbay',
  lawCentre: 'Youth Justice Legal Centre, Child criminal exploitation and the power of language',
  sewel: 'Appropriate language guide, copy at fayllar (kate-sewel)',
  magdalene: 'Magdalene Group, on words for sexually exploited children',
  practice: 'Practice knowledge, not yet checked against a published guide',
} as const
