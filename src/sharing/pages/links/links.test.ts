import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareWorld } from '../../shareWorld.ts'
import type { ShareWorld } from '../../shareWorld.ts'
import type { Persona } from '../../../../tests/world.ts'

let w: ShareWorld
beforeAll(async () => {
  w = await shareWorld()
})
afterAll(() => w.end())

const words = async (persona: Persona, path: string) =>
  (await (await w.request(persona, path)).text())
    .replaceAll(/<[^>]*>/gv, ' ')
    .replaceAll(/&#39;|&quot;/gv, '’')
    .replaceAll(/\s+/gv, ' ')
const whereTo = (response: Response) => response.headers.get('location') ?? ''
const status = async (persona: Persona, path: string) => (await w.request(persona, path)).status
const links = () => `/people/${w.people.child}/links`
const because = () => ({ because: 'here_now', words: 'He is in the waiting room', key: randomUUID() })

describe('claiming', () => {
  const claim = () => `/people/${w.people.child}/claim`

  test('a nurse who found the child takes them on; the owners’ privacy officers are told no content', async () => {
    expect(await status('nurse', `/people/${w.people.child}`)).toBe(404)
    expect(await words('nurse', claim())).toMatch(/Take on Teo Marlowe, 1[34] years/v)
    expect((await w.request('nurse', claim(), { key: randomUUID() })).status).toBe(422)
    expect(whereTo(await w.request('nurse', claim(), because()))).toBe(`${links()}?done=claimed`)
    expect(await status('nurse', `/people/${w.people.child}`)).toBe(200)
    const { rows } = await w.owner.query<{ agency_id: string; role: string }>(
      `select agency_id, role from alert where kind = 'self_claimed_link' order by agency_id`,
    )
    expect(rows).toEqual([
      { agency_id: w.agencies.police, role: 'privacy_officer' },
      { agency_id: w.agencies.council, role: 'privacy_officer' },
      // Alderbrook School has no privacy officer: the partnership's lead stands in.
      { agency_id: w.agencies.office, role: 'information_governance_lead' },
    ])
    const columns = await w.owner.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'alert'::regclass and attnum > 0 and not attisdropped`,
    )
    expect(columns.rows.map(({ name }) => name)).not.toContain('person_id')
  })

  test('it ends after seven days, at the next statement', async () => {
    const {
      rows: [link],
    } = await w.owner.query<{ days: number }>(
      `select extract(day from valid_until - valid_from)::int as days from link where kind = 'self_claimed'`,
    )
    expect(link?.days).toBe(7)
    await w.owner.query(`update link set valid_until = now() where kind = 'self_claimed'`)
    expect(await status('nurse', `/people/${w.people.child}`)).toBe(404)
  })

  test('sent twice it is one claim and one alert each', async () => {
    const sent = because()
    const before = await w.owner.query('select 1 from alert')
    await Promise.all([w.request('nurse', claim(), sent), w.request('nurse', claim(), sent)])
    expect(
      (await w.owner.query(`select 1 from link where kind = 'self_claimed' and valid_until > now()`)).rows,
    ).toHaveLength(1)
    expect((await w.owner.query('select 1 from alert')).rows.length - before.rows.length).toBe(3)
  })

  test('a privacy officer reviews it and ends it; the page opens no more', async () => {
    const {
      rows: [alert],
    } = await w.owner.query<{ reference_id: string }>(
      `select reference_id from alert where kind = 'self_claimed_link' and agency_id = $1 order by at desc`,
      [w.agencies.police],
    )
    const one = `/claims/${alert?.reference_id ?? ''}`
    expect(await words('privacyPolice', '/claims')).toContain('Soraya Beck')
    const page = await words('privacyPolice', one)
    expect(page).toContain('He is in the waiting room')
    expect(page).not.toContain('Marlowe')
    for (const persona of ['privacyCouncil', 'nurse', 'seniorPolice'] as const)
      expect(await status(persona, one)).toBe(404)
    await w.request('privacyPolice', `${one}/review`, {
      outcome: 'ended',
      why: 'Nobody asked for it',
      key: randomUUID(),
    })
    expect(await status('nurse', `/people/${w.people.child}`)).toBe(404)
    expect(
      (await w.request('privacyPolice', `${one}/review`, { outcome: 'kept', why: 'x', key: randomUUID() })).status,
    ).toBe(422)
  })

  test('nobody claims a child whom search would not show, nor without a role with people', async () => {
    const absent = '00000000-0000-4000-8000-00000000dead'
    for (const id of [w.people.sealed, absent]) {
      expect(await status('nurse', `/people/${id}/claim`)).toBe(404)
      expect((await w.request('nurse', `/people/${id}/claim`, because())).status).toBe(404)
    }
    for (const persona of ['analyst', 'governance', 'privacyPolice', 'administrator'] as const)
      expect((await w.request(persona, claim(), because())).status).toBe(404)
    // A mentor searches no other agency's records.
    expect((await w.request('mentor', claim(), because())).status).toBe(404)
  })

  test('a link cannot be claimed past the alert', async () => {
    await expect(
      w.kernel.db.as(w.scope('nurse'), tx =>
        sql`select authz.add_link(${w.people.child}::uuid,
      ${w.staff.nurse}::uuid, ${w.agencies.hospital}::uuid, null, 'self_claimed', null, null)`.execute(tx),
      ),
    ).rejects.toThrow('own way')
  })
})

describe('allocating', () => {
  test('whoever is allocated sees who has a reason, and allocates a colleague of their own agency', async () => {
    const page = await words('officer', links())
    expect(page).toContain('Rowan Ashby (you)')
    expect(page).toContain('Ines Calder, Neighbourhood officer')
    const done = await w.request('officer', `${links()}/allocate`, {
      colleague: w.staff.secondOfficer,
      key: randomUUID(),
    })
    expect(whereTo(done)).toContain('done=allocated')
    expect(await status('secondOfficer', `/people/${w.people.child}`)).toBe(200)
    const other = await w.request('officer', `${links()}/allocate`, {
      colleague: w.staff.socialWorker,
      key: randomUUID(),
    })
    expect(other.status).toBe(422)
  })

  test('it is ended by whoever made it, and handed over in one step', async () => {
    const {
      rows: [made],
    } = await w.owner.query<{ id: string }>(`select id from link where staff_id = $1`, [w.staff.secondOfficer])
    await w.request('officer', `${links()}/end`, {
      link: made?.id ?? '',
      because: 'made_in_error',
      key: randomUUID(),
    })
    expect(await status('secondOfficer', `/people/${w.people.child}`)).toBe(404)
    const {
      rows: [mine],
    } = await w.owner.query<{ id: string }>(`select id from link where staff_id = $1`, [w.staff.officer])
    await w.request('officer', `${links()}/allocate`, {
      colleague: w.staff.secondOfficer,
      'instead-of': mine?.id ?? '',
      key: randomUUID(),
    })
    expect(await status('officer', `/people/${w.people.child}`)).toBe(404)
    expect(await status('secondOfficer', `/people/${w.people.child}`)).toBe(200)
  })

  test('of other agencies the team’s agency is shown, never who; and nobody ends a link of theirs', async () => {
    const theirs = await w.link('socialWorker', w.people.child)
    const page = await words('secondOfficer', links())
    expect(page).toContain('Other agencies Wexmere Council children’s services: since')
    expect(page).not.toContain('Jules Pemberly')
    expect(
      (
        await w.request('secondOfficer', `${links()}/end`, {
          link: theirs,
          because: 'made_in_error',
          key: randomUUID(),
        })
      ).status,
    ).toBe(422)
    expect(await status('socialWorker', `/people/${w.people.child}`)).toBe(200)
  })

  test('whoever got a share, or claimed, allocates nobody', async () => {
    await w.send(
      { to_agency: w.agencies.council, to_role: 'front_door_worker', categories: ['concern'] },
      'secondOfficer',
    )
    const refused = await w.request('frontDoor', `${links()}/allocate`, {
      colleague: w.staff.socialWorker,
      key: randomUUID(),
    })
    expect(refused.status).toBe(422)
  })
})
