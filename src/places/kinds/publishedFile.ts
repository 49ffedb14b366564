import type { Fields } from '../../imports/fields.ts'
import type { Result } from '../../imports/importKind.ts'

/** Where the published files come from; the same rows from another agency are the same rows. */
export const published = 'data.police.uk'

export type WithId = { sourceId: string }

/** The last of several rows with one id counts, as it would if they came in two files. */
export function lastOfEach<Row extends WithId>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.sourceId, row])).values()]
}

export function resultsOf(rows: readonly WithId[], touched: readonly string[]): Result[] {
  const ids = new Set(touched)
  return rows.map(({ sourceId }) => ids.has(sourceId) ? 'accepted' : 'unchanged')
}

/** `2024-01` as the first day of that month. */
export function neededMonth(fields: Fields, column: string): string {
  const text = fields.needed(column)
  if (text !== '' && !/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text))
    fields.wrong(column, 'is not a month, such as 2026-01')
  return `${text}-01`
}

/** A point within the British Isles, or none; half a point is wrong. */
export function pointOf(fields: Fields): { longitude: number | null; latitude: number | null } {
  const longitude = fields.number('Longitude', { least: -9, most: 3 })
  const latitude = fields.number('Latitude', { least: 49, most: 61.5 })
  if ((longitude === undefined) !== (latitude === undefined))
    fields.wrong('Longitude', 'and Latitude must both be there, or neither')
  return { longitude: longitude ?? null, latitude: latitude ?? null }
}
