import { expect, test } from 'vitest'
import { mostPixels, pixelsOf } from './pixels.ts'
import { sniff } from './sniff.ts'

const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)])
/** The lowest byte first. */
const low = (value: number, bytes: number) => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}
const text = (value: string) => Buffer.from(value, 'latin1')

type Image = (width: number, height: number) => Buffer
const png: Image = (width, height) => Buffer.concat([text('\x89PNG\r\n\x1a\n'), u32(13), text('IHDR'), u32(width), u32(height)])
const jpeg: Image = (width, height) => Buffer.concat([
  Buffer.from('ffd8ffe1000600000000ffffc400040000', 'hex'), // with what cameras write before the frame
  Buffer.from('ffc2000b08', 'hex'), u16(height), u16(width), Buffer.from('01011100', 'hex'),
])
const webp = (kind: string, rest: Buffer) => Buffer.concat([text(`RIFF\0\0\0\0WEBP${kind}`), Buffer.alloc(4), rest])
const lossy: Image = (width, height) =>
  webp('VP8 ', Buffer.concat([Buffer.from('0000009d012a', 'hex'), low(width, 2), low(height, 2)]))
const lossless: Image = (width, height) => webp('VP8L',
  Buffer.concat([Buffer.from([0x2f]), low(((width - 1) | ((height - 1) << 14)) >>> 0, 4)]))
const extended: Image = (width, height) => webp('VP8X', Buffer.concat([
  Buffer.alloc(4), low(width - 1, 3), low(height - 1, 3)]))
const heic: Image = (width, height) => Buffer.concat([u32(24), text('ftypheic'), Buffer.alloc(8),
  u32(20), text('ispe'), u32(0), u32(160), u32(120), u32(20), text('ispe'), u32(0), u32(width), u32(height)])

const images: [string, string, Image][] = [
  ['a.png', 'image/png', png], ['a.jpg', 'image/jpeg', jpeg], ['a.webp', 'image/webp', lossy],
  ['b.webp', 'image/webp', lossless], ['c.webp', 'image/webp', extended], ['a.heic', 'image/heic', heic],
]

test.each(images)('the pixels of %s (%s) are read from its own measures', (_, mediaType, image) => {
  expect(pixelsOf(mediaType, image(4032, 3024))).toBe(4032 * 3024)
})

test.each(images)('a picture of too many pixels, or of none that can be read, is refused: %s (%s)', (name, mediaType, image) => {
  expect(sniff(name, image(8000, 7500))).toEqual({ ok: true, mediaType, name })
  expect(sniff(name, image(16_000, 15_000))).toMatchObject({ ok: false, why: `${name} is too large a picture, or damaged` })
  expect(16_000 * 15_000).toBeGreaterThan(mostPixels)
  expect(sniff(name, image(4032, 3024).subarray(0, 16)).ok).toBe(false)
})

test.each([
  ['letter.pdf', png(10, 10), 'letter.pdf is a PNG picture, but its name ends in .pdf'],
  ['photo.png', jpeg(10, 10), 'photo.png is a JPEG photo, but its name ends in .png'],
  ['letter.docx', text('%PDF-1.7'), 'letter.docx is a PDF, but its name ends in .docx'],
  ['notes.html', text('She said no.'), 'notes.html is plain text, but its name ends in .html'],
  ['run.exe', text('echo hello'), 'run.exe is plain text, but its name ends in .exe'],
  ['photo.jpg.lnk', jpeg(10, 10), 'photo.jpg.lnk is a JPEG photo, but its name ends in .lnk'],
])('a file whose name says something else than its bytes is refused: %s', (name, bytes, why) => {
  expect(sniff(name, bytes)).toEqual({ ok: false, why })
})

test.each([
  ['photo', jpeg(10, 10), 'photo.jpg'], ['PHOTO.JPEG', jpeg(10, 10), 'PHOTO.JPEG'], ['notes.md', text('Hello'), 'notes.md'],
])('a file is named for what it is: %s', (name, bytes, kept) => {
  expect(sniff(name, bytes)).toMatchObject({ ok: true, name: kept })
})
