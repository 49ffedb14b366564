import type { Practice } from './practice.ts'

/** Every practice of the product by kind; the composition root makes it from what the rooms export. */
export type Practices = ReadonlyMap<string, Practice>

export const practicesOf = (list: readonly Practice[]): Practices => new Map(list.map(one => [one.kind, one]))

export function getPractice(practices: Practices, kind: string): Practice {
  const found = practices.get(kind)
  if (!found) throw new Error(`no practice ${kind}`)
  return found
}
