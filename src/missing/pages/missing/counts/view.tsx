import { EmptyState } from '../../../../design/emptyState.tsx'
import { FilterBar } from '../../../../design/filterBar.tsx'
import { BesideNavigation } from '../besideNavigation.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { Select } from '../../../../design/select.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { dayOf, durationText, monthText, shortDateText, timeText } from '../../../../language/format.ts'
import { ageOf } from '../../../../people/age.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { figuresOf, figureWords, nothingToCount } from '../../../counts.ts'
import type { CountedEpisode, Figure, FigureCode } from '../../../counts.ts'
import { monthOf, monthsBetween } from '../../../months.ts'
import type { Months } from '../../../months.ts'

export type CountsProps = {
  months: Months; figures: readonly Figure[]; chosen: FigureCode | undefined; role: string
  names: ReadonlyMap<string, DisplayName>; now: Date
}

/** Figures for a period, then by month, then the rows of the one that was chosen. */
export function CountsView(props: CountsProps) {
  const { months, figures, chosen } = props
  const items = months.all.map(month => ({ value: month, text: monthText(`${month}-01`) }))
  const rows = figures.find(({ code }) => code === chosen)
  const [all] = figures
  return (
    <>
      <h1 class="govuk-heading-l">Missing: counts</h1>
      <BesideNavigation here="/missing/counts" role={props.role} />
      <FilterBar action="/missing/counts">
        <Select name="from" label={{ text: 'From' }} items={items} value={months.first} />
        <Select name="to" label={{ text: 'To' }} items={items} value={months.last} />
      </FilterBar>
      <p class="govuk-body">
        Counted from the episodes that are open to you,
        reported from {monthText(`${months.first}-01`)} to {monthText(`${months.last}-01`)}.
        Every figure leads to the episodes that it was counted from.
      </p>
      <FigureTable months={months} figures={figures} />
      {all && all.rows.length > 0 ? <MonthTable months={months} episodes={all.rows} /> : (
        <EmptyState title="No missing episode in these months">
          Choose other months, or look at the list of missing episodes.
        </EmptyState>
      )}
      {rows ? <Rows {...props} figure={rows} /> : undefined}
    </>
  )
}

const hrefOf = ({ first, last }: Months, code: FigureCode) =>
  `/missing/counts?from=${first}&to=${last}&figure=${code}#rows`

function FigureTable({ months, figures }: Pick<CountsProps, 'months' | 'figures'>) {
  return (
    <Table
      caption="Figures of the period" captionClasses="govuk-table__caption--m" firstCellIsHeader
      head={[{ text: 'Figure' }, { text: 'Value', format: 'numeric' }, { text: 'What is counted' }]}
      rows={figures.map(({ code, value }) => [
        { text: <a class="govuk-link" href={hrefOf(months, code)}>{figureWords[code].title}</a> },
        { text: value, format: 'numeric' as const }, { text: figureWords[code].about },
      ])}
    />
  )
}

const monthly: readonly FigureCode[] = ['episodes', 'children', 'repeats', 'high', 'duration', 'offered', 'held']

function MonthTable({ months, episodes }: { months: Months; episodes: readonly CountedEpisode[] }) {
  const byMonth = Map.groupBy(episodes, ({ openedAt }) => monthOf(openedAt))
  return (
    <WideTable label="By month of the report">
      <Table
        caption="By month of the report" captionClasses="govuk-table__caption--m" firstCellIsHeader
        head={[{ text: 'Month' },
          ...monthly.map(code => ({ text: figureWords[code].title, format: 'numeric' as const }))]}
        rows={monthsBetween(months).map(month => {
          const figures = figuresOf(byMonth.get(month) ?? [])
          const valueOf = (code: FigureCode) => figures.find(one => one.code === code)?.value ?? ''
          return [{ text: shortMonth(month) }, ...monthly.map(code => (
            { text: valueOf(code) === nothingToCount ? 'None' : valueOf(code), format: 'numeric' as const }))]
        })}
      />
    </WideTable>
  )
}

/** "Nov 2026", so that a year fits the screen. */
const shortMonth = (month: string) => shortDateText(`${month}-01`).replace(/^\d+ /v, '')

const mostRows = 500

function Rows({ figure, names, now }: CountsProps & { figure: Figure }) {
  const { title } = figureWords[figure.code]
  return (
    <section id="rows" aria-labelledby="rows-title">
      <h2 class="govuk-heading-m" id="rows-title">{title}: {figure.value}</h2>
      {figure.rows.length > mostRows
        ? <p class="govuk-body">
            The newest {mostRows} of {figure.rows.length} episodes. Choose fewer months for the rest.
          </p>
        : undefined}
      <WideTable label={`Episodes counted in: ${title}`}>
        <Table
          list head={['Episode', 'Child', 'Reported', 'Came back', 'Missing for', 'High risk', 'Offered', 'Held']
            .map(text => ({ text }))}
          rows={figure.rows.slice(0, mostRows)
            .map(row => ({ key: row.id, cells: cellsOf(row, names.get(row.personId), now) }))}
        />
      </WideTable>
    </section>
  )
}

function cellsOf(row: CountedEpisode, name: DisplayName | undefined, now: Date) {
  const { id, reference, openedAt, foundAt, wasHigh, interview } = row
  return [
    { text: <a class="govuk-link" href={`/missing/${id}`}>{reference}</a> },
    { text: <PersonName name={name?.name ?? 'Name not open to you'} age={ageOf(name?.birthOn, dayOf(now))} /> },
    { text: timeOf(openedAt) }, { text: foundAt ? timeOf(foundAt) : 'Still missing' },
    { text: foundAt ? durationText(foundAt.getTime() - openedAt.getTime()) : '' }, { text: wasHigh ? 'Yes' : 'No' },
    { text: interview?.offeredAt ? timeOf(interview.offeredAt) : 'No' },
    { text: interview?.heldAt ? timeOf(interview.heldAt) : 'No' },
  ]
}

const timeOf = (at: Date) => `${shortDateText(at)}, ${timeText(at)}`
