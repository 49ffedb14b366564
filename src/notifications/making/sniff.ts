import { isUtf8 } from 'node:buffer'

export const largestFile = 10 * 1024 * 1024
export const mostFiles = 10

export type Sniffed = { ok: true; mediaType: string } | { ok: false; why: string }

const kinds: readonly { mediaType: string; is: (bytes: Buffer) => boolean }[] = [
  { mediaType: 'application/pdf', is: bytes => starts(bytes, '%PDF-') },
  {
    mediaType: 'image/jpeg',
    is: bytes => bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  },
  { mediaType: 'image/png', is: bytes => starts(bytes, '\x89PNG\r\n\x1a\n') },
  { mediaType: 'image/webp', is: bytes => starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8) },
  {
    mediaType: 'image/heic',
    is: bytes => ['heic', 'heix', 'mif1', 'hevc'].some(brand => starts(bytes, `ftyp${brand}`, 4)),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    is: bytes => starts(bytes, 'PK\x03\x04') && bytes.includes('word/document.xml')
      && !bytes.includes('vbaProject.bin'),
  },
  {
    mediaType: 'text/plain',
    is: bytes => bytes.length > 0 && !bytes.includes(0) && isUtf8(bytes) && !looksLikeMarkup(bytes),
  },
]

const starts = (
  bytes: Buffer, text: string, at = 0,
) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))
const looksLikeMarkup = (bytes: Buffer) =>
  /^\s*<(?:!doctype|html|svg|script|\?xml)/i.test(bytes.subarray(0, 1000).toString('utf8'))

/** What a file is by its own bytes; neither its name nor what the sender says of it counts. */
export function sniff(name: string, content: Buffer): Sniffed {
  const called = fileName(name)
  if (content.length === 0) return { ok: false, why: `${called} is empty` }
  if (content.length > largestFile) return { ok: false, why: `${called} is larger than 10 MB` }
  const kind = kinds.find(({ is }) => is(content))
  return kind
    ? { ok: true, mediaType: kind.mediaType }
    : { ok: false, why: `${called} is not a PDF, Word document, photo or plain text` }
}

/** A name without folders and without signs that could turn its reading round. */
export function fileName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  return last.replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim().slice(-120) || 'file'
}
