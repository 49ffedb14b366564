import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { comparable, read } from '../../../../tests/canary/crawl.ts'
import { agencies, partnershipId, people, staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { openInEmergency } from '../../actions/openInEmergency.ts'
import { wordsOf } from '../../sharingWorld.tsx'

let w: World
const absentId = '00000000-0000-4000-8000-00000000dead'
const reason = 'A friend rang: he is on the bridge and says he will jump'

beforeAll(async () => {
  w = await world()
  await record({ agency: agencies.schoolB, category: 'concern', tier: 1, person: people.stranger }, 'TOLD A TEACHER')
  await record({ agency: agencies.schoolB, category: 'concern', tier: 2, person: people.stranger }, 'HIGHER TIER')
  await record({ agency: agencies.schoolB, category: 'education', tier: 1, person: people.stranger }, 'MARKS IN MATHS')
  await record({ agency: agencies.schoolA, category: 'concern', tier: 1, person: people.sibling },
    'CONCERN OF THE SIBLING')
  await link('schoolLeadB', people.stranger)
  await link('officer', people.sibling)
  await w.owner.query(`insert into contact_point (partnership_id, person_id, cell, kind, value)
    select $1, $2, id, 'address', '9 Starling Mews' from cell where agency_id = $3 and category = 'contact' and tier
      = 1`,
  [partnershipId, people.stranger, agencies.schoolB])
})
afterAll(() => w.end())
beforeEach(async () => {
  await w.owner.query('truncate break_glass, break_glass_review, alert, authz.attempt')
  await w.owner.query(`delete from link where kind = 'break_glass'`)
})

type Seeded = { agency: string; category: string; tier: number; person: string }
const record = ({ agency, category, tier, person }: Seeded, headline: string) => w.owner.query(
  `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
   select $1, $2, id, 'concern', now(), 'fact', 'test', $6 from cell where agency_id = $3 and category = $4 and tier
     = $5`,
  [partnershipId, person, agency, category, tier, headline])
const link = (persona: Persona, person: string) => w.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell where agency_id = $4 and category =
     'involvement' and tier = 0`,
  [partnershipId, person, staff[persona], w.viewer(persona).agencyId])
const ask = (by: Persona, person: string, more: Record<string, string> = {}) =>
  w.request(by, '/break-glass', { key: randomUUID(), person, ground: 'life_at_risk', reason, minutes: '30', ...more })
const pageOf = async (by: Persona, person: string, part = '') => {
  const response = await w.request(by, `/people/${person}${part}`)
  return { status: response.status, text: await response.text() }
}
const alerts = async () => (await w.owner.query<{ kind: string; to: string }>(
  `select kind, coalesce(role, staff_id::text) as to from alert order by kind, 2`)).rows.map(({ kind, to }) =>
    `${kind} ${to}`)
const runOut = () => w.owner.query(`
  with g as (update break_glass set opened_at = now() - interval '2 hours', ends_at = now() - interval '90 minutes')
  update link set valid_from = now() - interval '2 hours', valid_until = now() - interval '90 minutes' where kind =
    'break_glass'`)

describe('opening somebody in an emergency', () => {
  test('shows one person, for reading, in the listed kinds of information of every agency and no more', async () => {
    expect((await pageOf('officer', people.stranger)).status).toBe(404)
    const response = await ask('officer', people.stranger)
    expect([response.status, response.headers.get('location')]).toEqual([303, `/people/${people.stranger}`])
    const { status, text } = await pageOf('officer', people.stranger)
    expect(status).toBe(200)
    expect(text).toContain('Kai Ostrander')
    expect(text).toContain('9 Starling Mews')
    expect(text).toContain('Emergency access, which ends by itself')
    const chronology = (await pageOf('officer', people.stranger, '/chronology')).text
    expect(chronology).toContain('TOLD A TEACHER')
    expect(chronology).not.toContain('HIGHER TIER')
    expect(chronology).not.toContain('MARKS IN MATHS')
    const why = await wordsOf(w.request('officer', `/why?person=${people.stranger}`))
    expect(why).toContain('Emergency access, to protect somebody’s life')
    expect(why).toContain('Thornfold Academy')
    const { rows } = await w.owner.query<{ purpose: string }>(
      `select distinct purpose from disclosure where person_id = $1 and page like 'people/one/%'`, [people.stranger])
    expect(rows).toEqual([{ purpose: 'vital_interests' }])
  })

  test('opens nothing more of anybody else, and nothing for a colleague', async () => {
    const before = (await pageOf('officer', people.sibling, '/chronology')).text
    await ask('officer', people.stranger)
    const after = (await pageOf('officer', people.sibling, '/chronology')).text
    for (const text of [before, after]) expect(text).not.toContain('CONCERN OF THE SIBLING')
    expect((await pageOf('officer', people.child)).status).toBe(404)
    for (const persona of ['secondOfficer', 'detective', 'mentor', 'schoolLeadA'] as const)
      expect((await pageOf(persona, people.stranger)).status, persona).toBe(404)
    const seen = await w.kernel.db.as({ viewer: w.viewer('officer'), purpose: 'vital_interests', lens: 'linked' },
      async tx =>
      (await sql<{ person_id: string }>`select distinct person_id from record union select person_id from
        source_record`.execute(tx)).rows)
    expect(seen).toEqual([{ person_id: people.stranger }])
  })

  test('lets nobody write, link on, or look from a desk', async () => {
    await ask('officer', people.stranger)
    const scope = { viewer: w.viewer('officer'), purpose: 'vital_interests', lens: 'linked' } as const
    const own = w.kernel.cells.id(agencies.police, 'concern', 1)
    await expect(w.kernel.db.as(scope, tx => sql`insert into record (partnership_id, person_id, cell, kind,
      occurred_at, assertion, source, headline)
      values (${partnershipId}, ${people.stranger}, ${own}, 'concern', now(), 'fact', 'x',
        'x')`.execute(tx))).rejects.toThrow('row-level security')
    for (const [kind, person] of [['author', people.child], ['self_claimed', people.child], ['team',
      people.stranger], ['break_glass', people.child]] as const)
      await expect(w.kernel.db.as(scope, tx =>
        sql`select authz.add_link(${person}::uuid, ${staff.officer}::uuid, ${agencies.police}::uuid, null, ${kind},
          null, null)`.execute(tx))).rejects.toThrow(/link_of_an_emergency|no link to this person|its own way/v)
    const hub = await w.kernel.db.as({ ...scope, lens: 'hub' }, async tx =>
      (await sql`select from source_record`.execute(tx)).rows)
    expect(hub).toEqual([])
  })

  test('ends on the next statement when its time is over, and when whoever opened it has seen enough', async () => {
    await ask('officer', people.stranger)
    await runOut()
    expect((await pageOf('officer', people.stranger)).status).toBe(404)
    await ask('officer', people.stranger)
    expect((await pageOf('officer', people.stranger)).status).toBe(200)
    expect((await w.request('officer', '/break-glass/end', { key: randomUUID() })).status).toBe(303)
    expect((await pageOf('officer', people.stranger)).status).toBe(404)
    expect(await wordsOf(w.request('officer', '/break-glass'))).toContain('Find the person')
  })

  test('lasts an hour at most, needs a ground from the list and a reason', async () => {
    for (const [more, words] of [
      [{ minutes: '61' }, 'Enter minutes from 1 to 60'], [{ minutes: '0' }, 'Enter minutes from 1 to 60'],
      [{ ground: 'curiosity' }, 'Select what the emergency is'], [{ reason: 'urgent' },
        'Say in at least 20 characters'],
    ] as const) {
      const response = await ask('officer', people.stranger, more)
      expect(response.status).toBe(422)
      expect(await wordsOf(response)).toContain(words)
    }
    await expect(w.kernel.db.as(w.scope('officer', 'linked'), tx =>
      sql`select * from authz.break_glass(${people.stranger}::uuid,
      'life_at_risk', ${reason}, 61, 1, now(), now())`.execute(tx))).rejects.toThrow('not an emergency access')
    await expect(w.owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose,
      kind, valid_until)
      select $1, $2, min(id), $3, $4, 'vital_interests', 'break_glass', now() + interval '61 minutes' from cell`,
    [partnershipId, people.stranger, staff.officer, agencies.police])).rejects.toThrow('link_of_an_emergency')
    expect((await w.owner.query('select from break_glass')).rows).toEqual([])
  })

  test('is one person at a time, also when two are asked for at the same moment', async () => {
    const answers = await Promise.all([people.stranger, people.child, people.stranger].map(person => ask('officer',
      person)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422, 422])
    expect((await w.owner.query('select from break_glass')).rows).toHaveLength(1)
    expect(await wordsOf(ask('officer', people.child))).toContain('You have opened somebody already')
  })

  test('answers a form that is sent twice once', async () => {
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => ask('officer', people.stranger, { key })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await w.owner.query('select from break_glass')).rows).toHaveLength(1)
  })

  test.each(['administrator', 'analyst', 'chair', 'governance', 'privacyPolice', 'seniorCouncil', 'mentor'] as const)(
    'is not for the %s', async persona => {
      expect((await ask(persona, people.stranger)).status).toBe(404)
      expect(await wordsOf(w.request(persona, '/break-glass'))).toContain('Emergency access is not part of your role')
      const [answer] = await w.kernel.db.as(w.scope(persona, 'linked'), async tx => (await sql<{ outcome: string }>`
        select outcome from authz.break_glass(${people.stranger}::uuid, 'life_at_risk', ${reason}, 5, 1, now(),
          now())`.execute(tx)).rows)
      expect(answer?.outcome).toBe('forbidden')
    })
})

describe('whoever answers for what was seen', () => {
  test('is told at once and without content: the privacy officers and the professional who works with the person',
    async () => {
    await ask('officer', people.stranger)
    expect(await alerts()).toEqual([
      `break_glass_used ${staff.schoolLeadB}`, 'break_glass_used information_governance_lead',
        'break_glass_used privacy_officer'].toSorted())
    for (const persona of ['privacyPolice', 'governance', 'schoolLeadB'] as const) {
      const page = await (await w.request(persona, '/alerts')).text()
      expect(page).toContain('Somebody has used emergency access')
      expect(page).toContain('Alerts, 1 new')
      for (const word of ['Ostrander', 'Ashby', people.stranger]) expect(page).not.toContain(word)
    }
    expect(await wordsOf(w.request('privacyCouncil', '/alerts'))).toContain('No alerts')
    const { rows: [mine] } = await w.owner.query<{ id: string;
      reference_id: string }>('select id, reference_id from alert where staff_id = $1', [staff.schoolLeadB])
    const opened = await w.request('schoolLeadB', `/alerts/${mine?.id ?? ''}/seen`, { next: 'open' })
    const there = await w.request('schoolLeadB', opened.headers.get('location') ?? '')
    expect(there.headers.get('location')).toBe(`/people/${people.stranger}/shared`)
    expect((await w.request('schoolLeadA', `/break-glass/${mine?.reference_id ?? ''}`)).status).toBe(404)
    expect((await w.request('schoolLeadA', `/alerts/${mine?.id ?? ''}/seen`, {})).status).toBe(404)
    expect(await (await w.request('schoolLeadB', '/alerts')).text()).toContain('Alerts, none new')
  })

  test('reviews it within two working days, counted over the weekend and the bank holidays', async () => {
    const kernel = { ...w.kernel, now: () => new Date('2026-12-24T10:00:00Z') }
    await openInEmergency(kernel, w.viewer('officer'), { personId: people.stranger, ground: 'life_at_risk', reason,
      minutes: 5, key: randomUUID() })
    const { rows } = await w.owner.query<{ due_at: Date }>('select distinct due_at from break_glass_review')
    expect(rows.map(({ due_at: due }) => due.toISOString().slice(0, 16))).toEqual(['2026-12-30T23:59'])
    const clocks = await w.owner.query(`select from clock where rule = 'break_glass_review' and stopped_at is null`)
    expect(clocks.rows.length).toBeGreaterThan(0)
  })

  test('finds it justified, not justified or to be followed up; a finding stands', async () => {
    await ask('officer', people.stranger)
    const { rows: [review] } = await w.owner.query<{ id: string }>(
      `select r.id from break_glass_review r join cell c on c.id = r.cell where c.agency_id = $1`, [agencies.police])
    const id = review?.id ?? ''
    const decide = (by: Persona, step: string) => w.request(by, `/break-glass/${id}/review`, { key: randomUUID(),
      step, words: 'I have rung the officer' })
    for (const persona of ['privacyCouncil', 'governance', 'chair', 'officer', 'administrator',
      'seniorPolice'] as const)
      expect((await decide(persona, 'justify')).status, persona).toBe(404)
    const page = await wordsOf(w.request('privacyPolice', `/break-glass/${id}`))
    for (const words of ['Rowan Ashby', 'on the bridge', 'Somebody’s life is at risk']) expect(page).toContain(words)
    expect((await w.request('privacyPolice', `/break-glass/${id}/review`, { key: randomUUID(), step: 'justify',
      words: '' })).status).toBe(422)
    expect((await decide('privacyPolice', 'follow_up')).status).toBe(303)
    expect((await decide('privacyPolice', 'object')).status).toBe(303)
    expect(await wordsOf(decide('privacyPolice', 'justify'))).toContain('already been reviewed')
    expect(await alerts()).toContain('break_glass_not_justified senior_officer')
    const { rows } = await w.owner.query('select from clock where work_id = $1 and stopped_at is null', [id])
    expect(rows).toEqual([])
  })

  test('lets the board see how many reviews are late, and of which agency, without a name', async () => {
    await ask('officer', people.stranger)
    expect(await wordsOf(w.request('chair', '/break-glass/reviews'))).toContain('Overdue in the whole partnership: 0')
    await w.owner.query(`update break_glass_review set due_at = now() - interval '1 day'`)
    const page = await (await w.request('chair', '/break-glass/reviews')).text()
    expect(page).toContain('Overdue in the whole partnership: 2')
    expect(page).toContain('Wexmere Police')
    for (const word of ['Ashby', 'Ostrander', 'bridge', people.stranger]) expect(page).not.toContain(word)
    for (const persona of ['officer', 'administrator', 'analyst'] as const)
      expect((await w.request(persona, '/break-glass/reviews')).status).toBe(404)
  })

  test('is told when the same member of staff does it more than three times in a week', async () => {
    for (let n = 1; n <= 4; n++) {
      expect((await alerts()).filter(each => each.startsWith('break_glass_often'))).toEqual([])
      expect((await ask('officer', people.stranger)).status).toBe(303)
      await runOut()
    }
    expect(await alerts()).toContain('break_glass_often privacy_officer')
  })
})

describe('an emergency tells nothing of whoever is sealed', () => {
  test('absent and sealed answer alike in status, headers and bytes, and the keeper is told', async () => {
    const custody = await w.request('privacyPolice', '/seals', {
      key: randomUUID(), person: people.child, kind: 'staff_or_family', covers: 'person',
      custodian: staff.privacyPolice, reason: 'Threats were made',
    })
    expect(custody.status).toBe(303)
    const [sealed, absent] = [people.child, absentId]
    const asked = async (id: string) => comparable(await read('', ask('officer', id)), id)
    expect(await asked(sealed)).toBe(await asked(absent))
    const form = async (id: string) =>
      comparable(await read('', w.request('officer', `/break-glass/open?person=${id}`)), id)
    for (const id of [sealed, people.stranger]) expect(await form(id)).toBe(await form(absent))
    expect(await alerts()).toEqual([`seal_attempted ${staff.privacyPolice}`])
    expect((await w.owner.query('select from break_glass')).rows).toEqual([])
    await w.owner.query('delete from authz.block where seal_id is not null')
  })
})
