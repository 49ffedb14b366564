import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { classesOf } from '../../hexagonCounts.ts'
import type { CountClass, HexagonCount } from '../../hexagonCounts.ts'
import { addressOf } from '../../placeFilter.ts'
import type { PlaceFilter } from '../../placeFilter.ts'
import { widthText } from './filters.tsx'
import { figure } from './tables.tsx'

declare module 'hono/jsx' {
  export namespace JSX {
    interface IntrinsicElements {
      'hex-map': Record<string, unknown>
    }
  }
}

type Props = { filter: PlaceFilter; hexagons: readonly HexagonCount[] }

const mostListed = 20

/** The map, what its shades mean in words, and the same hexagons as a list; what is chosen lives in the address. */
export function HexagonMap({ filter, hexagons }: Props) {
  const chosen = hexagons.find(({ id }) => id === filter.hexagon)
  return (
    <section aria-labelledby="map-title" id="map">
      <h2 class="govuk-heading-m" id="map-title">Where they happened</h2>
      <p class="govuk-body">
        {figure(hexagons.length)} hexagons, {widthText(filter.size)}, have at least one offence. Arrow keys move the map, plus and
        minus change its scale; choose a hexagon on the map or in the list.
      </p>
      <div class="kith-map-and-list">
        <div>
          <hex-map
            data-src={addressOf('/places/hexagons.json', filter, { hexagon: undefined })}
            data-chosen={chosen?.id} data-page={addressOf('/places', filter, { hexagon: undefined })}
            data-title="Map of offences in hexagons" data-failed="The map cannot be shown in this browser. The list has the same figures."
          >
            <p class="govuk-inset-text">The map needs JavaScript. The list has the same figures.</p>
          </hex-map>
          <Legend classes={classesOf(hexagons.map(({ n }) => n))} />
          {chosen ? <Chosen hexagon={chosen} filter={filter} /> : undefined}
        </div>
        <HexagonList filter={filter} hexagons={hexagons} />
      </div>
    </section>
  )
}

function Legend({ classes }: { classes: readonly CountClass[] }) {
  return (
    <ul class="govuk-list" aria-label="What the shades mean">
      {classes.map(({ from, to }, step) => (
        <li>
          <span class={`kith-hexagon kith-hexagon--${step}`} aria-hidden="true"></span>
          {' '}{shadeText(step, classes.length)}: {countText(from, to)}
        </li>
      ))}
    </ul>
  )
}

const shades = ['Lightest', 'Light', 'Middle', 'Dark', 'Darkest']

function shadeText(step: number, steps: number): string {
  return shades[steps === 1 ? 0 : Math.round(step * (shades.length - 1) / (steps - 1))] ?? ''
}

function countText(from: number, to: number): string {
  return from === to
    ? `${figure(from)} ${from === 1 ? 'offence' : 'offences'}`
    : `${figure(from)} to ${figure(to)} offences`
}

function HexagonList({ filter, hexagons }: Props) {
  return (
    <Table
      caption={hexagons.length > mostListed ? `The ${mostListed} hexagons with the most offences` : 'Hexagons, the fullest first'}
      captionClasses="govuk-table__caption--m"
      head={[{ text: 'Hexagon around' }, { text: 'Most often' }, { text: 'Offences', format: 'numeric' }]}
      rows={hexagons.slice(0, mostListed).map(({ id, n, area, types }) => ({
        attributes: { 'data-hexagon': id, 'aria-current': id === filter.hexagon ? 'true' : undefined },
        cells: [
          { text: <a class="govuk-link" href={`${addressOf('/places', filter, { hexagon: id })}#chosen`}>{area || 'No area given'}</a> },
          { text: types[0]?.type }, { text: figure(n), format: 'numeric' as const },
        ],
      }))}
    />
  )
}

function Chosen({ hexagon, filter }: { hexagon: HexagonCount; filter: PlaceFilter }) {
  return (
    <section id="chosen" aria-labelledby="chosen-title">
      <h3 class="govuk-heading-s" id="chosen-title">Chosen hexagon, around {hexagon.area || 'no area given'}: {countText(hexagon.n, hexagon.n)}</h3>
      <SummaryList rows={hexagon.types.map(({ type, n }) => ({ key: { text: type }, value: { text: figure(n) } }))} />
      <p class="govuk-body"><a class="govuk-link" href={addressOf('/places', filter, { hexagon: undefined })}>Choose no hexagon</a></p>
    </section>
  )
}
