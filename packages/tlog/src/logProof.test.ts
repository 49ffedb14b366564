import { expect, test } from 'vitest'
import { aLog, aWitness, inclusionOf, valueOf } from '../tests/builders.ts'
import { leafHashOf, someLeaves } from '../tests/rfc6962.ts'
import { flippedTexts } from '../tests/tampering.ts'
import { hashLeaf } from './hashing.ts'
import type { LogProof } from './logProof.ts'
import { formatLogProof, parseLogProof, verifyLogProof } from './logProof.ts'
import { parseNote, signatureLine } from './note.ts'

const log = aLog()
const at = new Date('2026-03-04T05:06:07Z')
const witnesses = ['one.example', 'two.example', 'three.example'].map(aWitness)
const policy = { log: log.trusted, quorum: { witnesses, atLeast: 2 } }
const entry = Buffer.from('{"disclosed":"attendance","to":"health"}')
const leaves = [...someLeaves(11), leafHashOf(entry), ...someLeaves(9, 'after')]

async function aReceipt(changes: Partial<LogProof> = {}, signers = witnesses.slice(0, 2)): Promise<string> {
  const signed = await log.sign(leaves)
  const { text } = valueOf(parseNote(signed))
  const checkpoint = signed + signers.map(witness => signatureLine(text, witness, at)).join('')
  return formatLogProof({ index: 11, inclusion: await inclusionOf(leaves, 11), checkpoint, ...changes })
}

test('a receipt is proved with nothing but itself, the entry and the keys that are trusted', async () => {
  const proved = valueOf(verifyLogProof(await aReceipt(), hashLeaf(entry), policy))
  expect(proved).toMatchObject({ index: 11, checkpoint: { origin: log.origin, size: 21 } })
  expect(proved.cosigners).toEqual([{ name: 'one.example', at }, { name: 'two.example', at }])
})

test('a receipt has the lines of the specification, in its order', async () => {
  const inclusion = await inclusionOf(leaves, 11)
  const lines = (await aReceipt({ extra: Buffer.from('more') })).split('\n')
  expect(lines.slice(0, 3 + inclusion.length + 2)).toEqual(['c2sp.org/tlog-proof@v1', 'extra bW9yZQ==', 'index 11',
    ...inclusion.map(hash => Buffer.from(hash).toString('base64')), '', log.origin])
  expect(lines.filter(line => line.startsWith('— '))).toHaveLength(3)
})

test('a receipt with any one bit flipped is refused', async () => {
  const receipt = await aReceipt()
  const accepted = [...flippedTexts(receipt)]
    .filter(({ flipped }) => verifyLogProof(flipped, hashLeaf(entry), policy).ok)
  expect(accepted).toEqual([])
})

test('a bit flipped in the extra data is refused or changes the extra data alone, which proves nothing', async () => {
  const receipt = await aReceipt({ extra: Buffer.from('a grain of salt') })
  const proved = valueOf(verifyLogProof(receipt, hashLeaf(entry), policy))
  const end = receipt.indexOf('\nindex')
  const wrong = [...flippedTexts(receipt)].filter(({ at }) => at < end).filter(({ flipped }) => {
    const opened = verifyLogProof(flipped, hashLeaf(entry), policy)
    return opened.ok && JSON.stringify(opened.value) !== JSON.stringify(proved)
  })
  expect(wrong).toEqual([])
})

test('a receipt for another entry, another log or too few witnesses is refused', async () => {
  expect(verifyLogProof(await aReceipt(), hashLeaf(Buffer.from('another')), policy))
    .toEqual({ ok: false, why: 'the proof leads to another root' })
  const another = { ...policy, log: aLog('log.example/b').trusted }
  expect(verifyLogProof(await aReceipt(), hashLeaf(entry), another).ok).toBe(false)
  expect(verifyLogProof(await aReceipt({}, witnesses.slice(0, 1)), hashLeaf(entry), policy))
    .toEqual({ ok: false, why: 'too few witnesses have signed the checkpoint' })
  expect(verifyLogProof(await aReceipt(), hashLeaf(entry).subarray(1), policy).ok).toBe(false)
})

test('a receipt in a tree of one leaf has no proof lines', async () => {
  const receipt = formatLogProof({ index: 0, inclusion: [], checkpoint: await log.sign([leafHashOf(entry)]) })
  const nobody = { ...policy, quorum: { witnesses: [], atLeast: 0 } }
  expect(verifyLogProof(receipt, hashLeaf(entry), nobody))
    .toMatchObject({ ok: true, value: { index: 0, cosigners: [] } })
})

test('every line left out, doubled or swapped spoils a receipt', async () => {
  const lines = (await aReceipt()).split('\n').slice(0, -1)
  const accepts = (lines: string[]) => verifyLogProof(`${lines.join('\n')}\n`, hashLeaf(entry), policy).ok
  expect(accepts(lines)).toBe(true)
  // Signature lines may stand in any order, and twice: each witness still counts once.
  const free = [...lines.keys()].filter(at => lines[at]?.startsWith('— '))
  const wrong = [...lines.keys()].filter(at => accepts(lines.toSpliced(at, 1))
    || (!free.includes(at) && accepts(lines.toSpliced(at, 0, lines[at] ?? '')))
    || (!free.includes(at) && accepts(lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? ''))))
  expect(wrong).toEqual([])
  expect(free).toHaveLength(3)
})

test('malformed receipts are refused, and not written', async () => {
  const good = await aReceipt({ extra: Buffer.from('more') })
  const wrong = ['', good.replace('@v1', '@v2'), good.replace('extra bW9yZQ==', 'extra '),
    good.replace('bW9yZQ==', 'bW9yZQ'), good.replace('bW9yZQ==', 'bW9yZR=='),
    good.replace('index 11', 'index 011'), good.replace('index 11', 'index'),
    good.replace('index 11', 'index +11'), good.replaceAll('\n', '\r\n'), ` ${good}`, good.slice(0, -1)]
  expect(wrong.filter(text => parseLogProof(text).ok)).toEqual([])
  await expect(aReceipt({ index: -1 })).rejects.toThrow(RangeError)
  await expect(aReceipt({ inclusion: someLeaves(64) })).rejects.toThrow(RangeError)
  await expect(aReceipt({ inclusion: [new Uint8Array(31)] })).rejects.toThrow(RangeError)
  await expect(aReceipt({ checkpoint: 'unsigned\n' })).rejects.toThrow(RangeError)
  await expect(aReceipt({ extra: new Uint8Array(0) })).rejects.toThrow(RangeError)
})
