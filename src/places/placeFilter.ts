/** A month, `2026-11`. */
export type Month = string

export const hexagonSizes = [250, 500, 1000, 2000] as const
export type HexagonSize = typeof hexagonSizes[number]

/** What the figures are asked for; it lives in the address, so that a view can be sent to a colleague. */
export type PlaceFilter = Readonly<{
  from: Month; to: Month; type?: string | undefined; district?: string | undefined; size: HexagonSize; hexagon?: string | undefined
}>

export type Extent = Readonly<{ first: Month; last: Month }>

const mostMonths = 24
const usualMonths = 12
const shapeOfMonth = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/

/** From what the address says; whatever is not there, or makes no sense, is what is usually wanted. */
export function readFilter(asked: (name: string) => string | undefined, { first, last }: Extent): PlaceFilter {
  const to = within(monthFrom(asked('to')) ?? last, first, last)
  const from = within(monthFrom(asked('from')) ?? addMonths(to, 1 - usualMonths), first, to)
  const size = hexagonSizes.find(each => String(each) === asked('size')) ?? 1000
  return {
    from: from < addMonths(to, 1 - mostMonths) ? addMonths(to, 1 - mostMonths) : from, to, size,
    type: asked('type')?.slice(0, 100) || undefined, district: asked('area')?.slice(0, 100) || undefined,
    hexagon: asked('hexagon') || undefined,
  }
}

function monthFrom(text: string | undefined): Month | undefined {
  return text !== undefined && shapeOfMonth.test(text) ? text : undefined
}

const within = (month: Month, first: Month, last: Month): Month => month < first ? first : month > last ? last : month

export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + by
  return `${Math.floor(months / 12)}-${String(months % 12 + 1).padStart(2, '0')}`
}

export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The address of a page with this filter, and with what is changed in it. */
export function addressOf(path: string, filter: PlaceFilter, changes: Partial<PlaceFilter> = {}): string {
  const { from, to, type, district, size, hexagon } = { ...filter, ...changes }
  const query = new URLSearchParams({ from, to })
  if (type !== undefined) query.set('type', type)
  if (district !== undefined) query.set('area', district)
  query.set('size', String(size))
  if (hexagon !== undefined) query.set('hexagon', hexagon)
  return `${path}?${query}`
}
