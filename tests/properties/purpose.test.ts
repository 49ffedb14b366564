import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCanaries, canaryPattern, type Aviary } from '../canary/seedCanaries.ts'
import { ask } from '../canary/crawl.ts'
import { agencies, partnershipId, people, staff, world, type World } from '../world.ts'

/** Youth justice acts for two purposes: with a child who is to be kept safe, and with one who has an order. */
const purposes = ['safeguard_child', 'youth_justice'] as const
const both = { safeguard_child: people.child, youth_justice: people.stranger } as const

let w: World
let aviary: Aviary
const works = new Map<string, string>()

beforeAll(async () => {
  w = await world()
  aviary = await seedCanaries(w)
  await w.owner.query(`delete from link where staff_id = $1`, [staff.youthJustice])
  for (const purpose of purposes) {
    const { rows: [row] } = await w.owner.query<{ id: string }>(
      `insert into work (partnership_id, person_id, cell, kind, purpose, reference)
       select $1, $2, id, 'supervision', $3, 'R' from cell where agency_id = $4 and category = 'youth_justice' and tier = 1
       returning id`, [partnershipId, both[purpose], purpose, agencies.youthJustice])
    works.set(purpose, row?.id ?? '')
    await w.owner.query(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind, work_id)
       select $1, $2, id, $3, $4, $5, 'allocated', $6 from cell where agency_id = $4 and category = 'involvement' and tier = 0`,
      [partnershipId, both[purpose], staff.youthJustice, agencies.youthJustice, purpose, row?.id])
  }
}, 120_000)
afterAll(() => w.end())

/** What the database shows for one purpose: the canaries of every record, and of needs, which forms write beside them. */
async function shownFor(purpose: string): Promise<Set<string>> {
  const rows = await w.kernel.db.as(w.scope('youthJustice', 'linked', purpose), async tx =>
    (await sql<{ row: unknown }>`
      select to_jsonb(r) as row from record r union all select to_jsonb(n) from need n`.execute(tx)).rows)
  return new Set(JSON.stringify(rows).match(canaryPattern) ?? [])
}

const pageOf = async (person: string, work: string) =>
  (await ask(w, 'youthJustice', `/people/${person}/chronology?work=${work}`)).map(({ body }) => body).join('\n')

test('under one purpose nobody sees what is open for another, and each shows something', async () => {
  const [safe, order] = [await shownFor(purposes[0]), await shownFor(purposes[1])]
  expect(safe.size).toBeGreaterThan(0)
  expect(order.size).toBeGreaterThan(0)
  expect([...safe].filter(word => order.has(word))).toEqual([])
})

test('a page that is opened from work of one purpose shows that purpose’s record, and no page joins two', async () => {
  for (const [at, purpose] of purposes.entries()) {
    const own = await shownFor(purpose)
    const other = purposes[1 - at] ?? purpose
    const page = await pageOf(both[purpose], works.get(purpose) ?? '')
    const words = new Set(page.match(canaryPattern) ?? [])
    expect([...words].filter(word => own.has(word)).length, purpose).toBeGreaterThan(0)
    const records = [...words].filter(word => aviary.of.get(word)?.table === 'record')
    expect(records.filter(word => !own.has(word)), purpose).toEqual([])
    // Work of the other purpose opens nothing of this person: the work is about somebody else.
    const swapped = await pageOf(both[purpose], works.get(other) ?? '')
    const strangers = [...new Set(swapped.match(canaryPattern) ?? [])].filter(word => aviary.of.get(word)?.personId === both[other])
    expect(strangers, `${purpose} by work for ${other}`).toEqual([])
  }
})
