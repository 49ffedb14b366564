import type { Scope } from '../../src/kernel/context.ts'
import type { Tx } from '../../src/kernel/database.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import { listBoard } from '../../src/notifications/store/board.ts'
import { findPeople } from '../../src/people/findPeople.ts'
import { getChronology } from '../../src/people/store/chronology.ts'
import { getIdentity } from '../../src/people/store/identity.ts'
import { getOverview } from '../../src/people/store/overview.ts'
import { readQuery } from '../../src/people/query.ts'
import { listNewest, listNewestByPerson, readPersonsPage } from './queries.ts'
import type { World } from './seed.ts'

/** One transaction that a client carries out: as whom, and what it asks; returns how much came back. */
export type Asked = { scope: Scope; ask: (tx: Tx) => Promise<number> }
export type Question = { name: string; target: number; next: () => Asked }

const page = 5
const list = 15

/** What the wall is asked, each time by somebody else about somebody else. */
export function questionsOf(kernel: Kernel, { partnership, links, records }: World): Question[] {
  const { id: p, staff } = partnership
  const as = (lens: Scope['lens'], ...roles: string[]) => {
    const some = staff.filter(({ role }) => roles.includes(role))
    return (): Scope => ({ viewer: pick(some), purpose: 'safeguard_child', lens })
  }
  const practitioner = (): Scope => ({ viewer: pick(staff), purpose: 'safeguard_child', lens: 'linked' })
  const desk = as('hub', 'front_door_worker')
  const searcher = as('hub', 'neighbourhood_officer', 'emergency_nurse', 'front_door_worker')
  const search = (textOf: (who: World['records'][number]) => string): Asked => {
    const scope = searcher()
    const query = readQuery(textOf(pick(records)))
    return { scope, ask: async tx => (await findPeople(tx, kernel, scope, query)).length }
  }
  const person = (ask: (tx: Tx, scope: Scope, personId: string) => Promise<number>) => (): Asked => {
    const link = pick(links)
    const scope: Scope = { viewer: staff[link.staff] ?? pick(staff), purpose: 'safeguard_child', lens: 'linked' }
    return { scope, ask: tx => ask(tx, scope, link.personId) }
  }
  return [
    { name: 'person’s page', target: page, next: person((tx, _, id) => readPersonsPage(tx, p, id)) },
    { name: 'person’s page as the product asks: overview', target: page, next: person(async (tx, scope, id) => {
      const { names } = await getIdentity(tx, scope, id)
      return names.length + (await getOverview(tx, scope, id)).involved.length
    }) },
    { name: 'person’s page as the product asks: chronology', target: page, next: person(async (tx, scope, id) => {
      await getIdentity(tx, scope, id)
      return (await getChronology(tx, scope, id, { from: 0, most: 50 })).entries.length
    }) },
    { name: 'newest 50, practitioner', target: list, next: () =>
      ({ scope: practitioner(), ask: tx => listNewestByPerson(tx, p) }) },
    { name: 'newest 50, practitioner, asked plainly', target: list, next: () =>
      ({ scope: practitioner(), ask: tx => listNewest(tx, p) }) },
    { name: 'newest 50, desk', target: list, next: () => ({ scope: desk(), ask: tx => listNewest(tx, p) }) },
    { name: 'front door’s board', target: list, next: () => {
      const scope = desk()
      const filter = { state: 'open', who: 'all', overdueOnly: false } as const
      return { scope, ask: async tx => (await listBoard(tx, scope.viewer.staffId, filter, kernel.now())).length }
    } },
    { name: 'search by whole name', target: list, next: () => search(({ given, family }) => `${given} ${family}`) },
    { name: 'search by misspelt name and birthday', target: list, next: () =>
      search(({ given, family, born }) => `${given} ${misspelt(family)} ${born}`) },
    { name: 'search by family name alone', target: list, next: () => search(({ family }) => family) },
  ]
}

function pick<T>(from: readonly T[]): T {
  const item = from[Math.floor(Math.random() * from.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** One letter too few, somewhere in the middle. */
function misspelt(name: string): string {
  const place = 1 + Math.floor(Math.random() * (name.length - 1))
  return name.slice(0, place) + name.slice(place + 1)
}
