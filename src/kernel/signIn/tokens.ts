import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../secret.ts'

/** 256 random bits that only their holder knows; tables keep their SHA-256. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

const maskBytes = 16

/**
 * The token that a form carries. It is tied to the session's token and different on every page, so that compression
 * cannot be used to guess it (BREACH); nothing about it is stored, so it can be made while the database is away.
 */
export function csrfFor(secret: Secret, holder: string): string {
  const mask = randomBytes(maskBytes)
  return Buffer.concat([mask, proofOf(secret, holder, mask)]).toString('base64url')
}

export function csrfHolds(secret: Secret, holder: string, given: string): boolean {
  const bytes = Buffer.from(given, 'base64url')
  if (bytes.length !== maskBytes + 32) return false
  const expected = proofOf(secret, holder, bytes.subarray(0, maskBytes))
  return timingSafeEqual(bytes.subarray(maskBytes), expected)
}

function proofOf(secret: Secret, holder: string, mask: Buffer): Buffer {
  return createHmac('sha256', secret.derive('forms')).update(mask).update(sha256(holder)).digest()
}
