import { setImmediate as turn } from 'node:timers/promises'
import type { Client } from 'pg'
import { tokensOf } from '../../src/people/nameTokens.ts'
import type { Uuid } from '../types.ts'
import { withoutIndexes } from './indexes.ts'
import { insertAll, Rows } from './rows.ts'

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
  const rows = new Rows('name_token', {
    person_id: 'uuid', cell: 'integer', source_record_id: 'uuid', token: 'each word',
  })
  await withoutIndexes(owner, ['name_token'], async () => {
    for (let after = beforeAll; ;) {
      const records = await readRecords(owner, partnershipId, after)
      for (const [place, record] of records.entries()) {
        rows.add({
          person_id: record.person_id, cell: record.cell, source_record_id: record.id, token: tokensFor(record),
        })
        if (place % inOneTurn === 0) await turn()
      }
      await insertAll(owner, partnershipId, [rows])
      const last = records.at(-1)
      if (!last || records.length < inOneMessage) return
      after = last.id
    }
  })
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
