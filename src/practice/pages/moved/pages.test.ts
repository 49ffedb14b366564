import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { beginSearch, layDownSearchRules, takeSearchStep, upkeepPractices } from '../../upkeepWorld.ts'
import { handOverRoutes } from '../handing-over/handOverRoutes.tsx'
import { pagesAs } from '../pagesApp.tsx'
import { movedPages } from './movedPages.tsx'
import { movePages } from './movePages.tsx'

let w: World
let id = ''
beforeAll(async () => {
  w = await world()
  await layDownSearchRules(w)
  await w.owner.query(`insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name, birth_on)
    select $1, $2, id, 'seed', 'right', 'Isla', 'Marlowe', '2015-08-19' from cell
    where agency_id = $3 and category = 'identity' and tier = 0`, [partnershipId, people.sibling, agencies.police])
  id = await beginSearch(w)
})
afterAll(() => w.end())

const all = () => handOverRoutes(upkeepPractices).route('/', movePages(upkeepPractices)).route('/', movedPages(upkeepPractices))
const as = (persona: Persona) => pagesAs(w, persona, all())
const one = () => `/searches-for-test/${id}`
const revision = async () => String((await w.owner.query<{ revision: number }>('select revision from episode where id = $1', [id])).rows[0]?.revision)

test('the page for giving it on names the child with the age, keeps what was typed, and is there for the team alone', async () => {
  const page = await as('locate').get(`${one()}/hand-over`)
  const text = await page.text()
  expect(text).toContain('Teo Marlowe')
  expect(text).toMatch(/1[34] years/v)
  expect(text).toContain('Mabli Stroud')
  expect((await as('socialWorker').get(`${one()}/hand-over`)).status).toBe(404)
  expect((await as('mentor').get(`${one()}/hand-over`)).status).toBe(404)
  const back = await as('locate').post(`${one()}/hand-over`, { team: 'inspector', note: '', revision: '1', key: 'abcdefgh1' })
  expect(back.status).toBe(422)
  expect(await back.text()).toContain('Say what the other team needs to know.')
  const stale = await as('locate').post(`${one()}/assign`, { to: staff.locate, revision: '7', key: 'abcdefgh2' })
  expect(stale.status).toBe(422)
  expect((await as('locate').post(`${one()}/assign`, { to: staff.locate, revision: '1', key: 'abcdefgh3' })).status).toBe(303)
})

test('the right child is found, the move is confirmed, and whoever read the wrong one is listed for the team and the privacy officer', async () => {
  expect(await takeSearchStep(w, 'socialWorker', { id, step: 'tell', revision: 2, answers: { what: 'Seen' } })).toMatchObject({ done: true })
  expect((await as('locate').get(`${one()}/moved`)).status).toBe(404)
  const searched = await as('locate').post(`${one()}/move/search`, { q: 'Isla Marlowe' })
  expect(searched.status).toBe(303)
  const chosen = await as('locate').get(`${one()}/move?person=${people.sibling}`)
  expect(await chosen.text()).toContain('Isla Marlowe')
  expect(await (await as('locate').get(`${one()}/move?person=${people.sealed}`)).text()).not.toContain('Haddow')
  const noWhy = await as('locate').post(`${one()}/move`, { person: people.sibling, why: '', revision: await revision(), key: 'abcdefgh4' })
  expect(noWhy.status).toBe(422)
  const moved = await as('locate').post(`${one()}/move`, { person: people.sibling, why: 'The brother was chosen.', revision: await revision(), key: 'abcdefgh5' })
  expect(moved.headers.get('location')).toBe(`${one()}/moved`)
  const text = await (await as('locate').get(`${one()}/moved`)).text()
  expect(text).toContain('Piers Lanyon')
  expect(text).not.toContain('Teo')
  const privacy = await as('privacyPolice').get(`/episodes/${id}/moved`)
  expect(privacy.status).toBe(200)
  expect((await as('privacyCouncil').get(`/episodes/${id}/moved`)).status).toBe(404)
  expect((await as('socialWorker').get(`${one()}/moved`)).status).toBe(404)
  const { rows: [move] } = await w.owner.query<{ id: string }>('select id from episode_move')
  expect((await as('privacyCouncil').post(`/episodes/${id}/moved`, { move: move?.id ?? '' })).status).toBe(404)
  expect((await as('privacyPolice').post(`/episodes/${id}/moved`, { move: move?.id ?? '' })).status).toBe(303)
  expect(await (await as('privacyPolice').get(`/episodes/${id}/moved`)).text()).toContain('Leonie Marsden recorded on')
})
