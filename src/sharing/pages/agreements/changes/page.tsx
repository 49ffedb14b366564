import { Hono } from 'hono'
import type { Env } from '../../../../kernel/web.ts'
import { compareVersions } from '../../../agreementDiff.ts'
import { mayReadVersion } from '../../../agreementPolicy.ts'
import { versionWords } from '../../../clauseWords.ts'
import { readingAgreements } from '../../../policy.ts'
import { findAgreement, listClauses } from '../../../store/agreements.ts'
import { loadWords } from '../../../store/words.ts'
import { named, one, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { ChangesView } from './changesView.tsx'

/** What a version changes in the one before it: for everybody who may read both. */
export const changesPages = () => new Hono<Env>().get(`${one}/changes`, showChanges)

async function showChanges(c: C) {
  const { kernel, viewer } = c.var
  const loaded = await kernel.db.as(readingAgreements(viewer), async tx => {
    const newer = await findAgreement(tx, named(c, 'id'))
    if (newer?.previousId === undefined || !mayReadVersion(viewer, newer)) return undefined
    const older = await findAgreement(tx, newer.previousId)
    if (!older) return undefined
    const sides = {
      older: { agreement: older, clauses: await listClauses(tx, older.id) },
      newer: { agreement: newer, clauses: await listClauses(tx, newer.id) },
    }
    return { ...sides, words: await loadWords(tx) }
  })
  if (!loaded) return c.var.absent()
  const { older, newer, words } = loaded
  const diff = compareVersions(older, newer, versionWords(words))
  return show(
    c,
    newer.agreement,
    { title: 'Compare versions', wide: true },
    <ChangesView older={older.agreement} newer={newer.agreement} diff={diff} words={words} />,
  )
}
