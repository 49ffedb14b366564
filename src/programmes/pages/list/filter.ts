import { bands } from '../../programme.ts'
import type { Programme } from '../../programme.ts'

/** What somebody looks for, as it stands in the address: words of the directory, and at most the id of a child. */
export type ListFilter = Readonly<Record<'search' | 'need' | 'kind' | 'age' | 'area' | 'band' | 'person', string>>

export function readFilter(query: (name: string) => string | undefined): ListFilter {
  const of = (name: string, most = 80) => (query(name) ?? '').trim().slice(0, most)
  const age = of('age', 3)
  return {
    search: of('search'), need: of('need'), kind: of('kind'), area: of('area'), age: /^\d{1,3}$/v.test(age) ? age : '',
    band: bands.find(band => band === of('band')) ?? '', person: /^[0-9a-f\-]{36}$/v.test(of('person')) ? of('person') : '',
  }
}

export function addressOf(filter: ListFilter): string {
  const kept = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''))
  return kept.size > 0 ? `/programmes?${kept.toString()}` : '/programmes'
}

export function isChosen(programme: Programme, filter: ListFilter): boolean {
  const text = `${programme.name} ${programme.description} ${programme.agencyName}`.toLowerCase()
  const { age } = filter
  return filter.search.toLowerCase().split(/\s+/v).every(word => text.includes(word))
    && (!filter.need || programme.needs.includes(filter.need)) && (!filter.kind || programme.kind === filter.kind)
    && (!filter.area || programme.areas.length === 0 || programme.areas.includes(filter.area))
    && (!filter.band || programme.evidence?.band === filter.band)
    && (!age || (Number(age) >= (programme.minimumAge ?? 0) && Number(age) <= (programme.maximumAge ?? 150)))
}

/** What is known to help comes first; what is known to harm comes last. */
export function byEvidence(one: Programme, other: Programme): number {
  const placeOf = ({ evidence }: Programme) => evidence ? bands.indexOf(evidence.band) : bands.indexOf('NO CLEAR EVIDENCE')
  return placeOf(one) - placeOf(other) || one.name.localeCompare(other.name)
}
