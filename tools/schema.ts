// Writes src/kernel/schema.ts, the types of every table, from a database that has just been migrated.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'

const file = fileURLToPath(new URL('../src/kernel/schema.ts', import.meta.url))
const cluster = await startCluster({ durable: false })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  const tables = ['--include-pattern=(public|authz).*', '--default-schema=public']
  // As src/kernel/database.ts reads them: days as text, counts and numerics as numbers.
  const types = ['--date-parser=string', '--numeric-parser=number', '--type-mapping={"int8":"number"}']
  const options = ['--dialect=postgres', `--url=${url}`, `--out-file=${file}`, ...tables, ...types]
  execFileSync('kysely-codegen', options, { stdio: 'inherit' })
} finally {
  await cluster.stop()
}
