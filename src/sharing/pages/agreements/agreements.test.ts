import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, people, sharingWorld, staff, viewerOf, wordsOf } from '../../sharingWorld.tsx'
import type { SharingWorld } from '../../sharingWorld.tsx'

let w: SharingWorld
let frontDoor = ''
let policeClause = ''
beforeAll(async () => {
  w = await sharingWorld()
  await w.link('socialWorker', people.child)
  await w.record(agencies.police, 'concern')
  const { rows } = await w.owner.query<{ agreement: string; clause: string }>(
    `select a.id as agreement, c.id as clause from agreement a join clause c on c.agreement_id = a.id
     where a.title like 'Front door%' and c.number = 2`,
  )
  frontDoor = rows[0]?.agreement ?? ''
  policeClause = rows[0]?.clause ?? ''
})
afterAll(() => w.end())

const seen = () =>
  w.kernel.db.as(
    { viewer: viewerOf('socialWorker'), purpose: 'safeguard_child', lens: 'linked' },
    async tx => (await sql`select id from record`.execute(tx)).rows.length,
  )
const ending = () => ({ why: 'The review found it is not needed', clause: policeClause, key: randomUUID() })

test('everybody reads what was agreed: parties, sentences, law and dates', async () => {
  expect(await wordsOf(w.get('mentor', '/agreements'))).toMatch(
    /Front door information-sharing agreement In force .*Lantern Mentoring.* 12 of 12/,
  )
  const words = await wordsOf(w.get('mentor', `/agreements/${frontDoor}`))
  expect(words).toContain('The police tell the front door what happened')
  expect(words).toContain('Children Act 1989, section 47')
  expect(words).toContain('up to tier 2 of 3')
  expect(words).not.toContain('End the whole agreement')
})

test('only the governance lead finds the page that ends a clause', async () => {
  const path = `/agreements/${frontDoor}/end?clause=${policeClause}`
  for (const persona of ['mentor', 'administrator', 'chair', 'frontDoorManager'] as const) {
    expect((await w.get(persona, path)).status).toBe(404)
    expect((await w.post(persona, `/agreements/${frontDoor}/end`, ending())).status).toBe(404)
  }
  expect(await seen()).toBe(1)
})

test('before it ends, the page says how many people of which role lose sight of what', async () => {
  const words = await wordsOf(w.get('governance', `/agreements/${frontDoor}/end?clause=${policeClause}`))
  expect(words).toContain('3 members of staff lose sight')
  expect(words).toMatch(/Children’s social worker 1 see: .*Full account.*Police events/)
  const whole = await wordsOf(w.get('governance', `/agreements/${frontDoor}/end`))
  expect(whole).toMatch(/Neighbourhood officer 2 add: Notifications/)
})

test('a clause does not end without a reason', async () => {
  const response = await w.post('governance', `/agreements/${frontDoor}/end`, { ...ending(), why: '  ' })
  expect(response.status).toBe(422)
  expect(await wordsOf(response)).toContain('Say why it ends')
  expect(await seen()).toBe(1)
})

test('when a clause ends, sight ends with it at once, and open pages hear of it within a second', async () => {
  const live = await w.live()
  const page = await live.open('socialWorker', `person:${people.child}`)
  const fields = ending()
  const started = performance.now()
  const response = await w.post('governance', `/agreements/${frontDoor}/end`, fields)
  expect(response.headers.get('location')).toBe(`/agreements/${frontDoor}?done=ended`)
  expect(await seen()).toBe(0)
  await page.until('event: resync')
  expect(performance.now() - started).toBeLessThan(1_500)
  page.close()
  await live.close()
  const again = await w.post('governance', `/agreements/${frontDoor}/end`, fields)
  expect(again.headers.get('location')).toBe(`/agreements/${frontDoor}?done=ended`)
  const another = await w.post('governance', `/agreements/${frontDoor}/end`, { ...fields, key: randomUUID() })
  expect(another.headers.get('location')).toBe(`/agreements/${frontDoor}?done=already`)
})

test('who ended it and why stays readable for everybody', async () => {
  const words = await wordsOf(w.get('officer', `/agreements/${frontDoor}`))
  expect(words).toMatch(/Clause 2 was ended .*Nadim Rusk.*The review found it is not needed/)
  const { rows } = await w.owner.query(`select what, staff_id from agreement_event where what = 'clause_ended'`)
  expect(rows).toEqual([{ what: 'clause_ended', staff_id: staff.governance }])
})

test('a clause of another agreement is not ended through this one', async () => {
  const { rows } = await w.owner.query<{ id: string }>(`select id from agreement where title like 'Oversight%'`)
  const other = rows[0]?.id ?? ''
  const {
    rows: [clause],
  } = await w.owner.query<{ id: string }>('select id from clause where agreement_id = $1', [frontDoor])
  const response = await w.post('governance', `/agreements/${other}/end`, { ...ending(), clause: clause?.id ?? '' })
  expect(response.headers.get('location')).toBe(`/agreements/${other}?done=already`)
})

test('when a whole agreement ends, nothing is open by it any more', async () => {
  await w.post('governance', `/agreements/${frontDoor}/end`, { why: 'It is replaced', key: randomUUID() })
  const { rows } = await w.owner.query(
    `select from authz.grant_cell g join clause c on c.id = g.clause_id
    where c.agreement_id = $1 and g.valid_until > now()`,
    [frontDoor],
  )
  expect(rows).toEqual([])
  expect(await wordsOf(w.get('officer', '/agreements'))).toMatch(
    /Front door information-sharing agreement Ended .* 0 of 12/,
  )
  expect((await w.get('governance', `/agreements/${frontDoor}/end`)).status).toBe(404)
})

test('an agreement that does not exist is absent', async () => {
  expect((await w.get('officer', `/agreements/${randomUUID()}`)).status).toBe(404)
  expect((await w.get('officer', '/agreements/x')).status).toBe(404)
})
