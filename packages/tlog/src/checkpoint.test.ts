import { expect, test } from 'vitest'
import { aLog, aWitness, valueOf } from '../tests/builders.ts'
import { someLeaves } from '../tests/rfc6962.ts'
import { flippedTexts } from '../tests/tampering.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { addCosignatures, openWitnessedCheckpoint } from './cosignature.ts'
import { emptyRoot } from './hashing.ts'
import { signatureLine } from './note.ts'

const log = aLog()
const [root = emptyRoot] = someLeaves(1)
const checkpoint = { origin: log.origin, size: 20_852_163, root }
const at = new Date('2026-03-04T05:06:07Z')
const text = formatCheckpoint(checkpoint)
const signed = signCheckpoint(checkpoint, log.key)
const witnesses = ['one.example', 'two.example', 'three.example'].map(aWitness)
const linesOf = (...signers: typeof witnesses) => signers.map(witness => signatureLine(text, witness, at)).join('')

test('a checkpoint is origin, size and root, each on its line', () => {
  expect(text).toBe(`log.example/nowhere\n20852163\n${Buffer.from(root).toString('base64')}\n`)
  expect(openCheckpoint(signed, log.trusted)).toEqual({ ok: true, value: { ...checkpoint, text } })
})

test('extension lines are carried and signed', () => {
  const extended = { ...checkpoint, extensions: ['of the third kind'] }
  expect(openCheckpoint(signCheckpoint(extended, log.key), log.trusted)).toMatchObject({ ok: true, value: extended })
})

test('a checkpoint with any one bit flipped is refused', () => {
  const accepted = [...flippedTexts(signed)].filter(({ flipped }) => openCheckpoint(flipped, log.trusted).ok)
  expect(accepted).toEqual([])
})

test('a checkpoint with a cosignature is refused with any one bit flipped, when that witness is wanted', () => {
  const [witness] = witnesses
  const note = signed + linesOf(...witnesses.slice(0, 1))
  const quorum = { witnesses: witness ? [witness] : [], atLeast: 1 }
  const open = (note: string) => openWitnessedCheckpoint(note, log.trusted, quorum)
  expect(open(note)).toMatchObject({ ok: true, value: { cosigners: [{ name: 'one.example', at }] } })
  expect([...flippedTexts(note)].filter(({ flipped }) => open(flipped).ok)).toEqual([])
})

test('a checkpoint of another log is refused, though a trusted key has signed it', () => {
  const other = signCheckpoint({ ...checkpoint, origin: 'log.example/elsewhere' }, log.key)
  expect(openCheckpoint(other, log.trusted)).toEqual({ ok: false, why: 'the checkpoint is of another log' })
})

test('malformed checkpoints are refused, and not written', () => {
  const base64 = Buffer.from(root).toString('base64')
  const wrong = ['', 'a\n1\n', `\n1\n${base64}\n`, `a\n01\n${base64}\n`, `a\n-1\n${base64}\n`, `a\n1.0\n${base64}\n`,
    `a\n9007199254740992\n${base64}\n`, `a\n1\n${base64.slice(0, -1)}\n`, `a\n1\n${base64}`, `a\n1\n${base64}\n\n`,
    `a\n1\n${base64.replace('=', 'A')}\n`, `a\n0\n${base64}\n`, `a\r\n1\n${base64}\n`]
  expect(wrong.filter(text => parseCheckpoint(text).ok)).toEqual([])
  expect(parseCheckpoint(`a\n9007199254740991\n${base64}\n`).ok).toBe(true)
  const unwritable = [{ origin: '' }, { origin: 'a\nb' }, { size: -1 }, { size: 0 }, { size: 0.5 },
    { root: root.subarray(1) }, { extensions: [''] }]
  for (const bad of unwritable)
    expect(() => formatCheckpoint({ ...checkpoint, ...bad })).toThrow(RangeError)
})

test('a quorum counts different witnesses, not signatures, names or listings', () => {
  const [one, two] = witnesses
  if (!one || !two) throw new Error('two witnesses')
  const twin = { ...one, name: 'twin.example' }
  const howMany = (note: string, trusted: typeof witnesses) => {
    const opened = openWitnessedCheckpoint(note, log.trusted, { witnesses: trusted, atLeast: 0 })
    return valueOf(opened).cosigners.length
  }
  expect(howMany(signed + linesOf(one, two), witnesses)).toBe(2)
  expect(howMany(signed + linesOf(one, one), witnesses)).toBe(1)
  expect(howMany(signed + linesOf(one, twin), [one, twin])).toBe(1)
  expect(howMany(signed + linesOf(one, two), [one, one])).toBe(1)
  expect(howMany(signed, witnesses)).toBe(0)
  const both = signed + linesOf(one, two)
  const quorum = (atLeast: number) => openWitnessedCheckpoint(both, log.trusted, { witnesses, atLeast }).ok
  expect([2, 3, NaN, -1, 1.5].map(quorum)).toEqual([true, false, false, false, false])
})

test('the log’s own key is no witness, and a witness’s key no log', () => {
  const [one] = witnesses
  if (!one) throw new Error('one witness')
  expect(openWitnessedCheckpoint(signed, log.trusted, { witnesses: [log.key], atLeast: 1 }).ok).toBe(false)
  expect(openCheckpoint(`${text}\n${linesOf(one)}`, { origin: log.origin, keys: [one] }).ok).toBe(false)
})

test('a witness’s answer is added once, and strangers’ lines are left out', () => {
  const stranger = aWitness('stranger.example')
  const [one] = witnesses
  if (!one) throw new Error('one witness')
  const added = valueOf(addCosignatures(signed, linesOf(stranger, one), witnesses))
  expect(added).toBe(signed + linesOf(one))
  expect(addCosignatures(added, linesOf(one), witnesses)).toEqual({ ok: true, value: added })
  expect(addCosignatures(signed, linesOf(stranger), witnesses).ok).toBe(false)
  expect(addCosignatures(signed, `more text\n\n${linesOf(one)}`, witnesses).ok).toBe(false)
  expect(addCosignatures(signed, '', witnesses).ok).toBe(false)
  const overMore = signatureLine(`${text}\nmore text\n`, one, at)
  expect(addCosignatures(signed, `more text\n\n${overMore}`, witnesses).ok).toBe(false)
  expect(addCosignatures(signed, signatureLine(text, log.key, at), [log.key]).ok).toBe(false)
})
