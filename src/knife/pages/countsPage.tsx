import type { Context } from 'hono'
import { Details } from '../../design/details.tsx'
import { EmptyState } from '../../design/emptyState.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import { clocksOf } from '../../kernel/clocks.ts'
import { dateText } from '../../language/format.ts'
import { listEntries } from '../../practice/store/entries.ts'
import { episodeFrom } from '../../practice/store/episodes.ts'
import { countedFrom, figuresOf } from '../counting.ts'
import type { CountedReferral, Figure } from '../counting.ts'
import { youthJustice } from '../roles.ts'
import { countUnreferred } from '../store.ts'

const mostCounted = 2000
const year = 366 * 86_400_000

/** K13 of the last twelve months, each figure with the referrals behind it. */
export async function countsPage(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!youthJustice.includes(viewer.role)) return c.var.absent()
  const scope = deskScope(viewer, 'safeguard_child')
  const now = kernel.now()
  const { list, unreferred } = await kernel.db.as(scope, async tx => {
    const rows = await tx.selectFrom('episode').selectAll().where('kind', '=', 'knife_referral')
      .where('opened_at', '>=', new Date(now.getTime() - year)).orderBy('opened_at', 'desc').limit(mostCounted).execute()
    const ids = rows.map(({ id }) => id)
    const entries = await listEntries(tx, ids)
    const clocks = (await clocksOf(tx, ids)).filter(({ rule }) => rule === 'knife_referral')
    await disclose(tx, kernel, scope, {
      page: 'knife/counts', people: [...new Set(rows.map(row => row.person_id))].map(personId => ({ personId, categories: ['referral'] })),
    })
    return {
      unreferred: await countUnreferred(tx),
      list: rows.map(row => countedFrom({
        episode: episodeFrom(kernel, row), entries: entries.get(row.id) ?? [], clock: clocks.find(({ workId }) => workId === row.id), now,
      })),
    }
  })
  return c.var.render({ title: 'Knife: counts', crumbs: [{ text: 'Knife referrals', href: '/knife' }, { text: 'Counts' }] }, (
    <>
      <h1 class="govuk-heading-l">Knife: counts</h1>
      <p class="govuk-body">The last twelve months, counted from the referrals themselves each time this page opens.</p>
      {unreferred === undefined || unreferred === 0 ? undefined : (
        <p class="govuk-body"><b>{unreferred}</b> knife events are known to an agency and not referred. Their supervisors have been told.</p>
      )}
      {list.length === 0 ? <EmptyState title="No referral yet.">Each figure appears with the referrals from which it is counted.</EmptyState>
        : figuresOf(list).map(figure => <FigureView figure={figure} />)}
    </>
  ))
}

function FigureView({ figure: { code, title, how, met, of } }: { figure: Figure }) {
  const share = of.length > 0 ? ` (${Math.floor(100 * met.length / of.length)}%)` : ''
  return (
    <section aria-label={title}>
      <h2 class="govuk-heading-m">{title}: {of.length === 0 ? 'nothing to count yet' : `${met.length} of ${of.length}${share}`}</h2>
      <p class="govuk-body">{how} <span class="govuk-hint govuk-!-font-size-16">Indicator {code.slice(0, 3)}</span></p>
      <Details summaryText="The referrals behind it">
        <Rows title="Counted" list={met} />
        <Rows title="Not counted" list={of.filter(one => !met.includes(one))} />
      </Details>
    </section>
  )
}

function Rows({ title, list }: { title: string; list: readonly CountedReferral[] }) {
  return (
    <>
      <h3 class="govuk-heading-s">{title}: {list.length}</h3>
      <ul class="govuk-list">
        {list.map(({ id, reference, openedAt }) => <li><a class="govuk-link" href={`/knife/${id}`}>{reference}</a>, {dateText(openedAt)}</li>)}
      </ul>
    </>
  )
}
