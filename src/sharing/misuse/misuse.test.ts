import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { disclose } from '../../kernel/disclosure.ts'
import { lookThrough } from './lookThrough.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

type Raised = { id: string; detector: string; staff_id: string; person_id: string; views: number; people: number;
  due_at: Date | null; for_role: string; agency: string }
const signsOf = async (persona: Persona) => (await w.owner.query<Raised>(`
  select m.*, t.agency_id as agency from misuse_alert m join cell t on t.id = m.cell where m.staff_id = $1
    order by m.raised_at, m.detector`,
[staff[persona]])).rows

/** One reading in the middle of a working day, whenever the test runs. */
async function read(persona: Persona, personId: string, page = 'people/one/overview', lens: 'linked'
  | 'hub' = 'linked') {
  const scope = w.scope(persona, lens)
  await w.kernel.db.as(scope, tx =>
    disclose(tx, w.kernel, scope, { page, people: [{ personId, categories: ['identity'] }] }))
}
/** A link with work that is open, as it usually is. */
async function workWith(persona: Persona, personId: string, { kind = 'allocated', days = 1, isClosed = false } = {}) {
  const { agencyId } = w.viewer(persona)
  const cell = w.kernel.cells.id(agencyId, 'involvement', 0)
  const { rows: [work] } = await w.owner.query<{ id: string }>(`
    insert into work (partnership_id, person_id, cell, kind, purpose, reference, closed_at)
      values ($1, $2, $3, 'notification', 'safeguard_child',
      'T', case when $4 then now() end) returning id`, [partnershipId, personId, cell, isClosed])
  await w.owner.query(`
    insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind, work_id, valid_from)
    values ($1, $2, $3, $4, $5, 'safeguard_child', $6, $7, now() - make_interval(days => $8))`,
  [partnershipId, personId, cell, staff[persona], agencyId, kind, work?.id, days])
}
const somebody = async (names: [string, string], bornOn = '2011-01-01', agency: string = agencies.council) => {
  const { rows: [made] } = await
    w.owner.query<{ id: string }>('insert into person (partnership_id) values ($1) returning id', [partnershipId])
  const id = made?.id ?? ''
  await w.owner.query(`
    insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name, birth_on)
    values ($1, $2, $3, 'test', gen_random_uuid()::text, $4, $5, $6)`,
      [partnershipId, id, w.kernel.cells.id(agency, 'identity', 0), ...names, bornOn])
  return id
}
const livesAt = (personId: string, postcode: string) => w.owner.query(`
  insert into contact_point (partnership_id, person_id, cell, kind, value, postcode) values ($1, $2, $3, 'address',
    'A street', $4)`,
[partnershipId, personId, w.kernel.cells.id(agencies.council, 'contact', 1), postcode])
const says = (persona: Persona, postcode: string | null, familyNames: string[] = [], bornOn: string | null = null) =>
  w.owner.query(`
  insert into staff_particulars (partnership_id, staff_id, postcode, family_names, birth_on) values ($1, $2, $3, $4, $5)
  on conflict (partnership_id, staff_id) do update set postcode = excluded.postcode,
    family_names = excluded.family_names, birth_on = excluded.birth_on`,
[partnershipId, staff[persona], postcode, familyNames, bornOn])
/** The night would be a sign of its own: the test runs at any hour. */
const byDay = () => w.owner.query(`update detector set valid_until = '2020-01-02' where code = 'off_shift'`)

test('opening a child one works with is no sign, and is looked through once', async () => {
  await byDay()
  await workWith('socialWorker', people.child)
  await read('socialWorker', people.child)
  expect(await lookThrough(w.kernel)).toBe(0)
  expect((await w.owner.query('select from authz.reading_queue')).rowCount).toBe(0)
})

test.each([
  ['own_record', 'the same e-mail address', async () => {
    const id = await somebody(['Somebody', 'Else'], '1980-01-01')
    await w.owner.query(`insert into contact_point (partnership_id, person_id, cell, kind, value) values ($1, $2, $3, 'email', 'Nurse@wexmere.example')`,
      [partnershipId, id, w.kernel.cells.id(agencies.hospital, 'contact', 1)])
    return { by: 'nurse', id } as const
  }],
  ['own_record', 'the same name, and the date of birth that was declared', async () => {
    await says('mentor', null, [], '1990-04-05')
    return { by: 'mentor', id: await somebody(['Kofi', 'Larwood'], '1990-04-05') } as const
  }],
  ['own_record', 'a grown-up of the same name, whom nobody else here is called', async () =>
    ({ by: 'detective', id: await somebody(['Tamsin', 'Orrell'], '1985-02-02') }) as const],
  ['family', 'the family name and postcode that were declared', async () => {
    await says('schoolLeadA', 'wx1 2ab', ['Prewett'])
    const id = await somebody(['Ada', 'Prewett'])
    await livesAt(id, 'WX1 2AB')
    return { by: 'schoolLeadA', id } as const
  }],
  ['family', 'a parent of the reader’s name', async () => {
    const id = await somebody(['Noel', 'Somers'])
    await w.owner.query(`insert into relationship (partnership_id, person_id, cell, kind, other_name) values ($1, $2, $3, 'parent', 'gareth tolley')`,
      [partnershipId, id, w.kernel.cells.id(agencies.council, 'family', 1)])
    return { by: 'schoolLeadB', id } as const
  }],
  ['neighbour', 'the postcode that was declared', async () => {
    await says('youthJustice', 'WX3 4CD')
    const id = await somebody(['Rae', 'Dunmore'])
    await livesAt(id, 'wx34cd')
    return { by: 'youthJustice', id } as const
  }],
  ['colleague', 'a grown-up with the name of a colleague', async () =>
    ({ by: 'frontDoor', id: await somebody(['Marian', 'Foxe'], '1979-09-09') }) as const],
] as const)('%s: %s', async (detector, _, arrange) => {
  const { by, id } = await arrange()
  await workWith(by, id)
  await read(by, id)
  await lookThrough(w.kernel)
  const found = (await signsOf(by)).filter(sign => sign.person_id === id)
  expect(found.map(sign => sign.detector)).toEqual([detector])
  expect(found[0]?.due_at).toBeInstanceOf(Date)
})

test('a child of the same name as a member of staff is not taken for them, nor somebody of a common name', async () => {
  const child = await somebody(['Rowan', 'Ashby'], '2012-05-05')
  await somebody(['Ines', 'Calder'], '1970-01-01')
  const common = await somebody(['Ines', 'Calder'], '1980-01-01')
  for (const [by, id] of [['officer', child], ['secondOfficer', common]] as const) {
    await workWith(by, id)
    await read(by, id)
  }
  await lookThrough(w.kernel)
  expect((await signsOf('officer')).filter(sign => sign.person_id === child)).toEqual([])
  expect((await signsOf('secondOfficer')).filter(sign => sign.person_id === common)).toEqual([])
})

test('a case that nobody works with any more is told; a new entry in it makes it no sign', async () => {
  const [quiet, alive] = [await somebody(['Quiet', 'Case']), await somebody(['Live', 'Case'])]
  for (const id of [quiet, alive]) await workWith('detective', id, { kind: 'author', days: 200, isClosed: true })
  await w.owner.query(`insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
    values ($1, $2, $3, 'concern', now(), 'fact', 'test', 'x')`,
      [partnershipId, alive, w.kernel.cells.id(agencies.council, 'concern', 1)])
  for (const id of [quiet, alive]) await read('detective', id)
  await lookThrough(w.kernel)
  const told = (await signsOf('detective')).filter(sign => [quiet, alive].includes(sign.person_id))
  expect(told.map(sign => [sign.person_id, sign.detector])).toEqual([[quiet, 'no_activity']])
})

test('many readers without work of their own are told from the eighth on', async () => {
  const id = await somebody(['Famous', 'Child'])
  const crowd = ['officer', 'secondOfficer', 'custody', 'frontDoor', 'socialWorker', 'schoolLeadB', 'nurse',
    'mentor'] as const
  for (const by of crowd) {
    await workWith(by, id, { kind: 'recipient', days: 3, isClosed: true })
    await read(by, id)
    await lookThrough(w.kernel)
  }
  const { rows } = await
    w.owner.query(`select staff_id from misuse_alert where detector = 'many_readers' and person_id = $1`, [id])
  expect(rows).toEqual([{ staff_id: staff.mentor }])
})

test('a reading that commits after a later one is looked through all the same', async () => {
  const [first, second] = [await somebody(['Late', 'One'], '1980-01-01'), await somebody(['Late', 'Two'], '1981-01-01')]
  await says('custody', 'WX9 9ZZ')
  for (const id of [first, second]) await livesAt(id, 'WX9 9ZZ')
  const scope = w.scope('custody', 'linked')
  const held = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const slow = w.kernel.db.as(scope, async tx => {
    await disclose(tx, w.kernel, scope, { page: 'people/one/overview', people: [{ personId: first, categories: [] }] })
    written.resolve()
    await held.promise
  })
  await written.promise
  await read('custody', second)
  await lookThrough(w.kernel)
  const before = (await signsOf('custody')).map(sign => [sign.person_id, sign.detector])
  held.resolve()
  await slow
  expect(before).toEqual([[second, 'neighbour']])
  await lookThrough(w.kernel)
  expect(new Set((await signsOf('custody')).map(sign => sign.person_id))).toEqual(new Set([first, second]))
})

test('when looking fails, the readings wait for the next time', async () => {
  const id = await somebody(['Left', 'Waiting'])
  await livesAt(id, 'WX3 4CD')
  await read('youthJustice', id)
  await w.owner.query(`alter function authz.raise_misuse(uuid, jsonb) rename to raise_misuse_away`)
  await expect(lookThrough(w.kernel)).rejects.toThrow('raise_misuse')
  await w.owner.query(`alter function authz.raise_misuse_away(uuid, jsonb) rename to raise_misuse`)
  expect(await lookThrough(w.kernel)).toBe(1)
  expect((await signsOf('youthJustice')).some(sign => sign.person_id === id)).toBe(true)
})

test('many records that were not open are told, many found by searching too, and a burst', async () => {
  const ids = Array.from({ length: 100 }, (_, n) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`)
  for (const id of ids.slice(0, 11)) expect((await w.request('analyst', `/people/${id}`)).status).toBe(404)
  const scope = w.scope('secondOfficer', 'hub')
  for (let from = 0; from < 100; from += 20) await w.kernel.db.as(scope, tx => disclose(tx, w.kernel, scope,
    { page: 'people/search',
      people: ids.slice(from, from + 20).map(personId => ({ personId, categories: ['identity'] })) }))
  for (const id of ids.slice(0, 26)) await read('schoolLeadA', id)
  await lookThrough(w.kernel)
  expect((await signsOf('analyst')).map(sign => [sign.detector, sign.people])).toEqual([['attempts', 11]])
  expect((await signsOf('secondOfficer')).filter(sign => sign.detector === 'bulk').map(sign =>
    sign.people)).toEqual([102])
  expect((await signsOf('schoolLeadA')).filter(sign => sign.detector === 'burst').map(sign =>
    sign.people)).toEqual([27])
})

test('the sign goes to whoever answers for the reader’s agency, once, and says nothing of whom', async () => {
  const { rows } = await w.owner.query<{ agency_id: string; role: string; staff_id: string | null }>(`
    select a.agency_id, a.role, a.staff_id from alert a join misuse_alert m on m.id = a.reference_id
      and a.kind = 'misuse_suspected'
    where m.staff_id = $1`, [staff.custody])
  expect(rows).toEqual([1, 2].map(() => ({ agency_id: agencies.police, role: 'privacy_officer', staff_id: null })))
  const ofSchool = await signsOf('schoolLeadA')
  expect(ofSchool[0]).toMatchObject({ agency: agencies.office, for_role: 'information_governance_lead' })
})

test('a sign about the privacy officer goes past them, and one about the governance lead goes to the chair',
  async () => {
  for (const by of ['privacyPolice', 'governance'] as const) {
    await says(by, 'WX8 8YY')
    const id = await somebody(['Next', `Door to ${by}`])
    await livesAt(id, 'WX8 8YY')
    const scope = w.scope(by, 'hub', 'oversight')
    await w.kernel.db.as(scope, tx =>
      disclose(tx, w.kernel, scope, { page: 'seals/one', people: [{ personId: id, categories: [] }] }))
  }
  await lookThrough(w.kernel)
  expect((await signsOf('privacyPolice'))[0]).toMatchObject({ agency: agencies.police, for_role: 'senior_officer' })
  expect((await signsOf('governance'))[0]).toMatchObject({ agency: agencies.office, for_role: 'board_chair' })
})
