import { hkdfSync } from 'node:crypto'

/** One configured secret; every key is derived from it for one use and never stored. */
export type Secret = Readonly<{ derive: (use: string, bytes?: number) => Buffer }>

export function secretFrom(value: string): Secret {
  if (value.length < 32) throw new Error('The secret must have at least 32 characters.')
  return { derive: (use, bytes = 32) => Buffer.from(hkdfSync('sha256', value, 'kith', use, bytes)) }
}
