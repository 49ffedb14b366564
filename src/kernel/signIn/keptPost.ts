import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Kernel } from '../kernel.ts'
import { newToken, sha256 } from './tokens.ts'

/** A form as somebody sent it. A server cannot put files back into a form; their names say what to attach again. */
export type SentForm = { action: string; fields: [name: string, value: string][]; files: string[]; multipart: boolean }

const sentForm = z.object({
  action: z.string(), fields: z.array(z.tuple([z.string(), z.string()])), files: z.array(z.string()),
  multipart: z.boolean(),
})
const minutes = 60

export type Keeper = { browserToken: string; staffId: string | undefined }

/** Keeps typed work that arrived after the session had ended: encrypted, an hour, for the same browser and person. */
export async function keepPost(kernel: Kernel, form: SentForm, keeper: Keeper): Promise<string> {
  const id = newToken()
  const at = kernel.now()
  await kernel.db.service(async db => {
    await db.deleteFrom('kept_post').where('expires_at', '<', at).execute()
    await db.insertInto('kept_post').values({
      id_sha256: sha256(id), browser_sha256: sha256(keeper.browserToken), staff_id: keeper.staffId ?? null,
      sealed: seal(kernel, id, JSON.stringify(form)), expires_at: new Date(at.getTime() + minutes * 60_000),
    }).execute()
  })
  return id
}

export async function findKeptPost(kernel: Kernel, id: string, keeper: Keeper): Promise<SentForm | undefined> {
  const { browserToken, staffId } = keeper
  const row = await kernel.db.service(db => db.selectFrom('kept_post').select(['sealed', 'staff_id'])
    .where('id_sha256', '=', sha256(id)).where('browser_sha256', '=', sha256(browserToken))
    .where('expires_at', '>', kernel.now()).executeTakeFirst())
  if (!row || (row.staff_id !== null && row.staff_id !== staffId)) return undefined
  return sentForm.parse(JSON.parse(unseal(kernel, id, row.sealed)))
}

const keyOf = (kernel: Kernel) => kernel.secret.derive('kept posts')

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, the rest is the text; bound to its id. */
function seal(kernel: Kernel, id: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(kernel), nonce).setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function unseal(kernel: Kernel, id: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(kernel), sealed.subarray(0, 12)).setAAD(Buffer.from(id))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}
