import type { Agreement, Clause } from './agreement.ts'

/** How one field differs between two versions, as a reader of the words of each. */
export type FieldChange = Readonly<{ field: string; was: string; is: string }>
export type ClauseChange = Readonly<{
  clause: Clause
  /** Opened: only in the newer version; closed: only in the older. */
  kind: 'opened' | 'closed' | 'changed'
  fields: readonly FieldChange[]
}>
export type VersionDiff = Readonly<{ facts: readonly FieldChange[]; clauses: readonly ClauseChange[] }>

type Field<T> = readonly [name: string, text: (of: T) => string]
export type VersionWords = Readonly<{ facts: readonly Field<Agreement>[]; clause: readonly Field<Clause>[] }>
type Side = Readonly<{ agreement: Agreement; clauses: readonly Clause[] }>

/** Field by field; a clause is the same clause in both versions when it has the same line of descent. */
export function compareVersions(older: Side, newer: Side, words: VersionWords): VersionDiff {
  const before = new Map(older.clauses.map(clause => [clause.lineageId, clause]))
  const after = new Set(newer.clauses.map(({ lineageId }) => lineageId))
  const kept = newer.clauses.flatMap((clause): ClauseChange[] => {
    const was = before.get(clause.lineageId)
    if (!was) return [{ clause, kind: 'opened', fields: [] }]
    const fields = changesIn(words.clause, was, clause)
    return fields.length > 0 ? [{ clause, kind: 'changed', fields }] : []
  })
  const closed = older.clauses
    .filter(({ lineageId }) => !after.has(lineageId))
    .map((clause): ClauseChange => ({ clause, kind: 'closed', fields: [] }))
  return { facts: changesIn(words.facts, older.agreement, newer.agreement), clauses: [...kept, ...closed] }
}

const changesIn = <T>(fields: readonly Field<T>[], was: T, is: T): FieldChange[] =>
  fields.flatMap(([field, text]) => {
    const [before, after] = [text(was), text(is)]
    return before === after ? [] : [{ field, was: before, is: after }]
  })
