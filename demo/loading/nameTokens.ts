import { setImmediate as turn } from 'node:timers/promises'
import type { Client } from 'pg'
import { tokensOf } from '../../src/people/nameTokens.ts'
import type { Uuid } from '../types.ts'
import { dropIndexes } from './indexes.ts'

type Row = {
  id: Uuid; person_id: Uuid; cell: number; given_name: string; family_name: string; other_names: string
  birth_on: string | null
}

const inOneMessage = 2000
/** A few milliseconds' work, so that pages are answered in between. */
const inOneTurn = 100

/**
 * Makes every record findable by name, if none is yet. The table is locked meanwhile: whoever searches waits for
 * the whole answer and never gets half of one.
 */
export async function addNameTokens(owner: Client, partnershipId: Uuid): Promise<void> {
  const putBack = await dropIndexes(owner, ['name_token'])
  for (let after = beforeAll; ;) {
    const records = await readRecords(owner, partnershipId, after)
    const tokens: string[] = []
    for (const [place, record] of records.entries()) {
      tokens.push(tokensFor(record))
      if (place % inOneTurn === 0) await turn()
    }
    await owner.query(
      `insert into name_token (partnership_id, person_id, cell, source_record_id, token)
       select $1, person, cell, record, unnest(string_to_array(tokens, ' '))
       from unnest($2::uuid[], $3::integer[], $4::uuid[], $5::text[]) r(person, cell, record, tokens)`,
      [partnershipId, records.map(row => row.person_id), records.map(row => row.cell), records.map(row => row.id),
        tokens])
    const last = records.at(-1)
    if (!last || records.length < inOneMessage) break
    after = last.id
  }
  await putBack()
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

async function readRecords(owner: Client, partnershipId: Uuid, after: Uuid): Promise<Row[]> {
  const { rows } = await owner.query<Row>(
    `select id, person_id, cell, given_name, family_name, other_names, birth_on::text
     from source_record where partnership_id = $1 and id > $2 order by id limit ${inOneMessage}`,
    [partnershipId, after])
  return rows
}

function tokensFor(record: Row): string {
  return tokensOf({
    givenName: record.given_name, familyName: record.family_name, otherNames: record.other_names,
    birthOn: record.birth_on ?? undefined,
  }).join(' ')
}
