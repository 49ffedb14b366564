import { EmptyState } from '../../../../design/emptyState.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { dayOf, shortDateText, timeText } from '../../../../language/format.ts'
import { ageOf } from '../../../../people/age.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { BesideNavigation } from '../besideNavigation.tsx'
import { areasOf } from '../../../searchedPlaces.ts'
import type { SearchedArea, SearchedPlace } from '../../../searchedPlaces.ts'
import { resultsOfSearch } from '../../../stepForms.ts'

declare module 'hono/jsx' {
  export namespace JSX {
    interface IntrinsicElements {
      'hex-map': Record<string, unknown>
    }
  }
}

type Props = {
  places: readonly SearchedPlace[]; names: ReadonlyMap<string, DisplayName>; chosen: string | undefined; role: string
  now: Date
}

/** The map where scripts run, and beside it the same places as a table. */
export function PlacesView(props: Props) {
  const { places } = props
  const areas = areasOf(places)
  return (
    <>
      <h1 class="govuk-heading-l">Places searched</h1>
      <BesideNavigation here="/missing/places" role={props.role} />
      <p class="govuk-body">
        In the searches that go on now. A place that two children are looked for in is worth a word with each other.
      </p>
      {places.length === 0
        ? <EmptyState title="No place has been searched yet">
            It appears here as soon as somebody records it with a missing episode.
          </EmptyState>
        : <div class="kith-map-and-list">
            {areas.length > 0 ? <Areas {...props} areas={areas} /> : undefined}
            <PlaceTable {...props} areas={areas} />
          </div>}
    </>
  )
}

type WithAreas = Props & { areas: readonly SearchedArea[] }

function Areas({ areas, chosen }: WithAreas) {
  return (
    <div>
      <hex-map
        data-src="/missing/places.json" data-chosen={chosen} data-page="/missing/places?"
        data-title="Map of searched places"
        data-failed="The map cannot be shown in this browser. The table has the same places."
      >
        <p class="govuk-inset-text">The map needs JavaScript. The table has the same places.</p>
      </hex-map>
      <p class="govuk-body-s">Squares of about 250 metres; the darker, the more often searched. {areas.length} in all.</p>
    </div>
  )
}

function PlaceTable({ places, names, chosen, areas, now }: WithAreas) {
  const areaOf = (place: SearchedPlace) => areas.find(({ places: within }) => within.includes(place))?.id
  return (
    <WideTable label="Places searched, newest first">
      <div id="chosen">
        <Table
          live="places" list head={['Place', 'When', 'Who searched', 'Result', 'For', 'Search'].map(text => ({ text }))}
          rows={places.map(place => ({
            key: place.takingId,
            attributes: { 'data-hexagon': areaOf(place),
              'aria-current': chosen !== undefined && areaOf(place) === chosen ? 'true' : undefined },
            cells: cellsOf(place, names.get(place.personId), now),
          }))}
        />
      </div>
    </WideTable>
  )
}

function cellsOf(place: SearchedPlace, name: DisplayName | undefined, now: Date) {
  return [
    { text: <b>{place.place}</b> }, { text: `${shortDateText(place.searchedAt)}, ${timeText(place.searchedAt)}` },
    { text: place.searchedBy },
    { text: resultsOfSearch.find(({ value }) => value === place.result)?.text ?? place.result },
    { text: <PersonName name={name?.name ?? 'Name not open to you'} age={ageOf(name?.birthOn, dayOf(now))} /> },
    { text: <a class="govuk-link" href={`/missing/${place.episodeId}`}>{place.reference}</a> },
  ]
}
