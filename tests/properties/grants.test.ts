import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routesOf } from '../canary/crawl.ts'
import { agencies, partnershipId, people, staff, world, type Persona, type World } from '../world.ts'
import { fillingsOf, type Ask } from './fillings.ts'
import { formsOf, type FilledForm } from './formsOf.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const personas = [
  'officer', 'socialWorker', 'mentor', 'governance', 'privacyPolice', 'seniorCouncil', 'administrator',
] as const satisfies readonly Persona[]

/** What somebody adds to a form who hopes that it is taken over: names as they stand in the database, the code and forms. */
const assigned = (persona: Persona): [string, string][] => {
  const far = '2199-01-01'
  const values: Record<string, string> = {
    role: 'front_door_manager', agency: agencies.council, staff: staff[persona], lens: 'hub', purpose: 'subject_rights',
    until: far, reach: 'hub', access: 'own', tier: '3', admin: 'true', is_admin: 'true', isAdmin: 'true', may_write: 'true',
    mayWrite: 'true', highest_tier: '3', highestTier: '3', valid_until: far, validUntil: far, vetting_until: far,
    training_until: far, active_until: far, agency_id: agencies.council, agencyId: agencies.council,
    staff_id: staff[persona], staffId: staff[persona], partnership_id: partnershipId, partnershipId, exempt_staff: staff[persona],
    exempt: staff[persona], to_roles: 'front_door_manager', toRoles: 'front_door_manager', categories: 'health', cell: '1',
    scopes: 'changes:read', person_id: people.sealed, personId: people.sealed, state: 'active', proposed_at: far,
    signed_at: far, made_by: staff[persona], owner_id: staff[persona],
  }
  return Object.entries(values).flatMap(([name, value]): [string, string][] => [
    [name, value], [`${name}[]`, value], [`viewer[${name}]`, value], [`scope.${name}`, value],
    [`__proto__[${name}]`, value], [`constructor[prototype][${name}]`, value]])
}

/** All that decides what somebody may see and do, but what everybody may do to themselves: claim in the open, and hide. */
async function grantsOf(persona: Persona): Promise<string> {
  const { staffId, agencyId, role } = w.viewer(persona)
  const { rows } = await w.owner.query<{ all: unknown }>(`select jsonb_build_object(
    'account', (select to_jsonb(s) - 'name' from staff s where s.id = $1),
    'roles', (select jsonb_agg(to_jsonb(a) order by a.role) from appointment a where a.staff_id = $1),
    'links', (select count(*) from link l where l.kind not in ('self_claimed', 'author') and (l.staff_id = $1 or (l.staff_id is null and l.agency_id = $2 and l.role = $3))),
    'cells', (select md5(string_agg(concat_ws(' ', g.cell, g.access, g.reach, g.purpose, g.valid_until), ',' order by g.cell, g.access,
      g.reach, g.purpose, g.valid_until)) from authz.grant_cell g where g.agency_id = $2 and g.role = $3),
    'scopes', (select md5(string_agg(o::text, ',' order by o::text)) from own_scope o),
    'purposes', (select md5(string_agg(p::text, ',' order by p::text)) from role_purpose p),
    'emergencies', (select jsonb_agg(to_jsonb(b)) from break_glass_role b),
    'blocks', (select jsonb_agg(to_jsonb(b)) from authz.block b where b.person_id = $4),
    'tokens', (select count(*) from api_token t where t.staff_id = $1)) as all`, [staffId, agencyId, role, people.sealed])
  return JSON.stringify(rows[0]?.all, null, 1)
}

const ids: Ask = async table => {
  const { rows } = await w.owner.query<{ id: string }>(`select id::text as id from ${table} limit 40`)
  return { visible: rows.map(({ id }) => id), hidden: [] }
}
/** Of oneself first: nobody is to change their own account. */
const idsWithMe = (persona: Persona): Ask => async table =>
  table === 'staff' ? { visible: [staff[persona]], hidden: [] } : ids(table)

const isOfRights = (route: string) => /^\/(?:administration|agreements|account|seals|conflicts|shares|claims|people)/v.test(route)

/** Every form of those rooms that this persona is given, and every address that takes a form. */
async function formsFor(persona: Persona): Promise<FilledForm[]> {
  const forms: FilledForm[] = []
  for (const route of routesOf(w, 'GET').filter(isOfRights)) {
    for (const path of await fillingsOf(route, idsWithMe(persona), 1)) {
      const response = await w.request(persona, path)
      if (response.status === 200) forms.push(...formsOf(await response.text(), path))
    }
  }
  for (const route of routesOf(w, 'POST').filter(isOfRights))
    for (const action of await fillingsOf(route, idsWithMe(persona), 1)) forms.push({ action, fields: [['key', 'k']] })
  return forms.filter(({ action }) => !endsSomething(action))
}

/** What signs somebody out or ends an account or an agency is tried elsewhere. */
const endsSomething = (action: string) => /sign-out|\/account\/(?:role|sessions)|\/end$|deactivate/v.test(action)

async function assault(persona: Persona): Promise<{ sent: number; taken: number }> {
  const forms = await formsFor(persona)
  let [sent, taken] = [0, 0]
  // What is confirmed on a second page is confirmed, with the same additions.
  for (let form = forms.shift(); form; form = forms.shift()) {
    sent += 1
    const response = await send(persona, form, sent)
    expect(response.status, form.action).toBeLessThan(500)
    const to = response.headers.get('location')
    expect(to ?? '', `${form.action} keeps the session`).not.toContain('/sign')
    if (response.status !== 303 || to === null) continue
    taken += 1
    if (to.includes('/confirm/')) forms.unshift(...formsOf(await (await w.request(persona, to)).text(), to)
      .filter(({ action }) => !endsSomething(action)))
  }
  return { sent, taken }
}

function send(persona: Persona, { action, fields }: FilledForm, n: number): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  for (const [name, value] of assigned(persona)) if (!body.has(name)) body.append(name, value)
  body.set('key', `assault ${persona} ${n}`)
  return w.request(persona, action, body)
}

describe('nobody changes their own grants', () => {
  test.each(personas)('the %s, by whatever they add to any form', async persona => {
    const before = await grantsOf(persona)
    const { sent, taken } = await assault(persona)
    console.info(`${persona}: ${sent} forms, ${taken} taken`)
    expect(sent).toBeGreaterThan(20)
    expect(await grantsOf(persona)).toBe(before)
  }, 120_000)

  test('some forms were taken, so that the refusals mean something', async () => {
    const { rows } = await w.owner.query<{ n: number }>('select count(*)::integer as n from administration_event')
    expect(rows[0]?.n).toBeGreaterThan(0)
  })
})

test('the comparison notices a role that somebody got', async () => {
  const before = await grantsOf('officer')
  await w.owner.query(`insert into appointment (partnership_id, staff_id, role) values ($1, $2, 'front_door_manager')`,
    [partnershipId, staff.officer])
  expect(await grantsOf('officer')).not.toBe(before)
})
