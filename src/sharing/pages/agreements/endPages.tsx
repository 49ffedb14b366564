import { Hono } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { readTyped, textOf } from '../../../partnership/administration/typed.ts'
import { isId } from '../../../people/pages/typed.ts'
import { alreadyEnded, endSharing } from '../../actions/endSharing.ts'
import { standingOf, standingOfClause } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { mayEndSharing, overseeing } from '../../policy.ts'
import { findAgreement, listClauses, listLosses } from '../../store/agreements.ts'
import { loadWords } from '../../store/words.ts'
import { EndView } from './endView.tsx'
import { reasonProblem } from './reason.ts'
import { named, one, returnTo, show } from './shell.tsx'
import type { C } from './shell.tsx'

/** Ending a clause or a whole agreement, by the governance lead alone. */
export const endPages = () =>
  new Hono<Env>()
    .get(`${one}/end`, c => showEnding(c, { agreementId: named(c, 'id'), clauseId: c.req.query('clause') }))
    .post(`${one}/end`, c => end(c, named(c, 'id')))

async function end(c: C, agreementId: string) {
  const typed = await readTyped(c.req)
  const asked = { agreementId, clauseId: textOf(typed, 'clause') || undefined }
  const why = textOf(typed, 'why')
  const problem = reasonProblem(why, 'Say why it ends')
  if (problem !== undefined) return showEnding(c, asked, { why, problems: { why: problem } })
  if (asked.clauseId !== undefined && !isId(asked.clauseId)) return c.var.absent()
  const key = textOf(typed, 'key') || crypto.randomUUID()
  const outcome = await endSharing(c.var.kernel, c.var.viewer, { ...asked, why, key })
  if (outcome.done) return returnTo(c, agreementId, 'ended')
  return outcome.why === alreadyEnded ? returnTo(c, agreementId, 'already') : c.var.absent()
}

type Asked = { agreementId: string; clauseId: string | undefined }
type Ending = { agreement: Agreement; clause: Clause | undefined; clauses: Clause[] }

/** What would end: only what is in force can. */
async function findEnding(tx: Tx, { agreementId, clauseId }: Asked, now: Date): Promise<Ending | undefined> {
  const agreement = await findAgreement(tx, agreementId)
  if (!agreement || standingOf(agreement, now) !== 'in_force') return undefined
  const clauses = (await listClauses(tx, agreementId)).filter(
    clause => standingOfClause(clause, agreement, now) === 'in_force',
  )
  const clause = clauses.find(({ id }) => id === clauseId)
  return clauseId !== undefined && !clause ? undefined : { agreement, clause, clauses }
}

async function showEnding(
  c: C,
  asked: Asked,
  returned: { why: string; problems: Problems } = { why: '', problems: {} },
) {
  const { kernel, viewer, csrf } = c.var
  if (!mayEndSharing(viewer)) return c.var.absent()
  const loaded = await kernel.db.as(overseeing(viewer), async tx => {
    const ending = await findEnding(tx, asked, kernel.now())
    return (
      ending && {
        ...ending,
        losses: await listLosses(tx, asked.agreementId, asked.clauseId),
        words: await loadWords(tx),
      }
    )
  })
  if (!loaded) return c.var.absent()
  const { agreement, clause } = loaded
  return show(
    c,
    agreement,
    {
      title: clause ? `End clause ${clause.number}` : 'End the agreement',
      isInvalid: returned.problems['why'] !== undefined,
    },
    <EndView {...loaded} {...returned} csrf={csrf} />,
  )
}
