import { FilterBar } from '../../../design/filterBar.tsx'
import { Select } from '../../../design/select.tsx'
import { monthText } from '../../../language/format.ts'
import { addressOf, addMonths, hexagonSizes, monthsBetween } from '../../placeFilter.ts'
import type { PlaceFilter } from '../../placeFilter.ts'
import type { OffenceCount } from '../../store.ts'

type Props = { filter: PlaceFilter; offences: readonly OffenceCount[] }

export function PlaceFilters({ filter, offences }: Props) {
  const months = monthsBetween(addMonths(filter.from, -24), addMonths(filter.to, 24))
    .map(month => ({ value: month, text: monthText(`${month}-01`) }))
  const selected = [
    filter.type !== undefined && { text: filter.type, removeHref: addressOf('/places', filter, { type: undefined, hexagon: undefined }) },
    filter.district !== undefined && { text: filter.district, removeHref: addressOf('/places', filter, { district: undefined, hexagon: undefined }) },
  ].filter(each => each !== false)
  return (
    <FilterBar action="/places" selected={selected} clearHref="/places">
      <Select name="from" label={{ text: 'From' }} items={months} value={filter.from} />
      <Select name="to" label={{ text: 'To' }} items={months} value={filter.to} />
      <Select name="type" label={{ text: 'Kind' }} items={choices('All kinds', offences.map(({ type }) => type), filter.type)} value={filter.type} />
      <Select
        name="area" label={{ text: 'Area' }} value={filter.district}
        items={choices('The whole area', offences.flatMap(({ district }) => district ?? []), filter.district)}
      />
      <Select name="size" label={{ text: 'Hexagons' }} value={String(filter.size)}
        items={hexagonSizes.map(size => ({ value: String(size), text: widthText(size) }))} />
    </FilterBar>
  )
}

/** What there is in these months, and what is chosen though there is none of it. */
function choices(all: string, words: readonly string[], chosen: string | undefined) {
  const sorted = [...new Set([...words, ...chosen === undefined ? [] : [chosen]])].sort((a, b) => a.localeCompare(b))
  return [{ value: '', text: all }, ...sorted.map(word => ({ value: word, text: word }))]
}

/** From side to side, as a reader would measure it. */
export function widthText(size: number): string {
  const metres = Math.round(size * Math.sqrt(3) / 10) * 10
  return metres < 1000 ? `${metres} m across` : `${(metres / 1000).toFixed(1)} km across`
}
