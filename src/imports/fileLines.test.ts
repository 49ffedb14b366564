import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { linesOf, RefusedFile } from './fileLines.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array | string, { size = 7, mostBytes = 1_000_000 } = {}) {
  const lines = []
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  for await (const some of linesOf(inPieces(buffer, size), { mostBytes, read: () => undefined })) lines.push(...some)
  return lines
}

async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(() => undefined, (problem: unknown) => problem)
  return error instanceof RefusedFile ? error.why : `not refused: ${String(error)}`
}

describe('the lines of a file', () => {
  const text = 'naïve,ŵy\r\nsecond 😀\nlast'

  test('are the same however the file arrives in pieces, with or without a mark at the start', async () => {
    const expected = [{ number: 1, text: 'naïve,ŵy' }, { number: 2, text: 'second 😀' }, { number: 3, text: 'last' }]
    for (const size of [1, 2, 3, 5, 100]) {
      expect(await read(text, { size })).toEqual(expected)
      expect(await read(`\uFEFF${text}`, { size })).toEqual(expected)
    }
  })

  test('are read from a packed file', async () => {
    expect(await read(gzipSync('a\nb\n'))).toEqual([{ number: 1, text: 'a' }, { number: 2, text: 'b' }])
  })

  test('are refused with the number of the line that is not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from('a\nb\nna'), Buffer.from([0xef]), Buffer.from('ve\nc\n')])
    for (const size of [1, 4, 100]) expect(await refusalOf(read(latin, { size }))).toContain('Line 3 is not UTF-8')
    expect(await refusalOf(read('a\n\u0000\n', { size: 100 }))).toContain('Line 2')
  })

  test('are refused when the file is UTF-16, a spreadsheet or a PDF, and told so', async () => {
    expect(await refusalOf(read(Buffer.from('\uFEFFa,b\n', 'utf16le'), { size: 100 }))).toContain('UTF-16')
    expect(await refusalOf(read('PK\u0003\u0004 something\n', { size: 100 }))).toContain('spreadsheet')
    expect(await refusalOf(read('%PDF-1.7\n', { size: 100 }))).toContain('PDF')
  })

  test('stop at the most that may be sent, packed or not', async () => {
    expect(await refusalOf(read('x\n'.repeat(1000), { mostBytes: 500 }))).toContain('larger than 500 bytes')
    expect(await refusalOf(read(gzipSync('x\n'.repeat(1_000_000)), { mostBytes: 5000, size: 1000 }))).toContain('larger than')
  })

  test('are refused when one is longer than a megabyte, before it fills the memory', async () => {
    expect(await refusalOf(read('x'.repeat(1_200_000), { size: 65_536, mostBytes: 1e9 }))).toContain('longer than a megabyte')
  })

  test('are refused when a packed file is cut off', async () => {
    const packed = gzipSync('a,b\n'.repeat(10_000))
    expect(await refusalOf(read(packed.subarray(0, packed.length - 12)))).toContain('damaged or cut off')
  })
})
