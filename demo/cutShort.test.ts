import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { loadDemo, settleDemo } from './loadDemo.ts'

const settings = { seed: 1, scale: 0.02, today: '2026-11-23' }
const name = `demo_${randomUUID().replaceAll('-', '')}`
const address = new URL(inject('owner'))
address.pathname = `/${name}`
const load = () => loadDemo({
  ...settings, ownerUrl: address.href, issuer: 'https://demo.example', say: () => undefined,
})
let owner: Client
let admin: Client

beforeAll(async () => {
  owner = new Client(inject('owner'))
  await owner.connect()
  await owner.query(`create database ${name} template base`)
  admin = new Client(address.href)
  await admin.connect()
  await empty()
})

afterAll(async () => {
  await admin.end()
  await owner.query(`drop database ${name} with (force)`)
  await owner.end()
})

/** Takes away everything that belongs to a partnership. */
async function empty(): Promise<void> {
  // The record of acts and disclosures refuses to be emptied, by its triggers.
  await admin.query(`set session_replication_role = replica; do $$ begin execute (
    select 'truncate partnership, ' || string_agg(attrelid::regclass::text, ', ') || ' cascade'
    from pg_attribute join pg_class c on c.oid = attrelid
    where attname = 'partnership_id' and relkind = 'r' and not attisdropped); end $$; reset session_replication_role`)
}

async function list(query: string): Promise<unknown[]> {
  return (await admin.query<{ item: unknown }>(query)).rows.map(({ item }) => item)
}

const counts = () => list(`select count(*)::integer as item from record union all
  select count(*)::integer from person union all select count(*)::integer from name_token union all
  select count(*)::integer from authz.grant_cell union all select count(*)::integer from authz.cell_set`)
const triggers = () => list(`select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text as item
  from pg_trigger order by 1`)

test('after loading, every check is made again', async () => {
  const before = await triggers()
  await (await load()).settled
  expect(await triggers()).toEqual(before)
})

test('a loading that was cut short after its largest table begins anew', async () => {
  const before = await counts()
  expect(before).not.toContain(0)
  await admin.query('create table left_behind as select * from record')
  await empty()
  await admin.query(`set session_replication_role = replica; insert into record select * from left_behind;
    reset session_replication_role; drop table left_behind`)
  await (await load()).settled
  expect(await counts()).toEqual(before)
})

test('a loading that fails is said once and leaves nothing', async () => {
  await empty()
  await admin.query(`alter table need add constraint never check (kind = '') not valid`)
  await expect(load()).rejects.toThrow(/never/)
  expect(await list('select count(*)::integer as item from partnership')).toEqual([0])
  expect(await list('select count(*)::integer as item from record')).toEqual([0])
  await admin.query('alter table need drop constraint never')
})

test('names that were not settled are made findable by the next start, once it is asked to go on', async () => {
  await (await load()).settled
  const before = await counts()
  await admin.query('truncate name_token')
  const { promise, resolve } = Promise.withResolvers<void>()
  const said = new Promise<string>(heard => {
    void settleDemo({ ownerUrl: address.href, say: heard, settleAfter: promise })
      .then(resolve, (error: unknown) => { heard(String(error)) })
  })
  expect(await said).toBe('Names can be found.')
  expect(await counts()).toEqual(before)
})
