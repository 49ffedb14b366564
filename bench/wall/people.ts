import type { Client } from 'pg'
import { Chance, Weighed } from '../../demo/chance.ts'
import { communitiesOfNames } from '../../demo/namesOfCommunities.ts'
import { tokensOf } from '../../src/people/nameTokens.ts'
import { copyRows, type Value } from './bulk.ts'
import type { Partnership } from './partnership.ts'

export type SourceRecord = {
  id: string; personId: string; agencyId: string; given: string; family: string; born: string
}
export type CellOf = (agencyId: string, category: string, tier: number) => number

const communities = new Weighed(communitiesOfNames.map(names => [names, names.weight] as const))
const two = (n: number) => String(n).padStart(2, '0')
const day = (chance: Chance) =>
  `${chance.between(2008, 2022)}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`

/** One source record each, three in ten known to a second agency too. */
export function makeSourceRecords({ agencies }: Partnership, people: readonly string[]): SourceRecord[] {
  const chance = new Chance('bench', 'people')
  return people.flatMap(personId => {
    const names = chance.weigh(communities)
    const who = {
      personId, born: day(chance), family: chance.pick(names.families),
      given: chance.pick(chance.whether(500) ? names.girls : names.boys),
    }
    const holders = chance.whether(300) ? [chance.pick(agencies), chance.pick(agencies)] : [chance.pick(agencies)]
    return [...new Set(holders)].map(({ id: agencyId }) => ({ ...who, id: chance.uuid(), agencyId }))
  })
}

export async function layDownPeople(owner: Client, p: string, people: readonly string[]): Promise<void> {
  await copyRows(owner, 'person', ['partnership_id', 'id'], people.map(id => [p, id]))
}

/** What is needed to write rows of a partnership. */
export type Desk = { owner: Client; p: string; cellOf: CellOf }

type Records = readonly SourceRecord[]

export async function layDownSourceRecords({ owner, p, cellOf }: Desk, records: Records): Promise<void> {
  await copyRows(owner, 'source_record',
    ['partnership_id', 'id', 'person_id', 'cell', 'source', 'source_id', 'given_name', 'family_name', 'birth_on'],
    records.map(({ id, personId, agencyId, given, family, born }) =>
      [p, id, personId, cellOf(agencyId, 'identity', 0), 'bench', id, given, family, born]))
}

/** Returns how many tokens there are. */
export async function layDownTokens({ owner, p, cellOf }: Desk, records: readonly SourceRecord[]): Promise<number> {
  const columns = ['partnership_id', 'token', 'person_id', 'cell', 'source_record_id']
  return copyRows(owner, 'name_token', columns, tokenRows(p, records, cellOf))
}

function* tokenRows(p: string, records: readonly SourceRecord[], cellOf: CellOf): Generator<Value[]> {
  for (const { id, personId, agencyId, given, family, born } of records) {
    const cell = cellOf(agencyId, 'identity', 0)
    for (const token of tokensOf({ givenName: given, familyName: family, birthOn: born }))
      yield [p, token, personId, cell, id]
  }
}

/** Every fifth person has a communication need; every second has two services around them. */
export async function layDownNeeds({ owner, p, cellOf }: Desk, records: readonly SourceRecord[]): Promise<void> {
  const chance = new Chance('bench', 'needs')
  const columns = ['partnership_id', 'id', 'person_id', 'source_record_id', 'cell']
  const head = ({ personId, id }: SourceRecord) => [p, chance.uuid(), personId, id]
  await copyRows(owner, 'need', [...columns, 'kind', 'how'], records.filter(() => chance.whether(200)).map(record =>
    [...head(record), cellOf(record.agencyId, 'needs', 1), 'speech', 'Short sentences; time to answer']))
  const involved = records.filter(() => chance.whether(500))
  await copyRows(owner, 'involvement', [...columns, 'service', 'worker', 'reach'], involved.flatMap(record =>
    ['Duty desk', 'Key worker'].map(service =>
      [...head(record), cellOf(record.agencyId, 'involvement', 0), service, 'A colleague', 'Extension 100'])))
}
