import type { OpenCheckpoint, TrustedLog } from './checkpoint.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { VerifierKey } from './keys.ts'
import { rawPublicKey } from './keys.ts'
import { toBase64 } from './lineFormats.ts'
import { checkSignatures, openNote, parseNote } from './note.ts'
import type { Result } from './verdict.ts'
import { accepted, refused } from './verdict.ts'

/** Which witnesses are believed, and how many of them must have signed. */
export type Quorum = { witnesses: readonly VerifierKey[]; atLeast: number }

/** A witness that signed, and when, by its own clock. */
export type Cosigner = { name: string; at: Date }

/**
 * Checks a checkpoint with its cosignatures: signed by the log, and by at least as many different witnesses as
 * the quorum asks. A key listed twice, under whatever names, counts once; so does a witness that signed twice,
 * with its latest time. A quorum that its witnesses could never reach is refused.
 */
export function openWitnessedCheckpoint(
  signedCheckpoint: string, log: TrustedLog, quorum: Quorum,
): Result<OpenCheckpoint & { cosigners: Cosigner[] }> {
  const checkpoint = openCheckpoint(signedCheckpoint, log)
  if (!checkpoint.ok) return checkpoint
  if (!Number.isSafeInteger(quorum.atLeast) || quorum.atLeast < 0) return refused('the quorum is not a plain number')
  const cosigners = listCosigners(signedCheckpoint, quorum.witnesses)
  if (!cosigners.ok) return cosigners
  return cosigners.value.length >= quorum.atLeast
    ? accepted({ ...checkpoint.value, cosigners: cosigners.value })
    : refused('too few witnesses have signed the checkpoint')
}

/**
 * Adds the cosignatures that a witness answered with to a signed checkpoint. Lines of unknown keys are dropped;
 * an answer without a good line is refused, and so is one with a bad line of a known key.
 */
export function addCosignatures(
  signedCheckpoint: string, answer: string, witnesses: readonly VerifierKey[],
): Result<string> {
  const note = parseNote(signedCheckpoint)
  if (!note.ok) return note
  const opened = openNote(`${note.value.text}\n${answer}`, witnesses.filter(isWitness))
  if (!opened.ok) return opened
  // An answer with an empty line in it would move the end of the text.
  if (opened.value.text !== note.value.text) return refused('the answer is more than signature lines')
  const fresh = opened.value.signed.map(({ line }) => line).filter(line => !signedCheckpoint.includes(line))
  return accepted(signedCheckpoint + [...new Set(fresh)].join(''))
}

function listCosigners(signedCheckpoint: string, witnesses: readonly VerifierKey[]): Result<Cosigner[]> {
  const note = parseNote(signedCheckpoint)
  if (!note.ok) return note
  const signed = checkSignatures(note.value, witnesses.filter(isWitness))
  if (!signed.ok) return signed
  const latest = new Map<string, Cosigner>()
  for (const { key, at } of signed.value) {
    const who = toBase64(rawPublicKey(key.publicKey))
    if (at && at >= (latest.get(who)?.at ?? at)) latest.set(who, { name: key.name, at })
  }
  return accepted([...latest.values()])
}

function isWitness(key: VerifierKey): boolean {
  return key.use === 'cosignature'
}
