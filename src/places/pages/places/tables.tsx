import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { shortDateText } from '../../../language/format.ts'
import type { MonthTable } from '../../monthTable.ts'
import { addressOf } from '../../placeFilter.ts'
import type { PlaceFilter } from '../../placeFilter.ts'
import type { AreaCount, OffenceCount } from '../../store.ts'

type MonthsTableProps = { caption: string; unit: string; table: MonthTable; withTotals?: boolean }

/** Words down, months across; a number that may not be told is "1 to 4". */
export function MonthsTable({ caption, unit, table, withTotals = true }: MonthsTableProps) {
  const { months, rows } = table
  const numeric = { format: 'numeric' } as const
  const total = (place: number) => rows.reduce((sum, { cells }) => sum + (cells[place] ?? 0), 0)
  const sums = months.map((_, place) => total(place))
  return (
    <WideTable label={caption}>
      <Table
        caption={caption} captionClasses="govuk-table__caption--m" firstCellIsHeader
        head={[{ text: unit }, ...months.map(month => ({ ...numeric, text: monthHead(month) })),
          ...withTotals ? [{ ...numeric, text: 'Total' }] : []]}
        rows={[
          ...rows.map(({ word, cells, total: sum }) => [
            { text: word }, ...cells.map(n => ({ ...numeric, text: n === null ? '1 to 4' : figure(n) })),
            ...withTotals ? [{ ...numeric, text: figure(sum) }] : []]),
          ...withTotals ? [[{ text: 'All' }, ...sums.map(n => ({ ...numeric, text: figure(n) })),
            { ...numeric, text: figure(sums.reduce((a, b) => a + b, 0)) }]] : [],
        ]}
      />
    </WideTable>
  )
}

/** "Nov 2026". */
const monthHead = (month: string) => shortDateText(`${month}-01`).replace(/^\d+ /, '')
export const figure = (n: number) => n.toLocaleString('en-GB')

type AreaTableProps = { filter: PlaceFilter; offences: readonly OffenceCount[]; areas: readonly AreaCount[] }

const mostAreas = 100

/** Districts, each with its way into its small areas; within a district its small areas. */
export function AreaTable({ filter, offences, areas }: AreaTableProps) {
  const numeric = { format: 'numeric' } as const
  if (filter.district !== undefined) {
    return (
      <Table
        caption={`Small areas of ${filter.district}`} captionClasses="govuk-table__caption--m" firstCellIsHeader
        head={[{ text: 'Area' }, { text: 'Code' }, { ...numeric, text: 'Offences' }]}
        rows={areas.slice(0, mostAreas).map(({ code, name, n }) => [{ text: name }, { text: code }, { ...numeric, text: figure(n) }])}
      />
    )
  }
  const districts = [...Map.groupBy(offences, ({ district }) => district)]
    .map(([district, rows]) => ({ district, n: rows.reduce((sum, row) => sum + row.n, 0) })).sort((a, b) => b.n - a.n)
  return (
    <Table
      caption="Offences by area" captionClasses="govuk-table__caption--m" firstCellIsHeader
      head={[{ text: 'Area' }, { ...numeric, text: 'Offences' }]}
      rows={districts.map(({ district, n }) => [
        { text: district === null ? 'No area given' : <a class="govuk-link" href={addressOf('/places', filter, { district, hexagon: undefined })}>{district}</a> },
        { ...numeric, text: figure(n) },
      ])}
    />
  )
}
