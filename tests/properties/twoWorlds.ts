import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { world, type World } from '../world.ts'

/** The whole product over a database that is not the copy it would make for itself. */
export type Over = { world: World; owner: Client; end: () => Promise<void> }

export async function over(database: Database, now: () => Date): Promise<Over> {
  const made = await world({ now, through: () => database.url })
  return { world: { ...made, owner: database.owner }, owner: database.owner, end: () => made.end() }
}

export type Database = { name: string; url: string; owner: Client; drop: () => Promise<void> }

/** A database copied from another, to which nobody may be connected meanwhile. */
export async function copyOf(template: string): Promise<Database> {
  const admin = new Client(inject('owner'))
  await admin.connect()
  const name = `two_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template ${template}`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const owner = new Client(url.href)
  await owner.connect()
  return {
    name, url: url.href, owner,
    drop: async () => {
      await owner.end().catch(() => undefined)
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

/**
 * What the database makes up by itself, ids and moments, it makes up alike in both copies: the first answer of one is
 * compared with the first of the other, and no id needs to be left out of the comparison.
 */
export async function makeAlike(owner: Client): Promise<void> {
  await owner.query(`
    create sequence authz.made_up;
    create function authz.made_up_id() returns uuid language sql volatile security definer set search_path = pg_catalog as
      $$ select lpad(to_hex(nextval('authz.made_up')), 32, 'f')::uuid $$;
    create function authz.made_up_moment() returns timestamptz language sql volatile security definer
      set search_path = pg_catalog as
      $$ select date_trunc('day', now()) + make_interval(secs => nextval('authz.made_up') / 1000.0) $$;
    do $$
    declare d record;
    begin
      for d in select a.attrelid::regclass as tab, a.attname as col, pg_get_expr(f.adbin, f.adrelid) as made
        from pg_attrdef f join pg_attribute a on a.attrelid = f.adrelid and a.attnum = f.adnum
        join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace and n.nspname in ('public', 'authz')
      loop
        if d.made in ('uuid_v7()', 'public.uuid_v7()', 'gen_random_uuid()') then
          execute format('alter table %s alter %I set default authz.made_up_id()', d.tab, d.col);
        elsif d.made in ('now()', 'statement_timestamp()', 'clock_timestamp()') then
          execute format('alter table %s alter %I set default authz.made_up_moment()', d.tab, d.col);
        end if;
      end loop;
    end $$;
    create or replace function public.uuid_v7() returns uuid language sql volatile as $$ select authz.made_up_id() $$`)
}
