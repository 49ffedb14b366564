/** Standard Base 64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/**
 * Reads Base 64, or nothing unless it is written in the one canonical way: a lenient reader would let a bit of
 * a proof be flipped without changing what it says.
 */
export function findBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

/** Reads a hash of 32 bytes written in Base 64, or nothing. */
export function findHash(text: string): Uint8Array | undefined {
  const bytes = findBase64(text)
  return bytes?.length === 32 ? bytes : undefined
}

/** Reads a whole number from 0 to 2^53 − 1 without leading zeroes, or nothing. */
export function findSize(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined
  const size = Number(text)
  return Number.isSafeInteger(size) ? size : undefined
}
