import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalJson, formatSigningKey, parseSigningKey } from '../../packages/tlog/src/tlog.ts'
import { openKernel } from '../../src/kernel/openKernel.ts'
import { entryOf } from '../../src/sharing/log/entry.ts'
import type { Facts } from '../../src/sharing/log/entry.ts'
import { startLog } from '../../src/sharing/log/runLog.ts'
import { sequence } from '../../src/sharing/log/sequence.ts'
import { people } from '../world.ts'
import { logWorld, until, type LogWorld } from './logWorld.ts'

let w: LogWorld
beforeEach(async () => { w = await logWorld() })
afterEach(() => w.end())

const count = async (from: string) => (await w.owner.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]?.n

test('a transaction that commits late is not skipped, whatever was numbered and sequenced meanwhile', async () => {
  const late = await w.another()
  await late.query('begin')
  await late.query(`insert into disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page)
    select partnership_id, $1, id, $2, $3, 'social_worker', 'safeguard_child', 'late' from cell
    where agency_id = $3 and category = 'disclosure' and tier = 0`, [people.child, w.staff.socialWorker, w.agencies.council])
  await w.grow(20)
  expect(await count('log_leaf')).toBe(21)
  await late.query('commit')
  await late.end()
  expect((await w.faults())).toEqual([])
  expect(await w.sequence()).toBe(1)
  await w.sign()
  expect(await count(`log_leaf l join disclosure d on d.id = l.row_id and d.page = 'late'`)).toBe(1)
  expect(await w.faults()).toEqual([])
})

test('sequencers of several processes make one log', async () => {
  const others = await Promise.all([1, 2].map(() =>
    openKernel({ ownerUrl: w.url, secret: 't'.repeat(40), log: pino({ level: 'silent' }) })))
  const kernels = [w.kernel, ...others]
  const writing = Promise.all(Array.from({ length: 30 }, () => w.read(4)))
  let made = 0
  for (let turn = 0; turn < 400 && made < 120; turn += 1) {
    const each = await Promise.all(kernels.map(kernel => sequence(kernel, w.partnershipId, 7)))
    made += each.reduce((sum, n) => sum + n, 0)
  }
  await writing
  expect(made).toBe(120)
  await w.sign()
  expect(await w.faults()).toEqual([])
  await Promise.all(others.map(kernel => kernel.close()))
})

test('killed between the leaves and the checkpoint, the next process goes on as if nothing had been', async () => {
  await w.grow(3)
  await w.read(5)
  const child = spawn(process.execPath, [fileURLToPath(new URL('killedSequencer.ts', import.meta.url)), w.url, w.partnershipId])
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  expect([await count('log_leaf'), await count('log_checkpoint'), await count('log_pending')]).toEqual([9, 1, 0])
  expect(await w.faults()).toEqual([])
  await w.read(2)
  await w.sequence()
  await w.sign()
  expect([await count('log_leaf'), await count('log_checkpoint')]).toEqual([11, 2])
  expect(await w.faults()).toEqual([])
})

test('what fails half-way leaves nothing of itself', async () => {
  await w.grow(2)
  await w.read(2)
  await w.owner.query(`alter table log_salt add constraint full_disk check (about_salt is null) not valid`)
  await expect(w.sequence()).rejects.toThrow('full_disk')
  expect([await count('log_leaf'), await count('log_pending')]).toEqual([3, 2])
  await w.owner.query('alter table log_salt drop constraint full_disk')
  expect(await w.sequence()).toBe(2)
  await w.sign()
  expect(await w.faults()).toEqual([])
})

test('more than a tile, in uneven batches, is one tree, and many partial tiles are not kept', async () => {
  for (const times of [200, 100, 1, 1, 700, 3]) {
    await w.read(times)
    await w.sequence()
    await w.sign()
  }
  expect(await count('log_leaf')).toBe(1005)
  expect(await count('log_tile')).toBe(5)
  expect(await w.faults()).toEqual([])
})

test('the running log gives a reading its leaf in about a second', async () => {
  const log = startLog(w.kernel, { logSecret: undefined, witnesses: undefined })
  await w.read()
  const since = performance.now()
  expect(await until(async () => await count('log_leaf') === 1)).toBe(true)
  expect(performance.now() - since).toBeLessThan(4_000)
  await log.stop()
})

test('lawful erasure takes the value and its salt, keeps the tree, and is itself in the log', async () => {
  await w.grow(4)
  await w.owner.query('select authz.forget_person_values($1, $2)', [w.partnershipId, people.child])
  expect(await count(`disclosure where person_id = '${people.child}'`)).toBe(0)
  expect(await count(`act where person_id = '${people.child}' or detail <> '{}'`)).toBe(0)
  expect(await count('log_salt where about_salt is not null')).toBe(0)
  expect(await count('log_salt where by_salt is not null')).toBe(5)
  await w.sequence()
  await w.sign()
  expect(await count(`log_leaf where kind = 'erasure'`)).toBe(1)
  expect(await w.faults()).toEqual([])
  await w.tamper(`update disclosure set staff_id = gen_random_uuid() where id = (select row_id from log_leaf where index = 0)`)
  expect((await w.faults()).join()).toMatch(/leaf 0\) was changed/)
})

test('an erasure that a superuser made up, to hide an edit, has to be a leaf, and names what it hid', async () => {
  await w.grow(4)
  await w.tamper(`insert into log_erasure (partnership_id, rows) select partnership_id, array[row_id] from log_leaf where index = 0`,
    `update log_salt set about_salt = null where row_id = (select row_id from log_leaf where index = 0)`,
    `update disclosure set person_id = '00000000-0000-0000-0000-000000000000' where id = (select row_id from log_leaf where index = 0)`)
  expect((await w.faults()).join()).toMatch(/1 rows of log_erasure have no leaf/)
})

test('an entry is written in the one canonical way, and its key is one that others can read', async () => {
  await w.owner.query(`insert into disclosed_element values ('odd', 'identity', array['"quoted" \\ é', 'a'])`)
  await w.read()
  await w.act()
  const { rows } = await w.owner.query<Facts>(`select * from authz.log_facts($1, array(select id from disclosure), array(select pos from act), '{}')`,
    [w.partnershipId])
  expect(rows).toHaveLength(2)
  for (const facts of rows) {
    const entry = entryOf(facts, { about: Buffer.alloc(32), by: Buffer.alloc(32, 1) })
    expect(canonicalJson(JSON.parse(entry))).toBe(entry)
    for (const hidden of [people.child, w.staff.socialWorker]) expect(entry).not.toContain(hidden)
  }
  expect(parseSigningKey(formatSigningKey(w.key)).ok).toBe(true)
})
