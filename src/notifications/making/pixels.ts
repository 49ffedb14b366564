/** A photo of a phone's best camera has 50 million; what claims more is made to wear out whoever opens it. */
export const mostPixels = 60_000_000

/** How many pixels an image says that it has; nothing if it does not say. */
export function pixelsOf(mediaType: string, bytes: Buffer): number | undefined {
  const read = readers[mediaType]
  try {
    return read?.(bytes)
  } catch {
    return undefined // it ends before its measures
  }
}

const readers: Readonly<Record<string, (bytes: Buffer) => number | undefined>> = {
  'image/png': bytes => bytes.toString('latin1', 12, 16) === 'IHDR'
    ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : undefined,
  'image/jpeg': pixelsOfJpeg,
  'image/webp': pixelsOfWebp,
  'image/heic': pixelsOfHeic,
}

/** The first frame header: markers C0 to CF but for tables (C4, CC) and the reserved C8. */
function pixelsOfJpeg(bytes: Buffer): number | undefined {
  let at = 2
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** Lossy, lossless, and the canvas of the extended kind. */
function pixelsOfWebp(bytes: Buffer): number | undefined {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8 ') return (bytes.readUInt16LE(26) & 0x3fff) * (bytes.readUInt16LE(28) & 0x3fff)
  if (kind === 'VP8X') return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1)
  if (kind !== 'VP8L') return undefined
  const packed = bytes.readUInt32LE(21)
  return ((packed & 0x3fff) + 1) * (((packed >>> 14) & 0x3fff) + 1)
}

/** Every picture, tile and thumbnail has a box with its measures: the largest counts. */
function pixelsOfHeic(bytes: Buffer): number | undefined {
  let most: number | undefined
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 4))
    most = Math.max(most ?? 0, bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12))
  return most
}
