import type { Client } from 'pg'

/**
 * Lets `work` fill tables without keeping their indexes up to date row by row, if the first of them is empty: they
 * are built once, at the end, in the same transaction. A superuser also skips the checks of foreign keys, which the loader's own maps keep.
 */
export async function withoutIndexes<T>(owner: Client, tables: readonly string[], work: () => Promise<T>): Promise<T> {
  const indexes = await isEmpty(owner, tables[0] ?? '') ? await listIndexes(owner, tables) : []
  if (indexes.length > 0) await owner.query(indexes.map(({ name }) => `drop index ${name}`).join('; '))
  const isSuperuser = await mayReplicate(owner)
  if (isSuperuser) await owner.query('set local session_replication_role = replica')
  const result = await work()
  if (isSuperuser) await owner.query('set local session_replication_role = origin')
  if (indexes.length > 0) await owner.query(indexes.map(({ definition }) => definition).join('; '))
  return result
}

async function mayReplicate(owner: Client): Promise<boolean> {
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
