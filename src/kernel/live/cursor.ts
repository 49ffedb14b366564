import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secret } from '../secret.ts'

/** A position as an opaque word. */
export type Cursors = { seal: (partnershipId: string, pos: number) => string; open: (partnershipId: string, cursor: string) => number | undefined }

/**
 * One AES block: four bytes of the partnership, four of chance, the position. Every cursor looks new, so nobody can
 * tell from it whether, or how much, happened that they may not see; a forged one opens to nothing.
 */
export function openCursors(secret: Secret): Cursors {
  const key = secret.derive('live cursor', 16)
  const markOf = (partnershipId: string) => Buffer.from(partnershipId.replaceAll('-', ''), 'hex').subarray(0, 4)
  return {
    seal: (partnershipId, pos) => {
      const block = Buffer.concat([markOf(partnershipId), randomBytes(4), Buffer.alloc(8)])
      block.writeBigUInt64BE(BigInt(pos), 8)
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
    },
    open: (partnershipId, cursor) => {
      const sealed = Buffer.from(cursor, 'base64url')
      if (sealed.length !== 16) return undefined
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false)
      const block = Buffer.concat([decipher.update(sealed), decipher.final()])
      if (!block.subarray(0, 4).equals(markOf(partnershipId))) return undefined
      const pos = block.readBigUInt64BE(8)
      return pos <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(pos) : undefined
    },
  }
}
