import type { KeyObject } from 'node:crypto'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { sha256 } from './hashing.ts'
import { findBase64, toBase64 } from './lineFormats.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/** What a key signs: notes (how a log signs its checkpoints), or cosignatures (how a witness does). */
export type KeyUse = 'note' | 'cosignature'

/** The signature type byte of each use (C2SP signed-note; `cosignature` is tlog-cosignature's Ed25519 type). */
const typeOf: Record<KeyUse, number> = { note: 0x01, cosignature: 0x04 }

/**
 * A public Ed25519 key under a name. `id` is 8 lower-case hexadecimal digits, the first four bytes of
 * SHA-256(name ‖ 0x0A ‖ type ‖ public key): it finds a key and proves nothing.
 */
export type VerifierKey = { name: string; id: string; use: KeyUse; publicKey: KeyObject }

export type SigningKey = VerifierKey & { privateKey: KeyObject }

/** Whether a name may stand in a signature line: not empty, no white space, no plus sign. */
export function isKeyName(name: string): boolean {
  return /^[^\s\u0085+]+$/u.test(name) && name.isWellFormed() && !hasControl(name)
}

/** Makes a new Ed25519 key. Throws RangeError when `name` may not stand in a signature line. */
export function makeSigningKey(name: string, use: KeyUse): SigningKey {
  return signingKeyOf(name, use, generateKeyPairSync('ed25519').privateKey)
}

/** `<name>+<id>+<base64(type ‖ public key)>`: what a verifier is given and keeps. */
export function formatVerifierKey({ name, id, use, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(typed(use, rawPublicKey(publicKey)))}`
}

/** Reads a verifier key string; the id in it must be that of the name and the key. */
export function parseVerifierKey(text: string): Result<VerifierKey> {
  const parts = splitKey(text)
  if (parts === undefined) return refused('not a verifier key')
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, parts.raw]), format: 'der', type: 'spki' })
  const id = keyId(parts.name, parts.use, parts.raw)
  return id === parts.id
    ? accepted({ name: parts.name, id, use: parts.use, publicKey })
    : refused('the id of the key is not that of its name and bytes')
}

/** `PRIVATE+KEY+<name>+<id>+<base64(type ‖ seed)>`, as Go's note package writes it. A secret: never log it. */
export function formatSigningKey({ name, id, use, privateKey }: SigningKey): string {
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  return `${secretPrefix}${name}+${id}+${toBase64(typed(use, seed))}`
}

/** Reads what `formatSigningKey` wrote. */
export function parseSigningKey(text: string): Result<SigningKey> {
  const parts = text.startsWith(secretPrefix) ? splitKey(text.slice(secretPrefix.length)) : undefined
  if (parts === undefined) return refused('not a signing key')
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, parts.raw]), format: 'der', type: 'pkcs8' })
  const key = signingKeyOf(parts.name, parts.use, privateKey)
  return key.id === parts.id ? accepted(key) : refused('the id of the key is not that of its name and bytes')
}

/** The 32 bytes of a public key as RFC 8032 writes them. */
export function rawPublicKey(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
}

const secretPrefix = 'PRIVATE+KEY+'
// What RFC 8410 puts before the 32 bytes of an Ed25519 key.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function signingKeyOf(name: string, use: KeyUse, privateKey: KeyObject): SigningKey {
  if (!isKeyName(name)) throw new RangeError('A key name is not empty and has neither white space nor a plus sign.')
  const publicKey = createPublicKey(privateKey)
  return { name, id: keyId(name, use, rawPublicKey(publicKey)), use, publicKey, privateKey }
}

function keyId(name: string, use: KeyUse, raw: Uint8Array): string {
  const digest = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed(use, raw)]))
  return Buffer.from(digest).toString('hex', 0, 4)
}

function typed(use: KeyUse, raw: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(typeOf[use]), raw])
}

function splitKey(text: string): { name: string; id: string; use: KeyUse; raw: Uint8Array } | undefined {
  // The Base 64 may hold plus signs of its own, the name and the id may not.
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/su.exec(text) ?? []
  const bytes = findBase64(base64)
  if (!isKeyName(name) || bytes?.length !== 33) return undefined
  const use = bytes[0] === typeOf.note ? 'note' : bytes[0] === typeOf.cosignature ? 'cosignature' : undefined
  return use && { name, id, use, raw: bytes.subarray(1) }
}

/** Whether a text has an ASCII control character, which no signed note may have (but for the newline). */
export function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return true
  return false
}
