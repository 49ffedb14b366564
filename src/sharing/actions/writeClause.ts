import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { dayOf } from '../../language/format.ts'
import type { Agreement, ClauseText } from '../agreement.ts'
import { mayDraft } from '../agreementPolicy.ts'
import { basisText } from '../basisText.ts'
import { checkLaw, refusalsIn } from '../lawCheck.ts'
import type { Finding } from '../lawReference.ts'
import { overseeing } from '../policy.ts'
import { removeClause, saveClause } from '../store/agreementDrafts.ts'
import type { Seen } from '../store/agreementDrafts.ts'
import { findAgreement } from '../store/agreements.ts'
import { loadLaw } from '../store/law.ts'
import { notYours, stepTaken, stepWords } from './stepWords.ts'

type Named = { agreementId: string; clause: ClauseText; number: number }

/** What the law says of one clause of a draft, today. */
export async function findingsOn(
  tx: Tx,
  agreement: Agreement,
  clause: Omit<Named, 'agreementId'>,
  now: Date,
): Promise<Finding[]> {
  const law = await loadLaw(tx, dayOf(now))
  return checkLaw({ ...agreement, clauses: [{ ...clause.clause, number: clause.number }] }, law).filter(
    finding => finding.clause !== undefined,
  )
}

type Saving = Seen & Named & { clauseId: string | undefined; key: string }

/** Saves a clause that the law allows; one that it refuses is not saved. */
export async function writeClause(kernel: Kernel, viewer: Viewer, saving: Saving): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'save a clause', key: saving.key }, async tx => {
    const agreement = await findAgreement(tx, saving.agreementId)
    if (!agreement) return refused(stepWords.absent)
    const law = await loadLaw(tx, dayOf(kernel.now()))
    const findings = checkLaw({ ...agreement, clauses: [{ ...saving.clause, number: saving.number }] }, law)
    const [refusal] = refusalsIn(findings).filter(({ clause }) => clause !== undefined)
    if (refusal) return refused(refusal.says)
    const basis = basisText(saving.clause, code => law.bases.get(code)?.title ?? code)
    return stepTaken(await saveClause(tx, { ...saving, basis }))
  })
}

type Removing = Seen & { clauseId: string; key: string }

export async function takeOutClause(kernel: Kernel, viewer: Viewer, removing: Removing): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'remove a clause', key: removing.key }, async tx =>
    stepTaken(await removeClause(tx, removing, removing.clauseId)),
  )
}
