import type { LexiconShape } from './checks.ts'

export type Difference = { added: string[]; removed: string[]; changed: string[]; unchanged: number }

/** Which phrases of a lexicon are new, gone or different. */
export function differenceOf(before: LexiconShape, after: LexiconShape): Difference {
  const was = new Map(before.entries.map(entry => [entry.id, JSON.stringify(entry)]))
  const now = new Map(after.entries.map(entry => [entry.id, JSON.stringify(entry)]))
  const added = after.entries.filter(({ id }) => !was.has(id)).map(({ phrase }) => phrase)
  const removed = before.entries.filter(({ id }) => !now.has(id)).map(({ phrase }) => phrase)
  const changed = after.entries.filter(entry => was.has(entry.id) && was.get(entry.id) !== JSON.stringify(entry))
    .map(({ phrase }) => phrase)
  return { added, removed, changed, unchanged: after.entries.length - added.length - changed.length }
}
