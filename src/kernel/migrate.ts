import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, DatabaseError } from 'pg'

type Migration = { name: string; text: string; checksum: string }

const ourFolder = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const oldest = 150_000
const lock = 3_147_150_026 // any number, so long as every process of ours takes the same

/** Applies the numbered SQL files that the database lacks, each once and in a transaction; returns their names. */
export async function migrate(url: string, { folder = ourFolder }: { folder?: string } = {}): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = new Client({ connectionString: url, application_name: 'kith migrations' })
  client.on('error', () => {}) // the query in hand reports it; without a listener the process would die first
  await client.connect()
  try {
    await refuseOldServer(client)
    // Of two processes starting at once the second waits here, then finds nothing to do.
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(ledger)
    const missing = decideMissing(migrations, await listApplied(client))
    for (const migration of missing) await apply(client, migration, { isLast: migration === missing.at(-1) })
    return missing.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

const ledger = `
  create schema if not exists migrations;
  create table if not exists migrations.applied (
    name text primary key, checksum text not null, applied_at timestamptz not null default now()
  )`

/** Line ends do not count: a checkout on another system may have changed them. */
function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.sql')).sort()
  names.forEach((name, index) => {
    if (!/^\d{4}_\w+\.sql$/.test(name))
      throw new Error(`Migration ${name}: the name must be four digits, _, words, .sql`)
    const before = names[index - 1]
    if (before?.slice(0, 4) === name.slice(0, 4))
      throw new Error(`Migrations ${before} and ${name} have the same number.`)
  })
  return names.map(name => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
  })
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; words: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as words`)
  const version = rows[0]
  if (!version || version.number < oldest)
    throw new Error(`Kith needs PostgreSQL 15 or later; this is ${version?.words}.`)
}

async function listApplied(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations.applied')
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

function decideMissing(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  const strange = [...applied.keys()].find(name => !known.has(name))
  if (strange !== undefined)
    throw new Error(`The database has migration ${strange}, which this older version of Kith does not know.`)
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (edited)
    throw new Error(`Migration ${edited.name} was edited after it was applied. `
      + 'Put it back as it was, and write the change as a new file.')
  const last = [...applied.keys()].sort().at(-1) ?? ''
  const missing = migrations.filter(({ name }) => !applied.has(name))
  const late = missing.find(({ name }) => name < last)
  if (late)
    throw new Error(`Migration ${late.name} comes before ${last}, which is already applied: give it the next number.`)
  return missing
}

/** Only the last waits for the disk: what is on the disk is always a whole number of migrations, in their order. */
async function apply(
  client: Client, { name, text, checksum }: Migration, { isLast }: { isLast: boolean },
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('reset role; reset all') // settings that a file changed for its whole session end with it
    await client.query('insert into migrations.applied (name, checksum) values ($1, $2)', [name, checksum])
    if (!isLast) await client.query('set local synchronous_commit = off')
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Migration ${name}${lineOf(cause, text)}: ${words}`, { cause })
  }
}

function lineOf(error: unknown, text: string): string {
  const position = error instanceof DatabaseError ? Number(error.position ?? 0) : 0
  return position > 0 ? `, line ${text.slice(0, position).split('\n').length}` : ''
}
