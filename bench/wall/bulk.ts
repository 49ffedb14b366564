import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import type { Client } from 'pg'

export type Value = string | number | boolean | null

type Rows = Iterable<readonly Value[]>

/** Lays many rows into an empty table: COPY from a file, without triggers and foreign keys, indexes made afterwards. */
export async function copyRows(owner: Client, table: string, columns: readonly string[], rows: Rows): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'))
  const file = join(folder, 'rows')
  try {
    const count = await writeRows(file, rows)
    await chmod(folder, 0o755)
    await chmod(file, 0o644)
    const indexes = await dropIndexes(owner, table)
    await owner.query('set session_replication_role = replica')
    await owner.query(`copy ${table} (${columns.join(', ')}) from '${file}'`)
    await owner.query('reset session_replication_role')
    for (const made of indexes) await owner.query(made)
    return count
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeRows(file: string, rows: Rows): Promise<number> {
  const out = createWriteStream(file)
  let count = 0
  let lines: string[] = []
  for (const row of rows) {
    count += 1
    lines.push(row.map(field).join('\t'))
    if (lines.length < 5_000) continue
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
    lines = []
  }
  out.end(lines.length > 0 ? `${lines.join('\n')}\n` : '')
  await once(out, 'finish')
  return count
}

const field = (value: Value) =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, letter => `\\${letter}`)

/** Secondary indexes go and come back as they were written; the primary key stays. */
async function dropIndexes(owner: Client, table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
     join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and not i.indisprimary`, [table])
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows.map(({ made }) => made)
}
