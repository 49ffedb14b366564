import type { PlaceFilter } from './placeFilter.ts'

export function isChosen({ type, district }: { type: string; district: string | null }, filter: PlaceFilter): boolean {
  return (filter.type === undefined || filter.type === type)
    && (filter.district === undefined || filter.district === district)
}
