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

type Answer = { result: 'added' | 'changed' | 'unchanged'; person_id: string }

const rowsOfStatement = 1_000

/** Lays down what an agency's file says who people are; of rows with the same number in the file the last one counts. */
export async function storePeople(store: Store, source: string, people: readonly ImportedPerson[]): Promise<Result[]> {
  const last = new Map(people.map(person => [person.sourceId, { person, version: versionOf(person) }]))
  const known = await versionsOf(store, source, [...last.keys()])
  const touched = [...last.values()].filter(({ person, version }) => known.get(person.sourceId) !== version)
  await importPeople(store, source, touched)
  const ids = new Set(touched.map(({ person }) => person.sourceId))
  return people.map(({ sourceId }) => ids.has(sourceId) ? 'accepted' : 'unchanged')
}

/** What is already there, so that the nightly file of a whole council costs little. */
async function versionsOf({ tx, kernel, scope }: Store, source: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { partnershipId, agencyId } = scope.viewer
  const { rows } = await sql<{ source_id: string; version: string }>`
    select s.source_id, s.version from unnest(${ids}::text[]) a(id)
    join source_record s on s.partnership_id = ${partnershipId} and s.cell = ${kernel.cells.id(agencyId, 'identity', 0)}
      and s.source = ${source} and s.source_id = a.id`.execute(tx)
  return new Map(rows.map(row => [row.source_id, row.version]))
}

type Versioned = { person: ImportedPerson; version: string }

/** While the database stores one part, the tokens of the next are made. */
async function importPeople(
  { tx, kernel, scope, record }: Store, source: string, people: readonly Versioned[],
): Promise<void> {
  const { agencyId } = scope.viewer
  const identityCell = kernel.cells.id(agencyId, 'identity', 0)
  const numberCell = kernel.cells.id(agencyId, 'identifier', 1)
  const send = async (given: string) => {
    const { rows } = await sql<Answer>`
      select result, person_id from authz.import_people(${source}, ${identityCell}, ${numberCell}, ${given}::json)`.execute(tx)
    for (const { result, person_id: personId } of rows)
      if (result !== 'unchanged') record({ verb: 'person.imported', personId, cell: identityCell })
  }
  let storing: Promise<void> = Promise.resolve()
  for (let from = 0; from < people.length; from += rowsOfStatement) {
    const given = JSON.stringify(withMates(people.slice(from, from + rowsOfStatement).map(asRow)))
    await storing
    storing = send(given)
    storing.catch(() => undefined)
    await soon()
  }
  await storing
}

/** Lets what was just sent leave before the next part keeps this thread busy. */
const soon = () => new Promise<void>(resolve => { setImmediate(resolve) })

type Row = ReturnType<typeof asRow>

function asRow({ person, version }: Versioned, n: number) {
  const identifiers = person.numbers.map(({ kind, value }) => ({ kind, value: normalIdentifier(value) }))
  const { givenName, familyName, birthOn } = person
  return {
    n, id: randomUUID(), new_person: randomUUID(), source_id: person.sourceId, version, given_name: givenName, family_name: familyName,
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
