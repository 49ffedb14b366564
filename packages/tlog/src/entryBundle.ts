import { fullWidth } from './tilePaths.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

const longestEntry = 0xffff

/** A bundle of at most 256 entries, each after its length in two bytes, big-endian (C2SP tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > fullWidth || entries.some(entry => entry.length > longestEntry))
    throw new RangeError('A bundle has at most 256 entries, of at most 65,535 bytes each.')
  return Buffer.concat(entries.flatMap(entry => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]))
}

export function decodeBundle(bytes: Uint8Array): Result<Uint8Array[]> {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) return refused('the bundle ends in the middle of a length')
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return refused('the bundle ends in the middle of an entry')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries.length <= fullWidth ? accepted(entries) : refused('the bundle has too many entries')
}
