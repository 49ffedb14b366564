import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sendingRefusals } from './actions/sendShare.ts'
import { recallShare, receiveShare } from './actions/takeShareStep.ts'
import { inDays, shareWorld } from './shareWorld.ts'
import type { ShareWorld } from './shareWorld.ts'

let w: ShareWorld
beforeAll(async () => {
  w = await shareWorld()
})
afterAll(() => w.end())
afterEach(() => w.endShares())

const nothing = { categories: [] }
const ofTheShare = ['act disclosure 1', 'share disclosure 1']
test('without a share the social worker sees nothing of the police about this child', async () => {
  expect(await w.seen()).toEqual([])
})

test('only the chosen sections are visible, in every table', async () => {
  await w.send()
  expect(await w.seen()).toEqual(['act disclosure 1', 'file concern 1', 'record concern 1', 'share disclosure 1'])
  await w.send({ categories: ['contact', 'needs'] })
  expect(await w.seen()).toEqual([
    'act disclosure 1',
    'contact_point contact 1',
    'file concern 1',
    'need needs 1',
    'record concern 1',
    'share disclosure 1',
  ])
})

test('a single entry is shared without the others of its kind, and without the files of its section', async () => {
  const chosen = await w.record(w.agencies.police, 'narrative', { tier: 2 })
  await w.send({ ...nothing, records: [chosen] })
  expect(await w.seen()).toEqual(['act disclosure 1', 'record narrative 2', 'share disclosure 1'])
  expect(await w.sees('socialWorker', 'record')).toBe(1)
})

test('the recipient’s own agency’s record opens with it, because the share is a reason', async () => {
  await w.record(w.agencies.council, 'social_care')
  expect(await w.sees('socialWorker', 'record')).toBe(0)
  await w.send()
  expect(await w.sees('socialWorker', 'record')).toBe(2)
})

test('another role, and a colleague when it is meant for one person, see nothing', async () => {
  await w.send()
  expect(await w.seen('frontDoor')).toEqual([])
  await w.owner.query(`delete from link where kind = 'share'`)
  await w.owner.query(
    `insert into staff (partnership_id, id, agency_id, name, email)
     values ($1, $2, $3, 'Another', 'another@wexmere.example')`,
    [w.viewer('socialWorker').partnershipId, colleague, w.agencies.council],
  )
  await w.owner.query(
    `insert into appointment (partnership_id, staff_id, role) values ($1, $2, 'social_worker')`,
    [w.viewer('socialWorker').partnershipId, colleague],
  )
  await w.send({ to_staff: colleague })
  expect(await w.seen()).toEqual([])
})
const colleague = randomUUID()

test('whoever has a reason of their own sees by the clauses, as before', async () => {
  const id = await w.link('socialWorker', w.people.child)
  const before = await w.seen()
  await w.send()
  expect((await w.seen()).filter(each => !ofTheShare.includes(each))).toEqual(before)
  expect(before).toContain('record narrative 2')
  await w.owner.query('delete from link where id = $1', [id])
})

test('other people do not come with it', async () => {
  await w.record(w.agencies.police, 'concern', { person: w.people.sibling })
  await w.send()
  const others = await w.kernel.db.as(w.scope('socialWorker'), tx =>
    sql`select 1 from record where person_id <> ${w.people.child}::uuid`.execute(tx),
  )
  expect(others.rows).toEqual([])
})

test('it ends by itself at the next statement', async () => {
  await w.send()
  await w.kernel.db.as(w.scope('socialWorker'), async tx => {
    const count = async () =>
      (
        await sql`select 1 from record where person_id = ${w.people.child}::uuid
      and cell = ${w.cell({ agency: w.agencies.police, category: 'concern' })}`.execute(tx)
      ).rows.length
    expect(await count()).toBe(1)
    await w.owner.query(`update link set valid_until = clock_timestamp() where kind = 'share'`)
    expect(await count()).toBe(0)
  })
})

test('a clause that ends closes the share, though the share goes on', async () => {
  await w.send()
  await w.owner.query('begin')
  await w.owner.query(
    `update authz.grant_cell set valid_until = now() where clause_id in (select id from clause)
    and agency_id = $1`,
    [w.agencies.council],
  )
  await w.owner.query('commit')
  expect(await w.seen()).toEqual(ofTheShare)
  await w.owner.query(`select authz.compile_agreement(partnership_id, id) from agreement`)
})

test('a recall ends it at once, is told to the recipient without content, and cannot be done twice', async () => {
  const id = await w.send()
  const recalled = await recallShare(w.kernel, w.scope('officer'), await w.share(id), {
    why: 'Sent to the wrong team',
    key: randomUUID(),
  })
  expect(recalled).toEqual({ done: true, value: 'done' })
  expect(await w.seen()).toEqual([])
  const again = await recallShare(w.kernel, w.scope('officer'), await w.share(id), {
    why: 'Again',
    key: randomUUID(),
  })
  expect(again.done).toBe(false)
  const { rows } = await w.owner.query(
    `select kind, agency_id, role from alert where reference_id = $1 order by at`,
    [id],
  )
  expect(rows).toEqual([
    { kind: 'share_received', agency_id: w.agencies.council, role: 'social_worker' },
    { kind: 'share_recalled', agency_id: w.agencies.council, role: 'social_worker' },
  ])
})

test('the receipt says who opened it first', async () => {
  const id = await w.send()
  expect(await receiveShare(w.kernel, w.scope('officer'), await w.share(id))).toBe(false)
  expect(await receiveShare(w.kernel, w.scope('socialWorker'), await w.share(id))).toBe(true)
  expect(await w.share(id)).toMatchObject({ receivedBy: w.staff.socialWorker })
})

test('sent twice with one key it is one share', async () => {
  const key = randomUUID()
  const [one, two] = await Promise.all([w.send({ key }), w.send({ key })])
  expect(one).toBe(two)
  expect((await w.owner.query(`select 1 from link where kind = 'share'`)).rows).toHaveLength(1)
})

describe('what no clause covers', () => {
  test('is refused whole, though a part of it is covered', async () => {
    expect(await w.send({ categories: ['concern', 'health'] })).toBe(sendingRefusals.no_clause)
    expect(await w.send({ to_agency: w.agencies.schoolA, to_role: 'safeguarding_lead' })).toBe(
      sendingRefusals.no_clause,
    )
    expect(await w.seen()).toEqual([])
  })

  test('is opened for three days where a life is at risk, for this child alone, in the open', async () => {
    const id = await w.send({
      to_agency: w.agencies.hospital,
      to_role: 'emergency_nurse',
      categories: ['police', 'narrative'],
      vital: true,
      until: inDays(2),
    })
    const nurse = w.scope('nurse')
    const records = async () =>
      (
        await w.kernel.db.as(nurse, tx =>
          sql<{ headline: string }>`
      select headline from record order by headline`.execute(tx),
        )
      ).rows.map(row => row.headline)
    expect((await records()).filter(says => says.startsWith('CANARY'))).toEqual([
      'CANARY narrative',
      'CANARY police',
    ])
    await w.link('nurse', w.people.sibling)
    await w.record(w.agencies.police, 'police', { person: w.people.sibling, says: 'CANARY sibling' })
    expect(await records()).not.toContain('CANARY sibling')
    const { rows } = await w.owner.query(
      `select agency_id, role from alert where kind = 'share_without_clause' and reference_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ agency_id: w.agencies.police, role: 'privacy_officer' }])
    expect(await w.send({ vital: true, until: inDays(4) })).toBe(sendingRefusals.until)
  })
})

describe('who may not share', () => {
  test.each([
    ['somebody without a link', 'secondOfficer' as const, {}, sendingRefusals.absent],
    ['the information governance lead', 'governance' as const, {}, sendingRefusals.absent],
    ['the administrator', 'administrator' as const, {}, sendingRefusals.absent],
  ])('%s', async (_, persona, more, why) => {
    expect(await w.send(more, persona)).toBe(why)
  })

  test('nobody shares with their own agency, with an empty role, without a reason, or without an end', async () => {
    expect(await w.send({ to_agency: w.agencies.police, to_role: 'custody_sergeant' })).toBe(
      sendingRefusals.recipient,
    )
    expect(await w.send({ to_role: 'probation_officer' })).toBe(sendingRefusals.recipient)
    expect(await w.send({ reason: ' ' })).toBe(sendingRefusals.empty)
    expect(await w.send(nothing)).toBe(sendingRefusals.empty)
    expect(await w.send({ until: inDays(-1) })).toBe(sendingRefusals.until)
    expect(await w.send({ until: inDays(500) })).toBe(sendingRefusals.until)
  })

  test('whoever got a share neither passes it on nor links a colleague by it', async () => {
    await w.send()
    const passedOn = await w.send({ to_agency: w.agencies.hospital, to_role: 'emergency_nurse' }, 'socialWorker')
    expect(passedOn).toBe(sendingRefusals.no_clause)
    await expect(
      w.kernel.db.as(w.scope('socialWorker'), tx =>
        sql`select authz.add_link(${w.people.child}::uuid, null,
      ${w.agencies.hospital}::uuid, 'emergency_nurse', 'team', null, null)`.execute(tx),
      ),
    ).rejects.toThrow('no link')
  })

  test('a protected child is not shared, not even by whoever is let in', async () => {
    await w.link('officer', w.people.sealed)
    expect(await w.send({ person: w.people.sealed })).toBe(sendingRefusals.absent)
    await w.owner.query('update authz.block set exempt_staff = $1 where person_id = $2', [
      [w.staff.officer],
      w.people.sealed,
    ])
    expect(await w.send({ person: w.people.sealed })).toBe(sendingRefusals.protected)
  })
})

test('a recipient sees the shares that are theirs, and no other of the same sender', async () => {
  await w.send()
  await w.send({ to_role: 'front_door_manager', categories: ['narrative'] })
  expect(await w.sees('socialWorker', 'share')).toBe(1)
  expect(await w.sees('frontDoorManager', 'share')).toBe(1)
  const acts = await w.kernel.db.as(w.scope('socialWorker'), tx =>
    sql<{ verb: string }>`select verb, work_id, cell, staff_id from act`.execute(tx),
  )
  expect(acts.rows.map(({ verb }) => verb)).toEqual(['share.sent'])
  expect(await w.sees('officer', 'share')).toBeGreaterThan(1)
})

test('every table about people keeps shares to their sections', async () => {
  const { rows } = await w.owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and obj_description(c.oid, 'pg_class') like 'personal: %' and not exists (
      select from pg_policy p where p.polrelid = c.oid and p.polname = 'within_shares' and not p.polpermissive
        and pg_get_expr(p.polqual, p.polrelid) like '%shared_people%lent_cells%shared_pairs%')`)
  expect(rows).toEqual([])
})
