import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { SigningKey, TrustedLog } from '../../../packages/tlog/src/tlog.ts'
import type { Secret } from '../../kernel/secret.ts'

/** The log's name for ever, in every checkpoint and receipt. */
export const originOf = (partnershipId: string): string => `kith.log/${partnershipId}`

// What RFC 8410 puts before the 32 bytes of an Ed25519 key, and the type byte of a key that signs notes.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const noteType = 1

/** The key that signs a partnership's checkpoints: the same from the same secret, and stored nowhere. */
export function logKeyOf(secret: Secret, partnershipId: string): SigningKey {
  const name = originOf(partnershipId)
  const seed = secret.derive(`key of the log ${partnershipId}`)
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const id = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(noteType)).update(raw).digest('hex').slice(0, 8)
  return { name, id, use: 'note', publicKey, privateKey }
}

export const trustedLog = (key: SigningKey): TrustedLog => ({ origin: key.name, keys: [key] })
