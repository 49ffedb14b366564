import type { Hash } from '../src/hashing.ts'

/** Every text that differs from `text` in one bit of its UTF-8, with the number of the byte. */
export function* flippedTexts(text: string): Generator<{ at: number; flipped: string }> {
  const bytes = Buffer.from(text)
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes)
    flip(flipped, bit)
    yield { at: bit >> 3, flipped: flipped.toString() }
  }
}

/** The same hashes with one bit flipped. */
export function flippedHashes(hashes: readonly Hash[], bit: number): Hash[] {
  const copies = hashes.map(hash => Uint8Array.from(hash))
  const hash = copies[Math.floor(bit / 256) % copies.length]
  if (hash) flip(hash, bit % 256)
  return copies
}

function flip(bytes: Uint8Array, bit: number): void {
  const at = bit >> 3
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7))
}
