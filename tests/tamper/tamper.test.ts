import { afterEach, beforeEach, expect, test } from 'vitest'
import { logWorld, type LogWorld } from './logWorld.ts'

let w: LogWorld
beforeEach(async () => {
  w = await logWorld()
  await w.grow(5)
  await w.grow(5)
})
afterEach(() => w.end())

test('an honest log has no fault, and each row has one leaf', async () => {
  expect(await w.faults()).toEqual([])
  const { rows } = await w.owner.query('select count(*)::int as n from log_leaf')
  expect(rows).toEqual([{ n: 12 }])
})

const leafOf = (index: number) => `(select row_id from log_leaf where index = ${index})`

test.each([
  ['the page of a reading', `update disclosure set page = 'other' where id = ${leafOf(0)}`, /disclosure .* \(leaf 0\) was changed/],
  ['who read', `update disclosure set staff_id = gen_random_uuid() where id = ${leafOf(1)}`, /\(leaf 1\) was changed/],
  ['about whom', `update disclosure set person_id = gen_random_uuid() where id = ${leafOf(1)}`, /\(leaf 1\) was changed/],
  ['when, by a microsecond', `update disclosure set at = at + interval '1 microsecond' where id = ${leafOf(2)}`, /\(leaf 2\) was changed/],
  ['the clauses', `update disclosure set clauses = '{}', clause_versions = '{}', elements = '{}' where id = ${leafOf(0)}`, /\(leaf 0\) was changed/],
  ['an act', `update act set detail = '{"n": 2}'`, /act .* was changed/],
  ['the verb of an act', `update act set verb = 'test.undone' where pos = 1`, /act .* was changed/],
])('edited by the owner of the database: %s', async (_, statement, fault) => {
  await w.tamper(statement)
  expect((await w.faults()).join('\n')).toMatch(fault)
})

test.each([
  ['a deleted reading', [`delete from disclosure where id = ${leafOf(3)}`], /\(leaf 3\) is gone/],
  ['a deleted act', ['delete from act where pos = 1'], /act .* is gone/],
  ['a reading deleted with its leaf', [`delete from disclosure where id = ${leafOf(3)}`, 'delete from log_leaf where index = 3'], /Leaf 3 is missing/],
  ['all readings truncated', ['truncate disclosure'], /is gone/],
  ['the whole log truncated', ['truncate log_leaf, log_salt, log_tile'], /have no leaf/],
  ['the end of the log cut', ['delete from log_leaf where index > 9'], /has 12 leaves, the log only 10/],
  ['two leaves in another order', [
    'drop index log_leaf_by_row', 'update log_leaf set index = -1 where index = 0', 'update log_leaf set index = 0 where index = 1',
    'update log_leaf set index = 1 where index = -1'], /of another tree|was changed/],
  ['a salt taken away to hide an edit', [
    `update disclosure set person_id = '00000000-0000-0000-0000-000000000000' where id = ${leafOf(0)}`,
    `update log_salt set about_salt = null where row_id = ${leafOf(0)}`], /no erasure was logged/],
  ['a tile edited', [`update log_tile set bytes = set_byte(bytes, 40, 255 - get_byte(bytes, 40))`], /tile tile\/0\/000 was changed/],
  ['a tile taken away', ['delete from log_tile'], /tile tile\/0\/000 is missing/],
  ['a root edited', ['update log_checkpoint set root = sha256(root)'], /is not what was signed/],
  ['a checkpoint of another key', [`update log_checkpoint set signed = replace(signed, ' ', ' ') || ''`,
    `update log_checkpoint set signed = regexp_replace(signed, '(— \\S+ ).{8}', '\\1AAAAAAAA')`], /cannot be believed/],
  ['a row that never got its leaf', [`insert into disclosure select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid()))).*
    from disclosure d limit 1`], /1 rows of disclosure have no leaf/],
])('noticed: %s', async (_, statements, fault) => {
  await w.tamper(...statements)
  expect((await w.faults()).join('\n')).toMatch(fault)
})

test('the owner needs to switch the triggers off: with them, nothing recorded can be changed', async () => {
  for (const statement of ['update disclosure set page = page', 'delete from disclosure', 'truncate disclosure', 'update act set verb = verb',
    'delete from act', 'truncate act', 'delete from log_leaf', 'delete from log_tile', 'update log_tile set bytes = sha256(bytes)',
    'update log_checkpoint set signed = signed', 'delete from log_erasure where false; update log_leaf set at = at'])
    await expect(w.owner.query(statement), statement).rejects.toThrow(/is not changed|stays|only grows/)
})

test('the log stops by itself when its tiles are not those of its head', async () => {
  await w.tamper(`update log_tile set bytes = set_byte(bytes, 40, 255 - get_byte(bytes, 40))`)
  await w.read()
  await expect(w.sequence()).rejects.toThrow('not the one that was signed last')
  await expect(w.sign()).resolves.toBe(false)
  const { rows } = await w.owner.query('select fault from log_head')
  expect(rows).toEqual([{ fault: 'The stored tree is not the one that was signed last.' }])
  expect(w.lines.join('\n')).toContain('the log of disclosures has stopped')
})

test('the log stops by itself when its last checkpoint is not of its past', async () => {
  await w.tamper(`update log_head set size = 10`)
  await expect(w.sign()).rejects.toThrow('shorter than its last checkpoint')
})
