import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importKind } from './importKind.ts'
import { agencies, importWorld, people, scopeOf, staff, viewerOf } from './importWorld.tsx'
import type { ImportWorld } from './importWorld.tsx'
import { safeguardingPersons } from './kinds/safeguardingPersons.ts'
import { runImport } from './runImport.ts'
import { askToStop, findRun, tidyRuns } from './store.ts'

const header = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id\n'
const row = (id: string, more: { nhs?: string; upn?: string; name?: string; born?: string } = {}) =>
  `${id},${more.upn ?? ''},${more.name ?? 'Ada'},Larkin,F,WBRI,${more.born ?? '2012-03-04'},${more.nhs ?? ''}\n`
const persons = { as: 'frontDoorManager', kind: safeguardingPersons } as const

/** What is still reachable: garbage that nobody has collected yet says nothing. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') {
    collect()
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

let w: ImportWorld
beforeAll(async () => { w = await importWorld() })
afterAll(() => w.end())

const personOf = async (sourceId: string, source = 'safeguarding dataset') => {
  const [found] = await w.all<{ person_id: string; linked_because: string; given_name: string }>(
    'select person_id, linked_because, given_name from source_record where source = $1 and source_id = $2', [source, sourceId])
  return found
}

describe('a file', () => {
  test('that comes twice is stored once, and a changed row changes its record alone', async () => {
    const first = await w.send(header + row('A1') + row('A2'), persons)
    expect(first).toMatchObject({ state: 'finished', counts: { read: 2, accepted: 2, rejected: 0, unchanged: 0 } })
    const second = await w.send(header + row('A1', { name: 'Adah' }) + row('A2'), persons)
    expect(second.counts).toEqual({ read: 2, accepted: 1, rejected: 0, unchanged: 1 })
    expect((await personOf('A1'))?.given_name).toBe('Adah')
    const tokens = await w.all<{ token: string }>(
      `select token from name_token t join source_record s on s.id = t.source_record_id where s.source_id = 'A1'`)
    expect(tokens.map(({ token }) => token)).toContain('n:adah')
    expect(tokens.map(({ token }) => token)).not.toContain('n:ada')
  })

  test('keeps its good rows and every bad one with its line and reason', async () => {
    const result = await w.send(`${header}${row('B1')}B2,,Ben\n${row('B3', { born: '2011-02-30' })}${row('B4', { nhs: '9990000019' })}`
      + `${row('B5', { name: '=cmd()' })}\n\n${row('B6')}B7,"cut off`, persons)
    expect(result.counts).toEqual({ read: 7, accepted: 2, rejected: 5, unchanged: 0 })
    const rejected = await w.rejections('frontDoorManager', result.runId)
    expect(rejected.map(({ line }) => line)).toEqual([3, 4, 5, 6, 10])
    expect(rejected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('3 cells where the file has 8'), expect.stringContaining('pers_dob is not a date'),
      expect.stringContaining('NHS number'), expect.stringContaining('not a name'),
      expect.stringContaining('never closed'),
    ])
    expect(rejected[0]?.raw).toBe('B2,,Ben')
  })

  test('with other columns is refused and told which are missing and which are not expected', async () => {
    const result = await w.send('pers_person_id,shoe size\n1,2\n', persons)
    expect(result.state).toBe('refused')
    expect(result.why).toMatch(/Missing: pers_upn, pers_forename.*Not expected: shoe size/)
    expect((await w.send('a;b\n1;2\n', persons)).why).toContain('separated by commas')
    expect((await w.send('', persons)).why).toBe('The file is empty.')
  })

  test('that is too large is refused before a byte of it is read, and while it is read when it hid its size', async () => {
    let touched = false
    const bytes = (async function* read() { touched = true; yield Buffer.from(header) })()
    const options = { mostBytes: 1000 }
    const told = await runImport(w.kernel, viewerOf('frontDoorManager'), safeguardingPersons,
      { name: 'big.csv', bytes, bytesExpected: 2 * 1024 ** 3, options })
    expect([told.state, touched]).toEqual(['refused', false])
    const hidden = await w.send([header, ...Array.from({ length: 100 }, (_, n) => row(`H${n}`))], { ...persons, options })
    expect([hidden.state, hidden.why]).toEqual(['refused', expect.stringContaining('larger than 1000 bytes')])
  })

  test('that breaks off leaves what was stored, and its counts hold', async () => {
    const bytes = (async function* broken() {
      yield Buffer.from(header + row('K1') + row('K2') + row('K3'))
      throw new Error('connection lost')
    })()
    const result = await runImport(w.kernel, viewerOf('frontDoorManager'), safeguardingPersons,
      { name: 'cut.csv', bytes, options: { rowsOfBatch: 2 } })
    expect(result).toMatchObject({ state: 'interrupted', counts: { read: 2, accepted: 2 } })
    const again = await w.send(header + row('K1') + row('K2') + row('K3'), persons)
    expect(again.counts).toEqual({ read: 3, accepted: 1, rejected: 0, unchanged: 2 })
  })

  test('stops between two batches when somebody cancels it', async () => {
    let runId = ''
    const bytes = (async function* slow() {
      yield Buffer.from(header + row('L1') + row('L2'))
      await expect.poll(async () => (await w.all<{ id: string; rows_read: number }>(
        `select id, rows_read from import_run where file_name = 'slow.csv'`))[0]).toMatchObject({ rows_read: 2 })
      runId = (await w.all<{ id: string }>(`select id from import_run where file_name = 'slow.csv'`))[0]?.id ?? ''
      await w.kernel.db.as(scopeOf('frontDoorManager'), tx => askToStop(tx, runId))
      for (let n = 3; n < 20; n++) yield Buffer.from(row(`L${n}`))
    })()
    const result = await runImport(w.kernel, viewerOf('frontDoorManager'), safeguardingPersons,
      { name: 'slow.csv', bytes, options: { rowsOfBatch: 2 } })
    expect(result.state).toBe('cancelled')
    expect(result.counts.read).toBeLessThan(18)
    expect(await w.all(`select from source_record where source_id like 'L%'`)).toHaveLength(result.counts.accepted)
  })

  test('whose process died is seen to have been interrupted', async () => {
    await w.admin.query(`insert into import_run (partnership_id, id, staff_id, agency_id, kind, file_name, progress_at)
      select partnership_id, gen_random_uuid(), id, agency_id, 'x', 'dead.csv', now() - interval '2 minutes' from staff where id = $1`,
    [staff.frontDoorManager])
    await w.kernel.db.as(scopeOf('frontDoorManager'), tx => tidyRuns(tx, 60_000, 30))
    expect(await w.all(`select state from import_run where file_name = 'dead.csv'`)).toEqual([{ state: 'interrupted' }])
  })

  test('loses only the row that the database cannot keep', async () => {
    const kind = importKind<string>({
      code: 'test', title: '', about: '', agencyKinds: [], purpose: 'safeguard_child', columns: [{ name: 'day' }],
      begin: () => fields => fields.text('day'),
      store: async ({ tx }, days) => {
        const { sql } = await import('kysely')
        await sql`select d::date from unnest(${days}::text[]) d`.execute(tx)
        return days.map(() => 'accepted' as const)
      },
    })
    const result = await w.send('day\n2026-01-01\n2026-01-02\nnever\n2026-01-04\n', { as: 'frontDoorManager', kind })
    expect(result.counts).toEqual({ read: 4, accepted: 3, rejected: 1, unchanged: 0 })
    expect(await w.rejections('frontDoorManager', result.runId)).toEqual([{ line: 4, reason: 'This row cannot be stored', raw: 'never' }])
  })

  test('of 50 MB leaves no trace in memory', async () => {
    const kind = importKind<number>({
      code: 'wide', title: '', about: '', agencyKinds: [], purpose: 'safeguard_child',
      columns: [{ name: 'a' }, { name: 'b' }],
      begin: () => fields => fields.text('b').length, store: async (_, rows) => rows.map(() => 'accepted' as const),
    })
    const megabyte = `x,${'y'.repeat(1022)}\n`.repeat(1000)
    // The least of several moments: what is on its way through just then differs from one to the next.
    const held = { early: Number.POSITIVE_INFINITY, late: Number.POSITIVE_INFINITY }
    const bytes = (async function* fifty() {
      yield Buffer.from('a,b\n')
      for (let n = 0; n < 50; n++) {
        yield Buffer.from(megabyte)
        if (n >= 8 && n < 16) held.early = Math.min(held.early, bytesInUse())
        if (n >= 42) held.late = Math.min(held.late, bytesInUse())
      }
    })()
    const result = await runImport(w.kernel, viewerOf('frontDoorManager'), kind,
      { name: 'wide.csv', bytes, options: { rowsOfBatch: 1000 } })
    expect(result.counts).toMatchObject({ read: 50_000, accepted: 50_000 })
    expect(held.late - held.early).toBeLessThan(12 * 1024 ** 2)
  })
})

describe('people of a file', () => {
  test('are linked by a valid number to the person another agency knows, and by nothing else', async () => {
    const nhs = '9990000018'
    await w.admin.query(`insert into identifier (partnership_id, person_id, cell, source_record_id, kind, value, is_valid)
      select s.partnership_id, s.person_id, c.id, s.id, 'nhs_number', $1, true from source_record s
      join cell c on c.agency_id = $2 and c.category = 'identifier' and c.tier = 1 where s.person_id = $3 limit 1`,
    [nhs, agencies.police, people.child])
    await w.send(header + row('N1', { nhs }) + row('N2') + row('N3', { nhs: '999 000 0018' }), persons)
    expect((await personOf('N1'))?.person_id).toBe(people.child)
    expect((await personOf('N3'))?.person_id).toBe(people.child)
    expect((await personOf('N2'))?.person_id).not.toBe(people.child)
  })

  test('who share a new number are one person, whether they come in one set or in two', async () => {
    const upn = 'T850100901001'
    await w.send(header + row('P1', { upn }) + row('P2', { upn }), persons)
    await w.send(header + row('P3', { upn }), persons)
    const ids = await Promise.all(['P1', 'P2', 'P3'].map(id => personOf(id)))
    expect(new Set(ids.map(found => found?.person_id)).size).toBe(1)
    expect(ids.map(found => found?.linked_because)).toEqual(Array(3).fill('unique pupil number'))
  })

  test('whose numbers lead to two people are linked to neither, and that is noted', async () => {
    await w.send(header + row('Q1', { nhs: '9990000026' }) + row('Q2', { upn: 'R850100926001' }), persons)
    await w.send(header + row('Q3', { nhs: '9990000026', upn: 'R850100926001' }), persons)
    const [one, two, both] = await Promise.all(['Q1', 'Q2', 'Q3'].map(id => personOf(id)))
    expect([one?.person_id, two?.person_id]).not.toContain(both?.person_id)
    const notes = await w.all(`select from authz.match_note n join source_record s on s.id = n.source_record_id where s.source_id = 'Q3'`)
    expect(notes).toHaveLength(1)
  })

  test('who are sealed answer as people whom nobody knows', async () => {
    const nhs = '9990000034'
    await w.admin.query(`insert into identifier (partnership_id, person_id, cell, source_record_id, kind, value, is_valid)
      select s.partnership_id, s.person_id, c.id, s.id, 'nhs_number', $1, true from source_record s
      join cell c on c.agency_id = $2 and c.category = 'identifier' and c.tier = 1 where s.person_id = $3 limit 1`,
    [nhs, agencies.police, people.sealed])
    const result = await w.send(header + row('S1', { nhs }), persons)
    expect(result.counts.accepted).toBe(1)
    const found = await personOf('S1')
    expect(found?.person_id).not.toBe(people.sealed)
    expect(found?.linked_because).toBe('NHS number')
  })

  test('are one person when two files with the same new number arrive at once', async () => {
    const nhs = '9434765919'
    await Promise.all(['T1', 'T2'].map(id => w.send(header + row(id, { nhs }), persons)))
    expect((await personOf('T1'))?.person_id).toBe((await personOf('T2'))?.person_id)
  })

  test('land in the cells of the agency that sent them, each with an act', async () => {
    await w.send(header + row('C1'), persons)
    const [found] = await w.all<{ agency_id: string; verb: string }>(
      `select c.agency_id, a.verb from source_record s join cell c on c.id = s.cell
       join act a on a.person_id = s.person_id and a.cell = s.cell where s.source_id = 'C1'`)
    expect(found).toEqual({ agency_id: agencies.council, verb: 'person.imported' })
  })
})

test('a run and its refused rows are seen by nobody but the person who sent the file', async () => {
  const { runId } = await w.send(`${header}X9,secret name\n`, persons)
  expect(await w.rejections('frontDoorManager', runId)).toHaveLength(1)
  for (const other of ['frontDoor', 'officer', 'administrator', 'governance'] as const) {
    expect(await w.rejections(other, runId)).toEqual([])
    expect(await w.kernel.db.as(scopeOf(other), tx => findRun(tx, viewerOf('frontDoorManager'), runId))).toBeUndefined()
  }
})

test('a role that may not write for its agency stores nothing', async () => {
  await expect(w.send(header + row('Z1'), { as: 'analyst', kind: safeguardingPersons })).rejects.toThrow('outside the context')
  expect(await personOf('Z1')).toBeUndefined()
})
