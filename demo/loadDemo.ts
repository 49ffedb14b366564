import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { layDownFormKinds } from '../src/notifications/formKinds/starterFormKinds.ts'
import { dayNumberOf, minutesInDay } from './calendar.ts'
import { Chance, uuidOf } from './chance.ts'
import { layDownOffice } from './loadOffice.ts'
import { addAllocations, addSeals } from './loading/allocations.ts'
import { addEvents } from './loading/events.ts'
import type { Ground } from './loading/ground.ts'
import { withoutIndexes } from './loading/indexes.ts'
import { addNameTokens } from './loading/nameTokens.ts'
import { addNotifications } from './loading/notifications.ts'
import { Numbered } from './loading/numbered.ts'
import { officeOf } from './loading/office.ts'
import type { OfficeBook } from './loading/officeBook.ts'
import { openOfficeBook } from './loading/officeBook.ts'
import { addPeople, linkRecords } from './loading/people.ts'
import { insertAll } from './loading/rows.ts'
import { emptyNumberedTables, emptyTables } from './loading/tables.ts'
import type { Tables } from './loading/tables.ts'
import { generatePartnership } from './partnership.ts'
import type { Community, Day, Partnership } from './types.ts'

export type DemoToLoad = {
  /** Connects the owner of the tables. */
  ownerUrl: string
  seed: number; scale: number
  /** Nothing of the demo happens on or after this day. */
  today: Day
  /** The issuer in the accounts of staff, for the demo's identity provider. */
  issuer: string
  say: (line: string) => void
}

export type LoadedDemo = {
  partnershipId: string; people: number; records: number; seconds: number
  /** When names can be found and the planner knows the tables; nobody needs to wait for it. */
  settled: Promise<void>
}

/** The same in every made-up world. */
export const demoPartnershipId = uuidOf('partnership', 'Wexmere')

/**
 * Fills a migrated database with the made-up partnership, all of it or nothing. Names become findable a moment after:
 * until `settled`, a search waits.
 */
export async function loadDemo(demo: DemoToLoad): Promise<LoadedDemo> {
  const began = performance.now()
  const seconds = () => Math.round(performance.now() - began) / 1000
  const names = patient(new Client(demo.ownerUrl))
  const socket = new Socket()
  const owner = patient(new Client({ connectionString: demo.ownerUrl, stream: () => socket }))
  await Promise.all([names.connect(), owner.connect()])
  try {
    await names.query('begin; set local synchronous_commit = off; lock table name_token in access exclusive mode')
    const counts = await loadAll({ owner, socket }, demo)
    const loaded = { partnershipId: demoPartnershipId, ...counts, seconds: seconds() }
    demo.say(`Made up ${whole(counts.people)} people and ${whole(counts.records)} entries in ${loaded.seconds} s.`)
    const settled = settle(names)
    settled.catch(() => { demo.say('Names cannot be found yet: start again to make them findable.') })
    return { ...loaded, settled }
  } catch (error) {
    await names.end()
    throw error
  } finally {
    await owner.end()
  }
}

type Way = { owner: Client; socket: Socket }

async function loadAll({ owner, socket }: Way, { seed, scale, today, issuer }: DemoToLoad): Promise<Counts> {
  const partnership = generatePartnership({ seed, scale, today })
  await owner.query('begin; set local synchronous_commit = off')
  const counts = await withoutIndexes(owner, tableNames, async () => {
    await layDownOffice(owner, officeOf(partnership, { partnershipId: demoPartnershipId, issuer }))
    const book = await openOfficeBook(owner, partnership, demoPartnershipId)
    await layDownFormKinds(owner, demoPartnershipId, book.council.id)
    return fill({ owner, socket }, partnership, book)
  })
  await owner.query('commit')
  return counts
}

async function settle(names: Client): Promise<void> {
  try {
    await addNameTokens(names, demoPartnershipId)
    await names.query('commit')
    await names.query(`set default_statistics_target = 20; analyze name_token, ${tableNames.join(', ')}`)
  } finally {
    await names.end()
  }
}

/** Makes the names findable of a demo whose loading was cut short. */
export async function settleDemo(ownerUrl: string): Promise<void> {
  const names = patient(new Client(ownerUrl))
  await names.connect()
  const { rows } = await names.query<{ settled: boolean }>(
    'select exists (select from name_token where partnership_id = $1) as settled', [demoPartnershipId])
  if (rows[0]?.settled) return names.end()
  await names.query('begin; lock table name_token in access exclusive mode')
  return settle(names)
}

/** A database that stops meanwhile fails the statement, not the process. */
const patient = (client: Client): Client => client.on('error', () => undefined)

const whole = (count: number) => count.toLocaleString('en-GB')

const tableNames = [
  ...[...Object.values(emptyTables()), ...Object.values(emptyNumberedTables())].map(({ table }) => table),
  'authz.grant_cell',
]

type Counts = Pick<LoadedDemo, 'people' | 'records'>

/** While the server stores one community, the next is being made. */
async function fill({ owner, socket }: Way, partnership: Partnership, book: OfficeBook): Promise<Counts> {
  const tables = emptyTables()
  const numbered = new Numbered()
  const counts: Counts = { people: 0, records: 0 }
  let storing = Promise.resolve()
  for (const community of partnership.communities()) {
    fillCommunity(partnership, community, { book, tables, numbered })
    counts.people += tables.person.size
    counts.records += tables.record.size
    await storing
    storing = insertAll(owner, demoPartnershipId, Object.values(tables))
    await untilSent(socket)
  }
  const last = Object.values(numbered.rows())
  await storing
  await insertAll(owner, demoPartnershipId, last)
  return counts
}

/** Gives the socket its turns: making the next community at once would hold the message back. */
async function untilSent(socket: Socket): Promise<void> {
  do await sleep(1)
  while (socket.writableLength > 0)
}

type Whole = { book: OfficeBook; tables: Tables; numbered: Numbered }

function fillCommunity({ settings }: Partnership, community: Community, parts: Whole): void {
  const { seed, scale, today } = settings
  const chance = new Chance(seed, scale, today, 'loading', community.index)
  const ground: Ground = {
    ...parts, community, chance, until: dayNumberOf(today) * minutesInDay,
    records: new Map(community.records.map(record => [record.id, record])),
    persons: linkRecords(community, chance), caseHolders: new Map(),
  }
  addPeople(ground)
  addAllocations(ground)
  addSeals(ground)
  addEvents(ground)
  addNotifications(ground)
}
