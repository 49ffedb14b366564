import type { LexiconShape } from './checks.ts'

export type Difference = { added: string[]; removed: string[]; changed: string[]; unchanged: number }

/** Which phrases of a lexicon are new, gone or different. */
export function differenceOf(before: LexiconShape, after: LexiconShape): Difference {
  const was = new Map(before.entries.map(entry => [entry.id, written(entry)]))
  const now = new Map(after.entries.map(entry => [entry.id, written(entry)]))
  const added = after.entries.filter(({ id }) => !was.has(id)).map(({ phrase }) => phrase)
  const removed = before.entries.filter(({ id }) => !now.has(id)).map(({ phrase }) => phrase)
  const changed = after.entries
    .filter(entry => was.has(entry.id) && was.get(entry.id) !== written(entry))
    .map(({ phrase }) => phrase)
  return { added, removed, changed, unchanged: after.entries.length - added.length - changed.length }
}

/** The same text for the same content, in whatever order a database gives its keys. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
