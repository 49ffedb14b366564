import { isUtf8 } from 'node:buffer'
import { mostPixels, pixelsOf } from './pixels.ts'

export const largestFile = 10 * 1024 * 1024
export const mostFiles = 10

export type Sniffed = { ok: true; mediaType: string; name: string } | { ok: false; why: string }

/** Of the endings, the first is given to a file whose name has none. */
const kinds: readonly { mediaType: string; title: string; endings: readonly string[]; is: (bytes: Buffer) => boolean }[] = [
  { mediaType: 'application/pdf', title: 'a PDF', endings: ['pdf'], is: bytes => starts(bytes, '%PDF-') },
  {
    mediaType: 'image/jpeg', title: 'a JPEG photo',
    endings: ['jpg', 'jpeg', 'jfif'],
    is: bytes => bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  },
  { mediaType: 'image/png', title: 'a PNG picture', endings: ['png'], is: bytes => starts(bytes, '\x89PNG\r\n\x1a\n') },
  { mediaType: 'image/webp', title: 'a WebP picture', endings: ['webp'], is: bytes => starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8) },
  {
    mediaType: 'image/heic', title: 'a HEIC photo',
    endings: ['heic', 'heif'],
    is: bytes => ['heic', 'heix', 'mif1', 'hevc'].some(brand => starts(bytes, `ftyp${brand}`, 4)),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', title: 'a Word document',
    endings: ['docx'],
    is: bytes => starts(bytes, 'PK\x03\x04') && bytes.includes('word/document.xml')
      && !bytes.includes('vbaProject.bin'),
  },
  {
    mediaType: 'text/plain', title: 'plain text',
    endings: ['txt', 'text', 'md', 'log'],
    is: bytes => bytes.length > 0 && !bytes.includes(0) && isUtf8(bytes) && !looksLikeMarkup(bytes),
  },
]

const starts = (
  bytes: Buffer, text: string, at = 0,
) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))
const looksLikeMarkup = (bytes: Buffer) =>
  /^\s*<(?:!doctype|html|svg|script|\?xml)/i.test(bytes.subarray(0, 1000).toString('utf8'))

/**
 * What a file is by its own bytes, whatever the sender says of it. A name that says something else is refused: whoever
 * opens the file later trusts the name.
 */
export function sniff(name: string, content: Buffer): Sniffed {
  const called = fileName(name)
  if (content.length === 0) return { ok: false, why: `${called} is empty` }
  if (content.length > largestFile) return { ok: false, why: `${called} is larger than 10 MB` }
  const kind = kinds.find(({ is }) => is(content))
  if (!kind) return { ok: false, why: `${called} is not a PDF, Word document, photo or plain text` }
  const { mediaType, title, endings } = kind
  const ending = /\.([^.\s]+)$/.exec(called)?.[1]?.toLowerCase()
  if (ending !== undefined && !endings.includes(ending))
    return { ok: false, why: `${called} is ${title}, but its name ends in .${ending}` }
  if (mediaType.startsWith('image/') && !((pixelsOf(mediaType, content) ?? Infinity) <= mostPixels))
    return { ok: false, why: `${called} is too large a picture, or damaged` }
  return { ok: true, mediaType, name: ending === undefined ? `${called}.${endings[0] ?? ''}` : called }
}

/** A name without folders and without signs that could turn its reading round. */
export function fileName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  return last.replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim().slice(-120) || 'file'
}
