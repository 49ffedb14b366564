import * as fc from 'fast-check'
import { sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { valueOf } from '../tests/builders.ts'
import { flippedTexts } from '../tests/tampering.ts'
import { formatSigningKey, formatVerifierKey, makeSigningKey, parseSigningKey, parseVerifierKey } from './keys.ts'
import { openNote, parseNote, signatureLine, signNote } from './note.ts'

const key = makeSigningKey('agency.example/notes', 'note')
const witness = makeSigningKey('agency.example/witness', 'cosignature')
const at = new Date('2026-03-04T05:06:07Z')
const text = 'A child was seen.\n\nBy the school.\n'

test('a note opens with the key that signed it, and with its text whole', () => {
  expect(openNote(signNote(text, key), [key])).toMatchObject({ ok: true, value: { text, signed: [{ key }] } })
})

test('a cosignature says when it was made, to the second', () => {
  const note = `${text}\n${signatureLine(text, witness, new Date(at.getTime() + 999))}`
  expect(openNote(note, [witness])).toMatchObject({ ok: true, value: { signed: [{ key: witness, at }] } })
})

test('keys survive being written down, and the public half does not hold the secret', () => {
  for (const each of [key, witness]) {
    const read = valueOf(parseSigningKey(formatSigningKey(each)))
    expect(openNote(signNote(text, read), [valueOf(parseVerifierKey(formatVerifierKey(each)))]).ok).toBe(true)
    expect(formatVerifierKey(read)).toBe(formatVerifierKey(each))
    expect(parseSigningKey(formatVerifierKey(each)).ok).toBe(false)
  }
})

test('a verifier key with any one bit flipped is not read as a key of that name', () => {
  const accepted = [...flippedTexts(formatVerifierKey(key))].filter(({ flipped }) => parseVerifierKey(flipped).ok)
  expect(accepted).toEqual([])
})

test('a name with a space, a plus or nothing in it makes no key', () => {
  for (const name of ['', 'a b', 'a+b', 'a\tb', 'a\u2003b', 'a\u0085b', 'a\u0001b'])
    expect(() => makeSigningKey(name, 'note')).toThrow(RangeError)
})

test('lines of unknown keys are ignored, even under a known name or a known id', () => {
  const namesake = makeSigningKey(key.name, 'note')
  const twin = { ...namesake, id: key.id, name: 'other.example' }
  const note = signNote(text, key) + signatureLine(text, namesake, at) + signatureLine(text, twin, at)
  expect(valueOf(openNote(note, [key])).signed).toHaveLength(1)
  expect(openNote(signNote(text, namesake), [key])).toEqual({ ok: false, why: 'no known key has signed the note' })
})

test('one bad line of a known key spoils the note', () => {
  const impostor = { ...makeSigningKey('x', 'note'), name: witness.name, id: witness.id }
  const note = signNote(text, key) + signatureLine(text, impostor, at)
  expect(openNote(note, [key]).ok).toBe(true)
  expect(openNote(note, [key, witness])).toEqual({ ok: false, why: 'a signature of a known key does not verify' })
})

test('a key is good for its own use only: a log key cannot cosign, nor a witness publish', () => {
  const asNote = { ...witness, use: 'note' as const }
  expect(openNote(signNote(text, asNote), [witness]).ok).toBe(false)
  expect(openNote(`${text}\n${signatureLine(text, witness, at)}`, [asNote]).ok).toBe(false)
})

/** A signature line as the specification describes it, made by hand. */
function cosignatureLine(seconds: bigint): string {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(seconds)
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), witness.privateKey)
  return `— ${witness.name} ${Buffer.concat([Buffer.from(witness.id, 'hex'), time, signature]).toString('base64')}\n`
}

test('a cosignature is over its header, its time and the text, byte for byte', () => {
  expect(signatureLine(text, witness, at)).toBe(cosignatureLine(BigInt(at.getTime() / 1000)))
})

test('a cosignature from beyond all calendars is refused', () => {
  const opens = (seconds: bigint) => openNote(`${text}\n${cosignatureLine(seconds)}`, [witness]).ok
  expect([0n, 8_640_000_000_000n, 8_640_000_000_001n, 2n ** 63n].map(opens)).toEqual([true, true, false, false])
  expect(() => signatureLine(text, witness, new Date(-1000))).toThrow(RangeError)
  expect(() => signatureLine(text, witness, new Date(NaN))).toThrow(RangeError)
})

test('a text that could not be read back is not signed', () => {
  for (const wrong of ['', 'no newline', 'a\ttab\n', 'half a pair \ud800\n', 'a\r\n'])
    expect(() => signNote(wrong, key)).toThrow(RangeError)
})

test('malformed notes are refused', () => {
  const good = signNote(text, key)
  const line = signatureLine(text, key, at)
  const wrong = ['', '\n', '\n\n', text, good.slice(0, -1), `${good}\n`, good.replace('—', '-'), `${good}x\n`,
    `\u0000${good}`, good.replace(' agency', '  agency'), `${good}— ${key.name} AAAA\n`, good + line.repeat(100),
    'x'.repeat(1_000_000) + good]
  expect(wrong.filter(note => parseNote(note).ok)).toEqual([])
  expect(parseNote(good + line.repeat(99)).ok).toBe(true)
})

test('a stranger’s text never makes the reader throw', () => {
  const good = signNote(text, key)
  const aCharacter = fc.nat(0xffff).map(unit => String.fromCharCode(unit))
  fc.assert(fc.property(fc.string({ unit: aCharacter }), fc.nat(200), (noise, at) => {
    expect(typeof openNote(noise, [key]).ok).toBe('boolean')
    expect(typeof parseVerifierKey(noise).ok).toBe('boolean')
    expect(typeof parseSigningKey(`PRIVATE+KEY+${noise}`).ok).toBe('boolean')
    expect(openNote(good.slice(0, at) + noise + good.slice(at), [key]).ok && noise !== '').toBe(false)
  }), { numRuns: 300 })
})
