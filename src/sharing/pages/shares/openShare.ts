import type { Context } from 'hono'
import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId } from '../../../people/pages/typed.ts'
import { mayOverseeShares, overseeingShares } from '../../sharePolicy.ts'
import type { Share } from '../../share.ts'
import { findShare, listNamedEntries, scopesOf } from '../../store/shares.ts'
import { loadWords } from '../../store/words.ts'
import type { Words } from '../../store/words.ts'
import { nameWithAge } from './loadMake.ts'
import { listClausesNamed } from '../../store/recipients.ts'
import type { LiveClause } from '../../store/recipients.ts'

/** Where this viewer may have shares: one scope for each purpose, or the desk of whoever answers for the data. */
export async function shareScopes(c: Context<Env>): Promise<Scope[]> {
  const { kernel, viewer } = c.var
  return mayOverseeShares(viewer) ? [overseeingShares(viewer)] : scopesOf(kernel, viewer)
}

/** The share and the scope under which it is open; absent, somebody else's and over are alike here. */
export async function openShare(c: Context<Env>, id: string): Promise<{ share: Share; scope: Scope } | undefined> {
  if (!isId(id)) return undefined
  for (const scope of await shareScopes(c)) {
    const share = await c.var.kernel.db.as(scope, tx => findShare(tx, id))
    if (share) return { share, scope }
  }
  return undefined
}

export type ShareRead = {
  share: Share
  who: string
  words: Words
  entries: ReadonlyMap<string, string>
  clauses: ReadonlyMap<string, LiveClause>
  staff: ReadonlyMap<string, string>
}

/** All that the page of one share shows, disclosed in the transaction that reads it. */
export async function readShareFor(
  tx: Tx,
  c: Context<Env>,
  scope: Scope,
  id: string,
): Promise<ShareRead | undefined> {
  const share = await findShare(tx, id)
  if (!share) return undefined
  const { kernel } = c.var
  await disclose(tx, kernel, scope, {
    page: 'shares/one',
    people: [{ personId: share.personId, categories: ['identity', 'disclosure'] }],
  })
  return {
    share,
    who: await nameWithAge(tx, kernel, scope, share.personId),
    words: await loadWords(tx),
    entries: await listNamedEntries(tx, share.onlyRecords),
    clauses: await listClausesNamed(
      tx,
      share.sections.flatMap(({ clause }) => clause ?? []),
    ),
    staff: await staffNames(tx),
  }
}

export async function staffNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('staff').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
