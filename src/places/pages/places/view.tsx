import { EmptyState } from '../../../design/emptyState.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { monthText } from '../../../language/format.ts'
import type { HexagonCount } from '../../hexagonCounts.ts'
import { isChosen } from '../../isChosen.ts'
import { monthTable } from '../../monthTable.ts'
import { addressOf, monthsBetween } from '../../placeFilter.ts'
import type { PlaceFilter } from '../../placeFilter.ts'
import type { AreaCount, MonthCount, OffenceCount } from '../../store.ts'
import { AreaTable, MonthsTable } from './tables.tsx'
import { HexagonMap } from './hexagonMap.tsx'
import { PlaceFilters } from './filters.tsx'

export type PlacesViewProps = {
  filter: PlaceFilter
  offences: readonly OffenceCount[]
  areas: readonly AreaCount[]
  hexagons: readonly HexagonCount[]
  searches: readonly MonthCount[]
  assaults: readonly MonthCount[]
}

export const licence = 'Contains public sector information licensed under the Open Government Licence v3.0.'

export function PlacesView({ filter, offences, areas, hexagons, searches, assaults }: PlacesViewProps) {
  const months = monthsBetween(filter.from, filter.to)
  const chosen = offences.filter(row => isChosen(row, filter))
  const total = chosen.reduce((sum, { n }) => sum + n, 0)
  return (
    <>
      <h1 class="govuk-heading-l">Places</h1>
      <PlaceFilters filter={filter} offences={offences} />
      <p class="govuk-body" id="total"><strong>{counted(total, 'offence')}</strong> {whatIsShown(filter)}</p>
      {total > 0
        ? <>
            <MonthsTable
              caption="Offences by kind and month" unit="Kind"
              table={monthTable(months, chosen.map(({ month, type, n }) => ({ month, word: type, n })))}
            />
            <HexagonMap filter={filter} hexagons={hexagons} />
            <AreaTable filter={filter} offences={chosen} areas={areas} />
            <p class="govuk-body"><a class="govuk-link" href={addressOf('/places/offences.csv', filter)}>Download these figures (CSV)</a></p>
          </>
        : <EmptyState title="No offences in this selection">Choose other months, another kind or another area.</EmptyState>}
      <p class="govuk-body-s">
        Source: data.police.uk, offences recorded by the police,
        {period(filter)}. Points are moved to the nearest anchor, such as
        the middle of a street, before they are published. {licence}
      </p>
      <Searches filter={filter} searches={searches} />
      <Assaults filter={filter} assaults={assaults} />
    </>
  )
}

export function NothingYet() {
  return (
    <>
      <h1 class="govuk-heading-l">Places</h1>
      <EmptyState title="No figures have been imported yet">
        Offences and stops by month, kind and area appear here when the police or the violence reduction unit
        have <a class="govuk-link" href="/imports">imported a file</a>.
      </EmptyState>
    </>
  )
}

function Searches({ filter, searches }: { filter: PlaceFilter; searches: readonly MonthCount[] }) {
  if (searches.length === 0) return undefined
  return (
    <>
      <MonthsTable caption="Stops and searches by object" unit="Object of search" table={monthTable(monthsBetween(filter.from, filter.to), searches)} />
      <p class="govuk-body-s">Source: data.police.uk, {period(filter)}, the whole area. {licence}</p>
    </>
  )
}

function Assaults({ filter, assaults }: { filter: PlaceFilter; assaults: readonly MonthCount[] }) {
  if (assaults.length === 0) return undefined
  const table = monthTable(monthsBetween(filter.from, filter.to), assaults)
  const byName = { ...table, rows: table.rows.toSorted((a, b) => a.word.localeCompare(b.word)) }
  return (
    <>
      <MonthsTable caption="Assaults seen in emergency departments" unit="Where it happened" table={byName} withTotals={false} />
      <InsetText>
        Numbers below five are shown as “1 to 4”, and no totals are given, so that nobody can be recognised. Many people
        who are hurt never tell the police, so these figures say something that police figures do not.
      </InsetText>
    </>
  )
}

const counted = (n: number, noun: string) => `${n.toLocaleString('en-GB')} ${noun}${n === 1 ? '' : 's'}`

function whatIsShown(filter: PlaceFilter): string {
  return [filter.type && `of the kind “${filter.type}”`, filter.district ? `in ${filter.district}` : 'in the whole area', period(filter)]
    .filter(Boolean).join(', ')
}

export function period({ from, to }: PlaceFilter): string {
  return from === to ? monthText(`${from}-01`) : `${monthText(`${from}-01`)} to ${monthText(`${to}-01`)}`
}
