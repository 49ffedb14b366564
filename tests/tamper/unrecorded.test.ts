import { afterEach, beforeEach, expect, test } from 'vitest'
import { disclose, NotRecorded } from '../../src/kernel/disclosure.ts'
import { people } from '../world.ts'
import { logWorld, type LogWorld } from './logWorld.ts'

let w: LogWorld
beforeEach(async () => { w = await logWorld() })
afterEach(() => w.end())

const page = `/people/${people.child}`
const said = 'We cannot record who reads, so nothing is shown.'

test('a page about a person is shown when its reading can be recorded', async () => {
  const answer = await w.request('socialWorker', page)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('Marlowe')
})

test.each([
  ['the right to write it is taken away', 'revoke execute on function authz.note_disclosure(jsonb) from kith_linked, kith_hub'],
  ['the table is gone', 'alter table disclosure rename to disclosure_gone'],
  ['the disk is full', `create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'no space left' using errcode = '53100'; end $$;
    create trigger full_disk before insert on disclosure for each row execute function full_disk()`],
  ['the queue of the log is full', `create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'no space left' using errcode = '53100'; end $$;
    create trigger full_disk before insert on log_pending for each row execute function full_disk()`],
])('nothing is shown when %s', async (_, statement) => {
  await w.owner.query(statement)
  const answer = await w.request('socialWorker', page)
  const text = await answer.text()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
  expect(text).toContain(said)
  expect(text).not.toContain('Marlowe')
  expect(w.lines.join('\n')).toContain('a reading could not be recorded')
  expect(w.lines.join('\n')).not.toContain('Marlowe')
})

test('nothing is shown when the table is locked: three seconds are waited, not more', async () => {
  const other = await w.another()
  await other.query('begin; lock table disclosure in share mode')
  const since = performance.now()
  const answer = await w.request('socialWorker', page)
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining(said)])
  expect(performance.now() - since).toBeLessThan(9_000)
  await other.query('rollback')
  await other.end()
  expect((await w.request('socialWorker', page)).status).toBe(200)
})

test('writing it that is slower than a statement may be is refused', async () => {
  await w.owner.query(`create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
    create trigger slow before insert on disclosure for each row execute function slow()`)
  const scope = { ...w.scope('socialWorker', 'linked'), seconds: 1 }
  const shown = { page: 'test', people: [{ personId: people.child, categories: ['identity'] }] }
  await expect(w.kernel.db.as(scope, tx => disclose(tx, w.kernel, scope, shown))).rejects.toThrow(NotRecorded)
})

test('a machine is told in its own words', async () => {
  await w.owner.query('alter table disclosure rename to disclosure_gone')
  const { cookie } = await w.sessionOf('socialWorker')
  const answer = await w.app.request(`http://localhost${page}`, { headers: { cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' } })
  expect([answer.status, await answer.json()]).toEqual([503, { problem: 'not recorded' }])
})

type Row = { page: string; outcome: string; person_id: string; clauses: string[]; clause_versions: number[]; elements: string[]; categories: string[] }
const readings = async () => (await w.owner.query<Row>('select * from disclosure order by at')).rows

test('a reading names the clauses that open it, their version, and the elements, without the page having to', async () => {
  await w.owner.query(`update source_record set recorded_at = recorded_at`)
  await w.request('socialWorker', page)
  const [row] = await readings()
  expect(row).toMatchObject({ page: 'people/one/overview', outcome: 'shown', elements: expect.arrayContaining(['name', 'date of birth']) })
  const { rows: open } = await w.owner.query<{ id: string }>(`
    select distinct c.id from clause c join agreement a on a.id = c.agreement_id and a.state = 'active'
    where c.access = 'read' and $1 = any (c.to_agencies) and 'social_worker' = any (c.to_roles) and c.purpose = 'safeguard_child'
      and c.categories && $2`, [w.agencies.council, row?.categories])
  expect(open.length).toBeGreaterThan(0)
  expect(row?.clauses.toSorted()).toEqual(open.map(({ id }) => id).toSorted())
  expect(row?.clause_versions).toEqual(row?.clauses.map(() => 1))
})

test('a clause that has ended is named no more, on the next reading', async () => {
  await w.request('socialWorker', page)
  await w.owner.query(`update authz.grant_cell set valid_until = now() where clause_id is not null`)
  await w.request('socialWorker', page)
  const [before, after] = await readings()
  expect(before?.clauses.length).toBeGreaterThan(0)
  expect(after?.clauses).toEqual([])
})

test('who asks for somebody absent, forbidden or sealed leaves the same line, and reads the same answer', async () => {
  const absent = '00000000-0000-4000-8000-000000009999'
  const ids = [absent, people.stranger, people.sealed]
  const answers = await Promise.all(ids.map(async id => (await w.request('nurse', `/people/${id}`)).status))
  expect(answers).toEqual([404, 404, 404])
  const rows = await readings()
  expect(rows.map(row => [row.page, row.outcome, row.person_id, row.categories])).toEqual(
    ids.map(() => ['asked for a person', 'refused', '00000000-0000-0000-0000-000000000000', []]))
  const { rows: denied } = await w.owner.query<{ person_id: string }>('select person_id from authz.denied order by 1')
  expect(denied.map(row => row.person_id)).toEqual(ids.toSorted())
  await w.request('nurse', `/notifications/${absent}`)
  expect((await readings()).at(-1)?.page).toBe('asked for work')
})
