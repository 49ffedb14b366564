import { createHash, randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** `linked`: a person within a piece of work. `hub`: boards and search, over the narrow cells that need no link. */
export type Lens = 'linked' | 'hub'

/** Who acts: a member of staff in one of their roles. */
export type Viewer = Readonly<{ partnershipId: string; staffId: string; agencyId: string; role: string }>

/** As whom and for what one transaction runs. `seconds`: how long the signed context lives (60 unless told). */
export type Scope = Readonly<{
  viewer: Viewer; purpose: string; workId?: string | undefined; lens: Lens; seconds?: number
}>

export type Signer = { sign: (scope: Scope) => string; renew: () => Promise<void>; stop: () => void }

type Key = { id: number; inner: Buffer; outer: Buffer }

const hoursOfKey = 25
const hoursBetweenKeys = 12
const sha256 = (...parts: Buffer[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/**
 * Signs contexts with a key of this process that lives a day. Only the owner's connection can lay its pads down, and
 * only a definer function can read them, so the application's database roles cannot make a context (RFC 2104).
 */
export async function openSigner(ownerUrl: string, now: () => number = Date.now): Promise<Signer> {
  let key = await layDownKey(ownerUrl)
  const renew = async () => { key = await layDownKey(ownerUrl) }
  const timer = setInterval(() => { renew().catch(() => undefined) }, hoursBetweenKeys * 3_600_000).unref()
  return {
    renew,
    stop: () => { clearInterval(timer) },
    sign: ({ viewer, purpose, workId, lens, seconds = 60 }) => {
      const until = Math.floor(now() / 1000) + seconds
      const body = [viewer.partnershipId, viewer.staffId, viewer.agencyId, viewer.role, purpose, workId ?? '', lens, until, key.id].join('|')
      return `${body}~${sha256(key.outer, sha256(key.inner, Buffer.from(body))).toString('hex')}`
    },
  }
}

async function layDownKey(ownerUrl: string): Promise<Key> {
  const padded = Buffer.concat([randomBytes(32), Buffer.alloc(32)])
  const inner = padded.map(byte => byte ^ 0x36)
  const outer = padded.map(byte => byte ^ 0x5c)
  const owner = new Client(ownerUrl)
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    await owner.query('delete from authz.signer where valid_until < now()')
    const { rows } = await owner.query<{ id: number }>(
      `insert into authz.signer (inner_pad, outer_pad, valid_until) values ($1, $2, now() + make_interval(hours => $3)) returning id`,
      [Buffer.from(inner), Buffer.from(outer), hoursOfKey])
    const id = rows[0]?.id
    if (id === undefined) throw new Error('no key for contexts')
    return { id, inner: Buffer.from(inner), outer: Buffer.from(outer) }
  } finally {
    await owner.end()
  }
}
