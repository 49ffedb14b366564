import { afterAll, beforeAll, expect, test } from 'vitest'
import { partnershipId, staff, viewerOf, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { coveredBy } from '../../absence/absences.ts'
import { pagesAs } from '../pagesApp.tsx'
import { absencePages } from './page.tsx'

let w: World
let now = new Date()
beforeAll(async () => {
  w = await world({ now: () => now })
  // Two more of the locate team's role, so that somebody can cover.
  await w.owner.query(`insert into appointment (partnership_id, staff_id, role) values ($1, $2, 'locate_officer')`, [partnershipId, staff.secondOfficer])
})
afterAll(() => w.end())

const as = (persona: Persona) => pagesAs(w, persona, absencePages())
function days(from: Date, until: Date): Record<string, string> {
  const parts = (name: string, at: Date) => {
    const [year = '', month = '', day = ''] = at.toISOString().slice(0, 10).split('-')
    return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
  }
  return { ...parts('from', from), ...parts('until', until) }
}
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
const record = (who: Persona, given: { who?: string; cover: string; from?: Date; until?: Date }) => as(who).post('/absence', {
  who: given.who ?? '', cover: given.cover, key: crypto.randomUUID(), ...days(given.from ?? inDays(0), given.until ?? inDays(3)),
})
const covered = (who: Persona) => w.kernel.db.as(w.scope(who, 'linked', ''), tx => coveredBy(tx, { ...viewerOf(who) }, now))

test('somebody records their own absence; whoever covers is told, and has their work from the first day to the last', async () => {
  expect((await record('locate', { cover: staff.secondOfficer, from: inDays(1), until: inDays(2) })).status).toBe(303)
  expect(await covered('secondOfficer')).toEqual([])
  now = inDays(1.5)
  expect(await covered('secondOfficer')).toEqual([staff.locate])
  expect(await covered('inspector')).toEqual([])
  now = inDays(5)
  expect(await covered('secondOfficer')).toEqual([])
  now = new Date()
  const { rows } = await w.owner.query('select staff_id from alert where kind = $1', ['absence_cover'])
  expect(rows).toEqual([{ staff_id: staff.secondOfficer }])
})

test('whoever supervises records it for others; another team, another agency or the wrong cover is refused', async () => {
  expect((await record('inspector', { who: staff.locate, cover: staff.secondOfficer })).status).toBe(303)
  const wrong = await record('officer', { who: staff.locate, cover: staff.secondOfficer })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Choose a colleague of your team')
  expect((await record('frontDoorManager', { who: staff.locate, cover: staff.secondOfficer })).status).toBe(422)
  expect((await record('locate', { cover: staff.inspector })).status).toBe(422)
  expect((await record('locate', { cover: staff.locate })).status).toBe(422)
  expect((await record('locate', { cover: staff.secondOfficer, from: inDays(4), until: inDays(2) })).status).toBe(422)
  expect((await record('locate', { cover: '' })).status).toBe(422)
})

test('an absence is seen by its own agency alone, and ended by whom it concerns', async () => {
  expect(await (await as('locate').get('/absence')).text()).toContain('Piers Lanyon')
  expect(await (await as('socialWorker').get('/absence')).text()).toContain('Nobody is away')
  const { rows: [row] } = await w.owner.query<{ id: string }>('select id from staff_absence order by recorded_at limit 1')
  const id = row?.id ?? ''
  expect((await as('socialWorker').post(`/absence/${id}/end`, {})).status).toBe(404)
  expect((await as('officer').post(`/absence/${id}/end`, {})).status).toBe(404)
  expect((await as('locate').post(`/absence/${id}/end`, {})).status).toBe(303)
  expect((await as('locate').post(`/absence/${id}/end`, {})).status).toBe(404)
})
