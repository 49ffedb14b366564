import { Client } from 'pg'
import { layDownFormKinds } from '../src/notifications/formKinds/starterFormKinds.ts'
import { layDownOffice } from './loadOffice.ts'
import { copyInto } from './loading/copy.ts'
import type { Batch } from './loading/filling.ts'
import { dropIndexes, mayReplicate, skipChecks, skipChecksOf } from './loading/indexes.ts'
import { openMaker } from './loading/maker.ts'
import type { Maker } from './loading/maker.ts'
import { addNameTokens } from './loading/nameTokens.ts'
import { officeOf } from './loading/office.ts'
import { readWritten } from './loading/officeBook.ts'
import type { Written } from './loading/officeBook.ts'
import { demoPartnershipId } from './loading/partnershipId.ts'
import type { Filled } from './loading/rows.ts'
import { emptyNumberedTables, emptyTables } from './loading/tables.ts'
import { generatePartnership } from './partnership.ts'
import type { Day, DemoSettings } from './types.ts'

export { demoPartnershipId }

export type DemoToLoad = {
  /** Connects the owner of the tables. */
  ownerUrl: string
  seed: number; scale: number
  /** Nothing of the demo happens on or after this day. */
  today: Day
  /** The issuer in the accounts of staff, for the demo's identity provider. */
  issuer: string
  say: (line: string) => void
  /** One that was opened before, with the same settings: by now it has made much up. */
  maker?: Maker | undefined
  /** Names wait for this, such as for the first page; at once if absent. */
  settleAfter?: Promise<void> | undefined
}

export type LoadedDemo = {
  partnershipId: string; people: number; records: number; seconds: number
  /** When names can be found and the planner knows the tables; nobody needs to wait for it. */
  settled: Promise<void>
}

/**
 * Fills a migrated database with the made-up partnership, all of it or nothing. Names become findable a moment after:
 * until `settled`, a search waits.
 */
export async function loadDemo(demo: DemoToLoad): Promise<LoadedDemo> {
  const began = performance.now()
  const maker = demo.maker ?? openMaker(demo)
  const owner = patient(new Client(demo.ownerUrl))
  const beside = patient(new Client(demo.ownerUrl))
  const names = patient(new Client(demo.ownerUrl))
  try {
    await Promise.all([owner, beside, names].map(client => client.connect()))
    await names.query(lockNames)
    const counts = await loadAll({ owner, beside }, demo, maker)
    const seconds = Math.round(performance.now() - began) / 1000
    demo.say(`Made up ${whole(counts.people)} people and ${whole(counts.records)} entries in ${seconds} s.`)
    return { partnershipId: demoPartnershipId, ...counts, seconds, settled: settleLater(names, demo) }
  } catch (error) {
    await names.end()
    throw error
  } finally {
    maker.stop()
    await Promise.all([owner.end(), beside.end()])
  }
}

type Clients = { owner: Client; beside: Client }

/**
 * The largest table is filled by a second connection, on the other core. Its rows are committed first and count for
 * nothing without the partnership: a loading that was cut short between the two takes them away when it begins anew.
 * Only a superuser may write them before the rows that they refer to can be seen.
 */
async function loadAll(clients: Clients, demo: DemoToLoad, maker: Maker): Promise<Counts> {
  const { owner } = clients
  const isSuperuser = await mayReplicate(owner)
  const beside = isSuperuser ? clients.beside : owner
  for (const client of new Set([owner, beside])) await client.query('begin; set local synchronous_commit = off')
  await beside.query(`delete from ${largest} where partnership_id = $1`, [demoPartnershipId])
  const putBackLargest = await dropIndexes(beside, [largest])
  const putBackOthers = await dropIndexes(owner, others)
  const checkGrants = isSuperuser ? await skipChecksOf(owner, grants) : undefined
  const written = await layDown(owner, demo)
  await checkGrants?.()
  if (isSuperuser) await Promise.all([owner, beside].map(skipChecks))
  const counts = await store({ owner, beside }, maker.batches(written))
  const largestBack = putBackLargest()
  if (beside === owner) await largestBack
  await Promise.all([largestBack, putBackOthers()])
  if (beside !== owner) await beside.query('commit')
  await owner.query('commit')
  return counts
}

const largest = 'record'
const grants = 'authz.grant_cell'
const others = [
  ...[...Object.values(emptyTables()), ...Object.values(emptyNumberedTables())].map(({ table }) => table),
  grants,
].filter(table => table !== largest)

/** Agencies, staff, agreements and forms; returns what their rows are called. */
async function layDown(owner: Client, { issuer, ...settings }: DemoSettings & { issuer: string }): Promise<Written> {
  const partnership = generatePartnership(settings)
  const council = partnership.agencies.find(({ code }) => code === 'childrens_services')
  await layDownOffice(owner, officeOf(partnership, { partnershipId: demoPartnershipId, issuer }))
  await layDownFormKinds(owner, demoPartnershipId, council?.id ?? '')
  return readWritten(owner, demoPartnershipId)
}

type Counts = Pick<LoadedDemo, 'people' | 'records'>

/** So many communities may be on their way to the database: it never waits, and memory does not fill. */
const mostOnTheirWay = 3

async function store({ owner, beside }: Clients, batches: AsyncIterable<Batch>): Promise<Counts> {
  const counts: Counts = { people: 0, records: 0 }
  const lines = new Map([owner, beside].map(client => [client, Promise.resolve()]))
  const onTheirWay: Promise<unknown>[] = []
  for await (const { filled, people, records } of batches) {
    counts.people += people
    counts.records += records
    for (const [client, before] of lines) {
      const mine = filled.filter(({ table }) => client === (table === largest ? beside : owner))
      lines.set(client, before.then(() => copyAll(client, mine)))
    }
    const stored = Promise.all(lines.values())
    stored.catch(() => undefined) // told when its turn comes
    onTheirWay.push(stored)
    if (onTheirWay.length >= mostOnTheirWay) await onTheirWay.shift()
  }
  await Promise.all(onTheirWay)
  return counts
}

async function copyAll(client: Client, filled: readonly Filled[]): Promise<void> {
  for (const rows of filled) await copyInto(client, rows)
}

const lockNames = 'begin; set local synchronous_commit = off; lock table name_token in access exclusive mode'

type Settling = Pick<DemoToLoad, 'say' | 'settleAfter'>

function settleLater(names: Client, { say, settleAfter }: Settling): Promise<void> {
  const settled = Promise.resolve(settleAfter).then(() => settle(names))
  const tell = async () => {
    try {
      await settled
      say('Names can be found.')
    } catch {
      say('Names cannot be found yet: start again to make them findable.')
    }
  }
  void tell()
  return settled
}

async function settle(names: Client): Promise<void> {
  try {
    await addNameTokens(names, demoPartnershipId)
    await names.query('commit')
    await names.query('select authz.queue_unlogged($1)', [demoPartnershipId]) // loading went past the trigger
    await names.query(`set default_statistics_target = 20; analyze name_token, ${[largest, ...others].join(', ')}`)
  } finally {
    await names.end()
  }
}

/** Makes the names findable of a demo whose loading was cut short: from here on whoever searches waits for them. */
export async function settleDemo({ ownerUrl, ...settling }: Settling & { ownerUrl: string }): Promise<void> {
  const names = patient(new Client(ownerUrl))
  await names.connect()
  const { rows } = await names.query<{ settled: boolean }>(
    'select exists (select from name_token where partnership_id = $1) as settled', [demoPartnershipId])
  if (rows[0]?.settled) return names.end()
  await names.query(lockNames)
  settleLater(names, settling).catch(() => undefined) // said already
}

/** A database that stops meanwhile fails the statement, not the process. */
const patient = (client: Client): Client => client.on('error', () => undefined)

const whole = (count: number) => count.toLocaleString('en-GB')
