import { Hono } from 'hono'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { settingsAt } from '../../../practice/settings.ts'
import { periodOf } from '../../pages/custodyFrame.tsx'
import { PeriodFilter } from '../../pages/periodFilter.tsx'
import { smallestShown } from '../../settings.ts'
import { figures, searchesByEthnicity } from '../counting.ts'
import type { CountedSearch, EthnicityRow, Shown } from '../counting.ts'
import { custodyTeam } from '../life.ts'
import { listCountedSearches } from '../store.ts'

/** K22: how children were searched, by ethnicity, each figure with the searches behind it. */
export const searchPages = () => new Hono<Env>().get('/custody/searches/counts', async c => {
  const { kernel, viewer } = c.var
  if (!custodyTeam.includes(viewer.role)) return c.var.absent()
  const scope = deskScope(viewer, 'custody')
  const { months, since } = periodOf(c.req.query('months'), kernel.now())
  const { list, smallest } = await kernel.db.as(scope, async tx => {
    const settings = await settingsAt(tx, kernel.now())
    const counted = await listCountedSearches(tx, kernel, since, settings)
    await disclose(tx, kernel, scope, {
      page: 'custody/searches/counts', people: counted.map(({ personId }) => ({ personId, categories: ['custody', 'identity'] })),
    })
    return { list: counted, smallest: settings.valueOf(smallestShown) }
  })
  const crumbs = [{ text: 'Strip searches', href: '/custody/searches' }, { text: 'Counts' }]
  return c.var.render({ title: 'Strip searches: counts', wide: true, crumbs }, (
    <>
      <h1 class="govuk-heading-l">Strip searches: counts</h1>
      <p class="govuk-body">
        Since {dateText(since)}, of what is open to you. Counted from the searches themselves each time this page opens.{' '}
        <span class="govuk-hint govuk-!-font-size-16">Indicator K22</span>
      </p>
      <PeriodFilter action="/custody/searches/counts" months={months} />
      {list.length === 0
        ? <EmptyState title="No child was searched.">Each figure appears with the searches from which it is counted.</EmptyState>
        : <Counts list={list} rows={searchesByEthnicity(list, smallest)} smallest={smallest} />}
    </>
  ))
})

function Counts({ list, rows, smallest }: { list: readonly CountedSearch[]; rows: readonly EthnicityRow[]; smallest: number }) {
  return (
    <>
      {figures.map(({ title, met }) => {
        const those = list.filter(met)
        return (
          <section aria-label={title}>
            <h2 class="govuk-heading-m">{title}: {those.length} of {list.length} ({Math.floor(100 * those.length / list.length)}%)</h2>
            <Details summaryText="The searches behind it">
              <Searches title="Counted" list={those} />
              <Searches title="Not counted" list={list.filter(one => !met(one))} />
            </Details>
          </section>
        )
      })}
      <ByEthnicity rows={rows} smallest={smallest} />
      <h2 class="govuk-heading-m">With a flag: {list.filter(({ flags }) => flags.length > 0).length} of {list.length}</h2>
      <Searches title="Reviewed, and seen by the panel" list={list.filter(({ flags }) => flags.length > 0)} />
    </>
  )
}

function Searches({ title, list }: { title: string; list: readonly CountedSearch[] }) {
  return (
    <>
      <h3 class="govuk-heading-s">{title}: {list.length}</h3>
      <ul class="govuk-list">
        {list.map(({ id, reference, startedAt, flags }) => (
          <li>
            <a class="govuk-link" href={`/custody/searches/${id}`}>{reference}</a>, {dateTimeText(startedAt)}
            {flags.length > 0 ? <>. {flags.map(({ text }) => text).join(' ')}</> : undefined}
          </li>
        ))}
      </ul>
    </>
  )
}

const shown = (count: Shown) => count === undefined ? 'Too few to show' : String(count)
const share = (count: Shown, of: Shown) => count === undefined || of === undefined || of === 0
  ? 'Too few to show' : `${Math.floor(100 * count / of)}%`

function ByEthnicity({ rows, smallest }: { rows: readonly EthnicityRow[]; smallest: number }) {
  return (
    <>
      <h2 class="govuk-heading-m">By ethnicity</h2>
      <p class="govuk-body">Numbers under {smallest} are not shown, nor what would give them away.</p>
      <WideTable label="By ethnicity">
        <Table
          head={[{ text: 'Ethnicity' }, { text: 'Searches', format: 'numeric' }, ...figures.map(({ title }) => ({ text: title, format: 'numeric' as const }))]}
          rows={rows.map(({ group, searches, met }) => [
            { text: group }, { text: shown(searches), format: 'numeric' as const },
            ...figures.map(({ code }) => ({ text: share(met[code], searches), format: 'numeric' as const })),
          ])}
        />
      </WideTable>
    </>
  )
}
