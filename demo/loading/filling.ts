import { dayNumberOf, minutesInDay } from '../calendar.ts'
import { Chance } from '../chance.ts'
import type { Community, Partnership } from '../types.ts'
import { addAllocations, addSeals } from './allocations.ts'
import { addEvents } from './events.ts'
import type { Ground } from './ground.ts'
import { addNotifications } from './notifications.ts'
import { Numbered } from './numbered.ts'
import type { OfficeBook } from './officeBook.ts'
import { addPeople, linkRecords } from './people.ts'
import type { Filled, Rows } from './rows.ts'
import { emptyTables } from './tables.ts'
import type { Tables } from './tables.ts'

/** The rows of one community, or at last those that are numbered over all of them. */
export type Batch = { filled: Filled[]; people: number; records: number; isLast: boolean }

type Filling = { partnership: Partnership; book: OfficeBook }

/** Turns communities into rows, one after the other. */
export function* fillTables(
  { partnership, book }: Filling, communities: Iterable<Community>,
): Generator<Batch, void, void> {
  const tables = emptyTables()
  const numbered = new Numbered()
  for (const community of communities) {
    fillCommunity(partnership, community, { book, tables, numbered })
    const [people, records] = [tables.person.size, tables.record.size]
    yield { filled: takeAll(tables), people, records, isLast: false }
  }
  yield { filled: takeAll(numbered.rows()), people: 0, records: 0, isLast: true }
}

type AnyRows = Pick<Rows<string>, 'size' | 'take'>

const takeAll = (tables: Readonly<Record<string, AnyRows>>): Filled[] =>
  Object.values(tables).filter(({ size }) => size > 0).map(rows => rows.take())

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
