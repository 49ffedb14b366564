import { RefusedFile } from './fileLines.ts'
import type { Column, ImportKind } from './importKind.ts'

/** What a download of rejected rows adds to each row; ignored when the corrected file comes back. */
export const addedColumns = { line: 'import_line', reason: 'import_reason' } as const

/** Where each column of the kind stands in this file. A file with other columns is refused, and told which. */
export function placesOf(
  kind: Pick<ImportKind, 'columns' | 'refuseHeader'>, header: readonly string[],
): ReadonlyMap<string, number> {
  const because = kind.refuseHeader?.(header)
  if (because !== undefined) throw new RefusedFile(because)
  const plain = header.map(plainName)
  const places = new Map<string, number>()
  const used = new Set<number>()
  for (const column of kind.columns) {
    const place = plain.findIndex((name, at) => !used.has(at) && namesOf(column).has(name))
    if (place === -1) continue
    places.set(column.name, place)
    used.add(place)
  }
  const ignored = new Set(Object.values(addedColumns).map(plainName))
  const missing = kind.columns.filter(column => column.optional !== true && !places.has(column.name)).map(({ name }) => name)
  const extra = header.filter((name, at) => !used.has(at) && !ignored.has(plainName(name)))
  if (missing.length === 0 && extra.length === 0) return places
  throw new RefusedFile(whatIsWrong(missing, extra, header))
}

function whatIsWrong(missing: readonly string[], extra: readonly string[], header: readonly string[]): string {
  const first = 'The columns are not those of this kind of file.'
  if (header.length === 1 && /[;\t]/.test(header[0] ?? '')) return `${first} The cells must be separated by commas.`
  const parts = [
    missing.length > 0 && `Missing: ${missing.slice(0, 30).join(', ')}.`,
    extra.length > 0 && `Not expected: ${extra.slice(0, 30).map(name => name.slice(0, 60).trim() || '(no name)').join(', ')}.`,
  ]
  return [first, ...parts].filter(Boolean).join(' ')
}

function namesOf({ name, aliases = [] }: Column): Set<string> {
  return new Set([name, ...aliases].map(plainName))
}

export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
