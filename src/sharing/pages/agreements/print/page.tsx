import { Hono } from 'hono'
import type { Env } from '../../../../kernel/web.ts'
import { mayReadVersion } from '../../../agreementPolicy.ts'
import { readingAgreements } from '../../../policy.ts'
import { findContentToSign, listOfficers } from '../../../store/agreementDrafts.ts'
import { findAgreement, listClauses, listSignatures } from '../../../store/agreements.ts'
import { loadWords } from '../../../store/words.ts'
import { named, one, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { PrintView } from './printView.tsx'

/** The whole version on paper: every field of every clause, the law, the assessments and the signatures. */
export const printPages = () => new Hono<Env>().get(`${one}/print`, showPrint)

async function showPrint(c: C) {
  const { kernel, viewer } = c.var
  const loaded = await kernel.db.as(readingAgreements(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    if (!agreement || !mayReadVersion(viewer, agreement)) return undefined
    return {
      agreement,
      clauses: await listClauses(tx, agreement.id),
      signatures: await listSignatures(tx, agreement),
      officers: await listOfficers(tx),
      content: await findContentToSign(tx, agreement.id),
      words: await loadWords(tx),
    }
  })
  if (!loaded) return c.var.absent()
  return show(c, loaded.agreement, { title: 'To print' }, <PrintView {...loaded} now={kernel.now()} />)
}
