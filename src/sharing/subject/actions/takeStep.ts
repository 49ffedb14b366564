import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import { startClock, stopClock } from '../../../kernel/clocks.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { SubjectAct } from '../acts.ts'
import { answering, mayAnswerForData } from '../policy.ts'
import { lockRequest } from '../store.ts'
import { afterStep } from '../subjectRequest.ts'
import type { SubjectRequest } from '../subjectRequest.ts'
import { noonOf } from './recordRequest.ts'

export type PlainStep =
  'ask_identity' | 'check_identity' | 'extend' | 'collect' | 'finish' | 'reopen' | 'take_back' | 'refuse' | 'withdraw'
export type StepInput = { step: PlainStep; why: string; authority: string; key: string }

export const notNow = 'This step cannot be taken now'
export const alreadyExtended = 'It has been extended before'
export const stillUndecided = 'Some items have no decision yet'
export const noRequest = 'There is no such request'

type Doing = { tx: Tx; kernel: Kernel; viewer: Viewer; request: SubjectRequest; cell: number; input: StepInput }

const verbs: Readonly<Record<PlainStep, SubjectAct>> = {
  ask_identity: 'subject_request.identity_asked',
  check_identity: 'subject_request.identity_checked',
  extend: 'subject_request.extended',
  collect: 'subject_request.collected',
  finish: 'subject_request.reviewed',
  reopen: 'subject_request.reopened',
  take_back: 'subject_request.taken_back',
  refuse: 'subject_request.refused',
  withdraw: 'subject_request.withdrawn',
}

/** One step of the life of a request; what each step does beside is in the table below. */
export async function takeSubjectStep(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  input: StepInput,
): Promise<Outcome<'done'>> {
  if (!mayAnswerForData(viewer)) return refused(noRequest)
  return carryOut(
    kernel,
    answering(viewer),
    { name: `subject request ${input.step}`, key: input.key },
    async (tx, record) => {
      const request = await lockRequest(tx, id)
      if (!request) return refused(noRequest)
      const taken = afterStep(request.state, input.step)
      if (taken?.who !== 'handler') return refused(notNow)
      const cell = kernel.cells.id(viewer.agencyId, 'rights', 1)
      const doing: Doing = { tx, kernel, viewer, request, cell, input }
      const problem = await steps[input.step](doing)
      if (problem) return refused(problem)
      if (input.step !== 'collect' && input.step !== 'take_back')
        await sql`update subject_request set state = ${taken.to}, revision = revision + 1
          where id = ${id}::uuid`.execute(tx)
      if (taken.stops) await close(doing)
      record({ verb: verbs[input.step], personId: request.personId, cell, workId: id })
      return done('done' as const)
    },
  )
}

type Problem = string | undefined

const steps: Readonly<Record<PlainStep, (doing: Doing) => Promise<Problem>>> = {
  ask_identity: async ({ tx, kernel, viewer, request }) => {
    await sql`update subject_request set identity_asked_at = ${kernel.now()} where id = ${request.id}::uuid`.execute(
      tx,
    )
    await stopClock(tx, kernel, { workId: request.id, why: 'proof of identity was asked for', by: viewer.staffId })
    return undefined
  },
  check_identity: async ({ tx, kernel, viewer, request, cell, input }) => {
    await sql`update subject_request set identity_how = ${input.why}, authority_how = ${input.authority || null},
        identity_checked_at = ${kernel.now()}, identity_checked_by = ${viewer.staffId}::uuid
          where id = ${request.id}::uuid`.execute(tx)
    // The time runs anew from the day on which the proof came (Information Commissioner, right of access).
    if (request.identityAskedAt)
      await startClock(tx, kernel, {
        rule: request.extendedAt ? 'subject_access_extended' : 'subject_access',
        personId: request.personId,
        cell,
        workId: request.id,
        startsAt: kernel.now(),
      })
    return undefined
  },
  extend: async ({ tx, kernel, viewer, request, cell, input }) => {
    if (request.extendedAt) return alreadyExtended
    await sql`update subject_request set extended_at = ${kernel.now()}, extended_why = ${input.why}
      where id = ${request.id}::uuid`.execute(tx)
    const isPaused = request.identityAskedAt !== null && request.identityCheckedAt === null
    if (isPaused) return undefined
    await stopClock(tx, kernel, { workId: request.id, why: 'the time was extended', by: viewer.staffId })
    const startsAt =
      request.identityAskedAt && request.identityCheckedAt ? request.identityCheckedAt : noonOf(request.receivedOn)
    await startClock(tx, kernel, {
      rule: 'subject_access_extended',
      personId: request.personId,
      cell,
      workId: request.id,
      startsAt,
    })
    return undefined
  },
  collect: async ({ tx, kernel, viewer, request }) => {
    const {
      rows: [row],
    } = await sql<{ n: number | null }>`select authz.collect_subject(${request.id}::uuid) as n`.execute(tx)
    if (row?.n === null || row === undefined) return notNow
    const { rows } = await sql<{ category: string }>`select distinct of_category as category from subject_item
      where request_id = ${request.id}::uuid and of_category is not null order by 1`.execute(tx)
    const people = [{ personId: request.personId, categories: rows.map(({ category }) => category) }]
    await disclose(tx, kernel, answering(viewer), { page: 'subject-requests/collect', people })
    return undefined
  },
  finish: async ({ request }) => (request.undecided > 0 ? stillUndecided : undefined),
  reopen: async () => undefined,
  take_back: async ({ tx, request }) => {
    const {
      rows: [row],
    } = await sql<{ done: boolean }>`select authz.take_back_release(${request.id}::uuid) as done`.execute(tx)
    return row?.done ? undefined : notNow
  },
  refuse: async () => undefined,
  withdraw: async () => undefined,
}

async function close({ tx, kernel, viewer, request: { id }, input: { step, why } }: Doing): Promise<void> {
  await sql`update subject_request set closed_at = ${kernel.now()}, closed_why = ${why} where id = ${id}::uuid`.execute(
    tx,
  )
  await sql`update work set closed_at = ${kernel.now()} where id = ${id}::uuid`.execute(tx)
  await stopClock(tx, kernel, {
    workId: id,
    why: step === 'refuse' ? 'it was refused' : 'it was withdrawn',
    by: viewer.staffId,
  })
}
