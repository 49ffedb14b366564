import { sql } from 'kysely'
import type { Kernel } from '../kernel/kernel.ts'
import { newToken, sha256 } from '../kernel/signIn/tokens.ts'

const minutes = 24 * 60

/**
 * A one-time address with which the partnership and its first administrator are made, while there is none; earlier
 * ones end. For the operator at the terminal: it is never logged.
 */
export async function firstRunLink(kernel: Kernel, origin: string): Promise<string | undefined> {
  const token = newToken()
  const made = await kernel.db.service(async (db) => {
    const { rows: [has] } = await sql<{ has: boolean }>`select has_administrator() as has`.execute(db)
    if (has?.has) return false
    await db.deleteFrom('first_run_link').execute()
    await db.insertInto('first_run_link')
      .values({ token_sha256: sha256(token), expires_at: later(kernel.now()) }).execute()
    return true
  })
  return made ? `${origin}/first-run?token=${token}` : undefined
}

const later = (at: Date) => new Date(at.getTime() + minutes * 60_000)

/** Addresses stand in logs and histories: opening the link uses its token up and gives the browser another one. */
export async function openFirstRun(kernel: Kernel, token: string): Promise<string | undefined> {
  const next = newToken()
  const at = kernel.now()
  const { numUpdatedRows } = await kernel.db.service(db => db.updateTable('first_run_link')
    .set({ token_sha256: sha256(next), opened_at: at })
    .where('token_sha256', '=', sha256(token)).where('opened_at', 'is', null)
    .where('expires_at', '>', at).executeTakeFirst())
  return numUpdatedRows > 0n ? next : undefined
}

export async function isFirstRun(kernel: Kernel, token: string): Promise<boolean> {
  const row = await kernel.db.service(db => db.selectFrom('first_run_link').select('expires_at')
    .where('token_sha256', '=', sha256(token)).where('opened_at', 'is not', null)
    .where('expires_at', '>', kernel.now()).executeTakeFirst())
  return row !== undefined
}

export type FirstRun = {
  partnership: string; agency: string; agencyShortName: string; agencyKind: string
  name: string; email: string
  issuer: string
  /** Absent: the account is bound to the first sign-in with this e-mail address. */
  subject: string | undefined
}

/** Makes the partnership, once; false when the link has been used, has run out, or somebody was quicker. */
export async function finishFirstRun(kernel: Kernel, token: string, made: FirstRun): Promise<boolean> {
  const { rows: [row] } = await kernel.db.service(db => sql<{ partnership: string | null }>`
    select first_run(${sha256(token)}, ${kernel.now()}, ${made.partnership}, ${made.agency}, ${made.agencyShortName},
      ${made.agencyKind}, ${made.name}, ${made.email}, ${made.issuer},
      ${made.subject ?? null}) as partnership`.execute(db))
  if (!row?.partnership) return false
  await kernel.cells.reload()
  kernel.log.info({ partnership: row.partnership }, 'partnership and first administrator made')
  return true
}
