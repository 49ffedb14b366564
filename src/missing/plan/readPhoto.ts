import { sql } from 'kysely'
import { scanFile } from '../../kernel/scanFile.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Photo } from './actions.ts'
import { listParts } from './store.ts'

const largest = 8 * 1024 * 1024

/** The photo that a form brings, nothing if it brings none, or why it cannot be kept. */
export async function readPhoto(sent: FormDataEntryValue | null): Promise<Photo | { why: string } | undefined> {
  if (sent === null || typeof sent === 'string' || sent.size === 0) return undefined
  if (sent.size > largest) return { why: 'The photo is larger than 8 MB' }
  const content = Buffer.from(await sent.arrayBuffer())
  const mediaType = mediaTypeOf(content)
  if (!mediaType) return { why: 'Choose a JPEG or PNG photo' }
  const scanned = await scanFile(content)
  if (scanned === 'harmful') return { why: 'The photo may harm other computers, so it was not kept' }
  if (scanned === 'unknown') return { why: 'The photo could not be checked for harmful software. Try again later' }
  return { name: mediaType === 'image/png' ? 'photo.png' : 'photo.jpg', mediaType, content }
}

function mediaTypeOf(bytes: Buffer): 'image/jpeg' | 'image/png' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  return bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')) ? 'image/png' : undefined
}

/** The photo of a plan, as far as it is open in this transaction. */
export async function findPhoto(tx: Tx, planId: string): Promise<{ mediaType: string; content: Buffer } | undefined> {
  const fileId = (await listParts(tx, planId)).find(part => part.section === 'photo')?.fileId
  if (!fileId) return undefined
  return (await sql<{ mediaType: string; content: Buffer }>`select media_type as "mediaType", content from file
    where id = ${fileId}::uuid`.execute(tx)).rows[0]
}

/** Only ever an image, whatever was sent: by its own type, never sniffed, never kept. */
export function photoAnswer({ mediaType, content }: { mediaType: string; content: Buffer }): Response {
  return new Response(new Uint8Array(content), { headers: {
    'content-type': mediaType === 'image/png' ? 'image/png' : 'image/jpeg', 'content-disposition': 'inline; filename="photo"',
    'content-security-policy': "default-src 'none'; sandbox",
  } })
}
