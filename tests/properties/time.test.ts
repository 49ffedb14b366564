import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Facts, Period } from '../../src/sharing/decideFacts.ts'
import { agencies, partnershipId, people, staff, type Persona } from '../seedBase.ts'
import { firstDisagreement, seenInOneMessage } from '../wall/ask.ts'
import { copyOf, type Copy } from '../wall/copyOf.ts'
import { layDown, readReference } from '../wall/layDown.ts'
import { councilRecord, layDownChild, policeRecord, scopeOf, wearing } from '../wall/probes.ts'
import { rewrite } from '../wall/rewrite.ts'
import { sampleWorlds, type World } from '../wall/worlds.ts'
import { timeFaults } from './timeFaults.ts'
import { named } from '../wall/named.ts'

let copy: Copy
beforeAll(async () => {
  copy = await copyOf('base')
  await layDownChild(copy.owner)
})
afterAll(() => copy.drop())
beforeEach(() => copy.owner.query('begin'))
afterEach(() => copy.owner.query('rollback'))

const soon = `clock_timestamp() + interval '700 milliseconds'`
const childs = `partnership_id = '${partnershipId}' and person_id = '${people.child}'`
const cell = (agency: string, category: string, tier = 1) =>
  `(select id from cell where agency_id = '${agency}' and category = '${category}' and tier = ${tier})`

/** A share of the police's concern with the mentor, who has no other reason to open the child. */
const shareThatEnds = `
  with until as (select ${soon} as at), made as (
    insert into share (partnership_id, id, person_id, cell, share_kind, from_agency, from_staff, from_role, to_agency,
      to_role, to_staff, purpose, opens, reason, valid_until)
    select '${partnershipId}', uuid_v7(), '${people.child}', ${cell(agencies.police, 'disclosure')}, 'share',
      '${agencies.police}', '${staff.officer}', 'neighbourhood_officer', '${agencies.mentoring}', 'mentor',
      '${staff.mentor}', 'safeguard_child', array[${cell(agencies.police, 'concern')}], 'R', at from until
    returning id, valid_until), linked as (
    insert into link (partnership_id, id, person_id, cell, staff_id, agency_id, role, purpose, kind, valid_until)
    select '${partnershipId}', id, '${people.child}', ${cell(agencies.mentoring, 'involvement', 0)}, '${staff.mentor}',
      '${agencies.mentoring}', 'mentor', 'safeguard_child', 'share', valid_until from made)
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_until)
  select '${partnershipId}', '${agencies.mentoring}', 'mentor', 'safeguard_child', ${cell(agencies.police, 'concern')},
    'read', 'linked', id, valid_until from made`
const emergencyThatEnds = `
  with until as (select ${soon} as at), made as (
    insert into break_glass (partnership_id, person_id, cell, staff_id, agency_id, role, ground, reason, opened_at, ends_at)
    select '${partnershipId}', '${people.child}', ${cell(agencies.hospital, 'protection')}, '${staff.nurse}',
      '${agencies.hospital}', 'emergency_nurse', 'life_at_risk', 'R', at - interval '50 minutes', at from until
    returning opened_at, ends_at)
  insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind, valid_from, valid_until)
  select '${partnershipId}', '${people.child}', ${cell(agencies.hospital, 'involvement', 0)}, '${staff.nurse}',
    '${agencies.hospital}', 'vital_interests', 'break_glass', opened_at, ends_at from made`

type Ending = readonly [what: string, persona: Persona, purpose: string, statement: string, seen: readonly string[]]
const safeguard = 'safeguard_child'
const endings: readonly Ending[] = [
  ['an appointment', 'officer', safeguard,
    `update appointment set valid_until = ${soon} where staff_id = '${staff.officer}'`, [policeRecord]],
  ['an account', 'officer', safeguard,
    `update staff set active_until = ${soon} where id = '${staff.officer}'`, [policeRecord]],
  ['vetting', 'officer', safeguard,
    `update staff set vetting_until = ${soon} where id = '${staff.officer}'`, [policeRecord]],
  ['training', 'socialWorker', safeguard,
    `update staff set training_until = ${soon} where id = '${staff.socialWorker}'`, [policeRecord, councilRecord]],
  ['a clause', 'socialWorker', safeguard, `update authz.grant_cell set valid_until = ${soon}
    where agency_id = '${agencies.council}' and role = 'social_worker'`, [policeRecord, councilRecord]],
  ['a link', 'officer', safeguard, `update link set valid_until = ${soon} where ${childs}`, [policeRecord]],
  ['a share', 'mentor', safeguard, shareThatEnds, [policeRecord]],
  ['an emergency', 'nurse', 'vital_interests', emergencyThatEnds, [policeRecord]],
  ['the time before a seal', 'officer', safeguard, `insert into authz.block (partnership_id, person_id, kind, valid_from)
    values ('${partnershipId}', '${people.child}', 'seal', ${soon})`, [policeRecord]],
]

/** What is seen before the ending, and by the next statement after it. */
async function beforeAndAfter([, persona, purpose, statement]: Ending): Promise<[string[], string[]]> {
  await copy.owner.query(statement)
  await copy.owner.query(wearing(copy.signer.sign(scopeOf(persona, 'linked', purpose)), 'linked'))
  const look = async () =>
    (await copy.owner.query<{ id: string }>('select id from record order by id')).rows.map(({ id }) => id)
  const before = await look()
  await copy.owner.query('select pg_sleep(0.8)')
  return [before, await look()]
}

test.each(endings)('when %s is over, the next statement of the same transaction shows nothing', async (...ending) => {
  expect(await beforeAndAfter(ending)).toEqual([ending[4], []])
})

describe('a fault is noticed', () => {
  test.each(named(timeFaults))('%s', async (_, fault) => {
    const ending = endings.find(([what]) => what === fault.after)
    if (!ending) throw new Error(`no such ending: ${fault.after}`)
    if ('sql' in fault) await copy.owner.query(fault.sql)
    else await rewrite(copy.owner, fault.in, fault.replace, fault.by)
    const [, after] = await beforeAndAfter(ending)
    expect(after).not.toEqual([])
  })
})

describe('the passing of time', () => {
  const hour = 3_600_000
  const now = new Date()
  /** What may add by itself is left out: what has not begun yet, and seals that end. */
  const begun = (period: Period): Period => ({ ...period, from: new Date(now.getTime() - 50 * hour) })
  const withoutBeginnings = (facts: Facts): Facts => ({
    ...facts,
    staff: facts.staff.map(each => ({ ...each, active: begun(each.active) })),
    appointments: facts.appointments.map(each => ({ ...each, held: begun(each.held) })),
    agreements: facts.agreements.map(each => ({ ...each, inForce: begun(each.inForce) })),
    links: facts.links.map(each => ({ ...each, valid: begun(each.valid) })),
    shares: facts.shares?.map(each => ({ ...each, valid: begun(each.valid) })) ?? [],
    blocks: facts.blocks.map(each => ({ ...each, valid: { from: begun({}).from } })),
  })

  /** The clock of the database cannot be turned: everything is moved into the past instead. */
  const columns = [
    'staff.active_from', 'staff.active_until', 'staff.vetting_until', 'staff.training_until', 'appointment.valid_from',
    'appointment.valid_until', 'agreement.valid_from', 'agreement.valid_until', 'clause.valid_until', 'clause.ended_at',
    'share.valid_until', 'break_glass.opened_at', 'break_glass.ends_at', 'link.valid_from', 'link.valid_until',
    'authz.block.valid_from', 'authz.contact_seal.valid_from', 'record.occurred_at', 'authz.grant_cell.valid_from',
    'authz.grant_cell.valid_until',
  ]
  const letPass = async (hours: number, partnerships: readonly string[]) => {
    const tables = Map.groupBy(columns, column => column.slice(0, column.lastIndexOf('.')))
    for (const [table, of] of tables) {
      const moved = of.map(column => column.slice(column.lastIndexOf('.') + 1))
        .map(column => `${column} = ${column} - interval '${hours} hours'`)
      await copy.owner.query(`update ${table} set ${moved.join(', ')} where partnership_id = any ($1::uuid[])`, [partnerships])
    }
    await copy.owner.query('select authz.compile_agreement(partnership_id, id) from agreement where partnership_id = any ($1)',
      [partnerships])
  }

  test.each([1, 35, 45, 60 * 24])('shows nobody more after %i hours, and the pure function follows', async hours => {
    const worlds = sampleWorlds(40, 20_261_126 + hours, { now, reference: await readReference(copy.owner) }, 2_000_000)
      .map((world): World => ({ ...world, facts: withoutBeginnings(world.facts) }))
    await layDown(copy.owner, worlds)
    const before: string[][][] = []
    for (const world of worlds) before.push(await seenInOneMessage(copy.owner, copy.signer, world))
    await letPass(hours, worlds.map(world => world.partnershipId))
    let lost = 0
    for (const [i, world] of worlds.entries()) {
      const after = await seenInOneMessage(copy.owner, copy.signer, world)
      for (const [j, ids] of after.entries()) {
        const earlier = before[i]?.[j] ?? []
        expect(ids.filter(id => !earlier.includes(id))).toEqual([])
        lost += earlier.length - ids.length
      }
    }
    if (hours > 1) expect(lost, 'rows lost from sight').toBeGreaterThan(0)
    const later = new Date(now.getTime() + hours * hour)
    expect(await firstDisagreement(copy.owner, copy.signer, worlds, later)).toBeUndefined()
  })
})
