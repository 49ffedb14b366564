import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { dayOf } from '../../language/format.ts'
import { mayDraft } from '../agreementPolicy.ts'
import { checkLaw, refusalsIn } from '../lawCheck.ts'
import { overseeing } from '../policy.ts'
import { activateAgreement, beginVersion, proposeAgreement, withdrawAgreement } from '../store/agreementDrafts.ts'
import type { Seen } from '../store/agreementDrafts.ts'
import { findAgreement, listClauses } from '../store/agreements.ts'
import { loadLaw } from '../store/law.ts'
import { notYours, stepTaken, stepWords } from './stepWords.ts'

/** The first thing that the law refuses in a version today, if there is one. */
async function findRefusal(tx: Tx, agreementId: string, now: Date): Promise<string | undefined> {
  const agreement = await findAgreement(tx, agreementId)
  if (!agreement) return stepWords.absent
  const clauses = await listClauses(tx, agreementId)
  const [refusal] = refusalsIn(checkLaw({ ...agreement, clauses }, await loadLaw(tx, dayOf(now))))
  return refusal && (refusal.clause === undefined ? refusal.says : `Clause ${refusal.clause}: ${refusal.says}`)
}

/** Hands a draft to the officers of every party. */
export async function propose(
  kernel: Kernel,
  viewer: Viewer,
  proposing: Seen & { key: string },
): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'propose an agreement', key: proposing.key }, async tx => {
    const refusal = await findRefusal(tx, proposing.agreementId, kernel.now())
    return refusal === undefined ? stepTaken(await proposeAgreement(tx, proposing)) : refused(refusal)
  })
}

/** Opens what was signed and closes the version before it: one transaction, and open pages ask again. */
export async function activate(
  kernel: Kernel,
  viewer: Viewer,
  activating: { agreementId: string; key: string },
): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'activate an agreement', key: activating.key }, async tx => {
    const refusal = await findRefusal(tx, activating.agreementId, kernel.now())
    return refusal === undefined ? stepTaken(await activateAgreement(tx, activating.agreementId)) : refused(refusal)
  })
}

type Withdrawing = { agreementId: string; why: string; key: string }

export async function withdraw(kernel: Kernel, viewer: Viewer, withdrawing: Withdrawing): Promise<Outcome<'done'>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'withdraw an agreement', key: withdrawing.key }, async tx =>
    stepTaken(await withdrawAgreement(tx, withdrawing.agreementId, withdrawing.why)),
  )
}

/** Begins the next version as a draft, or finds the one that has begun. */
export async function renew(
  kernel: Kernel,
  viewer: Viewer,
  renewing: { agreementId: string; key: string },
): Promise<Outcome<string>> {
  if (!mayDraft(viewer)) return refused(notYours)
  return carryOut(kernel, overseeing(viewer), { name: 'begin a version', key: renewing.key }, async tx => {
    const id = await beginVersion(tx, renewing.agreementId)
    return id === undefined ? refused(stepWords.moved_on) : done(id)
  })
}
