import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import type { Viewer } from '../../../kernel/context.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { SubjectAct } from '../acts.ts'
import { readAccount } from '../readAccount.ts'
import { answering, mayAnswerForData, mayRelease } from '../policy.ts'
import { findRelease, lockRequest } from '../store.ts'
import { noRequest, notNow, stillUndecided } from './takeStep.ts'

export const holdsProtected = 'It holds a value that is protected by now: gather it again before it can be released'
export const mustBeAnother = 'Somebody who has not worked on this account has to release it'
export const settledBefore = 'Somebody has settled this already'

const reasons: Readonly<Record<string, string>> = {
  absent: noRequest,
  undecided: stillUndecided,
  sealed: holdsProtected,
  settled: settledBefore,
  'same person': mustBeAnother,
}

/** Freezes the account as it will be given and hands it to an agency where somebody else releases it. */
export async function sendForRelease(
  kernel: Kernel,
  viewer: Viewer,
  of: { requestId: string; toAgency: string; key: string },
): Promise<Outcome<'approved'>> {
  if (!mayAnswerForData(viewer)) return refused(noRequest)
  const scope = answering(viewer)
  return carryOut(kernel, scope, { name: 'approve account', key: of.key }, async (tx, record) => {
    const request = await lockRequest(tx, of.requestId)
    if (!request) return refused(noRequest)
    if (request.state !== 'redacted') return refused(notNow)
    const text = JSON.stringify(await readAccount(tx, viewer, request))
    const hash = createHash('sha256').update(text).digest()
    const {
      rows: [row],
    } = await sql<{ result: string }>`
      select authz.send_for_release(${of.requestId}::uuid, ${of.toAgency}::uuid, ${text}::jsonb,
        ${hash}) as result`.execute(tx)
    if (row?.result !== 'done') return refused(reasons[row?.result ?? ''] ?? notNow)
    const cell = kernel.cells.id(viewer.agencyId, 'rights', 1)
    record({
      verb: 'subject_request.approved' satisfies SubjectAct,
      personId: request.personId,
      cell,
      workId: request.id,
    })
    return done('approved' as const)
  })
}

export type Verdict = 'released' | 'sent_back'

/** The second person's word: only then may the account leave. */
export async function settleRelease(
  kernel: Kernel,
  viewer: Viewer,
  of: { releaseId: string; verdict: Verdict; why: string; key: string },
): Promise<Outcome<Verdict>> {
  if (!mayRelease(viewer)) return refused(noRequest)
  const scope = answering(viewer)
  return carryOut(kernel, scope, { name: `account ${of.verdict}`, key: of.key }, async (tx, record) => {
    const release = await findRelease(tx, of.releaseId)
    if (!release) return refused(noRequest)
    const {
      rows: [row],
    } = await sql<{ result: string }>`
      select authz.settle_release(${of.releaseId}::uuid, ${of.verdict}, ${of.why}) as result`.execute(tx)
    if (row?.result !== 'done') return refused(reasons[row?.result ?? ''] ?? notNow)
    await disclose(tx, kernel, scope, {
      page: 'subject-requests/release',
      people: [{ personId: release.personId, categories: ['rights'] }],
    })
    const cell = kernel.cells.id(viewer.agencyId, 'rights', 1)
    const verb = of.verdict === 'released' ? 'subject_request.released' : 'subject_request.sent_back'
    record({ verb: verb satisfies SubjectAct, personId: release.personId, cell, subjectId: release.requestId })
    return done(of.verdict)
  })
}
