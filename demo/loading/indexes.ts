import type { Client } from 'pg'

/**
 * Lets a transaction fill tables without keeping their indexes up to date row by row, if the first of them is empty:
 * what it returns builds them again, once, in the same transaction.
 */
export async function dropIndexes(owner: Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const indexes = await isEmpty(owner, tables[0] ?? '') ? await listIndexes(owner, tables) : []
  if (indexes.length > 0) await owner.query(indexes.map(({ name }) => `drop index ${name}`).join('; '))
  return async () => {
    if (indexes.length > 0) await owner.query(indexes.map(({ definition }) => definition).join('; '))
  }
}

/**
 * The rest of a superuser's transaction skips the checks of foreign keys, which the loader's own maps keep. It skips
 * every other trigger too: what the wall gathers when a grant changes has to be there before.
 */
export async function skipChecks(superuser: Client): Promise<void> {
  await superuser.query('set local session_replication_role = replica; set local wal_compression = off')
}

/** One table alone skips them, and its other triggers go on: what it returns sees to them again. */
export async function skipChecksOf(superuser: Client, table: string): Promise<() => Promise<void>> {
  const { rows } = await superuser.query<{ name: string }>(
    `select quote_ident(tgname) as name from pg_trigger t join pg_constraint c on c.oid = t.tgconstraint
     where tgrelid = $1::regclass and conrelid = tgrelid and contype = 'f'`, [table])
  const turn = async (way: 'enable' | 'disable') => {
    await superuser.query(rows.map(({ name }) => `alter table ${table} ${way} trigger ${name}`).join('; '))
  }
  await turn('disable')
  return () => turn('enable')
}

export async function mayReplicate(owner: Client): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(
    'select rolsuper as may from pg_roles where rolname = current_user')
  return rows[0]?.may ?? false
}

/** Only where nothing is yet is building an index anew cheaper. */
async function isEmpty(owner: Client, table: string): Promise<boolean> {
  const { rows } = await owner.query<{ empty: boolean }>(`select not exists (select from ${table}) as empty`)
  return rows[0]?.empty ?? false
}

/** All but those that keep a key. */
async function listIndexes(owner: Client, tables: readonly string[]): Promise<{ name: string; definition: string }[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
     where indrelid = any ($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`, [tables])
  return rows
}
