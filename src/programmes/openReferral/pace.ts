const most = 1_200
const windowMs = 60_000
const mostKept = 10_000

const counts = new Map<string, { n: number; since: number }>()

/** Seconds to wait for whoever asks more often than any page does; kept in this process, forgotten after a minute. */
export function tooOften(address: string, now: Date): number | undefined {
  const at = now.getTime()
  if (counts.size > mostKept) counts.clear()
  const known = counts.get(address)
  if (!known || at - known.since >= windowMs) {
    counts.set(address, { n: 1, since: at })
    return undefined
  }
  known.n += 1
  return known.n > most ? Math.max(1, Math.ceil((known.since + windowMs - at) / 1000)) : undefined
}
