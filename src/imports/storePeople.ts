import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../language/format.ts'
import { linkingKinds, normalIdentifier, validIdentifier } from '../people/identifiers.ts'
import type { Identifier } from '../people/identifiers.ts'
import { groundOf } from '../people/matcher.ts'
import { tokensOf } from '../people/nameTokens.ts'
import type { Result, Store } from './importKind.ts'

export type ImportedPerson = {
  sourceId: string
  givenName: string
  familyName: string
  birthOn?: Day | undefined
  birthIsEstimate?: boolean | undefined
  diedOn?: Day | undefined
  sex: 'female' | 'male' | 'other' | 'not known'
  ethnicity?: string | undefined
  numbers: readonly Identifier[]
}

type Answer = { n: number; result: 'added' | 'changed' | 'unchanged'; person_id: string }

/** Lays down what an agency's file says who people are; of rows with the same number in the file the last one counts. */
export async function storePeople(store: Store, source: string, people: readonly ImportedPerson[]): Promise<Result[]> {
  const lastOf = new Map(people.map((person, place) => [person.sourceId, place]))
  const places = [...lastOf.values()]
  const answers = await importPeople(store, source, places.map(place => people[place]).filter(isThere))
  const byPlace = new Map(places.map((place, n) => [place, answers[n]]))
  return people.map((_, place) => byPlace.get(place)?.result === 'unchanged' ? 'unchanged' : 'accepted')
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined

async function importPeople({ tx, kernel, scope, record }: Store, source: string, people: readonly ImportedPerson[]): Promise<Answer[]> {
  const { agencyId } = scope.viewer
  const identityCell = kernel.cells.id(agencyId, 'identity', 0)
  const numberCell = kernel.cells.id(agencyId, 'identifier', 1)
  const given = JSON.stringify(withMates(people.map(asRow)))
  const { rows } = await sql<Answer>`
    select n, result, person_id from authz.import_people(${source}, ${identityCell}, ${numberCell}, ${given}::json)`.execute(tx)
  for (const { result, person_id: personId } of rows)
    if (result !== 'unchanged') record({ verb: 'person.imported', personId, cell: identityCell })
  return rows.toSorted((a, b) => a.n - b.n)
}

type Row = ReturnType<typeof asRow>

function asRow(person: ImportedPerson, n: number) {
  const identifiers = person.numbers.map(({ kind, value }) => ({ kind, value: normalIdentifier(value) }))
  const { givenName, familyName, birthOn } = person
  return {
    n, id: randomUUID(), new_person: randomUUID(), source_id: person.sourceId, version: versionOf(person), given_name: givenName, family_name: familyName,
    other_names: '', birth_on: birthOn ?? null, birth_is_estimate: person.birthIsEstimate ?? false, died_on: person.diedOn ?? null,
    sex: person.sex, ethnicity: person.ethnicity ?? null,
    because: groundOf(identifiers),
    tokens: tokensOf({ givenName, familyName, birthOn, identifiers }).join('\n'),
    numbers: identifiers.map(number => ({ ...number, valid: validIdentifier(number) })),
  }
}

export function versionOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
}

/** Rows that share a linking number are one person even when nobody has recorded them before. */
function withMates(rows: readonly Row[]): Row[] {
  const parents = rows.map((_, n) => n)
  const rootOf = (n: number): number => {
    const parent = parents[n] ?? n
    return parent === n ? n : rootOf(parent)
  }
  const firstWith = new Map<string, number>()
  for (const { n, numbers } of rows) {
    for (const { kind, value, valid } of numbers) {
      if (!valid || !linkingKinds.includes(kind)) continue
      const first = firstWith.get(`${kind} ${value}`)
      if (first === undefined) firstWith.set(`${kind} ${value}`, n)
      else parents[rootOf(n)] = rootOf(first)
    }
  }
  return rows.map(row => ({ ...row, new_person: rows[rootOf(row.n)]?.new_person ?? row.new_person }))
}
