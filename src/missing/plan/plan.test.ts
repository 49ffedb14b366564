import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import type { Scope } from '../../kernel/context.ts'
import { enterByLink } from '../../partnership/outside/enterByLink.ts'
import { openOutsideLink } from '../../partnership/outside/outsideLink.ts'
import { beginEpisode } from '../../practice/actions/begin.ts'
import { takeStep } from '../../practice/actions/takeStep.ts'
import { practicesOf } from '../../practice/practices.ts'
import { settingsFrom } from '../../practice/settings.ts'
import { decide } from '../../sharing/decide.ts'
import type { Facts } from '../../sharing/decideFacts.ts'
import { whyFor } from '../../sharing/why.ts'
import { missingRoom } from '../room.ts'
import { beginPlan, endPlan, movePlan, planRefusals, reviewPlan, savePart } from './actions.ts'
import { sectionsOf } from './sections.ts'
import { listPlansOf } from './store.ts'

let w: World
let planId = ''
const practices = practicesOf(missingRoom.practices)

beforeAll(async () => {
  w = await world()
  for (const persona of ['homeWorker', 'socialWorker', 'locate', 'detective', 'youthJustice', 'returnInterviewer'] as const)
    await allocate(persona, people.child)
})
afterAll(() => w.end())

const allocate = (persona: Persona, personId: string) => w.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   select $1, $2, c.id, $3, $4, 'missing_response', 'allocated' from cell c
   where c.partnership_id = $1 and c.agency_id = $4 and category = 'involvement' and tier = 0`,
  [partnershipId, personId, staff[persona], viewerOf(persona).agencyId])

const scopeOf = (persona: Persona, lens: Scope['lens'] = 'linked'): Scope => ({ viewer: viewerOf(persona), purpose: 'missing_response', lens })
const sectionOf = (code: string) => {
  const found = sectionsOf(settingsFrom([])).find(section => section.code === code)
  if (!found) throw new Error(`no section ${code}`)
  return found
}
const write = (persona: Persona, code: string, answers: Record<string, string>, basedOn = 0) =>
  savePart(w.kernel, scopeOf(persona), { planId, section: sectionOf(code), basedOn, answers, key: randomUUID() })

const tables = ['trigger_plan', 'trigger_plan_part', 'work', 'clock', 'act', 'file'] as const

/** How many rows of the plan each table shows through this lens: the plan itself and whatever tells that there is one. */
async function seen(persona: Persona, lens: Scope['lens'] = 'linked'): Promise<Record<string, number>> {
  const cells = sql`select id from cell where category = 'trigger_plan' and agency_id = ${agencies.home}::uuid`
  return w.kernel.db.as(scopeOf(persona, lens), async tx => {
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rows: [row] } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
        where person_id = ${people.child}::uuid and cell in (${cells})`.execute(tx)
      counts[table] = row?.n ?? 0
    }
    return counts
  })
}
const nothing = Object.fromEntries(tables.map(table => [table, 0]))

const reportMissing = () => beginEpisode(w.kernel, viewerOf('homeWorker'), practices, {
  kind: 'missing_episode', personId: people.child, key: randomUUID(), answers: {
    reporter_relationship: 'home', reporter_name: 'Dewi Farrant', reporter_contact: 'The home', last_seen_at: new Date(Date.now() - 3_600_000).toISOString(),
    last_seen_where: 'At the gate', tried: ['phone'], tried_detail: 'No answer', immediate_danger: 'no', worry: 'Out without the inhaler',
    absence: 'care', home_authority: 'Wexmere',
  },
})

test('whoever looks after a child begins one plan, writes it, and every version is kept', async () => {
  const begun = await beginPlan(w.kernel, viewerOf('homeWorker'), { personId: people.child, key: randomUUID() })
  if (!begun.done) throw new Error(begun.why)
  planId = begun.value.id
  expect(await beginPlan(w.kernel, viewerOf('homeWorker'), { personId: people.child, key: randomUUID() })).toMatchObject({ done: false })
  expect(await write('homeWorker', 'details', { looks: 'Tall, red coat' })).toMatchObject({ done: true, value: { version: 1 } })
  expect(await write('homeWorker', 'details', { looks: 'Tall, blue coat' }, 1)).toMatchObject({ done: true, value: { version: 2 } })
  expect(await write('homeWorker', 'details', { looks: 'Short' }, 1)).toEqual({ done: false, why: planRefusals.changed })
  expect(await write('homeWorker', 'medical', { conditions: 'Asthma' })).toMatchObject({ done: true })
  expect(await write('homeWorker', 'now', { mood: 'Sad' })).toEqual({ done: false, why: planRefusals.notMissing })
  expect(await write('socialWorker', 'details', { looks: 'Other' }, 2)).toEqual({ done: false, why: planRefusals.notOwn })
  const { rows } = await w.owner.query('select version, replaced_at is null as current from trigger_plan_part where plan_id = $1 and section = $2 order by 1', [planId, 'details'])
  expect(rows).toEqual([{ version: 1, current: false }, { version: 2, current: true }])
})

test('nobody who searches sees the plan, nor that there is one, before the child is missing', async () => {
  for (const persona of ['locate', 'detective', 'youthJustice', 'returnInterviewer'] as const)
    for (const lens of ['linked', 'hub'] as const) expect(await seen(persona, lens), persona).toEqual(nothing)
  expect(await seen('homeWorker')).toMatchObject({ trigger_plan: 1, trigger_plan_part: 3, work: 1, clock: 1 })
  expect(await seen('socialWorker')).toMatchObject({ trigger_plan: 1 })
  expect((await w.request('locate', `/plans/${planId}`)).status).toBe(404)
  expect((await w.request('homeWorker', `/plans/${planId}`)).status).toBe(200)
})

test('a photo is kept with the plan', async () => {
  const photo = { name: 'photo.png', mediaType: 'image/png', content: Buffer.from('not looked at here') }
  expect(await savePart(w.kernel, scopeOf('homeWorker'), {
    planId, section: sectionOf('photo'), basedOn: 0, answers: {}, photo, key: randomUUID(),
  })).toMatchObject({ done: true })
})

test.each(tables)('without its policy, %s would tell that there is a plan', async table => {
  await w.owner.query(`drop policy only_while_missing on ${table}`)
  expect((await seen('locate'))[table]).toBeGreaterThan(0)
  await w.owner.query(`call authz.release_while_missing('${table}')`)
  expect((await seen('locate'))[table]).toBe(0)
})

let episodeId = ''

test('the searchers see it while an episode is open, and it is gone when the child is found', async () => {
  const begun = await reportMissing()
  if (!begun.done) throw new Error(begun.why)
  episodeId = begun.value.id
  expect(await seen('locate')).toMatchObject({ trigger_plan: 1, trigger_plan_part: 4, work: 1, file: 1 })
  expect(await write('homeWorker', 'now', { mood: 'Sad after a call' })).toMatchObject({ done: true })
  const page = await (await w.request('locate', `/missing/${episodeId}`)).text()
  for (const said of ['Tall, blue coat', 'Asthma', 'Sad after a call', 'Written by Dewi Farrant']) expect(page).toContain(said)
  expect(page).not.toContain('red coat')
  const why = await w.kernel.db.as(scopeOf('locate'), tx => whyFor(tx, w.kernel, scopeOf('locate'), people.child))
  expect(JSON.stringify(why)).toContain('only while the child is missing')
  const { rows: [open] } = await w.owner.query<{ revision: number }>('select revision from episode where id = $1', [episodeId])
  const found = await takeStep(w.kernel, viewerOf('locate'), practices, {
    episodeId, step: 'cancel', revision: open?.revision ?? 0, key: randomUUID(), answers: { cancelled_why: 'not_missing', detail: 'In the garden all the time' },
  })
  expect(found).toMatchObject({ done: true })
  expect(await seen('locate')).toEqual(nothing)
  expect(await (await w.request('locate', `/missing/${episodeId}`)).text()).not.toMatch(/Tall, blue coat|Plan 20/v)
  expect((await w.request('locate', `/plans/${planId}`)).status).toBe(404)
  const after = await w.kernel.db.as(scopeOf('locate'), tx => whyFor(tx, w.kernel, scopeOf('locate'), people.child))
  expect(JSON.stringify(after)).not.toContain('only while the child is missing')
})

test('the pure function and the database agree on who sees a plan, whether or not the child is missing', async () => {
  const { rows: clauses } = await w.owner.query<{ id: string; from: string[]; to: string[]; roles: string[]; categories: string[]; tier: number; access: 'read' | 'deposit'; reach: 'linked' | 'hub' }>(
    `select id, from_agencies as from, to_agencies as to, to_roles as roles, categories, highest_tier as tier, access, reach
     from clause where purpose = 'missing_response'`)
  const { rows: scopes } = await w.owner.query<{ role: string; category: string; highestTier: number; reach: 'linked' | 'hub'; mayWrite: boolean }>(
    'select role, category, highest_tier as "highestTier", reach, may_write as "mayWrite" from own_scope')
  const { rows: open } = await w.owner.query<{ id: string }>(`select id from agency where kind in ('council', 'care')`)
  const personas = ['homeWorker', 'socialWorker', 'locate', 'youthJustice', 'returnInterviewer'] as const
  const factsWhile = (missing: boolean): Facts => ({
    staff: personas.map(persona => ({ id: staff[persona], agencyId: viewerOf(persona).agencyId, active: {} })),
    appointments: personas.map(persona => ({ staffId: staff[persona], role: viewerOf(persona).role, held: {} })),
    rolePurposes: personas.map(persona => ({ role: viewerOf(persona).role, purpose: 'missing_response' })),
    ownScopes: scopes, blocks: [],
    agreements: [{ id: 'a', state: 'active', inForce: {}, clauses: clauses.map(({ id, from, to, roles, categories, tier, access, reach }) =>
      ({ id, fromAgencies: from, toAgencies: to, toRoles: roles, purpose: 'missing_response', categories, highestTier: tier, access, reach })) }],
    links: personas.map(persona => ({ personId: people.child, staffId: staff[persona], agencyId: viewerOf(persona).agencyId, purpose: 'missing_response', valid: {} })),
    releases: [{ category: 'trigger_plan', openToAgencies: open.map(({ id }) => id), missingPeople: missing ? [people.child] : [] }],
  })
  const decided = (missing: boolean) => personas.map(persona => decide(factsWhile(missing), {
    ...viewerOf(persona), purpose: 'missing_response', lens: 'linked', personId: people.child, at: new Date(),
    cell: { agencyId: agencies.home, category: 'trigger_plan', tier: 1 },
  }).allow)
  const shown = async () => Promise.all(personas.map(async persona => (await seen(persona))['trigger_plan'] === 1))
  await w.owner.query('update episode set closed_at = now() where kind = $1', ['missing_episode'])
  expect(await shown()).toEqual(decided(false))
  await w.owner.query('update episode set closed_at = null where id = $1', [episodeId])
  expect(await shown()).toEqual(decided(true))
  expect(decided(true)).not.toEqual(decided(false))
  // What another agency calls missing, outside the cells of missing children, opens nothing.
  await w.owner.query(`update episode set cell = (select id from cell where agency_id = $2 and category = 'police' and tier = 1) where id = $1`, [episodeId, agencies.police])
  expect(await seen('locate')).toEqual(nothing)
  await w.owner.query('update episode set closed_at = now() where kind = $1', ['missing_episode'])
})

test('a carer by link writes what is not medical, and reads no more than that', async () => {
  const given = await openOutsideLink(w.kernel, viewerOf('homeWorker'), { personId: people.child, role: 'carer', purpose: 'missing_response', workId: planId, days: 7 })
  if (!given.done) throw new Error(given.why)
  const { rows: [made] } = await w.owner.query<{ staff_id: string }>('select staff_id from authz.outside_link where id = $1', [given.value.id])
  expect(await enterByLink(w.gate, given.value.path.split('/').at(-1) ?? '', { browser: 'b'.repeat(43), code: given.value.code, agent: 'Test' }))
    .toMatchObject({ role: 'carer' })
  const viewer = { partnershipId, staffId: made?.staff_id ?? '', agencyId: agencies.home, role: 'carer' }
  const scope: Scope = { viewer, purpose: 'missing_response', workId: planId, lens: 'linked' }
  const save = (code: string) => savePart(w.kernel, scope, { planId, section: sectionOf(code), basedOn: 0, answers: {}, key: randomUUID() })
  expect(await save('transport')).toMatchObject({ done: true })
  expect(await save('medical')).toMatchObject({ done: false })
  const parts = await w.kernel.db.as(scope, async tx => (await sql<{ section: string }>`select distinct section from trigger_plan_part`.execute(tx)).rows)
  expect(parts.map(({ section }) => section).toSorted()).toEqual(['details', 'now', 'photo', 'transport'])
  expect(await w.kernel.db.as(scope, tx => listPlansOf(tx, people.stranger))).toEqual([])
  const { rows: [disclosed] } = await w.owner.query<{ n: number }>('select count(*)::integer as n from act where staff_id = $1', [viewer.staffId])
  expect(disclosed?.n).toBe(1)
})

test('of those who may see plans, nobody does without a link to the child', async () => {
  await w.owner.query('update link set valid_until = now() where agency_id = $1', [agencies.council])
  expect(await seen('socialWorker')).toEqual(nothing)
  await allocate('socialWorker', people.child)
})

test('a home is told when its plan is overdue to be looked through', async () => {
  await w.owner.query(`update clock set due_at = now() - interval '1 hour', at_risk_at = now() - interval '2 days' where work_id = $1`, [planId])
  await w.kernel.db.service(tx => sql`select authz.raise_clocks(${partnershipId}::uuid, now(), 1000)`.execute(tx))
  const { rows } = await w.owner.query('select agency_id, role, staff_id, reference_id from alert where kind = $1', ['plan_review_due'])
  expect(rows).toEqual([{ agency_id: agencies.home, role: 'residential_carer', staff_id: null, reference_id: planId }])
})

test('a plan is looked through, moves with the child, and ends', async () => {
  expect(await reviewPlan(w.kernel, scopeOf('homeWorker'), planId, randomUUID())).toMatchObject({ done: true })
  const clocks = await w.owner.query('select stopped_at is null as running from clock where work_id = $1 order by starts_at', [planId])
  expect(clocks.rows).toEqual([{ running: false }, { running: true }])
  expect(await movePlan(w.kernel, scopeOf('homeWorker'), { planId, toAgencyId: agencies.police, key: randomUUID() })).toEqual({ done: false, why: planRefusals.move })
  const moved = await movePlan(w.kernel, scopeOf('homeWorker'), { planId, toAgencyId: agencies.council, key: randomUUID() })
  if (!moved.done) throw new Error(moved.why)
  const { rows } = await w.owner.query<{ section: string; agency_id: string }>(
    'select distinct section, agency_id from trigger_plan_part t join cell c on c.id = t.cell where plan_id = $1 order by 1', [moved.value.id])
  expect(rows.map(({ section }) => section)).toEqual(['details', 'medical', 'photo', 'transport'])
  const inCouncil = await w.kernel.db.as(scopeOf('homeWorker'), tx => listPlansOf(tx, people.child))
  expect(inCouncil, 'the home reads what the council keeps').toEqual([])
  expect(new Set(rows.map(({ agency_id: agency }) => agency))).toEqual(new Set([agencies.council]))
  const { rows: links } = await w.owner.query('select revoked_at is not null as shut from authz.outside_link where work_id = $1', [planId])
  expect(links).toEqual([{ shut: true }])
  const { rows: told } = await w.owner.query<{ kind: string }>(`select distinct kind from alert where kind in ('plan_arrived', 'plan_moved') order by 1`)
  expect(told.map(({ kind }) => kind)).toEqual(['plan_arrived', 'plan_moved'])
  expect(await write('homeWorker', 'money', {})).toEqual({ done: false, why: planRefusals.over })
  const scope = scopeOf('socialWorker')
  expect(await endPlan(w.kernel, scope, { planId: moved.value.id, because: 'not_needed', key: randomUUID() })).toMatchObject({ done: true })
})
