import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { alreadyEnded, endSharing } from '../../actions/endSharing.ts'
import { standingOf, standingOfClause } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { isId } from '../../../people/pages/typed.ts'
import { mayEndSharing, overseeing, readingAgreements } from '../../policy.ts'
import { findAgreement, listAgreements, listClauses, listEvents, listLosses } from '../../store/agreements.ts'
import { loadWords } from '../../store/words.ts'
import { EndView } from './endView.tsx'
import { AgreementView } from './oneView.tsx'
import { AgreementsView } from './view.tsx'

const one = '/agreements/:id{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}'
const longestReason = 1_000

/** What the agencies have agreed to share: open to every member of staff, ended by the governance lead alone. */
export const agreementPages = () =>
  new Hono<Env>()
    .get('/agreements', async c => {
      const { kernel, viewer } = c.var
      const loaded = await kernel.db.as(readingAgreements(viewer), async tx => ({
        agreements: await listAgreements(tx),
        clauses: await listClauses(tx),
        words: await loadWords(tx),
      }))
      return c.var.render({ title: 'Agreements' }, <AgreementsView {...loaded} now={kernel.now()} />)
    })
    .get(one, async c => {
      const { kernel, viewer } = c.var
      const id = c.req.param('id')
      const loaded = await kernel.db.as(readingAgreements(viewer), async tx => {
        const agreement = await findAgreement(tx, id)
        return (
          agreement && {
            agreement,
            clauses: await listClauses(tx, id),
            events: await listEvents(tx, id),
            words: await loadWords(tx),
          }
        )
      })
      if (!loaded) return c.var.absent()
      return c.var.render(
        {
          title: loaded.agreement.title,
          crumbs: [{ text: 'Agreements', href: '/agreements' }, { text: loaded.agreement.title }],
          ...flashOf(c.req.query('done')),
        },
        <AgreementView {...loaded} now={kernel.now()} mayEnd={mayEndSharing(viewer)} />,
      )
    })
    .get(`${one}/end`, c => showEnding(c, { agreementId: c.req.param('id'), clauseId: c.req.query('clause') }))
    .post(`${one}/end`, c => end(c, c.req.param('id')))

async function end(c: Context<Env>, agreementId: string) {
  const form = await c.req.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const asked = { agreementId, clauseId: text('clause') || undefined }
  const why = text('why')
  const problem = problemOf(why)
  if (problem !== undefined) return showEnding(c, asked, { why, problems: { why: problem } })
  if (asked.clauseId !== undefined && !isId(asked.clauseId)) return c.var.absent()
  const key = text('key') || crypto.randomUUID()
  const outcome = await endSharing(c.var.kernel, c.var.viewer, { ...asked, why, key })
  if (outcome.done) return c.redirect(`/agreements/${agreementId}?done=ended`, 303)
  return outcome.why === alreadyEnded ? c.redirect(`/agreements/${agreementId}?done=already`, 303) : c.var.absent()
}

function problemOf(why: string): string | undefined {
  if (why === '') return 'Say why it ends'
  return why.length > longestReason ? `Use ${longestReason} characters or fewer` : undefined
}

function flashOf(what: string | undefined): { flash?: string } {
  if (what === 'ended') return { flash: 'It has ended. Nobody sees anything by it any more.' }
  return what === 'already' ? { flash: alreadyEnded } : {}
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
  c: Context<Env>,
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
  return c.var.render(
    {
      title: clause ? `End clause ${clause.number}` : 'End the agreement',
      status: returned.problems['why'] === undefined ? 200 : 422,
      crumbs: [
        { text: 'Agreements', href: '/agreements' },
        { text: agreement.title, href: `/agreements/${agreement.id}` },
        { text: 'End' },
      ],
    },
    <EndView {...loaded} {...returned} csrf={csrf} />,
  )
}
