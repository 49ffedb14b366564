import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partnershipId, people, staff, viewerOf, world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { practicesOf } from '../../practice/practices.ts'
import { refer } from '../actions/refer.ts'
import { programmeReferral } from '../referral.ts'

let w: World
let referral = ''
beforeAll(async () => {
  w = await world()
  const { rows } = await w.owner.query<{ id: string }>(`select id from programme where name = 'Lantern one-to-one mentoring'`)
  const made = await refer(w.kernel, viewerOf('socialWorker'), practicesOf([programmeReferral]), {
    programmeId: rows[0]?.id ?? '', personId: people.child, key: randomUUID(), facts: { age: 14, known: {} }, why: 'x', helps: 'y', consent: 'both',
  })
  if (!made.done) throw new Error(made.why)
  referral = made.value.id
})
afterAll(() => w.end())

const path = () => `/outcome-scales/${referral}`
const words = (text: string) => text.replaceAll(/<[^>]+>/gv, ' ').replaceAll(/\s+/gv, ' ')
const form = (scale: string, year: number, values: Record<string, number>) => ({
  key: randomUUID(), scale, 'taken-on-day': '3', 'taken-on-month': '2', 'taken-on-year': String(year),
  ...Object.fromEntries(Object.entries(values).map(([item, value]) => [`item-${item}`, String(value)])),
})
const all = (count: number, value: number) => Object.fromEntries(Array.from({ length: count }, (_, place) => [String(place + 1), value]))

test('a mentor enters two forms by number; the referral’s page scores, compares and draws them', async () => {
  expect(words(await (await w.request('mentor', path())).text())).toContain('SDQ: a teacher')
  const empty = await w.request('mentor', path(), form('swemwbs-self', 2025, {}))
  expect(empty.status).toBe(422)
  expect((await w.request('mentor', path(), form('sdq-teacher', 2025, all(25, 1)))).status).toBe(303)
  expect((await w.request('mentor', path(), form('sdq-teacher', 2026, { ...all(24, 0), i1: 3, i2: 0, i3: 2 }))).status).toBe(303)
  const html = await (await w.request('mentor', `/programmes/referrals/${referral}`)).text()
  const page = words(html)
  expect(page).toContain('Total difficulties (0 to 40) 20: Very high 9: Close to average −11, better')
  expect(page).toContain('(1 left blank, made up)')
  expect(page).toContain('only the difference is shown')
  expect(html).toMatch(/<polyline points="36,\d+ 308,\d+"/v)
  // The agreement gives the front door what a provider notes of its help; nobody else sees the child's answers.
  expect(words(await (await w.request('socialWorker', `/programmes/referrals/${referral}`)).text())).toContain('Total difficulties')
  for (const persona of ['mentor', 'schoolLeadA', 'officer', 'youthJustice', 'nurse'] as const) {
    await w.owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
      select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell
      where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, people.child, staff[persona], viewerOf(persona).agencyId])
    const { rows } = await w.kernel.db.as({ viewer: viewerOf(persona), purpose: 'safeguard_child', lens: 'linked' },
      tx => sql`select id from scale_score`.execute(tx))
    expect(rows.length, persona).toBe(persona === 'mentor' ? 2 : 0)
  }
})

test('a value that the form does not have is refused, and so is whoever does not give the help', async () => {
  expect((await w.request('mentor', path(), form('sdq-parent', 2025, { 1: 3 }))).status).toBe(422)
  expect((await w.request('mentor', path(), form('sdq-nobody', 2025, { 1: 1 }))).status).toBe(404)
  expect((await w.request('mentor', path(), form('sdq-parent', 2099, { 1: 1 }))).status).toBe(422)
  for (const persona of ['schoolLeadB', 'analyst', 'chair'] as const) expect((await w.request(persona, path())).status).toBe(404)
})
