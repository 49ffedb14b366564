import { Client } from 'pg'
import { layDownFormKinds } from '../src/notifications/formKinds/starterFormKinds.ts'
import { dayNumberOf, minutesInDay } from './calendar.ts'
import { Chance, uuidOf } from './chance.ts'
import { layDownOffice } from './loadOffice.ts'
import { addAllocations, addSeals } from './loading/allocations.ts'
import { addEvents } from './loading/events.ts'
import type { Ground } from './loading/ground.ts'
import { withoutIndexes } from './loading/indexes.ts'
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

export type LoadedDemo = { partnershipId: string; people: number; records: number; seconds: number }

/** The same in every made-up world. */
export const demoPartnershipId = uuidOf('partnership', 'Wexmere')

/** Fills a migrated database with the made-up partnership, all of it or nothing. */
export async function loadDemo(demo: DemoToLoad): Promise<LoadedDemo> {
  const began = performance.now()
  const { seed, scale, today, say } = demo
  const partnership = generatePartnership({ seed, scale, today })
  const owner = new Client(demo.ownerUrl)
  await owner.connect()
  try {
    await owner.query('begin; set local synchronous_commit = off')
    await layDownOffice(owner, officeOf(partnership, { partnershipId: demoPartnershipId, issuer: demo.issuer }))
    const book = await openOfficeBook(owner, partnership, demoPartnershipId)
    await layDownFormKinds(owner, demoPartnershipId, book.council.id)
    const counts = await withoutIndexes(owner, tableNames, () => fill(owner, partnership, book))
    await owner.query('commit')
    const seconds = (performance.now() - began) / 1000
    say(`Wexmere: ${whole(counts.people)} people and ${whole(counts.records)} entries made up in ${seconds.toFixed(1)} s.`)
    return { partnershipId: demoPartnershipId, ...counts, seconds }
  } finally {
    await owner.end()
  }
}

const whole = (count: number) => count.toLocaleString('en-GB')

const tableNames = [...Object.values(emptyTables()), ...Object.values(emptyNumberedTables())].map(({ table }) => table)

type Counts = Pick<LoadedDemo, 'people' | 'records'>

/** While the server stores one community, the next is being made. */
async function fill(owner: Client, partnership: Partnership, book: OfficeBook): Promise<Counts> {
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
    await untilSent()
  }
  const last = Object.values(numbered.rows())
  await storing
  await insertAll(owner, demoPartnershipId, last)
  return counts
}

/** Gives the socket its turns: making the next community would hold the message back. */
async function untilSent(): Promise<void> {
  await new Promise(resolve => { setTimeout(resolve, millisecondsToSend) })
}

const millisecondsToSend = 5

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
