import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult } from 'kysely'
import { escapeLiteral, Pool, types, type ClientBase } from 'pg'
import type { Scope, Signer } from './context.ts'
import type { DB } from './schema.ts'

/** Queries bound to one open transaction. */
export type Tx = Kysely<DB>

export type Database = {
  /** One transaction wearing one scope: the database decides what it sees. */
  as: <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** One transaction as kith_service: sessions, jobs, the live tail; no personal tables. */
  service: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

export type DatabaseUrls = { app: string; service: string }

/** Counts, dates and numerics arrive as JavaScript numbers and ISO days, never as surprises. */
types.setTypeParser(types.builtins.INT8, Number)
types.setTypeParser(types.builtins.NUMERIC, Number)
types.setTypeParser(types.builtins.DATE, day => day)

export function openDatabase(urls: DatabaseUrls, signer: Signer, pools: { app?: number; service?: number } = {}): Database {
  const app = poolOf(urls.app, pools.app ?? 10)
  const service = poolOf(urls.service, pools.service ?? 4)
  return {
    as: (scope, work) => transact(app, opening(scope, signer), work),
    service: work => transact(service, 'begin', work),
    close: async () => { await Promise.all([app.end(), service.end()]) },
  }
}

function poolOf(connectionString: string, max: number): Pool {
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 })
  // An idle connection that the server ends must not end the process.
  return pool.on('error', () => undefined)
}

/** No page waits longer for one statement: what is as slow as this is refused. */
const longestStatementSeconds = 30

/** Begin, role and context travel as one message: a round trip saved on every page. */
function opening(scope: Scope, signer: Signer): string {
  const role = scope.lens === 'hub' ? 'kith_hub' : 'kith_linked'
  const longest = (scope.seconds ?? longestStatementSeconds) * 1000
  return `begin; set local role ${role}; set local statement_timeout = ${longest}; set local kith.context = ${escapeLiteral(signer.sign(scope))}`
}

async function transact<T>(pool: Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => { broken = error }
  client.on('error', onError)
  try {
    await client.query(begin)
    const result = await work(boundTo(client))
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failed: unknown) => { broken = failed instanceof Error ? failed : new Error('rollback failed') })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

const names = new Map<string, string>()
const mostNames = 400
/** Planned for the rows they bring: with a plan for any number of them an import took twice as long. */
const isOfMany = /\b(unnest|insert|update)\b/i

/**
 * Reading is planned once a connection: the statements of a page cost more to plan than to run. PostgreSQL plans anew
 * by itself when the role changes. Statements whose text varies without end stay unnamed once the names are used up.
 */
function nameOf(sql: string): { name?: string } {
  const known = names.get(sql)
  if (known !== undefined) return { name: known }
  if (names.size >= mostNames || !/^\s*(select|with)\b/i.test(sql) || isOfMany.test(sql)) return {}
  const name = `kith_${names.size}`
  names.set(sql, name)
  return { name }
}

/** A Kysely that can only speak on this connection: nothing can step outside the transaction. */
export function boundTo(client: ClientBase): Tx {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount } = await client.query({ text: sql, values: [...parameters], ...nameOf(sql) })
      return { rows: rows as R[], ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) }
    },
    streamQuery: () => { throw new Error('a page reads whole answers, imports use COPY') },
  }
  const nothing = async () => undefined
  const noNesting = async () => { throw new Error('transactions do not nest') }
  const driver: Driver = {
    init: nothing, destroy: nothing, releaseConnection: nothing,
    acquireConnection: async () => connection,
    beginTransaction: noNesting, commitTransaction: noNesting, rollbackTransaction: noNesting,
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<DB>({ dialect })
}
