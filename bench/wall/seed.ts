import { Client } from 'pg'
import { Chance } from '../../demo/chance.ts'
import { say } from '../report.ts'
import { layDownLinks, layDownNotifications, layDownRecords, type Kind, type Linked } from './events.ts'
import { layDownPartnership, type Partnership } from './partnership.ts'
import {
  layDownNeeds, layDownPeople, layDownSourceRecords, layDownTokens, makeSourceRecords, type CellOf, type SourceRecord,
} from './people.ts'

export type Size = { people: number; records: number; openNotifications: number; closedNotifications: number }
export type World = { partnership: Partnership; links: Linked[]; records: SourceRecord[]; tokens: number }

/** A whole partnership of the size that the wall is held to. */
export async function seedWall(url: string, size: Size): Promise<World> {
  const owner = new Client(url)
  await owner.connect()
  try {
    const partnership = await layDownPartnership(owner)
    const p = partnership.id
    const { rows: kinds } = await owner.query<Kind>('select code, category, tier from record_kind')
    const desk = { owner, p, cellOf: await readCells(owner, p) }
    const chance = new Chance('bench', 'ids')
    const people = Array.from({ length: size.people }, () => chance.uuid())
    await layDownPeople(owner, p, people)
    const records = makeSourceRecords(partnership, people)
    await layDownSourceRecords(desk, records)
    await layDownNeeds(desk, records)
    say(`${people.length} people with ${records.length} source records are there`)
    const tokens = await layDownTokens(desk, records)
    say(`${tokens} name tokens are there`)
    await layDownRecords(desk, partnership, { people, kinds, count: size.records })
    const links = await layDownLinks(desk, partnership, people)
    const notified = { open: size.openNotifications, closed: size.closedNotifications }
    await layDownNotifications(desk, partnership, people, notified)
    await owner.query('vacuum analyze')
    say(`${size.records} records and ${links.length} links are there`)
    return { partnership, links, records, tokens }
  } finally {
    await owner.end()
  }
}

async function readCells(owner: Client, p: string): Promise<CellOf> {
  const { rows } = await owner.query<{ id: number; agency_id: string; category: string; tier: number }>(
    'select id, agency_id, category, tier from cell where partnership_id = $1', [p])
  const byKey = new Map(rows.map(row => [`${row.agency_id} ${row.category} ${row.tier}`, row.id]))
  return (agencyId, category, tier) => {
    const found = byKey.get(`${agencyId} ${category} ${tier}`)
    if (found === undefined) throw new Error(`no cell for ${category}`)
    return found
  }
}
