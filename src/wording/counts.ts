/** How often a phrase met which outcome on a day. No person, no author, no text: never a league table. */
export type WordingCount = { entryId: string; outcome: WordingOutcome; on: string; count: number }
export type WordingOutcome = 'shown' | 'replaced' | 'kept'

export type WordingOutcomes = Partial<Record<WordingOutcome, readonly { entryId: string }[]>>

/** Adds up outcomes for one day (`2026-11-23`), by phrase, in a stable order. */
export function countWordings(outcomes: WordingOutcomes, on: string): WordingCount[] {
  const counts = new Map<string, WordingCount>()
  for (const outcome of ['shown', 'replaced', 'kept'] as const) {
    for (const { entryId } of outcomes[outcome] ?? []) {
      const key = `${entryId} ${outcome}`
      const count = counts.get(key)?.count ?? 0
      counts.set(key, { entryId, outcome, on, count: count + 1 })
    }
  }
  return [...counts.values()].toSorted((a, b) => a.entryId.localeCompare(b.entryId))
}
