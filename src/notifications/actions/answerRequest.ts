import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import { stopClock } from '../../kernel/clocks.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import { verbOfRequest } from '../acts.ts'
import type { RequestStep } from '../life.ts'
import { decideRequestStep } from '../policy.ts'
import { addAnswer, findRequest, holdRequest, requestFacts } from '../store/requests.ts'
import type { AnswerKind, NewAnswer } from '../store/requests.ts'
import { stopWords } from '../words.ts'
import { readableUntil } from './askAgency.ts'
import { absent } from './takeStep.ts'

export const stepOfAnswer = {
  partial: 'answer_in_part', full: 'answer_in_full', refused: 'refuse',
} as const satisfies Record<AnswerKind, RequestStep>

export type Answering = NewAnswer & { requestId: string; key: string }

/** Answers a request whole, in part, or refuses with a reason: declining is recorded like giving. */
export async function answerRequest(
  kernel: Kernel, viewer: Viewer, command: Answering,
): Promise<Outcome<{ id: string }>> {
  const opened = await openWork(kernel, viewer, command.requestId)
  if (opened?.work?.kind !== 'request') return refused(absent)
  const { id, personId } = opened.work
  const step = stepOfAnswer[command.kind]
  const named = { name: `request ${step}`, key: command.key, about: personId }
  return carryOut(kernel, opened.scope, named, async (tx, record) => {
    await holdRequest(tx, id)
    const request = await findRequest(tx, id)
    if (!request) return refused(absent)
    const decision = decideRequestStep(viewer, requestFacts(kernel, request), step)
    if (!decision.allowed) return refused(decision.why)
    const subjectId = await addAnswer(tx, { kernel, viewer }, request, command)
    if (decision.taken.stops) {
      await stopClock(tx, kernel, { workId: id, why: stopWords[step] ?? '', by: viewer.staffId })
      const until = readableUntil(kernel.now())
      await sql`select authz.end_links(${id}::uuid, ${viewer.agencyId}::uuid, ${until})`.execute(tx)
    }
    record({ verb: verbOfRequest[step], personId, cell: request.cell, workId: id, subjectId })
    return done({ id: subjectId })
  })
}
