import { sign, verify } from 'node:crypto'
import type { SigningKey, VerifierKey } from './keys.ts'

// C2SP signed-note (type 0x01) and tlog-cosignature (type 0x04). A cosignature is eight bytes of time, then
// the Ed25519 signature.

const timeLength = 8
const signatureLength = 64

/** Signs a note text as the key's use demands. `at` is when, for a cosignature; its milliseconds are dropped. */
export function signText(key: SigningKey, text: string, at: Date): Uint8Array {
  if (key.use === 'note') return sign(null, Buffer.from(text), key.privateKey)
  const seconds = Math.floor(at.getTime() / 1000)
  if (!(seconds >= 0)) throw new RangeError('A cosignature needs a time from 1970 on.')
  const time = Buffer.alloc(timeLength)
  time.writeBigUInt64BE(BigInt(seconds))
  return Buffer.concat([time, sign(null, cosignedMessage(text, seconds), key.privateKey)])
}

/** A signature that was checked: by whom, and for a cosignature when, as the signer says. */
export type Signed = { key: VerifierKey; at?: Date }

/** The verified signature, or nothing when the bytes are no signature of that text by that key. */
export function findSignature(key: VerifierKey, text: string, bytes: Uint8Array): Signed | undefined {
  if (key.use === 'note') {
    const good = bytes.length === signatureLength && verify(null, Buffer.from(text), key.publicKey, bytes)
    return good ? { key } : undefined
  }
  if (bytes.length !== timeLength + signatureLength) return undefined
  const seconds = Buffer.from(bytes).readBigUInt64BE()
  if (seconds > latestTime) return undefined
  const signature = bytes.subarray(timeLength)
  return verify(null, cosignedMessage(text, Number(seconds)), key.publicKey, signature)
    ? { key, at: new Date(Number(seconds) * 1000) }
    : undefined
}

// The last second that a Date can hold (ECMA-262, 21.4.1.1), well below the 2^63 − 1 of the specification.
const latestTime = 8_640_000_000_000n

function cosignedMessage(text: string, seconds: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
}
