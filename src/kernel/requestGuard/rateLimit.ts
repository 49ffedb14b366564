import { createHmac } from 'node:crypto'
import type { Kernel } from '../kernel.ts'
import type { Limits } from '../settings.ts'

/** These are counted by network address, which never stands in the log; the others by an id of staff or token. */
const ofAddresses: ReadonlySet<keyof Limits> = new Set(['signIn', 'failedSignIn'])

/**
 * Counts one more within this minute and returns the seconds to wait when it is too many. Counted in the database, so
 * that several processes count together; who it is about stands there only as a keyed hash.
 */
export async function countAgainst(
  kernel: Kernel, what: keyof Limits, most: number, who: string,
): Promise<number | undefined> {
  const at = kernel.now()
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
  const bucket = `${what} ${createHmac('sha256', kernel.secret.derive('rate limits')).update(who).digest('base64url')}`
  const n = await kernel.db.service(async db => {
    const row = await db.insertInto('rate_limit').values({ bucket, minute, n: 1 })
      .onConflict(conflict => conflict.columns(['bucket', 'minute'])
        .doUpdateSet(set => ({ n: set('rate_limit.n', '+', 1) })))
      .returning('n').executeTakeFirstOrThrow()
    return row.n
  })
  // The first that is too many says so for its minute, so that a flood does not fill the log.
  if (n === most + 1) kernel.log.warn({ what, most, ...(ofAddresses.has(what) ? {} : { who }) }, 'too many requests')
  return n > most ? Math.max(1, 60 - Math.floor((at.getTime() - minute.getTime()) / 1000)) : undefined
}
