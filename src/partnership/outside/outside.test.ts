import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { listOutsideLinks, openOutsideLink, revokeOutsideLink, stateOf } from './outsideLink.ts'

let w: World
let minutesLater = 0
beforeAll(async () => {
  w = await world({
    now: () => new Date(Date.now() + minutesLater * 60_000),
    env: { KITH_LIMIT_FAILED_SIGN_IN: '1000', KITH_LIMIT_SIGN_IN: '1000' },
  })
  await allocate('homeWorker', agencies.home)
})
afterAll(() => w.end())
beforeEach(() => { minutesLater = 0 })

const allocate = (persona: Persona, agency: string, purpose = 'missing_response') => w.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   select $1, $2, id, $3, $4, $5, 'allocated' from cell
   where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
  [partnershipId, people.child, staff[persona], agency, purpose])

async function give(days = 28, key = randomUUID()) {
  const given = await openOutsideLink(w.kernel, viewerOf('homeWorker'), {
    personId: people.child, role: 'carer', purpose: 'missing_response', days, key,
  })
  if (!given.done) throw new Error(given.why)
  return given.value
}

/** A browser that keeps its cookies, as browsers do. */
function browser() {
  const jar = new Map<string, string>()
  const ask = async (path: string, form?: Record<string, string>) => {
    const headers: Record<string, string> = {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), 'sec-fetch-site': 'same-origin', accept: 'text/html',
    }
    const answer = await w.app.request(`http://localhost${path}`,
      form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/v.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar, ask,
    csrfOn: async (path: string) => /name="csrf" value="([^"]+)"/v.exec(await (await ask(path)).text())?.[1] ?? '',
    enter: async function (path: string, code: string) {
      await ask(path)
      return ask('/by-link/code', { code, csrf: await this.csrfOn('/by-link/code') })
    },
  }
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const plain = async (answer: Response) => (await answer.text()).replaceAll(/nonce="[^"]*"/gv, '').replaceAll(/value="[\w\-]{20,}"/gv, '')
const alertsTo = async (persona: Persona) => (await w.owner.query<{ kind: string }>(
  'select kind from alert where staff_id = $1 order by at', [staff[persona]])).rows.map(({ kind }) => kind)

test('a link asks for its code before it says anything, and opens one plan for an hour', async () => {
  const { path, code, called } = await give()
  const phone = browser()
  const looked = await phone.ask(path)
  expect([looked.status, looked.headers.get('location')]).toEqual([303, '/by-link/code'])
  expect(looked.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await (await phone.ask('/by-link/code')).text()).not.toMatch(/Teo|Marlowe|Rowan House|Dewi/v)
  const entered = await phone.enter(path, code)
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/by-link/plan'])
  expect(entered.headers.getSetCookie().filter(line => /kith(?:-link-browser)?=[\w\-]{43}/v.test(line)))
    .toEqual([expect.stringMatching(/HttpOnly; Secure; SameSite=Lax/v), expect.stringMatching(/HttpOnly; Secure; SameSite=Lax/v)])
  const plan = await phone.ask('/by-link/plan')
  expect(plan.status).toBe(200)
  expect(called).not.toMatch(/Teo|Marlowe/v)
  const csrf = await phone.csrfOn('/by-link/plan/missing')
  minutesLater = 61
  expect(await (await phone.ask('/by-link/plan')).text()).toContain('Open your link again')
  const late = await (await phone.ask('/by-link/plan/missing', { worry: 'Typed for an hour', csrf })).text()
  expect(late).toContain('Typed for an hour')
})

test('neither the address nor the code stands in a table or a line of the log', async () => {
  const { path, code, id } = await give()
  await browser().enter(path, code)
  const secret = path.split('/').at(-1) ?? ''
  expect(w.lines.join('\n')).not.toContain(secret)
  const { rows } = await w.owner.query<{ text: string }>(
    `select (select to_jsonb(o)::text from authz.outside_link o where id = $1)
       || (select coalesce(string_agg(outcome::text, ' '), '') from answered) as text`, [id])
  expect(rows[0]?.text).not.toContain(secret)
  expect(rows[0]?.text).not.toMatch(new RegExp(`"${code}"`, 'v'))
})

test('a form that is sent twice shows the same link, and makes one', async () => {
  const key = randomUUID()
  const [first, second] = [await give(28, key), await give(28, key)]
  expect(second).toEqual(first)
  expect((await give()).path).not.toBe(first.path)
})

test('a forwarded link is refused in another browser, and whoever gave it is told once a day', async () => {
  const { path, code, id } = await give()
  await browser().enter(path, code)
  const before = (await alertsTo('homeWorker')).length
  const other = browser()
  const refused = await other.ask(path)
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('Ask whoever gave you this link for a new one')
  expect((await other.ask(path)).status).toBe(403)
  expect((await alertsTo('homeWorker')).slice(before)).toEqual(['outside_link_forwarded'])
  const [link] = await listOutsideLinks(w.kernel, viewerOf('homeWorker'), { id })
  expect(link?.tries.map(({ outcome }) => outcome)).toEqual(['other_browser', 'other_browser', 'opened'])
  expect(await (await w.request('homeWorker', `/outside-links/${id}`)).text()).toContain('Refused: another browser')
})

test('guessed, expired, withdrawn and locked links are the same page, to the byte', async () => {
  const guessed = await browser().ask(`/by-link/${'A'.repeat(43)}`)
  const [expired, revoked, locked] = [await give(1), await give(), await give()]
  const [link] = await listOutsideLinks(w.kernel, viewerOf('homeWorker'), { id: revoked.id })
  if (!link) throw new Error('no link')
  expect(await revokeOutsideLink(w.kernel, viewerOf('homeWorker'), link, randomUUID())).toMatchObject({ done: true })
  for (let n = 0; n < 5; n++) await browser().enter(locked.path, wrong(locked.code))
  const answers = [await browser().ask(revoked.path), await browser().ask(locked.path)]
  minutesLater = 1441
  answers.push(await browser().ask(expired.path))
  const text = await plain(guessed)
  expect(guessed.status).toBe(404)
  for (const answer of answers) {
    expect(answer.status).toBe(404)
    expect(await plain(answer)).toBe(text)
    expect(answer.headers.getSetCookie()).toEqual(guessed.headers.getSetCookie())
  }
})

test('the fifth wrong code locks a link, also when codes are tried at once, and whoever gave it is told', async () => {
  const { path, code, id } = await give()
  const before = (await alertsTo('homeWorker')).length
  const tries = await Promise.all(Array.from({ length: 12 }, () => browser().enter(path, wrong(code))))
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(4)
  expect(tries.filter(({ status }) => status === 403)).toHaveLength(1)
  expect((await browser().ask(path)).status).toBe(404)
  expect((await alertsTo('homeWorker')).slice(before)).toEqual(['outside_link_locked'])
  const [link] = await listOutsideLinks(w.kernel, viewerOf('homeWorker'), { id })
  expect(link && stateOf(link, w.kernel.now())).toBe('locked')
})

test('a withdrawn link shuts the page that is open behind it', async () => {
  const { path, code, id } = await give()
  const phone = browser()
  await phone.enter(path, code)
  expect((await phone.ask('/by-link/plan')).status).toBe(200)
  await w.request('homeWorker', `/outside-links/${id}/revoke`, { key: randomUUID() })
  expect(await (await phone.ask('/by-link/plan')).text()).toContain('Open your link again')
  expect((await phone.ask(path)).status).toBe(404)
})

test('whoever is here by a link finds nothing else of the product', async () => {
  const { path, code } = await give()
  const phone = browser()
  await phone.enter(path, code)
  for (const address of ['/plans', '/missing', '/alerts', '/account/sessions', `/people/${people.child}`, '/my-work', '/by-link/family-plan'])
    expect([address, (await phone.ask(address)).status]).toEqual([address, 404])
  expect((await phone.ask('/')).headers.get('location')).toBe('/by-link')
  const csrf = await phone.csrfOn('/by-link/plan')
  expect((await phone.ask('/people/search', { q: 'Teo', csrf })).status).toBe(404)
  expect((await phone.ask('/sign-out', { csrf })).status).toBe(303)
  expect((await phone.ask('/by-link/plan')).status).toBe(403)
})

test('only whoever works with the child, in a role that gives links, gives one', async () => {
  const asked = { personId: people.child, role: 'carer', purpose: 'missing_response', days: 7 } as const
  expect(await openOutsideLink(w.kernel, viewerOf('homeWorker'), { ...asked, personId: people.stranger })).toMatchObject({ done: false })
  expect(await openOutsideLink(w.kernel, viewerOf('homeWorker'), { ...asked, role: 'parent' })).toMatchObject({ done: false })
  expect(await openOutsideLink(w.kernel, viewerOf('socialWorker'), asked)).toMatchObject({ done: false })
  await allocate('locate', agencies.police)
  expect(await openOutsideLink(w.kernel, viewerOf('locate'), asked)).toMatchObject({ done: false })
  await allocate('earlyHelp', agencies.council, 'safeguard_child')
  expect(await openOutsideLink(w.kernel, viewerOf('earlyHelp'), { ...asked, role: 'parent', purpose: 'safeguard_child' }))
    .toMatchObject({ done: true, value: { called: expect.stringContaining('Parent, by link of L/') } })
  expect(await listOutsideLinks(w.kernel, viewerOf('socialWorker'), { personId: people.child })).toEqual([])
})

test('nobody behind a link stands among colleagues, and nobody else is given its role', async () => {
  const { called } = await give()
  const seen = await w.kernel.db.as(w.scope('homeWorker', 'linked'), tx => tx.selectFrom('staff').innerJoin('appointment', join => join
    .onRef('appointment.staff_id', '=', 'staff.id')).select('staff.name').where('agency_id', '=', agencies.home).execute())
  expect(seen.map(({ name }) => name)).toEqual(['Dewi Farrant'])
  expect(await (await w.request('administrator', '/administration/people')).text()).not.toContain(called)
  await expect(w.owner.query('insert into appointment (partnership_id, staff_id, role) values ($1, $2, $3)',
    [partnershipId, staff.mentor, 'carer'])).rejects.toThrow('held by a personal link')
})
