import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Json } from './canonicalJson.ts'
import { canonicalJson } from './canonicalJson.ts'
import { isHash } from './hashing.ts'

/** Bytes in a salt. HMAC pads a shorter key with zeroes, so salts of several lengths could stand for each other. */
const saltLength = 32

// Keeps a commitment from ever being taken for another use of the same salt.
const domain = 'kith.tlog/commitment/v1\n'

/** A new salt of 32 random bytes. Never use one twice: equal values would show as equal. */
export function makeSalt(): Uint8Array {
  return randomBytes(saltLength)
}

/**
 * Stands for a value in the log without telling it: HMAC-SHA-256(salt, domain ‖ canonical JSON), 32 bytes. Whoever
 * has value and salt can show that this is what was logged. Once both are erased, nobody can tell what it was, not
 * even by trying every date of birth, and the tree is as valid as before. Throws RangeError on a salt that is not
 * 32 bytes, TypeError on a value that `canonicalJson` refuses.
 */
export function commit(value: Json, salt: Uint8Array): Uint8Array {
  if (salt.length !== saltLength) throw new RangeError('A salt is 32 bytes.')
  return createHmac('sha256', salt).update(domain).update(canonicalJson(value)).digest()
}

/** Whether a commitment is to this value under this salt. Never throws. */
export function opensCommitment(commitment: Uint8Array, value: Json, salt: Uint8Array): boolean {
  try {
    return isHash(commitment) && timingSafeEqual(commitment, commit(value, salt))
  } catch {
    return false
  }
}
