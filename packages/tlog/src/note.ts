import type { SigningKey, VerifierKey } from './keys.ts'
import { hasControl, isKeyName } from './keys.ts'
import { findBase64, toBase64 } from './lineFormats.ts'
import type { Signed } from './signatures.ts'
import { findSignature, signText } from './signatures.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/** A signature line, not yet checked: the key's name, its id in hexadecimal, and the bytes after the id. */
export type NoteSignature = { name: string; id: string; bytes: Uint8Array; line: string }

/** A note taken apart, not yet checked: trust nothing in `text` before `openNote` has accepted it. */
export type Note = { text: string; signatures: NoteSignature[] }

/** A signature that was checked, and the line it stands in, newline included. */
export type SignedLine = Signed & { line: string }

/** A note whose signatures by known keys were all checked; there is at least one. */
export type OpenNote = { text: string; signed: SignedLine[] }

const maxSignatures = 100
const maxLength = 1_000_000

/** Takes a signed note apart (C2SP signed-note). At most 100 signatures and a million characters. */
export function parseNote(signedNote: string): Result<Note> {
  if (signedNote.length > maxLength) return refused('the note is too long')
  if (!isNoteText(signedNote)) return refused('the note has a character that no note may have, or no last newline')
  const split = signedNote.lastIndexOf('\n\n')
  if (split < 0) return refused('the note has no signatures')
  const lines = signedNote.slice(split + 2, -1).split('\n')
  if (lines.length > maxSignatures) return refused('the note has too many signatures')

  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = findSignatureLine(line)
    if (signature === undefined) return refused('a signature line is malformed')
    signatures.push(signature)
  }
  return accepted({ text: signedNote.slice(0, split + 1), signatures })
}

/**
 * Checks a signed note against known keys. Lines of unknown keys are ignored, as the specification demands; a
 * line of a known key that does not verify spoils the note; a note without a single good line is refused.
 */
export function openNote(signedNote: string, keys: readonly VerifierKey[]): Result<OpenNote> {
  const note = parseNote(signedNote)
  if (!note.ok) return note
  const signed = checkSignatures(note.value, keys)
  if (!signed.ok) return signed
  if (signed.value.length === 0) return refused('no known key has signed the note')
  return accepted({ text: note.value.text, signed: signed.value })
}

/** The good signatures of known keys on a note, perhaps none; refused when one of them is bad. */
export function checkSignatures({ text, signatures }: Note, keys: readonly VerifierKey[]): Result<SignedLine[]> {
  const signed: SignedLine[] = []
  for (const { name, id, bytes, line } of signatures) {
    for (const key of keys.filter(key => key.name === name && key.id === id)) {
      const found = findSignature(key, text, bytes)
      if (found === undefined) return refused('a signature of a known key does not verify')
      signed.push({ ...found, line })
    }
  }
  return accepted(signed)
}

/** Signs a text that ends in a newline. Throws RangeError when the text may not stand in a note. */
export function signNote(text: string, key: SigningKey): string {
  return `${text}\n${signatureLine(text, key, new Date())}`
}

/** One signature line over `text`, newline included, as a note and a witness's answer carry it. */
export function signatureLine(text: string, key: SigningKey, at: Date): string {
  if (!isNoteText(text)) throw new RangeError('A note is lines of text without control characters.')
  return `— ${key.name} ${toBase64(Buffer.concat([Buffer.from(key.id, 'hex'), signText(key, text, at)]))}\n`
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !hasControl(text.replaceAll('\n', ''))
}

function findSignatureLine(line: string): NoteSignature | undefined {
  const [dash, name = '', base64 = '', ...more] = line.split(' ')
  const bytes = findBase64(base64)
  if (dash !== '—' || more.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined
  return { name, id: Buffer.from(bytes).toString('hex', 0, 4), bytes: bytes.subarray(4), line: `${line}\n` }
}
