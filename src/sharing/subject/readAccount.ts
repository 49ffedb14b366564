import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { loadWords } from '../store/words.ts'
import { accountDocument } from './accountDocument.ts'
import type { AccountDocument } from './accountDocument.ts'
import { listItems } from './store.ts'
import type { SubjectRequest } from './subjectRequest.ts'

const mostItems = 1_000_000

/**
 * What was given, once it was given; before that, the account as it stands, made from the items and what was
 * decided about each.
 */
export async function readAccount(tx: Tx, viewer: Viewer, request: SubjectRequest): Promise<AccountDocument> {
  if (request.state === 'released') {
    const {
      rows: [row],
    } = await sql<{ document: AccountDocument | null }>`
      select authz.released_account(${request.id}::uuid) as document`.execute(tx)
    if (row?.document) return row.document
  }
  const words = await loadWords(tx)
  const items = await listItems(tx, request.id, { from: 0, most: mostItems })
  return accountDocument(request, items, words, words.agency(viewer.agencyId))
}
