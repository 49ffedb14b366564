import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { listActsOf } from '../store/staff.ts'
import { beginSearch, closeSearch, layDownSearchRules, takeSearchStep } from '../upkeepWorld.ts'
import { clockActor } from './clockActor.ts'
import { listPauses } from './listPauses.ts'
import { predictions } from './predictions.ts'
import { measureUsualTimes, raiseClocks } from './raiseClocks.ts'

let w: World
let now = new Date()
beforeAll(async () => {
  w = await world({ now: () => now })
  await layDownSearchRules(w)
})
afterAll(() => w.end())

type ActRow = { verb: string; pos: number; agency_id: string; role: string; subject_id: string; detail: { rule: string } }
const actsOf = async (workId: string) => (await w.owner.query<ActRow>(
  'select verb, pos, agency_id, role, subject_id, detail from act where work_id = $1 and staff_id = $2 order by pos', [workId, clockActor])).rows
const alertsOf = async (workId: string) => (await w.owner.query<{ kind: string; role: string | null; staff_id: string | null }>(
  'select kind, role, staff_id from alert where reference_id = $1 order by role, staff_id', [workId])).rows

test('a clock says by itself that it is near and that it has passed, once, to the team that has the work', async () => {
  const id = await beginSearch(w)
  expect(await raiseClocks(w.kernel)).toBe(0)
  await w.owner.query(`update clock set at_risk_at = now() - interval '1 second' where work_id = $1 and rule = 'search_law'`, [id])
  now = new Date()
  expect(await raiseClocks(w.kernel)).toBe(1)
  expect(await raiseClocks(w.kernel)).toBe(0)
  expect(await alertsOf(id)).toEqual([])
  await w.owner.query(`update clock set due_at = now() - interval '1 second' where work_id = $1 and rule = 'search_law'`, [id])
  now = new Date()
  const both = await Promise.all([raiseClocks(w.kernel), raiseClocks(w.kernel)])
  expect(both[0] + both[1]).toBe(1)
  expect(await actsOf(id)).toMatchObject([
    { verb: 'clock.at_risk', agency_id: agencies.police, role: 'clock', detail: { rule: 'search_law' } },
    { verb: 'clock.overdue', agency_id: agencies.police, detail: { rule: 'search_law' } },
  ])
  expect(await alertsOf(id)).toEqual([{ kind: 'clock_overdue', role: 'locate_officer', staff_id: null }])
  const history = await w.kernel.db.as(w.scope('locate', 'linked', 'missing_response'), tx => listActsOf(tx, id))
  expect(history[0]).toMatchObject({ verb: 'clock.overdue', staff: 'Kith', roleTitle: 'By itself' })
  await closeSearch(w, id)
})

test('whoever has the work is told instead of the team, and whoever covers for them', async () => {
  const id = await beginSearch(w)
  await w.owner.query('update episode set assigned_to = $2 where id = $1', [id, staff.locate])
  await w.owner.query(`insert into staff_absence (partnership_id, agency_id, staff_id, cover_id, starts_at, ends_at, recorded_by)
    values ($1, $2, $3, $4, now() - interval '1 day', now() + interval '1 day', $3)`,
  [partnershipId, agencies.police, staff.locate, staff.inspector])
  await w.owner.query(`update clock set at_risk_at = now() - interval '2 minutes', due_at = now() - interval '1 minute' where work_id = $1`, [id])
  now = new Date()
  expect(await raiseClocks(w.kernel)).toBe(2)
  expect(new Set((await alertsOf(id)).map(row => row.staff_id))).toEqual(new Set([staff.locate, staff.inspector]))
  expect((await w.owner.query('select count(distinct pos) - max(pos) as gaps from act')).rows).toEqual([{ gaps: 0 }])
  await closeSearch(w, id)
})

test('a clock that the law does not let wait runs on while another is held, and the pause is kept with its reason', async () => {
  const id = await beginSearch(w)
  const dueOf = async (rule: string) => (await w.owner.query<{ due_at: Date; paused_at: Date | null }>(
    'select due_at, paused_at from clock where work_id = $1 and rule = $2', [id, rule])).rows[0]
  const before = { days: await dueOf('search_days'), law: await dueOf('search_law') }
  expect(await takeSearchStep(w, 'locate', { id, step: 'hold', revision: 1 })).toMatchObject({ done: true })
  expect((await dueOf('search_days'))?.paused_at).not.toBeNull()
  expect(await dueOf('search_law')).toEqual(before.law)
  now = new Date(now.getTime() + 7 * 86_400_000)
  // While it is held it is neither at risk nor late; the other is.
  expect(await raiseClocks(w.kernel)).toBe(1)
  expect(await takeSearchStep(w, 'locate', { id, step: 'go_on', revision: 2 })).toMatchObject({ done: true })
  const after = await dueOf('search_days')
  expect(after?.paused_at).toBeNull()
  expect(after?.due_at.toISOString()).toContain(':59:59')
  expect(after?.due_at.getTime()).toBeGreaterThan(now.getTime())
  const pauses = await w.kernel.db.as({ ...w.scope('locate', 'linked', 'missing_response') }, tx => listPauses(tx, [id]))
  expect(pauses).toMatchObject([{ why: 'Hold.', pausedBy: staff.locate, resumedBy: staff.locate, dueBefore: before.days?.due_at, dueAfter: after?.due_at }])
  await closeSearch(w, id)
  now = new Date()
})

test('how long tasks usually take is measured from those that are done; of few only the number is known', async () => {
  await w.owner.query(`insert into clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at, stopped_at)
    select $1, $2, (select min(id) from cell), gen_random_uuid(), r, 1, now() - interval '100 hours', now(), now(),
      now() - interval '100 hours' + make_interval(hours => n) from unnest(array['search_law', 'acknowledge_notification']) r
    cross join generate_series(1, 20) n where r = 'search_law' or n <= 4`, [partnershipId, people.child])
  await measureUsualTimes(w.kernel)
  const found = await w.kernel.db.as(w.scope('frontDoor', 'hub'), tx => predictions(tx, ['search_law', 'acknowledge_notification', 'no_rule']))
  expect(found.get('search_law')?.n).toBeGreaterThanOrEqual(20)
  expect(found.get('search_law')?.quantiles).toHaveLength(21)
  expect(found.get('acknowledge_notification')).toEqual({ n: 4 })
  expect(found.has('no_rule')).toBe(false)
})

test('a thousand clocks that fall due in one minute are all raised within ten seconds, whatever work they belong to', async () => {
  await w.owner.query(`
    with w as (insert into work (partnership_id, person_id, cell, kind, purpose, reference)
      select $1, $2, c.id, 'notification', 'safeguard_child', 'T-' || n from generate_series(1, 1000) n,
        cell c where c.agency_id = $3 and c.category = 'notification' and c.tier = 1 returning *),
    n as (insert into notification (partnership_id, id, person_id, cell, form_kind, form_version, reference, state, urgency, headline,
        referrer_agency, referrer_staff)
      select partnership_id, id, person_id, cell, 'ppn1', 1, reference, 'sent', 'routine', 'x', $4, $5 from w)
    insert into clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
    select partnership_id, person_id, cell, id, 'acknowledge_notification', 1, now() - interval '1 hour',
      now() - interval '1 minute' + random() * interval '59 seconds', now() - interval '2 minutes' from w`,
  [partnershipId, people.child, agencies.council, agencies.police, staff.officer])
  now = new Date()
  const started = performance.now()
  const [one, other] = await Promise.all([raiseClocks(w.kernel), raiseClocks(w.kernel)])
  const seconds = (performance.now() - started) / 1000
  console.info(`1,000 clocks raised in ${seconds.toFixed(2)} s by two at once`)
  expect(one + other).toBe(1000)
  expect(seconds).toBeLessThan(10)
  const { rows } = await w.owner.query(`select count(*)::int as n, count(distinct reference_id)::int as works, min(role) as role
    from alert where kind = 'clock_overdue_notification'`)
  expect(rows).toEqual([{ n: 1000, works: 1000, role: 'front_door_worker' }])
})
