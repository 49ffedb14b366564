import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secret } from '../secret.ts'

/** A position as an opaque word. */
export type Cursors = { seal: (partnershipId: string, pos: number) => string; open: (partnershipId: string, cursor: string) => number | undefined }

const cipherName = 'aes-256-gcm'
const [nonceBytes, tagBytes, posBytes] = [12, 16, 8] as const

/**
 * AES-256-GCM of the position alone, bound to the partnership: nonce, tag, eight bytes. Every cursor looks new, so
 * nobody can tell from it whether, or how much, happened that they may not see; a forged or changed one opens to nothing.
 */
export function openCursors(secret: Secret): Cursors {
  const key = secret.derive('live cursor, AES-256-GCM')
  return {
    seal: (partnershipId, pos) => {
      const plain = Buffer.alloc(posBytes)
      plain.writeBigUInt64BE(BigInt(pos))
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(cipherName, key, nonce).setAAD(Buffer.from(partnershipId))
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (partnershipId, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url')
      if (bytes.length !== nonceBytes + tagBytes + posBytes || bytes.toString('base64url') !== cursor) return undefined
      const decipher = createDecipheriv(cipherName, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(partnershipId)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
        return Number(plain.readBigUInt64BE())
      } catch {
        return undefined
      }
    },
  }
}
