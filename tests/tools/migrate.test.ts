import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { migrate } from '../../src/kernel/migrate.ts'

let admin: Client, database: string, url: string, folder: string

beforeEach(async () => {
  admin = new Client(inject('owner'))
  await admin.connect()
  database = `migrate_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${database}`)
  const address = new URL(inject('owner'))
  address.pathname = `/${database}`
  url = address.href
  folder = mkdtempSync(join(tmpdir(), 'kith-migrations-'))
  write('0001_child.sql', 'create table child (id int);\ninsert into child values (1);')
  write('0002_school.sql', 'create table school (id int);')
})

afterEach(async () => {
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string) => { writeFileSync(join(folder, name), text) }

async function ask(text: string): Promise<unknown[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

test('each file is applied once, in order', async () => {
  expect(await migrate(url, { folder })).toEqual(['0001_child.sql', '0002_school.sql'])
  expect(await migrate(url, { folder })).toEqual([])
  write('0003_more.sql', 'insert into child values (2);')
  expect(await migrate(url, { folder })).toEqual(['0003_more.sql'])
  expect(await ask('select id from child order by id')).toEqual([{ id: 1 }, { id: 2 }])
})

test('two processes that start at once apply each file once', async () => {
  const both = await Promise.all([migrate(url, { folder }), migrate(url, { folder })])
  expect(both.flat().sort()).toEqual(['0001_child.sql', '0002_school.sql'])
  expect(await ask('select id from child')).toEqual([{ id: 1 }])
})

test('a file that was edited after it was applied is refused by its name', async () => {
  await migrate(url, { folder })
  write('0001_child.sql', 'create table child (id int, name text);')
  await expect(migrate(url, { folder })).rejects.toThrow(/0001_child\.sql was edited/)
})

test('other line ends are not an edit', async () => {
  await migrate(url, { folder })
  write('0001_child.sql', 'create table child (id int);\r\ninsert into child values (1);')
  expect(await migrate(url, { folder })).toEqual([])
})

test('a file that fails leaves nothing behind, and the message names its line', async () => {
  write('0003_broken.sql', 'create table half (id int);\ncreate table whole (id nonsense);')
  await expect(migrate(url, { folder })).rejects.toThrow(/0003_broken\.sql, line 2: .*nonsense/)
  expect(await ask(`select to_regclass('half') as half, to_regclass('school') as school`))
    .toEqual([{ half: null, school: 'school' }])
})

test('a setting that one file leaves behind does not reach the next', async () => {
  write('0003_role.sql', `create schema elsewhere; set search_path to elsewhere; set role pg_monitor;`)
  write('0004_after.sql', 'create table after (id int);')
  await migrate(url, { folder })
  expect(await ask(`select to_regclass('public.after')::text as place`)).toEqual([{ place: 'after' }])
})

test('a late number, a doubled number, a strange name and a newer database are refused', async () => {
  await migrate(url, { folder })
  write('0001_twin.sql', 'select 1;')
  await expect(migrate(url, { folder })).rejects.toThrow(/0001_child\.sql and 0001_twin\.sql have the same number/)
  rmSync(join(folder, '0001_twin.sql'))
  write('0000_late.sql', 'select 1;')
  await expect(migrate(url, { folder })).rejects.toThrow(/0000_late\.sql comes before 0002_school\.sql/)
  rmSync(join(folder, '0000_late.sql'))
  write('third.sql', 'select 1;')
  await expect(migrate(url, { folder })).rejects.toThrow(/third\.sql: the name must be/)
  rmSync(join(folder, 'third.sql'))
  rmSync(join(folder, '0002_school.sql'))
  await expect(migrate(url, { folder })).rejects.toThrow(/0002_school\.sql, which this older version/)
})
