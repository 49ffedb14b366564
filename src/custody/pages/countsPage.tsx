import type { Context } from 'hono'
import { Details } from '../../design/details.tsx'
import { EmptyState } from '../../design/emptyState.tsx'
import { Table } from '../../design/table.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import { dateText, durationText } from '../../language/format.ts'
import { settingsAt } from '../../practice/settings.ts'
import { byEthnicity } from '../byEthnicity.ts'
import type { EthnicityRow, Shown } from '../byEthnicity.ts'
import { figuresOf, medianOf } from '../counting.ts'
import type { Counted, Figure } from '../counting.ts'
import { reasonOptions } from '../detention/beginForm.ts'
import { mayCount } from '../policy.ts'
import { smallestShown } from '../settings.ts'
import { listCounted } from '../store/detentions.ts'
import { CustodyNavigation, periodOf } from './custodyFrame.tsx'
import { PeriodFilter } from './periodFilter.tsx'

/** The indicators of custody, each with the rows from which anybody can count it again. */
export async function countsPage(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!mayCount(viewer)) return c.var.absent()
  const scope = deskScope(viewer, 'custody')
  const { months, since } = periodOf(c.req.query('months'), kernel.now())
  const { list, smallest } = await kernel.db.as(scope, async tx => {
    const counted = await listCounted(tx, kernel, since)
    const settings = await settingsAt(tx, kernel.now())
    await disclose(tx, kernel, scope, { page: 'custody/counts', people: counted.map(({ personId }) => ({ personId, categories: ['custody'] })) })
    return { list: counted, smallest: settings.valueOf(smallestShown) }
  })
  return c.var.render({ title: 'Custody counts', wide: true }, (
    <>
      <h1 class="govuk-heading-l">Custody counts</h1>
      <CustodyNavigation viewer={viewer} current="/custody/counts" />
      <p class="govuk-body">Since {dateText(since)}, of what is open to you. Counted from the detentions themselves each time this page opens.</p>
      <PeriodFilter action="/custody/counts" months={months} />
      {list.length === 0
        ? <EmptyState title="No child was brought in.">Each figure appears with the detentions from which it is counted.</EmptyState>
        : <Counts list={list} smallest={smallest} mayOpen={viewer.role !== 'liaison_practitioner'} />}
    </>
  ))
}

type CountsProps = { list: readonly Counted[]; smallest: number; mayOpen: boolean }

function Counts({ list, smallest, mayOpen }: CountsProps) {
  return (
    <>
      {figuresOf(list).map(figure => <FigureView figure={figure} mayOpen={mayOpen} />)}
      <Times list={list} />
      <h2 class="govuk-heading-m">Why children were brought in</h2>
      <Table
        head={[{ text: 'Reason' }, { text: 'Times', format: 'numeric' }]}
        rows={[...Map.groupBy(list, ({ reason }) => reason)].map(([reason, those]) => [
          { text: reasonOptions.find(({ value }) => value === reason)?.text ?? 'Not open to you' }, { text: String(those.length), format: 'numeric' as const },
        ])}
      />
      <Ethnicity rows={byEthnicity(list, smallest)} smallest={smallest} />
    </>
  )
}

function FigureView({ figure, mayOpen }: { figure: Figure; mayOpen: boolean }) {
  const { code, title, how, met, of } = figure
  const share = of && of.length > 0 ? ` (${Math.floor(100 * met.length / of.length)}%)` : ''
  const missed = of?.filter(one => !met.includes(one)) ?? []
  return (
    <section aria-label={title}>
      <h2 class="govuk-heading-m">{title}: {of?.length === 0 ? 'nothing to count yet' : `${met.length}${of ? ` of ${of.length}` : ''}${share}`}</h2>
      <p class="govuk-body">{how} {code.startsWith('K') ? <span class="govuk-hint govuk-!-font-size-16">Indicator {code.slice(0, 3)}</span> : undefined}</p>
      <Details summaryText="The rows behind it">
        <Rows title="Counted" list={met} mayOpen={mayOpen} />
        {of ? <Rows title="Not counted" list={missed} mayOpen={mayOpen} /> : undefined}
      </Details>
    </section>
  )
}

function Rows({ title, list, mayOpen }: { title: string; list: readonly Counted[]; mayOpen: boolean }) {
  return (
    <>
      <h3 class="govuk-heading-s">{title}: {list.length}</h3>
      <ul class="govuk-list">
        {list.map(({ id, reference, arrivedAt }) => (
          <li>{mayOpen ? <a class="govuk-link" href={`/custody/${id}`}>{reference}</a> : reference}, {dateText(arrivedAt)}</li>
        ))}
      </ul>
    </>
  )
}

function Times({ list }: { list: readonly Counted[] }) {
  const adult = medianOf(list.flatMap(({ minutesToAdult }) => minutesToAdult ?? []))
  const held = list.flatMap(({ after }) => after ?? [])
  return (
    <>
      <h2 class="govuk-heading-m">How long it took</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>From arrival to the appropriate adult, half of them within: {adult === undefined ? 'none recorded' : durationText(adult * 60_000)}</li>
        <li>In cells after charge: {held.reduce((sum, { hours }) => sum + hours, 0).toFixed(1)} hours and {held.reduce((sum, { nights }) => sum + nights, 0)} nights in all</li>
        <li>Certificates made: {held.filter(({ isCertified }) => isCertified).length} of {held.length}</li>
      </ul>
    </>
  )
}

function Ethnicity({ rows, smallest }: { rows: readonly EthnicityRow[]; smallest: number }) {
  const text = (count: Shown) => count === undefined ? 'Too few to show' : String(count)
  return (
    <>
      <h2 class="govuk-heading-m">Diversion by ethnicity</h2>
      <p class="govuk-body">Of all whose outcome is decided. Numbers under {smallest} are not shown, nor what would give them away.</p>
      {rows.length === 0 ? <p class="govuk-body">No outcome is decided yet.</p> : undefined}
      <Table
        head={[{ text: 'Ethnicity' }, { text: 'Decided', format: 'numeric' }, { text: 'Diverted', format: 'numeric' }, { text: 'Share', format: 'numeric' }]}
        rows={rows.map(({ group, decided, diverted, share }) => [
          { text: group }, { text: text(decided), format: 'numeric' as const }, { text: text(diverted), format: 'numeric' as const },
          { text: share === undefined ? '–' : `${Math.floor(100 * share)}%`, format: 'numeric' as const },
        ])}
      />
    </>
  )
}
