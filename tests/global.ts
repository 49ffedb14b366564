import { existsSync } from 'node:fs'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connects a superuser to the database `postgres`, to make and drop databases. */
    owner: string
    /** The migrated database `base`, to be copied with `create database … template base`; never connect to it. */
    base: string
  }
}

const ours = 'made by the tests of Kith, who drop it'

/** One cluster for the whole run; each test file copies its own database from `base`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['KITH_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  const cluster = given === undefined || given === '' ? await startCluster({ durable: false }) : undefined
  const owner = inDatabase('postgres', cluster?.url('postgres') ?? given ?? '')
  const base = inDatabase('base', owner)
  try {
    await makeBase(owner)
    await migrate(base)
    await seed(base)
  } catch (error) {
    await cluster?.stop()
    throw error
  }
  project.provide('owner', owner)
  project.provide('base', base)
  return async () => {
    if (cluster) await cluster.stop()
    else await withOwner(owner, async admin => { await admin.query('drop database if exists base with (force)') })
  }
}

function inDatabase(name: string, url: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** A server that somebody lent us may have a `base` of its own: that one is never dropped. */
async function makeBase(owner: string): Promise<void> {
  await withOwner(owner, async admin => {
    const { rows } = await admin.query<{ comment: string | null }>(
      `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = 'base'`)
    if (rows[0] && rows[0].comment !== ours)
      throw new Error('The test server has a database called "base" that the tests did not make. Use another server.')
    await admin.query('drop database if exists base with (force)')
    await admin.query('create database base')
    await admin.query(`comment on database base is '${ours}'`)
  })
}

async function withOwner(owner: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client(owner)
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** `tests/seedBase.ts` fills the base database, when it is there. */
async function seed(base: string): Promise<void> {
  const file = new URL('./seedBase.ts', import.meta.url)
  if (!existsSync(file)) return
  const { seedBase }: { seedBase: (url: string) => Promise<void> } = await import(file.href)
  await seedBase(base)
}
