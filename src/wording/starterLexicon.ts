import { accountEntries } from './accountEntries.ts'
import { adultifyingEntries } from './adultifyingEntries.ts'
import { criminalEntries } from './criminalEntries.ts'
import { exploitationEntries } from './exploitationEntries.ts'
import { inflections } from './inflections.ts'
import type { Lexicon } from './lexicon.ts'
import { serviceEntries } from './serviceEntries.ts'

/** What a new partnership begins with; it is copied into reference data, and changed there by new versions. */
export const starterLexicon: Lexicon = {
  version: '2026.1',
  validFrom: '2026-01-01',
  validTo: null,
  inflections,
  entries: [
    ...exploitationEntries, ...criminalEntries, ...adultifyingEntries, ...serviceEntries, ...accountEntries,
  ],
}
