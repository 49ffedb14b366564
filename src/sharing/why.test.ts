import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, people, sharingWorld, wordsOf } from './sharingWorld.tsx'
import type { SharingWorld } from './sharingWorld.tsx'
import { tablesBeside, tablesWithContent } from './store/why.ts'

let w: SharingWorld
beforeAll(async () => {
  w = await sharingWorld()
  await w.link('socialWorker', people.child)
  await w.record(agencies.police, 'concern')
  await w.record(agencies.council, 'social_care', { kind: 'social_care_plan' })
})
afterAll(() => w.end())

const why = `/why?person=${people.child}`

test('the page says purpose, link, and for each kind of information the clause with its law and its end', async () => {
  const response = await w.get('socialWorker', why)
  const html = await response.clone().text()
  const words = await wordsOf(response)
  expect(words).toContain('Safeguarding a child , because of your link to this person')
  expect(words).toContain('You are allocated to this person')
  expect(words).toMatch(
    /Safeguarding concern Wexmere Police Clause 2 of the Front door information-sharing agreement/,
  )
  expect(words).toMatch(/Children Act 2004, section 10.* Until \d+ \w+ 20\d\d/)
  expect(words).toMatch(/Social care Wexmere Council .* It is your own agency’s record/)
  expect(html).toContain('https://www.legislation.gov.uk/ukpga/2004/31/section/10')
  expect(html).not.toContain('CANARY')
})

test('kinds of information that are open but empty are not named', async () => {
  expect(await wordsOf(w.get('socialWorker', why))).not.toMatch(/Youth justice|Health|Support and programmes/)
})

test('what is hidden changes no byte of the answer', async () => {
  const before = await (await w.get('socialWorker', why)).text()
  await w.record(agencies.hospital, 'health', { tier: 3 })
  await w.record(agencies.police, 'narrative', { tier: 3 })
  await w.record(agencies.mentoring, 'concern', { tier: 3 })
  await w.record(agencies.police, 'concern', { person: people.stranger })
  expect(await (await w.get('socialWorker', why)).text()).toBe(before)
})

test('no link, a seal and nobody at all get one and the same answer', async () => {
  await w.link('socialWorker', people.sealed)
  const answers = await Promise.all(
    [people.sealed, people.stranger, 'ffffffff-0000-4000-8000-000000000000', 'x'].map(async person =>
      (await w.get('socialWorker', `/why?person=${person}`)).text(),
    ),
  )
  expect(new Set(answers)).toEqual(new Set(['absent']))
})

test('asking why is itself written down, with no kind of information', async () => {
  await w.get('socialWorker', why)
  const { rows } = await w.owner.query(
    `select person_id, page, categories from disclosure order by at desc limit 1`,
  )
  expect(rows).toEqual([{ person_id: people.child, page: 'why', categories: [] }])
})

test('a piece of work gives the purpose and is named', async () => {
  await w.owner.query(
    `insert into work (partnership_id, id, person_id, cell, kind, purpose, reference)
    select partnership_id, '0b000000-0000-4000-8000-000000000001', $1, id,
       'notification', 'safeguard_child', '2026-00077'
     from cell where id = $2`,
    [people.child, w.kernel.cells.id(agencies.council, 'notification', 1)],
  )
  const words = await wordsOf(w.get('frontDoor', '/why?work=0b000000-0000-4000-8000-000000000001'))
  expect(words).toContain('because of Notification 2026-00077')
  expect(words).toContain('Your desk looks after what arrives here')
  expect(await (await w.get('mentor', '/why?work=0b000000-0000-4000-8000-000000000001')).text()).toBe('absent')
})

test('every table about people is either asked or named as one that only helps', async () => {
  const { rows } = await w.owner.query<{ name: string }>(
    `select relname as name from pg_class where obj_description(oid, 'pg_class') like 'personal:%'`,
  )
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...tablesWithContent, ...tablesBeside].toSorted())
})
