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

type Answer = { n: number; result: 'added' | 'changed' | 'unchanged'; person_id: string; record_id: string }

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
async function versionsOf(
  { tx, kernel, scope }: Store, source: string, ids: readonly string[],
): Promise<Map<string, string>> {
  const { partnershipId, agencyId } = scope.viewer
  const { rows } = await sql<{ source_id: string; version: string }>`
    select s.source_id, s.version from unnest(${ids}::text[]) a(id)
    join source_record s on s.partnership_id = ${partnershipId} and s.cell = ${kernel.cells.id(agencyId, 'identity', 0)}
      and s.source = ${source} and s.source_id = a.id`.execute(tx)
  return new Map(rows.map(row => [row.source_id, row.version]))
}

type Versioned = { person: ImportedPerson; version: string }

/**
 * Names are made findable on a second connection, while the next people are stored on the first. Its transaction ends
 * before this one: should the process die in between, tokens lead to a record that is not there, which nobody ever sees.
 */
async function importPeople(store: Store, source: string, people: readonly Versioned[]): Promise<void> {
  if (people.length === 0) return
  const { kernel, scope } = store
  const cells = { identity: kernel.cells.id(scope.viewer.agencyId, 'identity', 0), number: kernel.cells.id(scope.viewer.agencyId, 'identifier', 1) }
  await kernel.db.as(scope, async second => {
    let finding: Promise<unknown> = Promise.resolve()
    try {
      let next = partOf(people, 0)
      for (let from = rowsOfStatement; next.tokens.length > 0; from += rowsOfStatement) {
        const { tokens } = next
        const stored = importPart(store, source, next, cells)
        stored.catch(() => undefined)
        await soon()
        next = partOf(people, from)
        const answers = await stored
        finding = finding.then(() => addTokens(second, cells, answers, tokens))
        finding.catch(() => undefined)
      }
    } finally {
      await finding
    }
  })
}

type Cells = { identity: number; number: number }
type Part = { given: string; numbers: string; tokens: string[] }

/** Made while the database is busy with the part before. */
function partOf(people: readonly Versioned[], from: number): Part {
  const part = people.slice(from, from + rowsOfStatement)
  const numbers = part.map(numbersOf)
  return {
    given: JSON.stringify(withMates(part.map(asRow), numbers)),
    numbers: JSON.stringify(numbers.flatMap((some, n) => some.map(number => ({ n, ...number })))),
    tokens: part.map(({ person }) => tokensOf(person).join('\n')),
  }
}

async function importPart(
  { tx, record }: Store, source: string, { given, numbers }: Part, cells: Cells,
): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select n, result, person_id, record_id
    from authz.import_people(${source}, ${cells.identity}, ${cells.number}, ${given}::json,
      ${numbers}::json)`.execute(tx)
  const touched = rows.filter(({ result }) => result !== 'unchanged')
  for (const { person_id: personId } of touched) record({ verb: 'person.imported', personId, cell: cells.identity })
  return touched
}

async function addTokens(
  tx: Store['tx'], cells: Cells, answers: readonly Answer[], tokens: readonly string[],
): Promise<void> {
  const changed = answers.filter(({ result }) => result === 'changed')
  await sql`select authz.import_tokens(${cells.identity}, ${answers.map(({ record_id: id }) => id)}::uuid[],
    ${answers.map(({ person_id: id }) => id)}::uuid[], ${answers.map(({ n }) => tokens[n] ?? '')}::text[],
    ${changed.map(({ record_id: id }) => id)}::uuid[])`.execute(tx)
}

/** Lets what was just sent leave before the tokens keep this thread busy. */
const soon = () => new Promise<void>(resolve => { setImmediate(resolve) })

type Numbered = Identifier & { valid: boolean }

function numbersOf({ person }: Versioned): Numbered[] {
  return person.numbers.map(({ kind, value }) => {
    const number = { kind, value: normalIdentifier(value) }
    return { ...number, valid: validIdentifier(number) }
  })
}

type Row = ReturnType<typeof asRow>

function asRow({ person, version }: Versioned, n: number) {
  const { givenName, familyName, birthOn } = person
  return {
    n, id: randomUUID(), new_person: randomUUID(), source_id: person.sourceId, version, given_name: givenName,
    family_name: familyName,
    other_names: '', birth_on: birthOn ?? null, birth_is_estimate: person.birthIsEstimate ?? false,
    died_on: person.diedOn ?? null,
    sex: person.sex, ethnicity: person.ethnicity ?? null,
    because: groundOf(person.numbers),
  }
}

export function versionOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
}

/** Rows that share a linking number are one person even when nobody has recorded them before. */
function withMates(rows: readonly Row[], numbers: readonly (readonly Numbered[])[]): Row[] {
  const parents = rows.map((_, n) => n)
  const rootOf = (n: number): number => {
    const parent = parents[n] ?? n
    return parent === n ? n : rootOf(parent)
  }
  const firstWith = new Map<string, number>()
  for (const { n } of rows) {
    for (const { kind, value, valid } of numbers[n] ?? []) {
      if (!valid || !linkingKinds.includes(kind)) continue
      const first = firstWith.get(`${kind} ${value}`)
      if (first === undefined) firstWith.set(`${kind} ${value}`, n)
      else parents[rootOf(n)] = rootOf(first)
    }
  }
  return rows.map(row => ({ ...row, new_person: rows[rootOf(row.n)]?.new_person ?? row.new_person }))
}
