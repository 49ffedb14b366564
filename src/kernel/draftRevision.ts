/** What a device has seen of a draft: everything up to a revision, and some later ones that it made itself. */
export type Seen = { upTo: number; also: readonly number[] }

/** "7", or "7.9.12": all up to 7, and 9 and 12. Anything unreadable has seen nothing. */
export function readSeen(text: string): Seen {
  const [upTo = 0, ...also] = text.split('.').map(Number).filter(number => Number.isSafeInteger(number) && number >= 0)
  return { upTo, also }
}

export function writeSeen({ upTo, also }: Seen): string {
  return [upTo, ...also].join('.')
}

export function sawRevision({ upTo, also }: Seen, revision: number): boolean {
  return revision <= upTo || also.includes(revision)
}

/** What a device has seen after it saved: all of it when no field holds anything it has not seen. */
export function joinSeen(seen: Seen, own: readonly number[], draft: { head: number; inUse: readonly number[] }): Seen {
  const later = [...new Set(draft.inUse)].filter(revision => revision > seen.upTo)
  const known = later.filter(revision => seen.also.includes(revision) || own.includes(revision))
  return known.length === later.length ? { upTo: draft.head, also: [] } : {
    upTo: seen.upTo, also: known.toSorted((a, b) => a - b),
  }
}
