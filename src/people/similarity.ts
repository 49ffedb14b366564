/** Jaro's similarity with Winkler's bonus for a common beginning (Winkler 1990): 1 is the same, 0 nothing alike. */
export function nameSimilarity(one: string, other: string): number {
  if (one === other) return 1
  const jaro = jaroSimilarity(Array.from(one), Array.from(other))
  const prefix = commonPrefix(one, other)
  return jaro < 0.7 ? jaro : jaro + prefix * 0.1 * (1 - jaro)
}

function jaroSimilarity(one: string[], other: string[]): number {
  if (one.length === 0 || other.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Set<number>()
  const matched = one.filter((letter, place) => {
    const from = Math.max(0, place - reach)
    const found = other.findIndex((each, at) => at >= from && at <= place + reach && each === letter && !taken.has(at))
    return found >= 0 && taken.add(found)
  })
  if (matched.length === 0) return 0
  const facing = other.filter((_, at) => taken.has(at))
  const moved = matched.filter((letter, at) => letter !== facing[at]).length / 2
  const common = matched.length
  return (common / one.length + common / other.length + (common - moved) / common) / 3
}

function commonPrefix(one: string, other: string): number {
  let length = 0
  while (length < 4 && length < one.length && one[length] === other[length]) length += 1
  return length
}
