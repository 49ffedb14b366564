import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Why a file is refused whole; said to the person who sent it, so it never quotes what the file holds. */
export class RefusedFile extends Error {
  readonly why: string
  constructor(why: string) {
    super('file refused')
    this.why = why
  }
}

export type Line = { number: number; text: string }
export type Meter = { mostBytes: number; read: (bytes: number) => void }

export type Bytes = AsyncIterable<Uint8Array>

const longestLine = 1024 * 1024
const newline = 10

/** The lines of a UTF-8 text, packed with gzip or not, a piece at a time; anything else is refused with its line. */
export async function* linesOf(bytes: Bytes, meter: Meter): AsyncGenerator<Line[], void, void> {
  let number = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of unpacked(metered(bytes, meter), meter.mostBytes)) {
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    const end = all.lastIndexOf(newline) + 1
    const lines = split(all.subarray(0, end), number)
    number += lines.length
    rest = all.subarray(end)
    if (rest.length > longestLine)
      throw new RefusedFile(`Line ${number + 1} is longer than a megabyte. Is this a CSV file?`)
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0) yield split(rest, number)
}

function split(whole: Buffer, before: number): Line[] {
  if (whole.length === 0) return []
  const text = textOf(whole, before)
  const lines = text.split('\n')
  if (text.endsWith('\n')) lines.pop()
  return lines.map((line, place) => ({ number: before + place + 1, text: line.endsWith('\r') ? line.slice(0, -1) : line }))
}

function textOf(whole: Buffer, before: number): string {
  if (before === 0) refuseOtherEncodings(whole)
  if (!isUtf8(whole) || whole.includes(0)) {
    const bad = before + 1 + lineOfFault(whole)
    throw new RefusedFile(`Line ${bad} is not UTF-8 text. Save the file as "CSV UTF-8" and send it again.`)
  }
  return whole.toString('utf8', before === 0 && startsWith(whole, 0xef, 0xbb, 0xbf) ? 3 : 0)
}

function refuseOtherEncodings(start: Buffer): void {
  const isUtf16 = startsWith(start, 0xff, 0xfe) || startsWith(start, 0xfe, 0xff)
  if (isUtf16) throw new RefusedFile('The file is UTF-16 text. Save it as "CSV UTF-8" and send it again.')
  if (startsWith(start, 0x50, 0x4b))
    throw new RefusedFile('This is a spreadsheet or an archive. Save it as "CSV UTF-8" and send it again.')
  if (startsWith(start, 0x25, 0x50, 0x44, 0x46)) throw new RefusedFile('This is a PDF file. Send a CSV file.')
}

function startsWith(start: Buffer, ...wanted: number[]): boolean {
  return wanted.every((byte, place) => start[place] === byte)
}

function lineOfFault(whole: Buffer): number {
  let line = 0
  for (let from = 0; from < whole.length; line++) {
    const next = whole.indexOf(newline, from) + 1 || whole.length
    const part = whole.subarray(from, next)
    if (!isUtf8(part) || part.includes(0)) return line
    from = next
  }
  return line
}

async function* metered(bytes: Bytes, { mostBytes, read }: Meter): AsyncGenerator<Buffer, void, void> {
  let total = 0
  for await (const piece of bytes) {
    total += piece.length
    if (total > mostBytes) throw tooLarge(mostBytes)
    read(total)
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
  }
}

export function tooLarge(mostBytes: number): RefusedFile {
  const most = mostBytes >= 1024 ** 2 ? `${Math.floor(mostBytes / 1024 ** 2)} MB` : `${mostBytes} bytes`
  return new RefusedFile(`The file is larger than ${most}. Split it and send the parts one after the other.`)
}

/** A small gzip may hold a very large text, so what comes out is counted too. */
async function* unpacked(
  pieces: AsyncGenerator<Buffer, void, void>, mostBytes: number,
): AsyncGenerator<Buffer, void, void> {
  const first = await pieces.next()
  if (first.done === true) return
  if (!startsWith(first.value, 0x1f, 0x8b)) {
    yield first.value
    yield* pieces
    return
  }
  const packed = Readable.from(again(first.value, pieces))
  const gunzip = createGunzip()
  packed.on('error', error => gunzip.destroy(error))
  let total = 0
  try {
    for await (const piece of packed.pipe(gunzip)) {
      if (!Buffer.isBuffer(piece)) continue
      total += piece.length
      if (total > mostBytes * 4) throw tooLarge(mostBytes * 4)
      yield piece
    }
  } catch (error) {
    throw isZipFault(error) ? new RefusedFile('The packed file is damaged or cut off. Send it again.') : error
  } finally {
    packed.destroy()
  }
}

function isZipFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

async function* again(first: Buffer, rest: AsyncGenerator<Buffer, void, void>): AsyncGenerator<Buffer, void, void> {
  yield first
  yield* rest
}
