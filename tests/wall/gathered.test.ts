import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOf, type Copy } from './copyOf.ts'

let copy: Copy
beforeAll(async () => { copy = await copyOf('base') })
afterAll(() => copy.drop())

const columns = 'partnership_id, agency_id, role, purpose, access, reach, valid_from, valid_until'
/** Grants that no array holds, and places in an array for which there is no grant. */
const difference = `
  with granted as (select distinct ${columns}, cell from authz.grant_cell),
    gathered as (select ${columns}, unnest(cells) as cell from authz.cell_set)
  select count(*)::int as n from ((table granted except all table gathered) union all
    (table gathered except all table granted)) d`

const oneIn = (n: number) => `ctid in (select ctid from authz.grant_cell where random() < 1.0 / ${n})`
const changes = [
  ['a part of the grants goes', `delete from authz.grant_cell where ${oneIn(5)}`],
  ['some end now', `update authz.grant_cell set valid_until = now() where ${oneIn(7)}`],
  ['some open the linked lens only', `update authz.grant_cell set reach = 'linked' where ${oneIn(9)}`],
  ['agreements are compiled again', 'select authz.compile_agreement(partnership_id, id) from agreement'],
  ['own scopes are compiled again', 'select authz.compile_own(id) from partnership'],
  ['a clause ends', `update authz.grant_cell set valid_until = now()
    where clause_id = (select clause_id from authz.grant_cell where clause_id is not null order by random() limit 1)`],
  ['all grants go', 'delete from authz.grant_cell'],
] as const

test.for(changes)('when %s, the gathered cells are the grants, no more and no less', async ([, change]) => {
  await copy.owner.query('begin')
  const before = await copy.owner.query<{ n: number }>('select count(*)::int as n from authz.cell_set')
  const moved = await copy.owner.query(change)
  const { rows } = await copy.owner.query<{ n: number }>(difference)
  await copy.owner.query('rollback')
  expect(before.rows[0]?.n).toBeGreaterThan(20)
  expect(moved.rowCount).toBeGreaterThan(0)
  expect(rows[0]?.n).toBe(0)
})

test('the comparison notices a grant that was not gathered', async () => {
  await copy.owner.query('begin; alter table authz.grant_cell disable trigger sets_of_gone')
  await copy.owner.query(`delete from authz.grant_cell where ${oneIn(5)}`)
  const { rows } = await copy.owner.query<{ n: number }>(difference)
  await copy.owner.query('rollback')
  expect(rows[0]?.n).toBeGreaterThan(0)
})

test('a grant does not change hands', async () => {
  await expect(copy.owner.query(`update authz.grant_cell set role = 'analyst'`)).rejects.toThrow('does not change hands')
})
