import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { roles } from '../../../tests/seedBase.ts'
import type { Scope } from '../../kernel/context.ts'
import { openWork } from '../../kernel/work.ts'
import { practicesOf } from '../../practice/practices.ts'
import { refer } from '../actions/refer.ts'
import { programmeReferral } from '../referral.ts'

/** Words that stand in the address alone: wherever they appear, somebody can find who must not be found. */
const address = 'zq-orchard-cottage, Larkrise Lane'
const directions = 'zq-ring-twice-at-the-blue-gate'
const practices = practicesOf([programmeReferral])
let w: World
let referral = ''
beforeAll(async () => {
  w = await world()
  const { rows } = await w.owner.query<{ id: string }>(`select id from programme where name = 'A safe place to stay'`)
  const made = await refer(w.kernel, viewerOf('socialWorker'), practices, {
    programmeId: rows[0]?.id ?? '', personId: people.child, key: randomUUID(), facts: { age: 14, known: {} }, why: 'Threatened at home',
    helps: 'A place to sleep', consent: 'both', despite: 'Nothing else is left',
  })
  if (!made.done) throw new Error(made.why)
  referral = made.value.id
  // Everybody who ever works with a child has a reason here: what is hidden is hidden by the cell and not by a missing link.
  for (const persona of personas) for (const purpose of ['safeguard_child', 'missing_response', 'custody']) await w.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, kind)
     select $1, $2, id, $3, $4, $5, $6, 'allocated' from cell
     where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, people.child, staff[persona], viewerOf(persona).agencyId, roles[persona], purpose])
})
afterAll(() => w.end())

const personas = Object.keys(roles).filter((key): key is Persona => key in roles)
/** Lantern's people who keep safe places; nobody else, not even their colleagues who mentor. */
const keepers: readonly Persona[] = ['programmeWorker']
const pathOf = () => `/safe-places/${referral}`
const words = (text: string) => text.replaceAll(/<[^>]+>/gv, ' ').replaceAll(/\s+/gv, ' ')

test('whoever keeps the place records it, is shown it, and the opening is written down as one', async () => {
  expect((await w.request('programmeWorker', pathOf(), { key: randomUUID(), address: '' })).status).toBe(422)
  const sent = await w.request('programmeWorker', pathOf(), { key: randomUUID(), address, directions })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${pathOf()}?done=recorded`])
  const page = await (await w.request('programmeWorker', pathOf())).text()
  expect(page).toContain(address)
  expect(page).toContain(directions)
  const { rows } = await w.owner.query(`select 1 from disclosure where person_id = $1 and staff_id = $2 and page = 'safe-place'`, [people.child, staff.programmeWorker])
  expect(rows.length).toBeGreaterThan(0)
})

test('the referral says that there is a place and who holds the address; nobody but a keeper opens it', async () => {
  const seen = words(await (await w.request('socialWorker', `/programmes/referrals/${referral}`)).text())
  expect(seen).toContain('address held by Lantern Mentoring')
  for (const persona of personas.filter(one => !keepers.includes(one))) {
    expect((await w.request(persona, pathOf())).status, persona).toBe(404)
    expect((await w.request(persona, pathOf(), { key: randomUUID(), address: 'x' })).status, persona).toBe(404)
  }
})

test('no page, list, search, export or interface shows anybody else a word of it', async () => {
  const paths = [`/programmes/referrals/${referral}`, '/programmes/referrals', '/programmes', `/people/${people.child}`, `/why?person=${people.child}`,
    '/my-work', '/programmes/counts', '/programmes/counts/rows?stage=referred', '/open-referral/services', `/api/v1/programmes/referrals/${referral}`,
    '/help/programmes', '/board', '/alerts']
  for (const persona of personas) for (const path of paths) {
    const text = await (await w.request(persona, path)).text()
    expect(/zq-(?:orchard|ring)/v.test(text), `${persona} ${path}`).toBe(false)
  }
})

test('the database gives the address to the keepers’ own role alone, through every lens, purpose and piece of work', async () => {
  for (const persona of personas) {
    const viewer = viewerOf(persona)
    const { rows } = await w.owner.query<{ purpose: string }>('select purpose from role_purpose where role = $1', [viewer.role])
    const opened = await openWork(w.kernel, viewer, referral)
    const scopes: Scope[] = [...rows.flatMap(({ purpose }): Scope[] => [{ viewer, purpose, lens: 'linked' }, { viewer, purpose, lens: 'hub' }]),
      ...opened ? [opened.scope, { ...opened.scope, lens: 'linked' as const }] : []]
    let sees = false
    for (const scope of scopes) await w.kernel.db.as(scope, async tx => {
      const { rows: found } = await sql`select address from safe_address`.execute(tx)
      sees ||= found.length > 0
    })
    expect(sees, persona).toBe(keepers.includes(persona))
  }
})

test('the person’s own account tells of the stay and not of the address, because a parent may read it', async () => {
  const { rows: cells } = await w.owner.query<{ id: number }>('select id from cell where partnership_id = $1', [partnershipId])
  const { rows } = await w.owner.query(`select * from authz.subject_rows($1, array[$2]::uuid[], $3::integer[])`,
    [partnershipId, people.child, cells.map(({ id }) => id)])
  const account = JSON.stringify(rows)
  expect(account).toContain('A safe place to stay')
  expect(account).toContain('The agency tells you the address itself.')
  expect(account).not.toMatch(/zq-(?:orchard|ring)/v)
})

test('an act never holds it, and when the stay ends the address is shown to nobody any more', async () => {
  const { rows } = await w.owner.query('select * from act where person_id = $1', [people.child])
  expect(JSON.stringify(rows)).not.toMatch(/zq-(?:orchard|ring)/v)
  const { rows: [stay] } = await w.owner.query<{ id: string }>('select id from safe_stay where work_id = $1', [referral])
  expect((await w.request('programmeWorker', `${pathOf()}/end`, { key: randomUUID(), stay: stay?.id ?? '' })).status).toBe(303)
  const page = await (await w.request('programmeWorker', pathOf())).text()
  expect(page).not.toMatch(/zq-(?:orchard|ring)/v)
  expect(agencies.mentoring).toBe(viewerOf('programmeWorker').agencyId)
})
