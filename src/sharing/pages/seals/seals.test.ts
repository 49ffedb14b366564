import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'
import { wordsOf } from '../../sharingWorld.tsx'

let w: World
beforeAll(async () => {
  w = await world()
  await w.owner.query(`insert into contact_point (partnership_id, person_id, cell, kind, value)
    select $1, $2, id, 'address', '14 Quillfeather Row' from cell where agency_id = $3 and category = 'contact' and
      tier = 1`,
  [partnershipId, people.child, agencies.council])
  await link('socialWorker', people.child)
  await link('officer', people.child)
})
afterAll(() => w.end())
beforeEach(async () => {
  await w.owner.query('delete from authz.block where seal_id is not null')
  await w.owner.query('delete from authz.contact_seal')
  await w.owner.query('truncate seal, seal_request, seal_signature, conflict_declaration, alert, authz.attempt')
})

const link = (persona: Persona, person: string) => w.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell where agency_id = $4 and category =
     'involvement' and tier = 0`,
  [partnershipId, person, staff[persona], w.viewer(persona).agencyId])

type Proposal = Partial<Record<'person' | 'kind' | 'covers' | 'against' | 'custodian' | 'exempt' | 'reason', string>>
const proposal = (more: Proposal = {}) => ({
  key: randomUUID(), person: people.child, kind: 'staff_or_family', covers: 'person', custodian: staff.privacyPolice,
    reason: 'Threats were made', ...more,
})
const sealIdIn = (response: Response) => /\/seals\/([\w\-]+)/v.exec(response.headers.get('location') ?? '')?.[1] ?? ''
async function lay(more: Proposal = {}, by: Persona = 'privacyPolice'): Promise<string> {
  const response = await w.request(by, '/seals', proposal(more))
  expect(response.status).toBe(303)
  return sealIdIn(response)
}
const waitingOf = async (seal: string): Promise<string> =>
  (await w.owner.query<{ id: string }>(`select id from seal_request where seal_id = $1 and state = 'waiting' order by
    asked_at desc`, [seal])).rows[0]?.id ?? ''
const sign = (by: Persona, seal: string, request: string, answer = 'sign') =>
  w.request(by, `/seals/${seal}/sign`, { key: randomUUID(), request, answer })
const stateOf = async (seal: string) =>
  (await w.owner.query<{ state: string }>('select state from seal where id = $1', [seal])).rows[0]?.state
const sees = async (persona: Persona, person: string = people.child) => (await w.request(persona,
  `/people/${person}`)).status === 200
const alerts = async () => (await w.owner.query<{ kind: string; staff_id: string | null; role: string | null }>(
  'select kind, staff_id, role from alert order by at')).rows

describe('a seal over the whole person', () => {
  test('hides the child from everybody but its keeper, at once', async () => {
    expect(await sees('socialWorker')).toBe(true)
    const seal = await lay()
    expect(await stateOf(seal)).toBe('in_force')
    for (const persona of ['socialWorker', 'officer'] as const) expect(await sees(persona)).toBe(false)
    expect(await wordsOf(w.request('privacyPolice', '/seals'))).toContain('Teo Marlowe')
  })

  test('is not there for anybody else: other privacy officers, practitioners, the board, the administrator', async () => {
    const seal = await lay()
    for (const persona of ['privacyCouncil', 'seniorCouncil', 'governance'] as const) {
      expect((await w.request(persona, `/seals/${seal}`)).status).toBe(404)
      expect(await wordsOf(w.request(persona, '/seals'))).toContain('No seals')
    }
    for (const persona of ['officer', 'socialWorker', 'chair', 'administrator', 'analyst', 'frontDoor'] as const) {
      for (const path of ['/seals', '/seals/new', `/seals/${seal}`]) expect((await w.request(persona, path)).status,
        path).toBe(404)
      expect((await w.request(persona, '/seals', proposal())).status).toBe(404)
      expect((await w.request(persona, `/seals/${seal}/ask`, { step: 'lift', why: 'because',
        key: randomUUID() })).status).toBe(404)
    }
  })

  test('goes with a record that is linked to another person', async () => {
    const seal = await lay()
    await w.owner.query(`insert into link_history (partnership_id, person_id, cell, source_record_id, from_person_id,
      why)
      select $1, $2, min(id), gen_random_uuid(), $3, 'test' from cell`, [partnershipId, people.sibling, people.child])
    const { rows } = await w.owner.query('select from authz.block where seal_id = $1 and person_id = $2', [seal,
      people.sibling])
    expect(rows).toHaveLength(1)
  })

  test('cannot be laid over somebody of whom the agency holds nothing, who is absent or hidden: one answer',
    async () => {
    for (const person of [people.stranger, people.sealed, '00000000-0000-4000-8000-00000000dead'])
      expect((await w.request('privacyPolice', '/seals', proposal({ person }))).status).toBe(404)
  })

  test('says beside each field what is missing, and keeps what was typed', async () => {
    const response = await w.request('privacyPolice', '/seals', { ...proposal({ kind: '', reason: '',
      exempt: 'nobody@example.org' }) })
    expect(response.status).toBe(422)
    const words = await wordsOf(response)
    expect(words).toContain('Select why the person is sealed')
    expect(words).toContain('Say why the person has to be sealed')
    expect(words).toContain('nobody@example.org')
  })
})

describe('a safe address', () => {
  test('hides addresses and numbers only: the child stays, and nothing says that something is hidden', async () => {
    expect(await (await w.request('socialWorker', `/people/${people.child}`)).text()).toContain('14 Quillfeather Row')
    await w.request('privacyCouncil', '/seals', proposal({ kind: 'safe_address', covers: 'contacts',
      custodian: staff.privacyCouncil }))
    const page = await (await w.request('socialWorker', `/people/${people.child}`)).text()
    expect(page).toContain('Teo')
    expect(page).not.toContain('Quillfeather')
    await w.owner.query(`update contact_point set valid_until = '2000-01-01'`)
    const withoutAny = await (await w.request('socialWorker', `/people/${people.child}`)).text()
    await w.owner.query('update contact_point set valid_until = null')
    const bare = (html: string) =>
      html.replaceAll(/nonce(?:=|-)["']?[\w+\/=\-]+|from=[\w\-]+|name="(?:csrf|key)" value="[^"]*"/gv, '')
    expect(bare(page)).toBe(bare(withoutAny))
  })

  test('is opened by two people, the keeper among them, for one colleague, and closes by itself', async () => {
    const seal = sealIdIn(await w.request('privacyCouncil', '/seals', proposal({ kind: 'safe_address',
      covers: 'contacts', custodian: staff.privacyCouncil })))
    const asked = await w.request('privacyCouncil', `/seals/${seal}/ask`,
      { key: randomUUID(), step: 'open', colleague: 'socialWorker@wexmere.example', hours: '1',
        why: 'A visit tonight' })
    expect(asked.status).toBe(303)
    const showsIt = async (persona: Persona) => (await (await w.request(persona,
      `/people/${people.child}`)).text()).includes('Quillfeather')
    expect(await showsIt('socialWorker')).toBe(false)
    expect((await sign('seniorCouncil', seal, await waitingOf(seal))).status).toBe(303)
    expect(await showsIt('socialWorker')).toBe(true)
    expect(await showsIt('officer')).toBe(false)
    await w.owner.query(`update authz.contact_seal set valid_from = now() where against_staff is not null`)
    expect(await showsIt('socialWorker')).toBe(false)
  })
})

describe('seals that protect a life need two different people', () => {
  test('one proposes and nothing is hidden; another signs and it is', async () => {
    const seal = await lay({ kind: 'informant' })
    expect(await stateOf(seal)).toBe('proposed')
    expect(await sees('socialWorker')).toBe(true)
    expect((await alerts()).map(({ kind, role }) => `${kind} ${role}`)).toContain('seal_waiting senior_officer')
    expect((await sign('seniorPolice', seal, await waitingOf(seal))).status).toBe(303)
    expect(await stateOf(seal)).toBe('in_force')
    expect(await sees('socialWorker')).toBe(false)
    expect((await w.request('seniorPolice', `/seals/${seal}`)).status).toBe(200)
  })

  test('the same person twice is refused, also when the form is sent ten times at once', async () => {
    const seal = await lay({ kind: 'informant' })
    const request = await waitingOf(seal)
    const again = await sign('privacyPolice', seal, request)
    expect(again.status).toBe(422)
    expect(await wordsOf(again)).toContain('Somebody else has to sign as well')
    await Promise.all(Array.from({ length: 10 }, () => sign('privacyPolice', seal, request)))
    const key = randomUUID()
    await Promise.all(Array.from({ length: 5 }, () => w.request('privacyPolice', `/seals/${seal}/sign`, { key,
      request, answer: 'sign' })))
    expect(await stateOf(seal)).toBe('proposed')
  })

  test('two who sign at the same moment lay it once', async () => {
    const seal = await lay({ kind: 'informant' })
    const request = await waitingOf(seal)
    await Promise.all(['seniorPolice', 'seniorPolice', 'seniorPolice'].map(() => sign('seniorPolice', seal, request)))
    expect(await stateOf(seal)).toBe('in_force')
    expect((await w.owner.query('select from authz.block where seal_id = $1', [seal])).rows).toHaveLength(1)
  })

  test('opening and lifting need the keeper and another; a refused proposal is withdrawn', async () => {
    const seal = await lay({ kind: 'informant' })
    await sign('seniorPolice', seal, await waitingOf(seal))
    await w.request('seniorPolice', `/seals/${seal}/ask`, { key: randomUUID(), step: 'lift',
      why: 'The danger has passed' })
    expect(await stateOf(seal)).toBe('in_force')
    expect(await sees('socialWorker')).toBe(false)
    await sign('privacyPolice', seal, await waitingOf(seal))
    expect(await stateOf(seal)).toBe('lifted')
    expect(await sees('socialWorker')).toBe(true)
    const other = await lay({ kind: 'informant' })
    await sign('seniorPolice', other, await waitingOf(other), 'refuse')
    expect(await stateOf(other)).toBe('withdrawn')
    expect((await sign('privacyPolice', other, await waitingOf(other) || randomUUID())).status).toBe(404)
  })

  test('another agency’s officers sign nothing', async () => {
    const seal = await lay({ kind: 'informant' })
    for (const persona of ['privacyCouncil', 'seniorCouncil', 'governance', 'officer', 'chair',
      'administrator'] as const)
      expect((await sign(persona, seal, await waitingOf(seal))).status, persona).toBe(404)
    expect(await stateOf(seal)).toBe('proposed')
  })
})

describe('an attempt to see somebody who is sealed', () => {
  test('tells the keeper once in an hour, whatever was tried, and nothing to whoever asked', async () => {
    const seal = await lay()
    for (const path of ['', '/chronology', '/around', '/work', '/shared', '/records']) {
      await w.request('socialWorker', `/people/${people.child}${path}`)
      await w.request('socialWorker', `/why?person=${people.child}`)
    }
    expect(await alerts()).toEqual([{ kind: 'seal_attempted', staff_id: staff.privacyPolice, role: null }])
    await w.request('nurse', `/people/${people.child}`)
    expect(await alerts()).toHaveLength(2)
    await w.owner.query(`update authz.attempt set at = now() - interval '61 minutes'`)
    await w.request('socialWorker', `/people/${people.child}`)
    expect(await alerts()).toHaveLength(3)
    const words = await wordsOf(w.request('privacyPolice', '/alerts'))
    expect(words).toContain('Somebody has asked for a person whom you keep a seal for.')
    expect(words).not.toContain('Marlowe')
    const [alert] = (await w.owner.query<{ id: string }>('select id from alert order by at limit 1')).rows
    const opened = await w.request('privacyPolice', `/alerts/${alert?.id ?? ''}/seen`, { next: 'open' })
    expect(opened.headers.get('location')).toBe(`/seals/${seal}`)
  })

  test('leaves the same trace for what is absent and what is forbidden, and no alert', async () => {
    for (const id of ['00000000-0000-4000-8000-00000000dead', people.stranger]) await w.request('socialWorker',
      `/people/${id}`)
    expect((await w.owner.query('select from authz.attempt')).rows).toHaveLength(2)
    expect(await alerts()).toEqual([])
  })
})

describe('a conflict of interest', () => {
  test('that is declared from a search hides the person from whoever declared it, and from nobody else', async () => {
    const declared = await w.request('officer', '/conflicts', { key: randomUUID(), person: people.child,
      relation: 'neighbour' })
    expect(declared.status).toBe(303)
    expect(await sees('officer')).toBe(false)
    expect(await sees('socialWorker')).toBe(true)
    const mine = await wordsOf(w.request('officer', '/conflicts'))
    expect(mine).toContain('A neighbour')
    expect(mine).not.toContain('Marlowe')
    expect((await alerts()).map(({ kind, role }) => `${kind} ${role}`)).toEqual(
      ['conflict_declared privacy_officer', 'seal_attempted privacy_officer'])
  })

  test('is opened only by a colleague: whoever declared it may ask and never sign', async () => {
    await w.request('officer', '/conflicts', { key: randomUUID(), person: people.child, relation: 'family' })
    const { rows: [row] } = await w.owner.query<{ id: string;
      seal_id: string }>('select id, seal_id from conflict_declaration')
    const asked = await w.request('officer', `/conflicts/${row?.id ?? ''}/ask`, { key: randomUUID(),
      why: 'Nobody else is on duty', hours: '1' })
    expect(asked.status).toBe(303)
    expect(await sees('officer')).toBe(false)
    const seal = row?.seal_id ?? ''
    expect((await sign('officer', seal, await waitingOf(seal))).status).toBe(404)
    expect((await sign('privacyPolice', seal, await waitingOf(seal))).status).toBe(303)
    expect(await sees('officer')).toBe(true)
    await w.owner.query('update authz.block set valid_from = now() where seal_id = $1', [seal])
    expect(await sees('officer')).toBe(false)
  })

  test('with somebody whom the search does not show answers like one with nobody', async () => {
    for (const person of [people.stranger, people.sealed, '00000000-0000-4000-8000-00000000dead'])
      expect((await w.request('officer', '/conflicts', { key: randomUUID(), person,
        relation: 'family' })).status).toBe(404)
  })

  test('described in words is for the privacy officer of the agency, who finds the person', async () => {
    await w.request('officer', '/conflicts', { key: randomUUID(), relation: 'family',
      words: 'My nephew Teo, of Alderbrook' })
    expect(await sees('officer')).toBe(true)
    expect(await wordsOf(w.request('privacyPolice', '/seals'))).toContain('My nephew Teo, of Alderbrook')
    expect(await wordsOf(w.request('privacyCouncil', '/seals'))).not.toContain('My nephew')
    const { rows: [row] } = await w.owner.query<{ id: string }>('select id from conflict_declaration')
    const laid = await w.request('privacyPolice', '/seals', {
      ...proposal({ kind: 'conflict_of_interest', covers: 'from_one', against: 'officer@wexmere.example' }),
        for: row?.id ?? '',
    })
    expect(laid.status).toBe(303)
    expect(await sees('officer')).toBe(false)
    expect(await sees('socialWorker')).toBe(true)
    expect(await wordsOf(w.request('officer', '/conflicts'))).toContain('Hidden from you')
  })

  test('a seal against a privacy officer is not there for that privacy officer', async () => {
    await w.owner.query(`insert into seal (partnership_id, person_id, cell, kind, covers, against_staff, reason,
      laid_by)
      select $1, $2, id, 'informant', 'from_one', $3, 'proposed', $4 from cell where agency_id = $5 and category =
        'protection' and tier = 3`,
    [partnershipId, people.sibling, staff.privacyPolice, staff.seniorPolice, agencies.police])
    expect(await wordsOf(w.request('privacyPolice', '/seals'))).toContain('No seals')
    expect(await wordsOf(w.request('seniorPolice', '/seals'))).toContain('Source of information')
  })
})
